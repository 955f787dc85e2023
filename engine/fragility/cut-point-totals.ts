import { type Control, quiet, stretch } from '../control.ts'
import { areApart, partsOf } from '../crossing/dimension.ts'
import { inStretchesOfRows } from '../network/in-stretches.ts'
import type { Landscape } from '../network/landscape.ts'
import type { TieKind } from '../network/landscape-input.ts'
import type { Network } from '../network/network.ts'
import { networkOf } from '../network/network-of.ts'
import { cutPoints } from './cut-points.ts'

/** How often a network hangs on one tie or one person: totals only, nobody is named. */
export interface CutPointTotals {
  /** ties whose end would part people who are joined now */
  bridges: number
  /** people whose leaving would part others who are joined now */
  cutPeople: number
  /** for each boundary: the bridges that cross it, and the cut people with a tie that crosses it */
  boundaries: { boundary: number; bridges: number; cutPeople: number }[]
}

/**
 * How often does the whole hang on one tie, or on one person?
 *
 * Counts of `cutPoints`, in all and for each boundary. Who they are is told to each of them alone.
 *
 * Cost O(people + ties), and O(ties) for each boundary.
 *
 * @throws Error named AbortError when stopped
 */
export function cutPointTotals(landscape: Landscape, kinds?: readonly TieKind[], control?: Control): CutPointTotals {
  const network = networkOf(landscape, { kinds }, stretch(control, 0, 0.4))
  const { bridges, pieces } = cutPoints(network, stretch(control, 0.4, 0.9))
  const stop = quiet(control)
  const boundaries = landscape.ids.boundaries.map((_, boundary) => {
    const parts = partsOf(landscape, { boundary }, stop)
    let crossing = 0
    for (let k = 0; k < bridges.length; k += 2) if (areApart(parts, bridges[k]!, bridges[k + 1]!)) crossing++
    const cutPeople = countWhere(network, stop, (i) => {
      if (pieces[i]! < 2) return false
      for (let k = network.start[i]!; k < network.start[i + 1]!; k++)
        if (areApart(parts, i, network.to[k]!)) return true
      return false
    })
    return { boundary, bridges: crossing, cutPeople }
  })
  const cutPeople = countWhere(network, stop, (i) => pieces[i]! >= 2)
  return { bridges: bridges.length / 2, cutPeople, boundaries }
}

/** Of how many people is it so? Each may take a look at all their ties. */
function countWhere({ start }: Network, control: Control | undefined, is: (person: number) => boolean): number {
  let count = 0
  inStretchesOfRows(start, control, (begin, end) => {
    for (let i = begin; i < end; i++) if (is(i)) count++
  })
  return count
}
