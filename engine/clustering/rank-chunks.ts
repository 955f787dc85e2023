import type { ForwardTies } from './forward-ties.ts'

/** Under so many forward ties, a part of its own is not worth its way to a worker. */
const WORTHWHILE = 1 << 15

/**
 * Into how many parts a pass over triangles falls, and where they begin: ranks, so that all parts have about as many forward ties.
 * It depends on the ties alone, never on who computes them.
 *
 * @param most the largest number of parts
 * @returns `most + 1` ranks or fewer; part k goes from rank k up to, not including, rank k + 1. Nobody: no part
 */
export function rankChunks({ people, ties, start }: ForwardTies, most: number): Uint32Array {
  if (people === 0) return Uint32Array.of(0)
  const parts = Math.max(1, Math.min(most, Math.ceil(ties / WORTHWHILE)))
  const begins = new Uint32Array(parts + 1)
  let rank = 0
  for (let part = 1; part < parts; part++) {
    while (rank < people && start[rank]! < (ties * part) / parts) rank++
    begins[part] = rank
  }
  begins[parts] = people
  return begins
}
