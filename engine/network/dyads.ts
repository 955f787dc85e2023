import { tieKinds, way } from './landscape.ts'
import type { TieInput } from './landscape-input.ts'
import { find } from './references.ts'
import { inOrder, sortIntoRows } from './rows.ts'

/** Accounts of ties as columns, in the order in which they were given. */
interface AccountColumns {
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
 * @throws Error naming the row of a tie with an unknown end, a self-tie, or a number outside 0 to 1
 */
export function dyadArrays(ties: readonly TieInput[], people: Map<string, number>) {
  const accounts = readAccounts(ties, people)
  const { order } = sortIntoRows(accounts.low, accounts.high, people.size, people.size)
  const { accountStart, dyadLow, dyadHigh } = groupAccounts(accounts, order)
  sortWithinDyads(accounts, order, accountStart)
  const dyadStart = new Uint32Array(people.size + 1)
  for (const low of dyadLow) dyadStart[low + 1]!++
  for (let i = 0; i < people.size; i++) dyadStart[i + 1]! += dyadStart[i]!
  return {
    dyadStart,
    dyadHigh,
    ...neighbourArrays(dyadLow, dyadHigh, people.size),
    accountStart,
    accountKind: Uint8Array.from(order, (i) => accounts.kind[i]!),
    accountWay: Uint8Array.from(order, (i) => accounts.way[i]!),
    accountStrength: Float32Array.from(order, (i) => accounts.strength[i]!),
    accountFreshness: Float32Array.from(order, (i) => accounts.freshness[i]!),
  }
}

function readAccounts(ties: readonly TieInput[], people: Map<string, number>): AccountColumns {
  const columns: AccountColumns = {
    low: new Uint32Array(ties.length),
    high: new Uint32Array(ties.length),
    kind: new Uint8Array(ties.length),
    way: new Uint8Array(ties.length),
    strength: new Float32Array(ties.length),
    freshness: new Float32Array(ties.length),
  }
  ties.forEach((tie, row) => {
    const where = `ties row ${row + 1}`
    const from = find(people, tie.from, where, 'person')
    const to = find(people, tie.to, where, 'person')
    if (from === to) throw new Error(`${where}: "${tie.from}" stands on both ends; a tie joins two people`)
    columns.low[row] = Math.min(from, to)
    columns.high[row] = Math.max(from, to)
    columns.kind[row] = kindOf(tie, where)
    columns.way[row] = wayOf(tie, from < to)
    columns.strength[row] = share(tie.strength, 'strength', where)
    columns.freshness[row] = share(tie.freshness, 'freshness', where)
  })
  return columns
}

function kindOf(tie: TieInput, where: string): number {
  const kind = tieKinds.indexOf(tie.kind)
  if (kind < 0) throw new Error(`${where}: the kind "${tie.kind}" is not one of ${tieKinds.join(', ')}`)
  return kind
}

function wayOf(tie: TieInput, upwards: boolean): number {
  const direction = tie.mutual ? way.up | way.down : upwards ? way.up : way.down
  return tie.says === 'no' ? direction | way.no : direction
}

function share(value: number, name: string, where: string): number {
  if (!(value >= 0 && value <= 1)) throw new Error(`${where}: ${name} is ${value}; give a number from 0 to 1`)
  return value
}

function groupAccounts(accounts: AccountColumns, order: Uint32Array) {
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
  const firsts = starts.subarray(0, dyads)
  return {
    accountStart: starts.slice(0, dyads + 1),
    dyadLow: Uint32Array.from(firsts, (k) => accounts.low[order[k]!]!),
    dyadHigh: Uint32Array.from(firsts, (k) => accounts.high[order[k]!]!),
  }
}

/** Puts the accounts of each dyad in an order that does not depend on the order in which they were told. */
function sortWithinDyads(accounts: AccountColumns, order: Uint32Array, accountStart: Uint32Array): void {
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

function neighbourArrays(dyadLow: Uint32Array, dyadHigh: Uint32Array, people: number) {
  const dyads = dyadLow.length
  const from = new Uint32Array(2 * dyads)
  const to = new Uint32Array(2 * dyads)
  from.set(dyadLow)
  from.set(dyadHigh, dyads)
  to.set(dyadHigh)
  to.set(dyadLow, dyads)
  const { start, order } = sortIntoRows(from, to, people, people)
  const neighbour = inOrder(to, order)
  for (let k = 0; k < order.length; k++) if (order[k]! >= dyads) order[k]! -= dyads
  return { neighbourStart: start, neighbour, neighbourDyad: order }
}
