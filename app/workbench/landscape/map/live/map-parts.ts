import { addressPart } from './address-part.ts'
import { changesPart } from './changes-part.ts'
import { findPart } from './find-part.ts'
import { lassoPart } from './lasso-part.ts'
import { laterPart } from './later-part.ts'
import type { PartOpener } from './open-map.ts'
import { pagePart } from './page-part.ts'
import { tiePart } from './tie-part.ts'
import { zoomPart } from './zoom-part.ts'

/** Moving hills, for those who may, once they wish to; the map is opened again after each move, and one goes on. */
const hillsPart = laterPart(
  ({ map }) => (map.head.moving === null ? null : import('./hills/hills-part.ts').then((module) => module.hillsPart)),
  { by: 'move-hills', already: ({ host }) => host.classList.contains('is-moving-hills') },
)

/** Nobody goes through a list before people are chosen. */
const pointing = laterPart(() => import('./pointing-part.ts').then((module) => module.pointingPart))

/** What the living map can do, in the order in which its parts are asked. */
export const mapParts: readonly PartOpener[] = [
  zoomPart,
  findPart,
  hillsPart,
  lassoPart,
  tiePart,
  pagePart,
  addressPart,
  changesPart,
  pointing,
]
