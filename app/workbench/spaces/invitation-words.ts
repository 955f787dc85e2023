import { catalogue } from '../../platform/i18n/catalogue.ts'
import en from './invitation-words/en.json' with { type: 'json' }
import es from './invitation-words/es.json' with { type: 'json' }
import fr from './invitation-words/fr.json' with { type: 'json' }
import pt from './invitation-words/pt.json' with { type: 'json' }

/** What a drafted invitation says. */
export const invitationWords = catalogue({ en, pt, es, fr })
