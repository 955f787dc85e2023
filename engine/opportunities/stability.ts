/**
 * Does the order hold when what is assumed is changed? The assumptions are guesses; the order over many of them is
 * sounder than the size under one.
 */

import { type Control, checkpoint, stretch } from '../control.ts'
import type { Landscape } from '../network/landscape.ts'
import type { Assumptions } from '../reach/assumptions.ts'
import { openWorlds } from '../reach/reach.ts'
import { isLarge } from './bench.ts'

const WORLDS = 60
const WORLDS_OF_MANY = 12

/** Weaker and stronger than assumed: chance of a tie, boundaries, attendance; without and with attention lost. */
const TIES = [0.6, 1.5] as const
const CROSSINGS = [0.5, 1.5] as const
const ATTENDANCES = [0.6, 1.4] as const
const ATTENTION = [0, 0.2] as const

/**
 * A grid around the assumptions, over p0, τ, q and c: all 16 corners; in a large landscape the half of them in which the fourth is what the
 * other three make it (a fractional factorial design), so that each value of each still meets each value of every other equally often.
 */
export function assumptionGrid(assumptions: Assumptions, half: boolean): Assumptions[] {
  const grid: Assumptions[] = []
  for (const t of [0, 1] as const) {
    for (const b of [0, 1] as const) {
      for (const q of [0, 1] as const) {
        for (const c of [0, 1] as const) {
          if (half && (t + b + q + c) % 2 === 1) continue
          grid.push({
            ...assumptions,
            chance: Math.min(1, assumptions.chance * TIES[t]),
            crossing: scaleCrossing(assumptions.crossing, CROSSINGS[b]),
            attendance: Math.min(1, assumptions.attendance * ATTENDANCES[q]),
            attentionCost: ATTENTION[c],
            worlds: half ? WORLDS_OF_MANY : WORLDS,
          })
        }
      }
    }
  }
  return grid
}

/**
 * In what share of the settings is the rise by each group among the three largest? Cost: as many runs as settings, 60 worlds each; in a
 * large landscape half as many of 12. Worlds of a stream of their own.
 */
export function stabilityOf(
  landscape: Landscape,
  assumptions: Assumptions,
  groups: readonly (readonly number[])[],
  control: Control,
): { shares: number[]; settings: number } {
  const grid = assumptionGrid(assumptions, isLarge(landscape))
  const topThree = new Float64Array(groups.length)
  for (const [i, setting] of grid.entries()) {
    const within = stretch(control, i / grid.length, (i + 1) / grid.length)
    const worlds = openWorlds(landscape, setting, 'stability', stretch(within, 0, 0.5))
    const gains = groups.map((group, g) => {
      checkpoint(within, 0.5 + (0.5 * g) / groups.length)
      return worlds.gain(group)
    })
    for (const [g, gain] of gains.entries()) {
      const better = gains.filter((other) => other > gain).length
      if (better < 3) topThree[g]!++
    }
  }
  checkpoint(control, 1)
  return { shares: Array.from(topThree, (count) => count / grid.length), settings: grid.length }
}

function scaleCrossing(crossing: Assumptions['crossing'], factor: number): Assumptions['crossing'] {
  const scale = (value: number) => Math.min(1, value * factor)
  if (typeof crossing === 'number') return scale(crossing)
  return {
    otherwise: scale(crossing.otherwise),
    byBoundary: Object.fromEntries(Object.entries(crossing.byBoundary).map(([id, value]) => [id, scale(value)])),
  }
}
