import { underSheet } from './camera.ts'
import { nearestTie } from './nearest-tie.ts'
import type { PartOpener } from './open-map.ts'
import { type Curves, curvesOf } from './tie-curves.ts'

/** How near a tie must be tapped, in pixels; a finger is less sure than a mouse, and asks for more reach. */
const NEAR = 5
const NEAR_FINGER = 10
const REACH_OF_MOUSE = 12

/** Ties can be chosen: by a tap once one is close, and with `[` and `]` one after the other of whoever was chosen. */
export const tiePart: PartOpener = (open) => {
  const { map, places, choice } = open
  let curves: Curves | null = null
  /** whose ties are gone through, and which one was come to */
  let walk: { person: number; nth: number; ties: readonly number[] } | null = null
  const go = (step: 1 | -1): boolean => {
    const [only] = choice.people.length === 1 ? choice.people : []
    if (only !== undefined) walk = { person: only, nth: step > 0 ? -1 : 0, ties: tiesOf(map.ties, only) }
    if (walk === null || walk.ties.length === 0) return false
    const nth = (walk.nth + step + walk.ties.length) % walk.ties.length
    walk = { ...walk, nth }
    choice.chooseTie(walk.ties[nth]!)
    return true
  }
  return {
    tapped: (spot, reach) => {
      if (open.detail.level !== 'close') return false
      curves ??= curvesOf(map, places)
      const near = (reach > REACH_OF_MOUSE ? NEAR_FINGER : NEAR) / open.camera.zoom
      const tie = nearestTie(curves, underSheet(open.camera, open.sheet, spot), near)
      if (tie >= 0) choice.chooseTie(tie)
      return tie >= 0
    },
    key: (key) => (key === ']' && go(1)) || (key === '[' && go(-1)),
    left: () => {
      walk = null
    },
  }
}

/** Of a person, the numbers of their ties that are drawn from end to end. */
function tiesOf({ from, to }: { from: Uint32Array; to: Uint32Array }, person: number): number[] {
  return [...from.keys()].filter((tie) => from[tie] === person || to[tie] === person)
}
