import { BadInput } from '../bad-input.ts'
import { coin, joinKeys, type Key, sequence, textKey, threshold } from '../chance.ts'
import { answeredAbout } from '../network/answers.ts'
import { type Landscape, tieKinds, way } from '../network/landscape.ts'
import { strongestAccount } from '../network/strongest-account.ts'
import { type Assumptions, crossingFactor } from './assumptions.ts'
import { drawRate } from './draw-rate.ts'
import { pairHalf } from './pair-key.ts'
import type { Places } from './places.ts'
import { crossed } from './tie-chances.ts'
import { join, type Workshop } from './world.ts'

/** Above this many people the pairs nobody was asked about are too many to draw one by one. */
const MOST_PEOPLE_WITH_UNKNOWN = 3000

/** Pairs of people (by their places) about whom nothing is known, and what is known between their practices. */
export interface UnknownTies {
  count: number
  one: Uint32Array
  other: Uint32Array
  block: Uint32Array
  chance: Float64Array
  blocks: { yes: Uint32Array; no: Uint32Array; keys: Key[] }
}

const EXISTS: Key = { low: 0x3c6ef372, high: 0x1f83d9ab }
const NO_PRACTICE: Key = textKey('no practice')

/**
 * Which ties may there be that nobody was asked about?
 *
 * Pairs are put in blocks by the practice in which each end has most weight (the first by id when equal). In each world every
 * block draws its own rate θ ~ Beta(yes + ½, no + ½) from its known pairs, and each unknown pair is a mutual tie with chance
 * θ, of the mean strength of the known ones. Cost O(n²) once and per world.
 *
 * What misleads: those who did not answer may differ from those who did.
 *
 * @throws BadInput above `MOST_PEOPLE_WITH_UNKNOWN` people
 */
export function unknownTies(landscape: Landscape, assumptions: Assumptions, places: Places): UnknownTies {
  const n = landscape.counts.people
  if (n > MOST_PEOPLE_WITH_UNKNOWN) {
    const most = `unknown pairs are drawn among at most ${MOST_PEOPLE_WITH_UNKNOWN} people, and here are ${n}`
    throw new BadInput(
      'assumption unknown',
      assumptions.unknown,
      `${most}; set it to 'no', or declare the landscape complete`,
    )
  }
  const blocks = emptyBlocks(landscape)
  const carries = tieKinds.map((kind) => kind !== 'conflict' && assumptions.kinds.includes(kind))
  const found: { one: number; other: number; block: number }[] = []
  const strength = { sum: 0, count: 0 }
  for (let i = 0; i < n; i++) {
    let d = landscape.dyadStart[i]!
    for (let j = i + 1; j < n; j++) {
      const block = blocks.of(i, j)
      const told = d < landscape.dyadStart[i + 1]! && landscape.dyadHigh[d] === j
      if (!told && !answeredAbout(landscape, i, j) && !answeredAbout(landscape, j, i)) {
        found.push({ one: i, other: j, block })
        continue
      }
      const best = told ? strongestAccount(landscape, d, way.up | way.down, carries) : 0
      if (told) d++
      if (best > 0) {
        blocks.yes[block]!++
        strength.sum += best
        strength.count++
      } else blocks.no[block]!++
    }
  }
  const mean = strength.count > 0 ? strength.sum / strength.count : 1
  return columns(landscape, assumptions, places, found, blocks, assumptions.chance * mean)
}

function emptyBlocks(landscape: Landscape) {
  const m = landscape.counts.practices
  const main = Uint32Array.from({ length: landscape.counts.people }, (_, i) => mainPractice(landscape, i))
  const size = (m + 1) * (m + 1)
  return {
    of: (i: number, j: number) => Math.min(main[i]!, main[j]!) * (m + 1) + Math.max(main[i]!, main[j]!),
    yes: new Uint32Array(size),
    no: new Uint32Array(size),
  }
}

function mainPractice(landscape: Landscape, person: number): number {
  const { memberStart, memberPractice, memberWeight, counts } = landscape
  let best = counts.practices
  let most = 0
  for (let k = memberStart[person]!; k < memberStart[person + 1]!; k++) {
    if (memberWeight[k]! > most) {
      most = memberWeight[k]!
      best = memberPractice[k]!
    }
  }
  return best
}

function columns(
  landscape: Landscape,
  assumptions: Assumptions,
  places: Places,
  pairs: { one: number; other: number; block: number }[],
  blocks: { yes: Uint32Array; no: Uint32Array },
  chance: number,
): UnknownTies {
  const factors = landscape.ids.boundaries.map((id) => crossingFactor(assumptions, id))
  const m = landscape.counts.practices
  const practiceKey = (a: number): Key =>
    a === m ? NO_PRACTICE : { low: landscape.practiceKey[2 * a]! | 0, high: landscape.practiceKey[2 * a + 1]! | 0 }
  return {
    count: pairs.length,
    one: Uint32Array.from(pairs, ({ one }) => places.placeOf[one]!),
    other: Uint32Array.from(pairs, ({ other }) => places.placeOf[other]!),
    block: Uint32Array.from(pairs, ({ block }) => block),
    chance: Float64Array.from(pairs, ({ one, other }) => chance * crossed(landscape, factors, one, other)),
    blocks: {
      ...blocks,
      keys: Array.from(blocks.yes, (_, block) =>
        joinKeys(practiceKey(Math.floor(block / (m + 1))), practiceKey(block % (m + 1))),
      ),
    },
  }
}

/**
 * Joins the open ones of the ties nobody was asked about, and notes them in the workshop: `data` decides which ties exist, `world`
 * which of those are open.
 *
 * @param factor of each place: the chance of a tie is multiplied by that of both its ends
 */
export function joinUnknown(
  workshop: Workshop,
  ties: UnknownTies,
  { key }: Places,
  world: Key,
  data: Key,
  factor?: Float64Array,
): void {
  const rates = new Float64Array(ties.blocks.yes.length).fill(Number.NaN)
  for (let k = 0; k < ties.count; k++) {
    const block = ties.block[k]!
    let rate = rates[block]!
    if (Number.isNaN(rate)) {
      const next = sequence(joinKeys(data, ties.blocks.keys[block]!))
      const drawn = drawRate(ties.blocks.yes[block]!, ties.blocks.no[block]!, next)
      rate = rates[block] = drawn > 0 ? threshold(drawn) : Number.NEGATIVE_INFINITY
    }
    const p = ties.one[k]!
    const q = ties.other[k]!
    const low = pairHalf(key[2 * p]!, key[2 * q]!)
    const high = pairHalf(key[2 * p + 1]!, key[2 * q + 1]!)
    if (coin(data.low, data.high, low ^ EXISTS.low, high ^ EXISTS.high) > rate) continue
    const chance = factor ? ties.chance[k]! * factor[p]! * factor[q]! : ties.chance[k]!
    if (chance === 0 || coin(world.low, world.high, low, high) > threshold(chance)) continue
    join(workshop.parent, p, q)
    workshop.extra.push(p, q)
  }
}
