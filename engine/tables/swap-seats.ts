import { density, type Hall } from './hall.ts'
import { spend } from './pace.ts'
import { MET, TOGETHER } from './wishes.ts'

/**
 * Two people (or a person and an empty seat) at different tables change places in one round; gains and score follow.
 *
 * Cost: people, and table size × rounds where meeting again counts.
 *
 * @param delta what the swap is worth, by the hall's gains
 */
export function swapSeats(hall: Hall, round: number, i: number, j: number, delta: number): void {
  const { width, pair, base, people, score, worth } = hall
  spend(hall.pace, hall.swapSteps)
  const at = hall.at[round]!
  const [a, b] = [at[i]!, at[j]!]
  const own = hall.baseGain[round]
  const baseDelta = own
    ? own[b * width + i]! - own[a * width + i]! + own[a * width + j]! - own[b * width + j]! - 2 * base[i * width + j]!
    : delta
  if (hall.wishes.partner.length > 0) {
    const { broken, met } = linkChanges(hall, at, i, j)
    score.broken += broken
    score.mix += baseDelta + worth.rule * broken + worth.again * met
    score.repeats += met
  } else score.mix += baseDelta
  if (own) score.repeats += Math.round((baseDelta - delta) / worth.again)
  if (worth.even > 0) score.uneven += unevenChange(hall, round, i, j, true)
  shift(hall.gain[round]!, pair, width, [a * width, b * width], [i * width, j * width])
  if (own) {
    shift(own, base, width, [a * width, b * width], [i * width, j * width])
    part(hall, round, i, j)
    part(hall, round, j, i)
  }
  const [seat, place, seated] = [hall.seat[round]!, hall.place[round]!, hall.seated[round]!]
  const [x, y] = [place[i]!, place[j]!]
  seat[a * hall.room + x] = j
  seat[b * hall.room + y] = i
  place[i] = y
  place[j] = x
  at[i] = b
  at[j] = a
  if (i < people !== j < people) {
    seated[a]! += i < people ? -1 : 1
    seated[b]! += i < people ? 1 : -1
  }
}

function shift(gain: Float64Array, pair: Float64Array, width: number, [a, b]: number[], [i, j]: number[]): void {
  for (let k = 0; k < width; k++) {
    const change = pair[j! + k]! - pair[i! + k]!
    gain[a! + k]! += change
    gain[b! + k]! -= change
  }
}

/** `leaver` leaves the table and `comer` comes: those who stay no longer meet the one and now meet the other. */
function part(hall: Hall, round: number, leaver: number, comer: number): void {
  const { width, people, worth, room, seats } = hall
  const at = hall.at[round]!
  const seat = hall.seat[round]!
  const gain = hall.gain[round]!
  const table = at[leaver]!
  const [from, to] = [table * width, at[comer]! * width]
  for (let x = 0; x < seats[table]!; x++) {
    const k = seat[table * room + x]!
    if (k === leaver || k >= people) continue
    if (leaver < people) {
      gain[from + k]! -= worth.again
      gain[to + k]! += worth.again
      meet(hall, round, leaver, k, worth.again)
    }
    if (comer < people) meet(hall, round, comer, k, -worth.again)
  }
}

/** A pair has met once more (worth below 0) or less: in all other rounds their table is worth that much less or more to both. */
function meet({ width, pair, gain, at, rounds }: Hall, round: number, i: number, k: number, worth: number): void {
  pair[i * width + k]! += worth
  pair[k * width + i]! += worth
  for (let other = 0; other < rounds; other++) {
    if (other === round) continue
    gain[other]![at[other]![k]! * width + i]! += worth
    gain[other]![at[other]![i]! * width + k]! += worth
  }
}

function linkChanges({ wishes, people }: Hall, at: Uint16Array, i: number, j: number) {
  const { linkStart, partner, kind } = wishes
  let [broken, met] = [0, 0]
  for (const [one, other] of [
    [i, j],
    [j, i],
  ] as const) {
    if (one >= people) continue
    for (let e = linkStart[one]!; e < linkStart[one + 1]!; e++) {
      const k = partner[e]!
      if (k === other) continue
      const change = at[k] === at[one] ? -1 : at[k] === at[other] ? 1 : 0
      if (kind[e] === MET) met += change
      else broken += kind[e] === TOGETHER ? -change : change
    }
  }
  return { broken, met }
}

/** What a swap does to the unevenness of its round; `keep` also enters the tables' new mix. */
export function unevenChange(hall: Hall, round: number, i: number, j: number, keep = false): number {
  const { people, tables, tableMix } = hall
  const at = hall.at[round]!
  const seated = hall.seated[round]!
  const [a, b] = [at[i]!, at[j]!]
  const moved = i < people === j < people ? 0 : i < people ? 1 : -1
  const row = round * tables
  const [mixA, mixB] = [tableMix[row + a]!, tableMix[row + b]!]
  const newA = mixA + mixAt(hall, round, a, j, i) - mixAt(hall, round, a, i, i)
  const newB = mixB + mixAt(hall, round, b, i, j) - mixAt(hall, round, b, j, j)
  const [beforeA, beforeB] = [density(mixA, seated[a]!), density(mixB, seated[b]!)]
  const [afterA, afterB] = [density(newA, seated[a]! - moved), density(newB, seated[b]! + moved)]
  let sum = 0
  for (let table = 0; table < tables; table++) sum += density(tableMix[row + table]!, seated[table]!)
  if (keep) {
    tableMix[row + a] = newA
    tableMix[row + b] = newB
  }
  const more = afterA + afterB - beforeA - beforeB
  const squares = afterA * afterA + afterB * afterB - beforeA * beforeA - beforeB * beforeB
  return squares - ((sum + more) ** 2 - sum * sum) / tables
}

/** Differences of one person to those at a table, without `but`. */
function mixAt(hall: Hall, round: number, table: number, one: number, but: number): number {
  const { people, room, seats, wishes } = hall
  if (one >= people) return 0
  const seat = hall.seat[round]!
  let sum = 0
  for (let x = 0; x < seats[table]!; x++) {
    const k = seat[table * room + x]!
    if (k < people && k !== but) sum += wishes.difference[one * people + k]!
  }
  return sum
}
