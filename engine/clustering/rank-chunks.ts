import type { ForwardTies } from './forward-ties.ts'

/** Into how many parts a pass over triangles falls: none where there is nobody. It takes no network to know. */
export function chunkCount({ people }: { readonly people: number }, parts: number): number {
  return people === 0 ? 0 : parts
}

/**
 * Where the parts of a pass over triangles begin: ranks, so that all parts have about as many forward ties. It depends on the ties alone,
 * never on who computes them; where there are few, parts are empty.
 *
 * @returns ranks; part k goes from rank k up to, not including, rank k + 1
 */
export function rankChunks({ people, ties, start }: ForwardTies, parts: number): Uint32Array {
  const begins = new Uint32Array(chunkCount({ people }, parts) + 1)
  let rank = 0
  for (let part = 1; part < begins.length - 1; part++) {
    while (rank < people && start[rank]! < (ties * part) / parts) rank++
    begins[part] = rank
  }
  begins[begins.length - 1] = people
  return begins
}
