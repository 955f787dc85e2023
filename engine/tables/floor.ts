import type { Hall } from './hall.ts'
import { type Pace, spend } from './pace.ts'

/**
 * One round where nothing counts but who shares a table, laid out by places, table after table, so that looking along a table reads
 * cells that lie side by side. An empty seat is a person, too (numbers from `people` up).
 */
export interface Floor {
  readonly people: number
  readonly places: number
  readonly tables: number
  /** the first place of each table, and one past the last of all */
  readonly start: Uint16Array
  readonly tableOf: Uint16Array
  /** who sits at each place: all that changes from plan to plan */
  readonly who: Uint16Array
  /** worth of a pair at one table, `width × width` by person */
  readonly pair: Float64Array
  readonly width: number
  /**
   * `more[table * places + place]`: what whoever sits at the place would have more with those at that table than with those at their own;
   * −∞ for those who may not move
   */
  readonly more: Float64Array
  /** people at each table, without empty seats, and the fewest there may be */
  readonly seated: Uint16Array
  readonly least: Uint16Array
  /** places of those who may move */
  readonly movers: Uint16Array
  /** worth of all pairs at one table */
  sum: number
  readonly pace: Pace
}

/** The first round of a hall as it is now. */
export function openFloor({ people, tables, width, base, seats, seat, room, movers, wishes, pace }: Hall): Floor {
  const start = new Uint16Array(tables + 1)
  for (let table = 0; table < tables; table++) start[table + 1] = start[table]! + seats[table]!
  const places = start[tables]!
  const tableOf = new Uint16Array(places)
  const who = new Uint16Array(places)
  for (let table = 0; table < tables; table++) {
    tableOf.fill(table, start[table], start[table + 1])
    for (let x = 0; x < seats[table]!; x++) who[start[table]! + x] = seat[0]![table * room + x]!
  }
  const free = new Set(movers[0])
  const floor: Floor = {
    people,
    places,
    tables,
    start,
    tableOf,
    who,
    pair: base,
    width,
    more: new Float64Array(tables * places),
    seated: new Uint16Array(tables),
    least: wishes.least,
    movers: Uint16Array.from(who.keys()).filter((place) => free.has(who[place]!)),
    sum: 0,
    pace,
  }
  recountFloor(floor)
  return floor
}

/** Everything counted anew from who sits where: exact again after many small steps. */
export function recountFloor(floor: Floor): void {
  const { people, places, tables, start, tableOf, who, pair, width, more, seated, movers, pace } = floor
  seated.fill(0)
  floor.sum = 0
  const stays = new Uint8Array(places).fill(1)
  for (const place of movers) stays[place] = 0
  for (let place = 0; place < places; place++) {
    spend(pace, 2 * places)
    const row = who[place]! * width
    const home = tableOf[place]!
    if (who[place]! < people) seated[home]!++
    for (let table = 0; table < tables; table++) {
      let sum = 0
      for (let other = start[table]!; other < start[table + 1]!; other++) sum += pair[row + who[other]!]!
      more[table * places + place] = sum
    }
    const own = more[home * places + place]!
    floor.sum += own / 2
    for (let table = 0; table < tables; table++)
      if (stays[place] && table !== home) more[table * places + place] = Number.NEGATIVE_INFINITY
      else more[table * places + place]! -= own
  }
}

/** What it is worth that those at two places of different tables change seats. */
export function gainOnFloor({ places, tableOf, who, pair, width, more }: Floor, one: number, other: number): number {
  const there = more[tableOf[other]! * places + one]!
  return there + more[tableOf[one]! * places + other]! - 2 * pair[who[one]! * width + who[other]!]!
}

/** May they, as far as the sizes of the tables go? */
export function fitsOnFloor({ people, tableOf, who, seated, least }: Floor, one: number, other: number): boolean {
  const [first, second] = [who[one]! < people, who[other]! < people]
  if (first === second) return first
  const from = tableOf[first ? one : other]!
  return seated[from]! > least[from]!
}

/**
 * Those at two places of different tables change seats; the sum and what everybody has more elsewhere follow.
 *
 * Cost: about four cells for each place.
 */
export function swapOnFloor(floor: Floor, one: number, other: number): void {
  const { people, places, tableOf, who, pair, width, more, seated } = floor
  spend(floor.pace, 8 * places)
  const [a, b] = [tableOf[one]!, tableOf[other]!]
  const [x, y] = [who[one]!, who[other]!]
  floor.sum += gainOnFloor(floor, one, other)
  const [rowX, rowY, rowA, rowB] = [x * width, y * width, a * places, b * places]
  for (let place = 0; place < places; place++) {
    const change = pair[rowY + who[place]!]! - pair[rowX + who[place]!]!
    more[rowA + place]! += change
    more[rowB + place]! -= change
  }
  meetOthers(floor, a, rowX, rowY)
  meetOthers(floor, b, rowY, rowX)
  for (let at = 0; at < more.length; at += places) {
    const kept = more[at + one]!
    more[at + one] = more[at + other]!
    more[at + other] = kept
  }
  feelAtHome(floor, one, a)
  feelAtHome(floor, other, b)
  who[one] = y
  who[other] = x
  const change = (y < people ? 1 : 0) - (x < people ? 1 : 0)
  seated[a]! += change
  seated[b]! -= change
}

/** At one's own table one is left and another comes: all other tables are worth more or less by that. */
function meetOthers({ start, who, pair, more, places }: Floor, table: number, left: number, came: number): void {
  for (let place = start[table]!; place < start[table + 1]!; place++) {
    const change = pair[came + who[place]!]! - pair[left + who[place]!]!
    for (let at = place; at < more.length; at += places) more[at]! -= change
  }
}

function feelAtHome({ more, places }: Floor, place: number, table: number): void {
  const own = more[table * places + place]!
  for (let at = place; at < more.length; at += places) more[at]! -= own
}
