import { mayConvene, maySteward } from '../landscape/landscape-policy.ts'
import type { PeopleLine } from '../people-line.ts'
import { pathIn } from '../visit.tsx'
import { heldWords } from './held-words.ts'

/** The ways from the page "People" to cards and links, and to who looked. */
export const heldLines: PeopleLine[] = [
  {
    part: 'mapped',
    shown({ landscape }, language) {
      if (!mayConvene(landscape)) return null
      const say = heldWords(language)
      return { href: pathIn(landscape, 'cards'), icon: 'copy', title: say('cards_title'), text: say('cards_line') }
    },
  },
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
