import type { PeopleLine } from '../../people-line.ts'
import { pathIn } from '../../visit.tsx'
import { maySteward } from '../landscape-policy.ts'
import { namingsOf } from './naming-queries.ts'
import { namingWords } from './naming-words.ts'

/** The way from the page "People" to words that may still name somebody who is gone; there while any are left to read. */
export const namingsLine: PeopleLine = {
  part: 'safety',
  async shown({ landscape, tx }, language) {
    if (!maySteward(landscape)) return null
    const found = await namingsOf(tx, landscape.id)
    if (found.length === 0) return null
    const say = namingWords(language)
    return {
      href: pathIn(landscape, 'words-to-read'),
      icon: 'book-open',
      title: say('title'),
      text: say('line', { n: found.length }),
    }
  },
}
