import { catalogue } from '../../../platform/i18n/catalogue.ts'
import en from './words/en.json' with { type: 'json' }
import es from './words/es.json' with { type: 'json' }
import fr from './words/fr.json' with { type: 'json' }
import pt from './words/pt.json' with { type: 'json' }

/** What is said to whoever comes, and to editors about them. */
export const guestWords = catalogue({ en, pt, es, fr })
export type GuestSay = ReturnType<typeof guestWords>
