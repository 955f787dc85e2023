import type { PeopleLine } from '../../people-line.ts'
import { pathIn } from '../../visit.tsx'
import { mayDraw } from '../landscape-policy.ts'
import { wrongOfMine } from './history-queries.ts'
import { historyWords } from './history-words.ts'

/** The way from the page "People" to what people say is wrong about them; there for whoever wrote it down. */
export const objectionsLine: PeopleLine = {
  part: 'mapped',
  async shown({ landscape, tx }, language) {
    if (!mayDraw(landscape)) return null
    const n = await wrongOfMine(tx, landscape.id)
    if (n === 0) return null
    const say = historyWords(language)
    const href = `${pathIn(landscape, 'history')}?kind=objections`
    return { href, icon: 'circle-alert', title: say('objections_title'), text: say('objections_line', { n }) }
  },
}
