import { BadInput, numberWithin } from '../bad-input.ts'
import { joinKeys, type Key, textKey, threshold } from '../chance.ts'
import { type Control, checkpoint } from '../control.ts'
import type { Landscape } from '../network/landscape.ts'
import type { Network } from '../network/network.ts'
import type { Assumptions } from '../reach/assumptions.ts'
import { visitPairs } from '../reach/tie-chances.ts'

/**
 * Over which ties something can spread, and with what coin: row i holds the ties out of person i ("CSR": entries `start[i]` up to, not
 * including, `start[i + 1]`). Entry k is four numbers of `tie`, from `4k` on: to whom, the largest coin that opens it, and the two halves
 * of the coin's key. They lie side by side because a run reads rows here and there, and each row then is one stretch of memory.
 */
export interface Carriers {
  readonly people: number
  readonly start: Uint32Array
  readonly tie: Int32Array
  /** two halves for each person, for the coins that are a person's own */
  readonly personKey: Uint32Array
}

/** Pairs or people between two looks whether to stop. */
const LOOK_EVERY = 8_192

/**
 * Carriers of any network.
 *
 * One coin for a pair that is tied both ways, whichever way it is asked; a tie one way has a coin of its own.
 *
 * @param chance that a tie carries, 0 to 1: one for all, or one for each entry of `network.to`
 * @param ids of the people, by which their coins are keyed; their numbers unless given
 * @throws BadInput for a chance out of range, and where there are not as many as ties
 */
export function carriersOf(network: Network, chance: number | ArrayLike<number>, ids?: readonly string[]): Carriers {
  const { people, start, to } = network
  if (typeof chance === 'number') numberWithin('chance', chance, 0, 1)
  else if (chance.length !== to.length) {
    throw new BadInput('length of chance', chance.length, `give one for each of the ${to.length} entries of to`)
  }
  const personKey = new Uint32Array(2 * people)
  for (let i = 0; i < people; i++) setKey(personKey, i, textKey(ids ? ids[i]! : String(i)))
  const rows = new Uint32Array(people + 1)
  const tie = new Int32Array(4 * to.length)
  let count = 0
  for (let i = 0; i < people; i++) {
    for (let k = start[i]!; k < start[i + 1]!; k++) {
      const p = typeof chance === 'number' ? chance : numberWithin(`chance[${k}]`, chance[k], 0, 1)
      if (p > 0)
        pushTie(
          tie,
          count++,
          to[k]!,
          threshold(p),
          coinKey(personKey, i, to[k]!, !network.directed || hasTie(network, to[k]!, i)),
        )
    }
    rows[i + 1] = count
  }
  return { people, start: rows, tie: tie.subarray(0, 4 * count), personKey }
}

/** Key of a tie's coin: one for the pair where it carries both ways, one of its own where it carries one way. */
function coinKey(personKey: Uint32Array, from: number, to: number, bothWays: boolean): Key {
  const [one, other] = [keyOf(personKey, from), keyOf(personKey, to)]
  if (bothWays) return lower(one, other) ? joinKeys(one, other) : joinKeys(other, one)
  return joinKeys(joinKeys(one, other), ONE_WAY)
}

const ONE_WAY: Key = { low: 0x51ed270b, high: 0x2545f491 }

function lower(one: Key, other: Key): boolean {
  return one.high < other.high || (one.high === other.high && one.low <= other.low)
}

function hasTie({ start, to }: Network, from: number, target: number): boolean {
  let low = start[from]!
  let high = start[from + 1]! - 1
  while (low <= high) {
    const middle = (low + high) >> 1
    if (to[middle]! === target) return true
    if (to[middle]! < target) low = middle + 1
    else high = middle - 1
  }
  return false
}

/**
 * Carriers of a landscape, with the chances of reach: `chance · strength · freshness`, times the factor for each boundary crossed.
 *
 * Cost O(accounts + pairs · boundaries), twice.
 *
 * @throws Error named AbortError when stopped
 */
export function carriersIn(landscape: Landscape, assumptions: Assumptions, control?: Control): Carriers {
  const { counts, personKey } = landscape
  const start = new Uint32Array(counts.people + 1)
  let pairs = 0
  const look = () => {
    if (++pairs % LOOK_EVERY === 0) checkpoint(control, 0)
  }
  visitPairs(landscape, assumptions, null, (one, other, up, down) => {
    look()
    if (up > 0) start[one + 1]!++
    if (down > 0) start[other + 1]!++
  })
  for (let i = 0; i < counts.people; i++) start[i + 1]! += start[i]!
  const tie = new Int32Array(4 * start[counts.people]!)
  const next = start.slice(0, counts.people)
  visitPairs(landscape, assumptions, null, (one, other, up, down) => {
    look()
    const bothWays = up > 0 && down > 0
    if (up > 0) pushTie(tie, next[one]!++, other, threshold(up), coinKey(personKey, one, other, bothWays))
    if (down > 0) pushTie(tie, next[other]!++, one, threshold(down), coinKey(personKey, other, one, bothWays))
  })
  return { people: counts.people, start, tie, personKey }
}

/** The same ties by who is reached: the first number of an entry says from whom. */
export function turnedRound({ people, start, tie, personKey }: Carriers, control?: Control): Carriers {
  const back = new Uint32Array(people + 1)
  for (let at = 0; at < tie.length; at += 4) {
    if ((at / 4) % (64 * LOOK_EVERY) === 0) checkpoint(control, 0)
    back[tie[at]! + 1]!++
  }
  for (let i = 0; i < people; i++) back[i + 1]! += back[i]!
  const next = back.slice(0, people)
  const turned = new Int32Array(tie.length)
  for (let i = 0; i < people; i++) {
    if (i % LOOK_EVERY === 0) checkpoint(control, 0)
    for (let k = start[i]!; k < start[i + 1]!; k++) {
      const at = 4 * k
      pushTie(turned, next[tie[at]!]!++, i, tie[at + 1]!, { low: tie[at + 2]!, high: tie[at + 3]! })
    }
  }
  return { people, start: back, tie: turned, personKey }
}

function pushTie(tie: Int32Array, k: number, to: number, open: number, key: Key): void {
  tie[4 * k] = to
  tie[4 * k + 1] = open
  tie[4 * k + 2] = key.low
  tie[4 * k + 3] = key.high
}

function setKey(keys: Uint32Array, i: number, key: Key): void {
  keys[2 * i] = key.low
  keys[2 * i + 1] = key.high
}

/** Key of a person. */
export function keyOf(personKey: Uint32Array, person: number): Key {
  return { low: personKey[2 * person]! | 0, high: personKey[2 * person + 1]! | 0 }
}
