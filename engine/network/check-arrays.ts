import { MOST_AMOUNT } from './amount.ts'
import type { Landscape } from './landscape.ts'
import { type ArrayName, fields } from './layout.ts'
import { type Count, type Rule, type Sound, soundArrays } from './sound-arrays.ts'
import { unreadable } from './unreadable.ts'

type Values = Landscape[ArrayName]

/**
 * Checks the length of every array and every entry in it, so that nothing later can read outside an array or compute
 * with a chance that is none.
 *
 * @throws BadInput naming the array, the place and the value
 */
export function checkArrays(landscape: Landscape, counts: Record<Count, number>): void {
  for (const [name] of fields) {
    checkLength(landscape, counts, name, soundArrays[name])
    checkEntries(landscape, counts, name, soundArrays[name])
  }
  checkSides(landscape)
  checkDyads(landscape)
}

function checkLength(landscape: Landscape, counts: Record<Count, number>, name: ArrayName, { length }: Sound): void {
  const expected = length(
    (of) => counts[of],
    (other) => landscape[other].length,
  )
  const actual = landscape[name].length
  if (expected !== 'free' && actual !== expected)
    throw unreadable(`length of ${name}`, actual, `it should be ${expected}`)
}

function checkEntries(landscape: Landscape, counts: Record<Count, number>, name: ArrayName, { rule }: Sound): void {
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
        if (!(value >= least && value <= most))
          throw unreadable(`${name}[${i}]`, value, `it should be ${least} to ${most}`)
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
      return [0, MOST_AMOUNT]
  }
}

function checkStarts(name: ArrayName, values: Values, rows: number, entries: number): void {
  if (values.length !== rows + 1 || values[0] !== 0 || values[rows] !== entries) {
    throw unreadable(`${name}, last`, values[rows], `rows should begin at 0 and end at ${entries}`)
  }
  for (let r = 0; r < rows; r++)
    if (values[r + 1]! < values[r]!)
      throw unreadable(`${name}[${r + 1}]`, values[r + 1], 'the row ends before it begins')
}

function checkHolders(name: ArrayName, values: Values, isPractice: Values, counts: Record<Count, number>): void {
  for (let i = 0; i < values.length; i++) {
    const below = isPractice[i] === 1 ? counts.practices : counts.people
    if (values[i]! >= below) throw unreadable(`${name}[${i}]`, values[i], `there are ${below}`)
  }
}

function checkSides({ sideStart, ids, stanceStart }: Landscape): void {
  checkStarts('sideStart', sideStart, ids.boundaries.length, ids.sides.length)
  if (stanceStart[1] !== 0) throw unreadable('stanceStart[1]', stanceStart[1], 'stance 0 should be the empty set')
}

/** Neighbours and dyads must tell the same pairs: dyads once, lower person first, neighbours ascending. */
function checkDyads(landscape: Landscape): void {
  const { dyadStart, dyadHigh, neighbourStart, neighbour, neighbourDyad, counts } = landscape
  for (let i = 0; i < counts.people; i++) {
    for (let d = dyadStart[i]!; d < dyadStart[i + 1]!; d++) {
      const before = d > dyadStart[i]! ? dyadHigh[d - 1]! : i
      if (dyadHigh[d]! <= before) throw unreadable(`dyadHigh[${d}]`, dyadHigh[d], 'it is out of order')
    }
    for (let k = neighbourStart[i]!; k < neighbourStart[i + 1]!; k++) {
      const j = neighbour[k]!
      if (k > neighbourStart[i]! && j <= neighbour[k - 1]!) throw unreadable(`neighbour[${k}]`, j, 'it is out of order')
      const d = neighbourDyad[k]!
      const low = Math.min(i, j)
      const fits = dyadHigh[d] === Math.max(i, j) && d >= dyadStart[low]! && d < dyadStart[low + 1]!
      if (!fits) throw unreadable(`neighbourDyad[${k}]`, d, `it is not the dyad of persons ${i} and ${j}`)
    }
  }
}
