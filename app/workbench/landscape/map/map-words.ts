import { catalogue, type Say } from '../../../platform/i18n/catalogue.ts'
import en from './words/en.json' with { type: 'json' }
import es from './words/es.json' with { type: 'json' }
import fr from './words/fr.json' with { type: 'json' }
import pt from './words/pt.json' with { type: 'json' }

/** What the map says of itself: its label, and one sentence for each thing on it. */
export const mapWords = catalogue({ en, pt, es, fr })

export type SayMap = Say<keyof typeof en>
