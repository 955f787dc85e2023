import type { Landscape } from './landscape.ts'
import { type ArrayName, type Count, type Field, fields, type Rule } from './layout.ts'

type Values = Landscape[ArrayName]

/**
 * Checks the length of every array and every entry in it, so that nothing later can read outside an array or compute
 * with a chance that is none.
 *
 * @throws Error naming the array, the place and the value
 */
export function checkArrays(landscape: Landscape, counts: Record<Count, number>): void {
  for (const one of fields) {
    checkLength(landscape, counts, one)
    checkEntries(landscape, counts, one)
  }
  checkSides(landscape)
  checkDyads(landscape)
}

function fail(name: ArrayName, what: string): never {
  throw new Error(`Landscape bytes cannot be read: in ${name}, ${what}.`)
}

function checkLength(landscape: Landscape, counts: Record<Count, number>, { name, length }: Field): void {
  const expected = length(
    (of) => counts[of],
    (other) => landscape[other].length,
  )
  const actual = landscape[name].length
  if (expected !== 'free' && actual !== expected) fail(name, `there are ${actual} entries in place of ${expected}`)
}

function checkEntries(landscape: Landscape, counts: Record<Count, number>, { name, rule }: Field): void {
  const values = landscape[name]
  switch (rule.rule) {
    case 'starts':
      checkStarts(name, values, counts[rule.of], landscape[rule.into].length)
      return
    case 'holders':
      checkHolders(name, values, landscape[rule.practiceWhen], counts)
      return
    case 'anything':
      return
    default: {
      const [least, most] = rangeOf(rule, counts)
      for (let i = 0; i < values.length; i++) {
        const value = values[i]!
        if (!(value >= least && value <= most)) fail(name, `entry ${i} is ${value}, outside ${least} to ${most}`)
      }
    }
  }
}

function rangeOf(
  rule: Exclude<Rule, { rule: 'starts' | 'holders' | 'anything' }>,
  counts: Record<Count, number>,
): [number, number] {
  switch (rule.rule) {
    case 'numbers':
      return [0, counts[rule.below] - 1]
    case 'concernOrNone':
      return [-1, counts.concerns - 1]
    case 'upTo':
      return [0, rule.most]
    case 'share':
      return [0, 1]
    case 'amount':
      return [0, Number.MAX_VALUE]
  }
}

function checkStarts(name: ArrayName, values: Values, rows: number, entries: number): void {
  if (values.length !== rows + 1 || values[0] !== 0 || values[rows] !== entries) {
    fail(name, `the rows do not begin at 0 and end at ${entries}`)
  }
  for (let r = 0; r < rows; r++) if (values[r + 1]! < values[r]!) fail(name, `row ${r} ends before it begins`)
}

function checkHolders(name: ArrayName, values: Values, isPractice: Values, counts: Record<Count, number>): void {
  for (let i = 0; i < values.length; i++) {
    const below = isPractice[i] === 1 ? counts.practices : counts.people
    if (values[i]! >= below) fail(name, `entry ${i} is ${values[i]}, there are ${below}`)
  }
}

function checkSides({ sideStart, ids, stanceStart }: Landscape): void {
  checkStarts('sideStart', sideStart, ids.boundaries.length, ids.sides.length)
  if (stanceStart[1] !== 0) fail('stanceStart', 'stance 0 is not the empty set')
}

/** Neighbours and dyads must tell the same pairs: dyads once, lower person first, neighbours ascending. */
function checkDyads(landscape: Landscape): void {
  const { dyadStart, dyadHigh, neighbourStart, neighbour, neighbourDyad, counts } = landscape
  for (let i = 0; i < counts.people; i++) {
    for (let d = dyadStart[i]!; d < dyadStart[i + 1]!; d++) {
      const before = d > dyadStart[i]! ? dyadHigh[d - 1]! : i
      if (dyadHigh[d]! <= before) fail('dyadHigh', `entry ${d} is out of order`)
    }
    for (let k = neighbourStart[i]!; k < neighbourStart[i + 1]!; k++) {
      const j = neighbour[k]!
      if (k > neighbourStart[i]! && j <= neighbour[k - 1]!) fail('neighbour', `entry ${k} is out of order`)
      const d = neighbourDyad[k]!
      const low = Math.min(i, j)
      const fits = dyadHigh[d] === Math.max(i, j) && d >= dyadStart[low]! && d < dyadStart[low + 1]!
      if (!fits) fail('neighbourDyad', `entry ${k} is not the dyad of persons ${i} and ${j}`)
    }
  }
}
