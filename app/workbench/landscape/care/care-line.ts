import { writeDay, writeList } from '../../../platform/i18n/numbers.ts'
import type { PeopleLine } from '../../people-line.ts'
import { pathIn } from '../../visit.tsx'
import { peopleLive } from '../landscape.ts'
import { holdsUntil } from './care-check.ts'
import { careChecks, whatNeedsCare } from './care-queries.ts'
import { careWords } from './care-words.ts'

/** The way from the page "People" to the care check, and how it stands with it. */
export const careLine: PeopleLine = {
  part: 'safety',
  async shown({ tx, landscape }, language) {
    if (!peopleLive(landscape.basis)) return null
    const say = careWords(language)
    const [newest] = await careChecks(tx, landscape.id)
    const { people, boundaries } = await whatNeedsCare(tx, landscape.id)
    const waits = !newest && people > 0 && boundaries.length > 0
    const text = waits
      ? say('line_open', { boundaries: writeList(language, boundaries) })
      : newest?.decision === 'go'
        ? say('line_until', { until: writeDay(language, holdsUntil(newest)) })
        : say('line_hint')
    return { href: `${pathIn(landscape, 'care')}?from=people`, icon: 'scale', title: say('title'), text }
  },
}
