import { BadInput, wholeNumber } from '../bad-input.ts'

/** Ids in the engine's order, and where each of those given went. */
export interface RankedIds {
  sorted: readonly string[]
  /** number in the engine's order of the id given at each place */
  rank: Uint32Array
}

const MOST_IDS = 2 ** 31 - 2
const LONGEST_ID = 10_000

/**
 * Sorts ids by code units.
 *
 * Cost O(n) when they are in order already, else O(n · log n) comparisons of texts.
 *
 * @throws BadInput for an id that is empty, no text, too long, or there twice
 */
export function rankIds(ids: readonly string[], what: string): RankedIds {
  wholeNumber(`number of ${what}`, ids.length, 0, MOST_IDS)
  ids.forEach((id: unknown, i) => {
    const place = `${what} row ${i + 1}, id`
    if (typeof id !== 'string' || id === '') throw new BadInput(place, id, 'give every row an id')
    if (id.length > LONGEST_ID) throw new BadInput(place, id, `give an id of at most ${LONGEST_ID} characters`)
  })
  const order = inOrder(ids) ? null : sortedPlaces(ids)
  const sorted = order ? Array.from(order, (i) => ids[i]!) : [...ids]
  for (let k = 1; k < sorted.length; k++) {
    if (sorted[k] === sorted[k - 1]) {
      throw new BadInput(`${what}, id`, sorted[k], 'it stands twice; ids must be unique')
    }
  }
  const rank = new Uint32Array(ids.length)
  for (let k = 0; k < rank.length; k++) rank[order ? order[k]! : k] = k
  return { sorted, rank }
}

function inOrder(ids: readonly string[]): boolean {
  for (let i = 1; i < ids.length; i++) if (ids[i - 1]! > ids[i]!) return false
  return true
}

function sortedPlaces(ids: readonly string[]): Uint32Array {
  const places = new Uint32Array(ids.length)
  for (let i = 0; i < places.length; i++) places[i] = i
  return places.sort((one, other) => (ids[one]! < ids[other]! ? -1 : 1))
}
