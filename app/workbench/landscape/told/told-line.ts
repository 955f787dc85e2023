import type { PeopleLine } from '../../people-line.ts'
import { pathIn } from '../../visit.tsx'
import { mayDraw } from '../landscape-policy.ts'
import { toldWords } from './told-words.ts'

/** The way from the page "People" to telling those who were named. */
export const toldLine: PeopleLine = {
  part: 'mapped',
  shown({ landscape }, language) {
    if (!mayDraw(landscape)) return null
    const say = toldWords(language)
    return { href: pathIn(landscape, 'told'), icon: 'ear', title: say('title'), text: say('line') }
  },
}
