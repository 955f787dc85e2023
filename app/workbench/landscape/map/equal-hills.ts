import { blurred, type Spot, sample, splat } from './field.ts'
import { type Relief, reliefWithHeights } from './relief.ts'

/** How wide a hill's say over the ground around it is, and how far from its summit the ground is looked at, in map units. */
const REACH = 34
const NEAR = [0, 7, 14, 21]
const ROUNDS = 6
/** Every summit is brought to this height. */
const LEVEL = 0.86

/**
 * The same ground with every summit equally high, for whoever would take size for weight: what lies above the water around each summit is
 * stretched, more the lower it is, and the coast stays where it was. O(rounds × cells).
 */
export function withEqualHills(relief: Relief, summits: readonly Spot[]): Relief {
  if (summits.length === 0) return relief
  const { grid, sea, scale } = relief
  let height = relief.height
  for (let round = 0; round < ROUNDS; round += 1) {
    const wanted = summits.map(({ x, y }) => {
      const rise = Math.max(...around({ x, y }, scale).map((spot) => sample(grid, height, spot.x, spot.y))) - sea
      return { x, y, by: (LEVEL - sea) / Math.max(rise, 0.02) }
    })
    const near = blurred(
      grid,
      splat(grid, wanted, ({ by }) => by),
      REACH * scale,
    )
    const all = blurred(
      grid,
      splat(grid, wanted, () => 1),
      REACH * scale,
    )
    const mean = wanted.reduce((sum, { by }) => sum + by, 0) / wanted.length
    const faint = 1e-7
    height = height.map((value, k) => {
      const gain = (near[k]! + faint * mean) / (all[k]! + faint)
      return value <= sea ? value : Math.min(1, sea + (value - sea) * gain)
    })
  }
  return reliefWithHeights(relief, height)
}

/** Spots around a summit: the highest ground lies seldom at the middle of its people. */
function around({ x, y }: Spot, scale: number): Spot[] {
  return NEAR.flatMap((away) =>
    (away === 0 ? [0] : [0, 1, 2, 3, 4, 5, 6, 7]).map((turn) => ({
      x: x + Math.cos((turn * Math.PI) / 4) * away * scale,
      y: y + Math.sin((turn * Math.PI) / 4) * away * scale,
    })),
  )
}
