import { BadInput, wholeNumber } from '../bad-input.ts'
import { tieKinds, way } from './landscape.ts'
import type { AccountColumns } from './landscape-columns.ts'
import { sortIntoRows } from './rows.ts'

/** Accounts by pair: lower and higher person, and which ways the tie goes. */
interface Accounts {
  low: Uint32Array
  high: Uint32Array
  kind: Uint8Array
  way: Uint8Array
  strength: Float32Array
  freshness: Float32Array
}

/**
 * Dyads, neighbours and accounts of the ties that were told.
 *
 * @param columns people by their numbers in the engine's order
 * @throws BadInput naming the row of a tie with one person on both ends, an unknown kind, a number outside 0 to 1, or a mark that is neither
 * 1 (true) nor 0 (false)
 */
export function dyadArrays(columns: AccountColumns, people: number) {
  const accounts = readAccounts(columns)
  const { order } = sortIntoRows(accounts.low, accounts.high, people, people)
  const { accountStart, dyadLow, dyadHigh } = groupAccounts(accounts, order)
  sortWithinDyads(accounts, order, accountStart)
  const dyadStart = new Uint32Array(people + 1)
  for (const low of dyadLow) dyadStart[low + 1]!++
  for (let i = 0; i < people; i++) dyadStart[i + 1]! += dyadStart[i]!
  return {
    dyadStart,
    dyadHigh,
    ...neighbourArrays(dyadLow, dyadHigh, people),
    accountStart,
    accountKind: sorted(accounts.kind, order, new Uint8Array(order.length)),
    accountWay: sorted(accounts.way, order, new Uint8Array(order.length)),
    accountStrength: sorted(accounts.strength, order, new Float32Array(order.length)),
    accountFreshness: sorted(accounts.freshness, order, new Float32Array(order.length)),
  }
}

function sorted<T extends Uint8Array | Float32Array>(from: T, order: Uint32Array, into: T): T {
  for (let k = 0; k < order.length; k++) into[k] = from[order[k]!]!
  return into
}

function readAccounts({ from, to, kind, mutual, strength, freshness, no }: AccountColumns): Accounts {
  const rows = from.length
  const accounts: Accounts = {
    low: new Uint32Array(rows),
    high: new Uint32Array(rows),
    kind: new Uint8Array(rows),
    way: new Uint8Array(rows),
    strength: new Float32Array(rows),
    freshness: new Float32Array(rows),
  }
  for (let row = 0; row < rows; row++) {
    const one = from[row]!
    const other = to[row]!
    if (one === other) throw new BadInput(`ties row ${row + 1}, to`, one, 'the same person stands on both ends')
    accounts.low[row] = Math.min(one, other)
    accounts.high[row] = Math.max(one, other)
    accounts.kind[row] = kind ? kindAt(kind[row]!, row) : 0
    const bothWays = !mutual || isMarked(mutual[row], 'mutual', row)
    const direction = bothWays ? way.up | way.down : one < other ? way.up : way.down
    accounts.way[row] = no && isMarked(no[row], 'no', row) ? direction | way.no : direction
    accounts.strength[row] = strength ? share(strength[row]!, 'strength', row) : 1
    accounts.freshness[row] = freshness ? share(freshness[row]!, 'freshness', row) : 1
  }
  return accounts
}

function kindAt(kind: number, row: number): number {
  return wholeNumber(`ties row ${row + 1}, kind`, kind, 0, tieKinds.length - 1)
}

function isMarked(value: unknown, name: string, row: number): boolean {
  if (value === 1 || value === true) return true
  if (value === 0 || value === false) return false
  throw new BadInput(`ties row ${row + 1}, ${name}`, value, 'give 1 or 0, true or false')
}

function share(value: unknown, name: string, row: number): number {
  if (typeof value === 'number' && value >= 0 && value <= 1) return value
  throw new BadInput(`ties row ${row + 1}, ${name}`, value, 'give a number from 0 to 1')
}

function groupAccounts(accounts: Accounts, order: Uint32Array) {
  const starts = new Uint32Array(order.length + 1)
  let dyads = 0
  for (let k = 0; k < order.length; k++) {
    const i = order[k]!
    const before = order[k - 1]
    const isNew =
      before === undefined || accounts.low[i] !== accounts.low[before] || accounts.high[i] !== accounts.high[before]
    if (isNew) starts[dyads++] = k
  }
  starts[dyads] = order.length
  const dyadLow = new Uint32Array(dyads)
  const dyadHigh = new Uint32Array(dyads)
  for (let d = 0; d < dyads; d++) {
    dyadLow[d] = accounts.low[order[starts[d]!]!]!
    dyadHigh[d] = accounts.high[order[starts[d]!]!]!
  }
  return { accountStart: starts.slice(0, dyads + 1), dyadLow, dyadHigh }
}

/** Puts the accounts of each dyad in an order that does not depend on the order in which they were told. */
function sortWithinDyads(accounts: Accounts, order: Uint32Array, accountStart: Uint32Array): void {
  const compare = (one: number, other: number) =>
    accounts.kind[one]! - accounts.kind[other]! ||
    accounts.way[one]! - accounts.way[other]! ||
    accounts.strength[one]! - accounts.strength[other]! ||
    accounts.freshness[one]! - accounts.freshness[other]!
  for (let d = 0; d + 1 < accountStart.length; d++) {
    if (accountStart[d + 1]! - accountStart[d]! > 1) {
      order.subarray(accountStart[d]!, accountStart[d + 1]!).sort(compare)
    }
  }
}

/** Each pair at both its people. Pairs come by lower person, then higher, so each row fills itself in ascending order. */
function neighbourArrays(dyadLow: Uint32Array, dyadHigh: Uint32Array, people: number) {
  const dyads = dyadLow.length
  const neighbourStart = new Uint32Array(people + 1)
  for (let d = 0; d < dyads; d++) {
    neighbourStart[dyadLow[d]! + 1]!++
    neighbourStart[dyadHigh[d]! + 1]!++
  }
  for (let i = 0; i < people; i++) neighbourStart[i + 1]! += neighbourStart[i]!
  const next = neighbourStart.slice(0, people)
  const neighbour = new Uint32Array(2 * dyads)
  const neighbourDyad = new Uint32Array(2 * dyads)
  // lower neighbours of everybody come first in each row, then the higher ones
  for (let d = 0; d < dyads; d++) {
    const at = next[dyadHigh[d]!]!++
    neighbour[at] = dyadLow[d]!
    neighbourDyad[at] = d
  }
  for (let d = 0; d < dyads; d++) {
    const at = next[dyadLow[d]!]!++
    neighbour[at] = dyadHigh[d]!
    neighbourDyad[at] = d
  }
  return { neighbourStart, neighbour, neighbourDyad }
}
