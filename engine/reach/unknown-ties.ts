import { coin, joinKeys, type Key, sequence, textKey, threshold } from '../chance.ts'
import { answeredAbout } from '../network/answers.ts'
import { type Landscape, tieKinds, way } from '../network/landscape.ts'
import { strongestAccount } from '../network/strongest-account.ts'
import { type Assumptions, crossingFactor } from './assumptions.ts'
import { drawRate } from './draw-rate.ts'
import { crossed, pairKey } from './tie-chances.ts'
import { join } from './world.ts'

/** Above this many people the pairs nobody was asked about are too many to draw one by one. */
const MOST_PEOPLE_WITH_UNKNOWN = 3000

/** Pairs of people about whom nothing is known, and what is known between their practices. */
export interface UnknownTies {
  count: number
  one: Uint32Array
  other: Uint32Array
  block: Uint32Array
  chance: Float64Array
  keyLow: Int32Array
  keyHigh: Int32Array
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
 * @throws RangeError above `MOST_PEOPLE_WITH_UNKNOWN` people
 */
export function unknownTies(landscape: Landscape, assumptions: Assumptions): UnknownTies {
  const n = landscape.counts.people
  if (n > MOST_PEOPLE_WITH_UNKNOWN && !landscape.complete) {
    throw new RangeError(
      `Unknown pairs of ${n} people cannot be drawn (most: ${MOST_PEOPLE_WITH_UNKNOWN}): set unknown to 'no', or declare the landscape complete`,
    )
  }
  const blocks = emptyBlocks(landscape)
  const carries = tieKinds.map((kind) => kind !== 'conflict' && assumptions.kinds.includes(kind))
  const found: { one: number; other: number; block: number }[] = []
  const strength = { sum: 0, count: 0 }
  if (!landscape.complete) {
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
  }
  const mean = strength.count > 0 ? strength.sum / strength.count : 1
  return columns(landscape, assumptions, found, blocks, assumptions.chance * mean)
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
  pairs: { one: number; other: number; block: number }[],
  blocks: { yes: Uint32Array; no: Uint32Array },
  chance: number,
): UnknownTies {
  const factors = landscape.ids.boundaries.map((id) => crossingFactor(assumptions, id))
  const keys = pairs.map(({ one, other }) => pairKey(landscape, one, other))
  const m = landscape.counts.practices
  const practiceKey = (a: number): Key =>
    a === m ? NO_PRACTICE : { low: landscape.practiceKey[2 * a]! | 0, high: landscape.practiceKey[2 * a + 1]! | 0 }
  return {
    count: pairs.length,
    one: Uint32Array.from(pairs, ({ one }) => one),
    other: Uint32Array.from(pairs, ({ other }) => other),
    block: Uint32Array.from(pairs, ({ block }) => block),
    chance: Float64Array.from(pairs, ({ one, other }) => chance * crossed(landscape, factors, one, other)),
    keyLow: Int32Array.from(keys, (key) => key.low),
    keyHigh: Int32Array.from(keys, (key) => key.high),
    blocks: {
      ...blocks,
      keys: Array.from(blocks.yes, (_, block) =>
        joinKeys(practiceKey(Math.floor(block / (m + 1))), practiceKey(block % (m + 1))),
      ),
    },
  }
}

/** Coins of the ties nobody was asked about: `data` decides which exist, `world` which of those are open. */
export function drawUnknown(
  parent: Uint32Array,
  ties: UnknownTies,
  factor: Float64Array | null,
  world: Key,
  data: Key,
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
    const keyLow = ties.keyLow[k]!
    const keyHigh = ties.keyHigh[k]!
    if (coin(data.low, data.high, keyLow ^ EXISTS.low, keyHigh ^ EXISTS.high) > rate) continue
    const i = ties.one[k]!
    const j = ties.other[k]!
    const chance = factor ? ties.chance[k]! * factor[i]! * factor[j]! : ties.chance[k]!
    if (chance > 0 && coin(world.low, world.high, keyLow, keyHigh) <= threshold(chance)) join(parent, i, j)
  }
}
