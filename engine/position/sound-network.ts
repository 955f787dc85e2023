import { BadInput } from '../bad-input.ts'
import type { Network } from '../network/network.ts'

/**
 * Refuses what is no network, so that nobody gets an empty answer to a slip such as passing columns of ties instead of what
 * `buildNetwork` makes of them. Looks at sizes alone, never at single ties.
 *
 * @throws BadInput naming what is missing
 */
export function soundNetwork(network: Network): void {
  const advice = 'give a network, as buildNetwork makes it of people and ties'
  if (typeof network !== 'object' || network === null) throw new BadInput('network', network, advice)
  const { people, directed, start, to, strength, inStart, from, inStrength } = network
  if (!(Number.isInteger(people) && people >= 0)) throw new BadInput('network.people', people, advice)
  if (typeof directed !== 'boolean') throw new BadInput('network.directed', directed, advice)
  const rows = { start, inStart }
  for (const [name, row] of Object.entries(rows)) soundLength(`network.${name}`, row, people + 1, advice)
  const ends = { to, from, ...(strength && { strength }), ...(inStrength && { inStrength }) }
  for (const [name, row] of Object.entries(ends)) soundLength(`network.${name}`, row, start[people]!, advice)
  if (!strength !== !inStrength) throw new BadInput('network.inStrength', inStrength, advice)
}

function soundLength(place: string, row: ArrayLike<number> | undefined, length: number, advice: string): void {
  if (!ArrayBuffer.isView(row)) throw new BadInput(place, row, advice)
  if (row.length !== length) throw new BadInput(`length of ${place}`, row.length, advice)
}

/**
 * Refuses a wish with a name that nobody reads, such as `alpha` for `damping`.
 *
 * @throws BadInput naming it and those that are known
 */
export function soundWish(wish: object, known: readonly string[]): void {
  for (const [name, value] of Object.entries(wish)) {
    if (!known.includes(name)) throw new BadInput(name, value, `there is no such setting; there is ${known.join(', ')}`)
  }
}
