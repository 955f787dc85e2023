import { BadInput, wholeNumber } from '../bad-input.ts'
import { type Control, quiet, stretch } from '../control.ts'
import { isAmount, noAmount } from './amount.ts'
import { inStretches, inStretchesOfRows } from './in-stretches.ts'
import type { Network, TieColumns } from './network.ts'

/** Person numbers are kept in 32 bits, and a network stands twice in its arrays. */
const MOST_PEOPLE = 2 ** 31 - 2
const MOST_TIES = 2 ** 31 - 2

/**
 * Turns columns of ties into a network. The order of the ties does not matter: the same ties give the same arrays.
 *
 * Cost O(people + ties): two passes of a counting sort. Memory: 8 bytes for each end of a tie, 16 with strengths.
 *
 * @param control followed and asked to stop every few milliseconds
 * @throws BadInput naming the tie by its place in the columns, from 0: for a person number out of range, a tie of a person with
 * themselves, a pair that comes twice, a strength that is not from 1e-100 to 1e100; for a choice that is none of those offered, and for
 * sizes that no array can hold
 */
export function buildNetwork(columns: TieColumns, control?: Control): Network {
  const { from, to, strength, directed = false, repeated = 'refuse', self = 'refuse' } = columns
  checkChoice('directed', directed, [true, false])
  checkChoice('repeated', repeated, ['refuse', 'strongest'])
  checkChoice('self', self, ['refuse', 'leave-out'])
  const people = wholeNumber('people', columns.people, 0, MOST_PEOPLE)
  const given = wholeNumber('number of ties', from.length, 0, MOST_TIES)
  if (to.length !== given) throw new BadInput('length of to', to.length, `give as many as in from, ${given}`)
  if (strength && strength.length !== given) {
    throw new BadInput('length of strength', strength.length, `give as many as in from, ${given}`)
  }
  const stop = quiet(control)
  checkTies(columns, people, stretch(control, 0, 0.1))
  const rough = (directed ? roughRows : roughRowsBothWays)(columns, people, stretch(control, 0.1, 0.4))
  const back = transposed(people, rough, stretch(control, 0.4, 0.6))
  // both ways in, both ways out: one turn has put an undirected network in order already
  const out = directed ? transposed(people, back, stretch(control, 0.6, 0.8)) : back
  const again = countRepeats(columns, out, stop)
  const merged = again === 0 ? out : strongestOnly(people, out, again, stop)
  const incoming = directed ? (merged === out ? back : transposed(people, merged, stretch(control, 0.8, 1))) : merged
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

function checkChoice(name: string, value: unknown, offered: readonly unknown[]): void {
  if (!offered.includes(value)) throw new BadInput(name, value, `give ${offered.join(' or ')}`)
}

function checkTies(
  { from, to, strength, self = 'refuse' }: TieColumns,
  people: number,
  control: Control | undefined,
): void {
  inStretches(from.length, control, (begin, end) => {
    for (let k = begin; k < end; k++) {
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
      if (strength && !isAmount(strength[k])) throw noAmount(`strength[${k}]`, strength[k], ', or take the tie out')
    }
  })
}

function strayEnd(place: string, value: number, people: number): BadInput {
  return new BadInput(place, value, `give the number of a person, 0 to ${people - 1}`)
}

/** Arcs by their first end, in the order given. */
function roughRows({ from, to, strength }: TieColumns, people: number, control: Control | undefined): Arcs {
  const start = new Uint32Array(people + 1)
  inStretches(from.length, stretch(control, 0, 0.3), (begin, end) => {
    for (let k = begin; k < end; k++) {
      if (from[k] !== to[k]) start[from[k]! + 1]!++
    }
  })
  for (let i = 0; i < people; i++) start[i + 1]! += start[i]!
  const next = start.slice(0, people)
  const arcs: Arcs = {
    start,
    to: new Uint32Array(start[people]!),
    strength: strength ? new Float64Array(start[people]!) : null,
  }
  inStretches(from.length, stretch(control, 0.3, 1), (begin, end) => {
    for (let k = begin; k < end; k++) {
      if (from[k] === to[k]) continue
      const at = next[from[k]!]!++
      arcs.to[at] = to[k]!
      if (arcs.strength) arcs.strength[at] = strength![k]!
    }
  })
  return arcs
}

function roughRowsBothWays({ from, to, strength }: TieColumns, people: number, control: Control | undefined): Arcs {
  const start = new Uint32Array(people + 1)
  inStretches(from.length, stretch(control, 0, 0.3), (begin, end) => {
    for (let k = begin; k < end; k++) {
      if (from[k] === to[k]) continue
      start[from[k]! + 1]!++
      start[to[k]! + 1]!++
    }
  })
  for (let i = 0; i < people; i++) start[i + 1]! += start[i]!
  const next = start.slice(0, people)
  const arcs: Arcs = {
    start,
    to: new Uint32Array(start[people]!),
    strength: strength ? new Float64Array(start[people]!) : null,
  }
  inStretches(from.length, stretch(control, 0.3, 1), (begin, end) => {
    for (let k = begin; k < end; k++) {
      if (from[k] === to[k]) continue
      const there = next[from[k]!]!++
      const back = next[to[k]!]!++
      arcs.to[there] = to[k]!
      arcs.to[back] = from[k]!
      if (arcs.strength) arcs.strength[there] = arcs.strength[back] = strength![k]!
    }
  })
  return arcs
}

/** The same arcs by their other end: rows come out ascending, because they are walked in order. */
function transposed(people: number, arcs: Arcs, control: Control | undefined): Arcs {
  const start = new Uint32Array(people + 1)
  inStretches(arcs.to.length, stretch(control, 0, 0.3), (begin, end) => {
    for (let k = begin; k < end; k++) {
      start[arcs.to[k]! + 1]!++
    }
  })
  for (let i = 0; i < people; i++) start[i + 1]! += start[i]!
  const next = start.slice(0, people)
  const to = new Uint32Array(arcs.to.length)
  const strength = arcs.strength && new Float64Array(arcs.to.length)
  inStretchesOfRows(arcs.start, stretch(control, 0.3, 1), (begin, end) => {
    for (let i = begin; i < end; i++) {
      for (let k = arcs.start[i]!; k < arcs.start[i + 1]!; k++) {
        const at = next[arcs.to[k]!]!++
        to[at] = i
        if (strength) strength[at] = arcs.strength![k]!
      }
    }
  })
  return { start, to, strength }
}

function countRepeats(columns: TieColumns, arcs: Arcs, control: Control | undefined): number {
  let again = 0
  inStretchesOfRows(arcs.start, control, (begin, end) => {
    for (let i = begin; i < end; i++) {
      for (let k = arcs.start[i]! + 1; k < arcs.start[i + 1]!; k++) {
        if (arcs.to[k] !== arcs.to[k - 1]) continue
        if (columns.repeated !== 'strongest') throw repeatedPair(columns, i, arcs.to[k]!)
        again++
      }
    }
  })
  return again
}

function repeatedPair({ from, to, directed }: TieColumns, one: number, other: number): BadInput {
  const places: number[] = []
  for (let k = 0; places.length < 2; k++) {
    const isSame = (from[k] === one && to[k] === other) || (!directed && from[k] === other && to[k] === one)
    if (isSame) places.push(k)
  }
  const [first, second] = places
  const advice = `it comes twice, first as tie ${first}; give each pair once, or say repeated: "strongest"`
  return new BadInput(`tie ${second}`, `${from[second!]} to ${to[second!]}`, advice)
}

function strongestOnly(people: number, arcs: Arcs, again: number, control: Control | undefined): Arcs {
  const kept = arcs.to.length - again
  const one: Arcs = {
    start: new Uint32Array(people + 1),
    to: new Uint32Array(kept),
    strength: arcs.strength && new Float64Array(kept),
  }
  let at = 0
  inStretchesOfRows(arcs.start, control, (begin, end) => {
    for (let i = begin; i < end; i++) {
      for (let k = arcs.start[i]!; k < arcs.start[i + 1]!; k++) {
        const isAgain = k > arcs.start[i]! && arcs.to[k] === arcs.to[k - 1]
        if (!isAgain) one.to[at++] = arcs.to[k]!
        if (one.strength) one.strength[at - 1] = Math.max(isAgain ? one.strength[at - 1]! : 0, arcs.strength![k]!)
      }
      one.start[i + 1] = at
    }
  })
  return one
}
