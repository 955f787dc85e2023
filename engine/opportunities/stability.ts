/**
 * Does the order hold when what is assumed is changed? The assumptions are guesses; the order over many of them is
 * sounder than the size under one.
 */

import { checkpoint, quiet, stretch } from '../control.ts'
import type { Landscape } from '../network/landscape.ts'
import type { Parted } from '../parts.ts'
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

/** Groups whose order is asked about. */
export interface Settings {
  landscape: Landscape
  groups: readonly (readonly number[])[]
}

/**
 * In what share of the settings is the rise by each group among the three largest? A part for each setting: 1 for the groups that are, else
 * 0. Cost: as many runs as settings, 60 worlds each; in a large landscape half as many of 12. Worlds of a stream of their own.
 */
export const settingParts: Parted<Settings, Assumptions, number[], number[]> = {
  count: ({ landscape }, assumptions) => assumptionGrid(assumptions, isLarge(landscape)).length,
  open({ landscape, groups }, assumptions) {
    const grid = assumptionGrid(assumptions, isLarge(landscape))
    return (nth, control) => {
      const worlds = openWorlds(landscape, grid[nth]!, 'stability', stretch(control, 0, 0.5))
      const gains = groups.map((group, g) => {
        checkpoint(control, 0.5 + (0.5 * g) / groups.length)
        return worlds.gain(group, undefined, quiet(control))
      })
      return gains.map((gain) => (gains.filter((other) => other > gain).length < 3 ? 1 : 0))
    }
  },
  join({ landscape, groups }, assumptions) {
    const settings = assumptionGrid(assumptions, isLarge(landscape)).length
    const topThree = groups.map(() => 0)
    return {
      add(tops) {
        for (const [g, top] of tops.entries()) topThree[g]! += top
      },
      result: () => topThree.map((count) => count / settings),
    }
  },
}

function scaleCrossing(crossing: Assumptions['crossing'], factor: number): Assumptions['crossing'] {
  const scale = (value: number) => Math.min(1, value * factor)
  if (typeof crossing === 'number') return scale(crossing)
  return {
    otherwise: scale(crossing.otherwise),
    byBoundary: Object.fromEntries(Object.entries(crossing.byBoundary).map(([id, value]) => [id, scale(value)])),
  }
}
