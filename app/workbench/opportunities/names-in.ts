import type { Language } from '../../platform/i18n/language.ts'
import type { DrawnLandscape } from '../landscape/drawn-landscape.ts'
import { landscapeWords } from '../landscape/landscape-words.ts'
import { namesFrom } from './names-from.ts'
import type { OpportunityNames } from './opportunity-words.ts'

/** What everything in a drawing is called for its viewer; people who have not agreed are "1 person, not yet asked". */
export function namesIn(drawn: DrawnLandscape, language: Language): OpportunityNames {
  return namesFrom(drawn, landscapeWords(language)('not_asked'))
}
