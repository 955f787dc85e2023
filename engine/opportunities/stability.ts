/**
 * Does the order hold when what is assumed is changed? The assumptions are guesses; the order over many of them is
 * sounder than the size under one.
 */

import type { Control } from '../control.ts'
import type { Landscape } from '../network/landscape.ts'
import type { Assumptions } from '../reach/assumptions.ts'
import { openWorlds } from '../reach/reach.ts'

const WORLDS = 60

/** A grid around the assumptions: weaker and stronger ties, boundaries, attendance; with and without attention lost. */
function assumptionGrid(assumptions: Assumptions): Assumptions[] {
  const grid: Assumptions[] = []
  for (const tie of [0.6, 1.5]) {
    for (const boundary of [0.5, 1.5]) {
      for (const attendance of [0.6, 1.4]) {
        for (const attentionCost of [0, 0.2]) {
          grid.push({
            ...assumptions,
            chance: Math.min(1, assumptions.chance * tie),
            crossing: scaleCrossing(assumptions.crossing, boundary),
            attendance: Math.min(1, assumptions.attendance * attendance),
            attentionCost,
            worlds: WORLDS,
          })
        }
      }
    }
  }
  return grid
}

/**
 * For each group, the share of settings of the grid in which its rise of reach is among the three largest.
 *
 * Cost: one small set of worlds and one gain per group, for each of the 16 settings.
 */
export function stabilityOf(
  landscape: Landscape,
  assumptions: Assumptions,
  groups: readonly (readonly number[])[],
  control: Control,
): { shares: number[]; settings: number } {
  const grid = assumptionGrid(assumptions)
  const topThree = new Float64Array(groups.length)
  for (const [i, setting] of grid.entries()) {
    const worlds = openWorlds(landscape, setting, 'stability', { shouldStop: control.shouldStop })
    const gains = groups.map((group) => worlds.gain(group))
    for (const [g, gain] of gains.entries()) {
      const better = gains.filter((other) => other > gain).length
      if (better < 3) topThree[g]!++
    }
    control.onProgress?.((i + 1) / grid.length)
  }
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
