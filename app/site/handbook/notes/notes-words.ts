import { catalogue } from '../../../platform/i18n/catalogue.ts'
import en from './words/en.json' with { type: 'json' }
import es from './words/es.json' with { type: 'json' }
import fr from './words/fr.json' with { type: 'json' }
import pt from './words/pt.json' with { type: 'json' }

/** What is said around the notes of readers; the notes themselves speak the language of their writers. */
export const notesWords = catalogue({ en, pt, es, fr })
