import { catalogue } from '../../platform/i18n/catalogue.ts'
import en from './words/en.json' with { type: 'json' }
import es from './words/es.json' with { type: 'json' }
import fr from './words/fr.json' with { type: 'json' }
import pt from './words/pt.json' with { type: 'json' }

/** What is said to those who write programs. */
export const apiWords = catalogue({ en, pt, es, fr })

type Deeds<Key> = Key extends `deed_${infer Deed}` ? Deed : never

/** The name of a route: each has a sentence in every language. */
export type ApiDeed = Deeds<keyof typeof en>
