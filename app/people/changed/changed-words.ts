import { catalogue } from '../../platform/i18n/catalogue.ts'
import en from './words/en.json' with { type: 'json' }
import es from './words/es.json' with { type: 'json' }
import fr from './words/fr.json' with { type: 'json' }
import pt from './words/pt.json' with { type: 'json' }

/** What is written to somebody when a way into their account changed. */
export const changedWords = catalogue({ en, pt, es, fr })
