import { seededChance } from './chance.ts'

const PERIOD = 128

/** Smooth seeded noise in [-1, 1] over the plane: random values on whole numbers, eased between them, repeating every 128. */
export function smoothNoise(seed: string): (x: number, y: number) => number {
  const chance = seededChance(seed)
  const lattice = Float64Array.from({ length: PERIOD * PERIOD }, () => chance() * 2 - 1)
  const at = (column: number, row: number) => lattice[(row & (PERIOD - 1)) * PERIOD + (column & (PERIOD - 1))]!
  return (x, y) => {
    const column = Math.floor(x)
    const row = Math.floor(y)
    const u = ease(x - column)
    const v = ease(y - row)
    const top = at(column, row) * (1 - u) + at(column + 1, row) * u
    const bottom = at(column, row + 1) * (1 - u) + at(column + 1, row + 1) * u
    return top * (1 - v) + bottom * v
  }
}

/** Three octaves of smooth noise, the coarse one strongest; still in [-1, 1]. */
export function layeredNoise(seed: string): (x: number, y: number) => number {
  const noise = smoothNoise(seed)
  return (x, y) => noise(x, y) * 0.55 + noise(x * 2.3 + 9, y * 2.3) * 0.3 + noise(x * 4.9, y * 4.9 + 5) * 0.15
}

function ease(t: number): number {
  return t * t * t * (t * (t * 6 - 15) + 10)
}
