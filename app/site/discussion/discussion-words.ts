import { catalogue } from '../../platform/i18n/catalogue.ts'
import en from './words/en.json' with { type: 'json' }
import es from './words/es.json' with { type: 'json' }
import fr from './words/fr.json' with { type: 'json' }
import pt from './words/pt.json' with { type: 'json' }

/** What stands around messages: under a post, on the pages of whoever wrote one, and for moderators. */
export const discussionWords = catalogue({ en, pt, es, fr })
