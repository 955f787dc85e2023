import { drawChangedBridges, drawChangedTies } from '../draw-changes.ts'
import type { PartOpener } from './open-map.ts'

/** On a map that is compared with an earlier day: what came and what went. */
export const changesPart: PartOpener = ({ map }) => {
  const { changes } = map.head
  return changes === undefined
    ? {}
    : { drawn: (frame) => drawChangedTies(changes, frame) + drawChangedBridges(changes, frame) }
}
