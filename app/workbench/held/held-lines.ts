import { maySteward } from '../landscape/landscape-policy.ts'
import type { PeopleLine } from '../people-line.ts'
import { pathIn } from '../visit.tsx'
import { heldWords } from './held-words.ts'

/** The ways from the page "People" to who looked. */
export const heldLines: PeopleLine[] = [
  {
    part: 'safety',
    shown({ landscape }, language) {
      if (!maySteward(landscape)) return null
      const say = heldWords(language)
      return {
        href: pathIn(landscape, 'looks'),
        icon: 'footprints',
        title: say('looks_title'),
        text: say('looks_line'),
      }
    },
  },
]
