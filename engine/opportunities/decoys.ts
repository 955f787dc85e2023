/**
 * Pairs left out by chance, as if they were kept apart. Without them, two practices that everything speaks for and that are never offered
 * would be known to be kept apart; with them, one such pair in ten is left out for no reason at all, and the two look alike.
 *
 * Which pairs these are is drawn under a key made of what no page shows (the keep-apart flags and the answers about legitimacy) and of
 * nothing that somebody may choose: trying other seeds, sizes or boundaries leaves out the same pairs again. When a flag is set or taken away the whole draw
 * changes, so that many pairs come and go and the one that was flagged is among them. Whoever holds the whole file, flags and all, can
 * compute the draw; nobody else can.
 *
 * What it costs: a tenth of the openings is not shown. What it leaves: before, absence proved a flag; now, if one pair in a hundred is
 * flagged, an absent pair is a flagged one with chance about 1 in 11.
 */
import { coin, joinKeys, type Key, streamKey, textKey, threshold } from '../chance.ts'
import type { Landscape } from '../network/landscape.ts'

/** Share of the pairs of practices that are left out. */
export const DECOY_SHARE = 0.1
/** A room holds many pairs of people, so fewer of them are left out. */
const OF_PEOPLE = 0.1

export interface Decoys {
  /** whether these two practices are left out */
  practices(a: number, b: number): boolean
  /** whether these two people are kept from sitting in one room */
  people(one: number, other: number): boolean
  /** whether these two people are never introduced to each other */
  introductions(one: number, other: number): boolean
}

/** The decoys of a landscape; `share` 0 = none. Cost: one key for each person, practice and flag. */
export function readDecoys(landscape: Landscape, share = DECOY_SHARE): Decoys {
  const { ids } = landscape
  const hidden = hiddenKey(landscape)
  const people = keysOf(ids.people)
  const practices = keysOf(ids.practices)
  const among = (purpose: string, keys: Int32Array, chance: number) => {
    const { low, high } = joinKeys(hidden, streamKey('', purpose))
    const most = threshold(chance)
    return (one: number, other: number): boolean => {
      if (chance <= 0 || one === other) return false
      // the sum and the exclusive or do not tell which of the two came first
      const whatLow = (keys[2 * one]! + keys[2 * other]!) | 0
      const whatHigh = keys[2 * one + 1]! ^ keys[2 * other + 1]!
      return coin(low, high, whatLow, whatHigh) <= most
    }
  }
  return {
    practices: among('decoy practices', practices, share),
    people: among('decoy people', people, share * OF_PEOPLE),
    introductions: among('decoy introductions', people, share),
  }
}

function keysOf(ids: readonly string[]): Int32Array {
  const keys = new Int32Array(2 * ids.length)
  for (let i = 0; i < ids.length; i++) {
    const { low, high } = textKey(ids[i]!)
    keys[2 * i] = low
    keys[2 * i + 1] = high
  }
  return keys
}

/** A key of what only the landscape's own people know, in the order of the tables, which is that of the ids. */
function hiddenKey(landscape: Landscape): Key {
  const { ids } = landscape
  let key = textKey('as if kept apart')
  for (let row = 0; row < landscape.keepApartOne.length; row++) {
    const one = holder(
      landscape.keepApartOneIsPractice[row]! ? ids.practices : ids.people,
      landscape.keepApartOne[row]!,
    )
    const other = holder(
      landscape.keepApartOtherIsPractice[row]! ? ids.practices : ids.people,
      landscape.keepApartOther[row]!,
    )
    const concern = landscape.keepApartConcern[row]!
    const about = textKey(concern < 0 ? '' : ids.concerns[concern]!)
    // added up, so that the order of the rows and of the two in a row says nothing
    const flag = joinKeys({ low: (one.low + other.low) | 0, high: one.high ^ other.high }, about)
    key = { low: (key.low + flag.low) | 0, high: key.high ^ flag.high }
  }
  for (let practice = 0; practice < landscape.counts.practices; practice++) {
    for (let at = landscape.legitimacyStart[practice]!; at < landscape.legitimacyStart[practice + 1]!; at++) {
      const sums = { low: landscape.legitimacyWouldCome[at]!, high: landscape.legitimacyWouldNot[at]! }
      const asked = joinKeys(textKey(ids.people[landscape.legitimacyPerson[at]!]!), sums)
      const told = joinKeys(textKey(ids.practices[practice]!), asked)
      key = { low: (key.low + told.low) | 0, high: key.high ^ told.high }
    }
  }
  return key
}

function holder(ids: readonly string[], at: number): Key {
  return textKey(ids[at]!)
}
