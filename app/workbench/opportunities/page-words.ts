import { catalogue } from '../../platform/i18n/catalogue.ts'
import en from './page-words/en.json' with { type: 'json' }
import es from './page-words/es.json' with { type: 'json' }
import fr from './page-words/fr.json' with { type: 'json' }
import pt from './page-words/pt.json' with { type: 'json' }

/** What the pages around the cards say; the cards themselves speak through `opportunitySentences`. */
export const pageWords = catalogue({ en, pt, es, fr })
