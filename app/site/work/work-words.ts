import { catalogue } from '../../platform/i18n/catalogue.ts'
import en from './words/en.json' with { type: 'json' }
import es from './words/es.json' with { type: 'json' }
import fr from './words/fr.json' with { type: 'json' }
import pt from './words/pt.json' with { type: 'json' }

/** What the doors to work on the site are called. */
export const workWords = catalogue({ en, pt, es, fr })
