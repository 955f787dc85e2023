import { BadInput, wholeNumber } from '../bad-input.ts'
import type { Network, TieColumns } from './network.ts'

/** Person numbers are kept in 32 bits, and a network stands twice in its arrays. */
const MOST_PEOPLE = 2 ** 31 - 2
const MOST_TIES = 2 ** 31 - 2

/**
 * Turns columns of ties into a network. The order of the ties does not matter: the same ties give the same arrays.
 *
 * Cost O(people + ties): two passes of a counting sort. Memory: 8 bytes for each end of a tie, 16 with strengths.
 *
 * @throws BadInput naming the tie for a person number out of range, a tie of a person with themselves, a pair that comes twice, a
 * strength that is not above 0 and finite; and for sizes that no array can hold
 */
export function buildNetwork(columns: TieColumns): Network {
  const { from, to, strength, directed = false } = columns
  const people = wholeNumber('people', columns.people, 0, MOST_PEOPLE)
  const given = wholeNumber('number of ties', from.length, 0, MOST_TIES)
  if (to.length !== given) throw new BadInput('length of to', to.length, `give as many as in from, ${given}`)
  if (strength && strength.length !== given) {
    throw new BadInput('length of strength', strength.length, `give as many as in from, ${given}`)
  }
  checkTies(columns, people)
  const rough = directed ? roughRows(people, from, to, strength) : roughRowsBothWays(people, from, to, strength)
  const back = transposed(people, rough)
  // both ways in, both ways out: one turn has put an undirected network in order already
  const out = directed ? transposed(people, back) : back
  const merged = withoutRepeats(people, out, columns.repeated ?? 'refuse')
  const incoming = directed ? (merged === out ? back : transposed(people, merged)) : merged
  return {
    people,
    directed,
    ties: directed ? merged.to.length : merged.to.length / 2,
    start: merged.start,
    to: merged.to,
    strength: merged.strength,
    inStart: incoming.start,
    from: incoming.to,
    inStrength: incoming.strength,
  }
}

interface Arcs {
  start: Uint32Array
  to: Uint32Array
  strength: Float64Array | null
}

function checkTies({ from, to, strength, self = 'refuse' }: TieColumns, people: number): void {
  for (let k = 0; k < from.length; k++) {
    const one = from[k]!
    const other = to[k]!
    if (!(one >= 0 && one < people && Number.isInteger(one))) throw strayEnd(`from[${k}]`, one, people)
    if (!(other >= 0 && other < people && Number.isInteger(other))) throw strayEnd(`to[${k}]`, other, people)
    if (one === other && self === 'refuse') {
      throw new BadInput(
        `tie ${k}`,
        `${one} to ${other}`,
        'a tie joins two people; take it out, or say self: "leave-out"',
      )
    }
    if (strength && !(strength[k]! > 0 && strength[k]! < Number.POSITIVE_INFINITY)) {
      throw new BadInput(`strength[${k}]`, strength[k], 'give a number above 0, or take the tie out')
    }
  }
}

function strayEnd(place: string, value: number, people: number): BadInput {
  return new BadInput(place, value, `give the number of a person, 0 to ${people - 1}`)
}

/** Arcs by their first end, in the order given. */
function roughRows(
  people: number,
  from: ArrayLike<number>,
  to: ArrayLike<number>,
  strength: ArrayLike<number> | null | undefined,
): Arcs {
  const start = new Uint32Array(people + 1)
  for (let k = 0; k < from.length; k++) if (from[k] !== to[k]) start[from[k]! + 1]!++
  for (let i = 0; i < people; i++) start[i + 1]! += start[i]!
  const next = start.slice(0, people)
  const arcs: Arcs = {
    start,
    to: new Uint32Array(start[people]!),
    strength: strength ? new Float64Array(start[people]!) : null,
  }
  for (let k = 0; k < from.length; k++) {
    if (from[k] === to[k]) continue
    const at = next[from[k]!]!++
    arcs.to[at] = to[k]!
    if (arcs.strength) arcs.strength[at] = strength![k]!
  }
  return arcs
}

function roughRowsBothWays(
  people: number,
  from: ArrayLike<number>,
  to: ArrayLike<number>,
  strength: ArrayLike<number> | null | undefined,
): Arcs {
  const start = new Uint32Array(people + 1)
  for (let k = 0; k < from.length; k++) {
    if (from[k] === to[k]) continue
    start[from[k]! + 1]!++
    start[to[k]! + 1]!++
  }
  for (let i = 0; i < people; i++) start[i + 1]! += start[i]!
  const next = start.slice(0, people)
  const arcs: Arcs = {
    start,
    to: new Uint32Array(start[people]!),
    strength: strength ? new Float64Array(start[people]!) : null,
  }
  for (let k = 0; k < from.length; k++) {
    if (from[k] === to[k]) continue
    const there = next[from[k]!]!++
    const back = next[to[k]!]!++
    arcs.to[there] = to[k]!
    arcs.to[back] = from[k]!
    if (arcs.strength) arcs.strength[there] = arcs.strength[back] = strength![k]!
  }
  return arcs
}

/** The same arcs by their other end: rows come out ascending, because they are walked in order. */
function transposed(people: number, arcs: Arcs): Arcs {
  const start = new Uint32Array(people + 1)
  for (let k = 0; k < arcs.to.length; k++) start[arcs.to[k]! + 1]!++
  for (let i = 0; i < people; i++) start[i + 1]! += start[i]!
  const next = start.slice(0, people)
  const to = new Uint32Array(arcs.to.length)
  const strength = arcs.strength && new Float64Array(arcs.to.length)
  for (let i = 0; i < people; i++) {
    for (let k = arcs.start[i]!; k < arcs.start[i + 1]!; k++) {
      const at = next[arcs.to[k]!]!++
      to[at] = i
      if (strength) strength[at] = arcs.strength![k]!
    }
  }
  return { start, to, strength }
}

function withoutRepeats(people: number, arcs: Arcs, repeated: 'refuse' | 'strongest'): Arcs {
  let again = 0
  for (let i = 0; i < people; i++) {
    for (let k = arcs.start[i]! + 1; k < arcs.start[i + 1]!; k++) {
      if (arcs.to[k] !== arcs.to[k - 1]) continue
      if (repeated === 'refuse') {
        throw new BadInput(
          'a tie',
          `${i} to ${arcs.to[k]}`,
          'it comes twice; give each pair once, or say repeated: "strongest"',
        )
      }
      again++
    }
  }
  return again === 0 ? arcs : strongestOnly(people, arcs, again)
}

function strongestOnly(people: number, arcs: Arcs, again: number): Arcs {
  const kept = arcs.to.length - again
  const one: Arcs = {
    start: new Uint32Array(people + 1),
    to: new Uint32Array(kept),
    strength: arcs.strength && new Float64Array(kept),
  }
  let at = 0
  for (let i = 0; i < people; i++) {
    for (let k = arcs.start[i]!; k < arcs.start[i + 1]!; k++) {
      const isAgain = k > arcs.start[i]! && arcs.to[k] === arcs.to[k - 1]
      if (!isAgain) one.to[at++] = arcs.to[k]!
      if (one.strength) one.strength[at - 1] = Math.max(isAgain ? one.strength[at - 1]! : 0, arcs.strength![k]!)
    }
    one.start[i + 1] = at
  }
  return one
}
