import { BadInput } from '../bad-input.ts'
import { coin, joinKeys, type Key, sequence, textKey, threshold } from '../chance.ts'
import { type Control, checkpoint } from '../control.ts'
import { answeredAbout } from '../network/answers.ts'
import { dyadBetween, type Landscape } from '../network/landscape.ts'
import { portableLog } from '../portable-log.ts'
import { type Assumptions, crossingFactor } from './assumptions.ts'
import { drawRate } from './draw-rate.ts'
import { pairHalf } from './pair-key.ts'
import type { Places } from './places.ts'
import { crossed } from './tie-chances.ts'
import { blockOfGroups, pairsInBlock, type UnknownBlocks, unknownBlocks } from './unknown-blocks.ts'
import { join, type Workshop } from './world.ts'

/** Up to this many people every pair nobody was asked about has a coin of its own, whatever else is known. */
const MOST_PEOPLE_LISTED = 3000
/** So many ties that nobody told of may there be in one world, on average. */
const MOST_TIES = 5_000_000
/** Rows of at most 3,000 pairs: some milliseconds. */
const ROWS_BETWEEN_CHECKS = 32
const MOST_BLOCKS = 4_000_000
/** Each in blocks with up to 2,000 others. */
const GROUPS_BETWEEN_CHECKS = 16
/** Each draws its rate. */
const BLOCKS_BETWEEN_CHECKS = 1 << 12
/** Ties that are there, found by skipping, and pairs that are listed. */
const FOUND_BETWEEN_CHECKS = 1 << 14

/** Ties that may be there though nobody was asked about them. */
export interface UnknownTies {
  landscape: Landscape
  places: Places
  factors: readonly number[]
  chance: number
  blocks: Block[]
  /** pairs one by one (people), by block; null: they are found by skipping */
  listed: { one: Uint32Array; other: Uint32Array; block: Uint32Array; chance: Float64Array } | null
  /** people by group (CSR), to find a pair by its number in a block */
  groupStart: Uint32Array
  groupPerson: Uint32Array
}

/** A block in which something is unknown. */
interface Block {
  one: number
  other: number
  pairs: number
  yes: number
  no: number
  key: Key
  /** a rate that is not drawn; −1: it is */
  rate: number
}

const EXISTS: Key = { low: 0x3c6ef372, high: 0x1f83d9ab }
const PAIRS: Key = { low: 0x510e527f, high: 0x2b3e6c1f }
const NO_PRACTICE: Key = textKey('no practice')

/**
 * Which ties may there be that nobody was asked about?
 *
 * Pairs are put in blocks by the practice in which each end has most weight. In each world every block draws its own rate
 * θ ~ Beta(yes + ½, no + ½) from its known pairs ('draw'), or has twice the rate seen there ('twice'; where nothing is known, twice that of all);
 * each unknown pair is a mutual tie with chance θ, of the mean strength of the known ones.
 *
 * Up to 3,000 people every pair has its own coin: cost O(n²) once and per world. Above, a world walks from tie to tie by geometric
 * skips, at a cost of the ties there are.
 *
 * What misleads: those who did not answer may differ from those who did.
 *
 * @throws BadInput when there would be more than `MOST_TIES` of them in a world, or too many practices to tell blocks apart
 */
export function unknownTies(
  landscape: Landscape,
  assumptions: Assumptions,
  places: Places,
  listed = landscape.counts.people <= MOST_PEOPLE_LISTED,
  control?: Control,
): UnknownTies {
  const { people, practices } = landscape.counts
  if ((practices + 1) ** 2 > MOST_BLOCKS)
    refuse(assumptions, `there are ${practices} practices, too many pairs of them`)
  const known = unknownBlocks(landscape, assumptions, control)
  const blocks = blocksOf(landscape, assumptions, known, control)
  const expected = blocks.reduce((sum, { pairs, yes, no, rate }) => {
    return sum + (pairs - yes - no) * (rate < 0 ? (yes + 0.5) / (yes + no + 1) : rate)
  }, 0)
  if (expected > MOST_TIES)
    refuse(assumptions, `about ${Math.round(expected)} ties nobody told of would be drawn in each world`)
  const groupStart = new Uint32Array(known.groups + 1)
  for (let a = 0; a < known.groups; a++) groupStart[a + 1] = groupStart[a]! + known.size[a]!
  const next = groupStart.slice()
  const groupPerson = new Uint32Array(people)
  for (let i = 0; i < people; i++) groupPerson[next[known.home[i]!]!++] = i
  const ties: UnknownTies = {
    landscape,
    places,
    factors: landscape.ids.boundaries.map((id) => crossingFactor(assumptions, id)),
    chance: assumptions.chance * known.strength,
    blocks,
    listed: null,
    groupStart,
    groupPerson,
  }
  return listed ? { ...ties, listed: listPairs(ties, known, control) } : ties
}

function refuse({ unknown }: Assumptions, why: string): never {
  throw new BadInput(
    'assumption unknown',
    unknown,
    `${why}; set it to 'no', ask more people, or declare the landscape complete`,
  )
}

function blocksOf(
  { practiceKey }: Landscape,
  { unknown }: Assumptions,
  known: UnknownBlocks,
  control: Control | undefined,
): Block[] {
  const { groups, yes, no } = known
  const keyOf = (a: number): Key =>
    a === groups - 1 ? NO_PRACTICE : { low: practiceKey[2 * a]! | 0, high: practiceKey[2 * a + 1]! | 0 }
  const seen = { yes: yes.reduce((x, y) => x + y, 0), no: no.reduce((x, y) => x + y, 0) }
  const twice = (of: { yes: number; no: number }) => (of.yes === 0 ? 0 : Math.min(1, (2 * of.yes) / (of.yes + of.no)))
  const blocks: Block[] = []
  for (let one = 0; one < groups; one++) {
    if (one % GROUPS_BETWEEN_CHECKS === 0) checkpoint(control, one / groups)
    for (let other = one; other < groups; other++) {
      const at = one * groups + other
      const pairs = pairsInBlock(known, one, other)
      if (pairs - yes[at]! - no[at]! === 0) continue
      const of = { yes: yes[at]!, no: no[at]! }
      const rate = unknown === 'twice' ? twice(of.yes + of.no > 0 ? of : seen) : -1
      blocks.push({ one, other, pairs, ...of, key: joinKeys(keyOf(one), keyOf(other)), rate })
    }
  }
  return blocks
}

function isUnknown(landscape: Landscape, one: number, other: number): boolean {
  if (answeredAbout(landscape, one, other) || answeredAbout(landscape, other, one)) return false
  return dyadBetween(landscape, one, other) < 0
}

function listPairs(
  ties: UnknownTies,
  { groups, home }: UnknownBlocks,
  control: Control | undefined,
): NonNullable<UnknownTies['listed']> {
  const { landscape, blocks, chance, factors } = ties
  const numberOf = new Map(blocks.map(({ one, other }, k) => [blockOfGroups(groups, one, other), k]))
  const found: [number, number, number, number][] = []
  for (let i = 0; i < home.length; i++) {
    if (i % ROWS_BETWEEN_CHECKS === 0) checkpoint(control, i / home.length)
    for (let j = i + 1; j < home.length; j++) {
      if (!isUnknown(landscape, i, j)) continue
      const block = numberOf.get(blockOfGroups(groups, home[i]!, home[j]!))!
      found.push([i, j, block, chance * crossed(landscape, factors, i, j)])
    }
  }
  return {
    one: Uint32Array.from(found, ([one]) => one),
    other: Uint32Array.from(found, ([, other]) => other),
    block: Uint32Array.from(found, ([, , block]) => block),
    chance: Float64Array.from(found, ([, , , of]) => of),
  }
}

/**
 * Joins the open ones of the ties nobody was asked about, and notes them in the workshop: `data` decides which ties exist, `world`
 * which of those are open.
 *
 * @param factor of each place: the chance of a tie is multiplied by that of both its ends
 * @throws Error named AbortError when stopped
 */
export function joinUnknown(
  workshop: Workshop,
  ties: UnknownTies,
  world: Key,
  data: Key,
  factor?: Float64Array,
  control?: Control,
): void {
  const { places, listed } = ties
  const { key, placeOf } = places
  const halves = { low: 0, high: 0 }
  const setHalves = (p: number, q: number) => {
    halves.low = pairHalf(key[2 * p]!, key[2 * q]!)
    halves.high = pairHalf(key[2 * p + 1]!, key[2 * q + 1]!)
  }
  const joinOpen = (p: number, q: number, chance: number) => {
    const left = factor ? chance * factor[p]! * factor[q]! : chance
    if (left === 0 || coin(world.low, world.high, halves.low, halves.high) > threshold(left)) return
    join(workshop.parent, p, q)
    workshop.extra.push(p, q)
  }
  let steps = 0
  const rates = ties.blocks.map((block) => {
    if ((++steps & (BLOCKS_BETWEEN_CHECKS - 1)) === 0) checkpoint(control, 0)
    return rateOf(block, data)
  })
  if (!listed) {
    const join = (one: number, other: number, chance: number) => {
      if ((++steps & (FOUND_BETWEEN_CHECKS - 1)) === 0) checkpoint(control, 0)
      setHalves(placeOf[one]!, placeOf[other]!)
      joinOpen(placeOf[one]!, placeOf[other]!, chance)
    }
    for (const [b, block] of ties.blocks.entries()) {
      if ((b & (BLOCKS_BETWEEN_CHECKS - 1)) === 0) checkpoint(control, 0)
      skipThrough(ties, block, rates[b]!, data, join)
    }
    return
  }
  const most = rates.map((rate) => (rate > 0 ? threshold(rate) : Number.NEGATIVE_INFINITY))
  for (let k = 0; k < listed.one.length; k++) {
    if ((k & (FOUND_BETWEEN_CHECKS - 1)) === 0) checkpoint(control, 0)
    const p = placeOf[listed.one[k]!]!
    const q = placeOf[listed.other[k]!]!
    setHalves(p, q)
    if (coin(data.low, data.high, halves.low ^ EXISTS.low, halves.high ^ EXISTS.high) > most[listed.block[k]!]!)
      continue
    joinOpen(p, q, listed.chance[k]!)
  }
}

function rateOf(block: Block, data: Key): number {
  return block.rate < 0 ? drawRate(block.yes, block.no, sequence(joinKeys(data, block.key))) : block.rate
}

/** Visits the unknown pairs of a block that have a tie, each pair with chance `rate`: from one to the next by a geometric number of pairs. */
function skipThrough(
  ties: UnknownTies,
  block: Block,
  rate: number,
  data: Key,
  visit: (one: number, other: number, chance: number) => void,
): void {
  // a rate of which 1 is not changed any more brings nothing
  if (1 - rate === 1) return
  const { landscape, groupStart, groupPerson, factors } = ties
  const next = sequence(joinKeys(joinKeys(data, PAIRS), block.key))
  const perSkip = rate < 1 ? 1 / portableLog(1 - rate) : 0
  const width = groupStart[block.other + 1]! - groupStart[block.other]!
  for (let at = 0; ; at++) {
    at += perSkip === 0 ? 0 : Math.floor(portableLog(1 - next()) * perSkip)
    if (!(at < block.pairs)) return
    const [row, column] = block.one === block.other ? inTriangle(at) : [Math.floor(at / width), at % width]
    const one = groupPerson[groupStart[block.one]! + row]!
    const other = groupPerson[groupStart[block.other]! + column]!
    if (isUnknown(landscape, one, other)) visit(one, other, ties.chance * crossed(landscape, factors, one, other))
  }
}

/** The pair (row, column < row) that stands at a place when pairs are told row by row. */
function inTriangle(at: number): [number, number] {
  let row = Math.floor((1 + Math.sqrt(1 + 8 * at)) / 2)
  if ((row * (row - 1)) / 2 > at) row--
  return [row, at - (row * (row - 1)) / 2]
}
