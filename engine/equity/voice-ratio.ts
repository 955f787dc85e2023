import { soundSeed, wholeNumber } from '../bad-input.ts'
import { coin, streamKey, uniform, worldKey } from '../chance.ts'
import { type Control, checkpoint, quiet } from '../control.ts'
import { percentile } from '../legitimacy/coverage-band.ts'
import { checkedTurns, peopleOnSides, sidePlace, type Turns } from './turns.ts'

export interface VoiceRatio {
  /** people invited of each side; the last entry: of no side told */
  people: Uint32Array
  /** share of all that was said over share of the people: 1 = as much as their number, 0 = silent; NaN = nobody of them, or nothing said */
  ratio: Float64Array
  /** 95 % interval over meetings; NaN where there are fewer than two meetings with a word in them */
  low: Float64Array
  high: Float64Array
  /** meetings in which anything was said: what the interval rests on */
  meetings: number
}

/**
 * Is each side heard as much as its number? `V_g = S_g / (n_g / n)`, with S_g the side's share of all turns and n_g its people among the n
 * invited.
 *
 * The interval comes from drawing whole meetings again with replacement (bootstrap): turns within one meeting hang together. It says how
 * much the ratio would move with other meetings of this kind, and with two or three meetings it says little. Cost O(rows + draws · meetings · sides).
 *
 * @throws BadInput for turns that cannot be, draws or seed out of range; Error named AbortError when stopped
 */
export function voiceRatio(
  turns: Turns,
  { draws = 1000, seed = 1 }: { draws?: number; seed?: number | string } = {},
  control?: Control,
): VoiceRatio {
  checkedTurns(turns, control)
  checkpoint(quiet(control), 0)
  wholeNumber('draws', draws, 1, 1_000_000)
  soundSeed('seed', seed)
  const people = peopleOnSides(turns)
  const spoken = spokenMeetings(turns)
  const all = ratioOf(people, sumOf(spoken, people.length))
  const low = new Float64Array(people.length).fill(Number.NaN)
  const high = low.slice()
  if (spoken.length >= 2) {
    const ratios = drawnRatios(people, spoken, draws, seed, control)
    for (const [side, values] of ratios.entries()) {
      if (people[side] === 0) continue
      low[side] = percentile(values, 0.025)
      high[side] = percentile(values, 0.975)
    }
  }
  return { people, ratio: all, low, high, meetings: spoken.length }
}

/** Turns of each side in each meeting in which anything was said. */
function spokenMeetings(turns: Turns): Float64Array[] {
  const meetings = Array.from({ length: turns.meetings }, () => new Float64Array(turns.sides.length + 1))
  for (const { person, meeting, turns: count } of turns.invitations) {
    meetings[meeting]![sidePlace(turns, person)]! += count
  }
  return meetings.filter((sums) => sums.some((sum) => sum > 0))
}

function sumOf(meetings: readonly Float64Array[], sides: number): Float64Array {
  const sums = new Float64Array(sides)
  for (const meeting of meetings) for (let side = 0; side < sides; side++) sums[side]! += meeting[side]!
  return sums
}

function ratioOf(people: Uint32Array, amounts: Float64Array): Float64Array {
  const n = people.reduce((sum, count) => sum + count, 0)
  const total = amounts.reduce((sum, amount) => sum + amount, 0)
  return amounts.map((amount, side) =>
    total > 0 && people[side]! > 0 ? amount / total / (people[side]! / n) : Number.NaN,
  )
}

function drawnRatios(
  people: Uint32Array,
  spoken: readonly Float64Array[],
  draws: number,
  seed: number | string,
  control?: Control,
): Float64Array[] {
  const ratios = Array.from(people, () => new Float64Array(draws))
  const stream = streamKey(seed, 'voice ratio')
  const sums = new Float64Array(people.length)
  for (let draw = 0; draw < draws; draw++) {
    if ((draw & 0x3f) === 0) checkpoint(control, draw / draws)
    const key = worldKey(stream, draw)
    sums.fill(0)
    for (let k = 0; k < spoken.length; k++) {
      const meeting = spoken[Math.floor(uniform(coin(key.low, key.high, k, 0)) * spoken.length)]!
      for (let side = 0; side < sums.length; side++) sums[side]! += meeting[side]!
    }
    const drawn = ratioOf(people, sums)
    for (let side = 0; side < sums.length; side++) ratios[side]![draw] = drawn[side]!
  }
  return ratios
}

export type Heard = 'less' | 'more' | 'cannot-tell'

/** Does the interval say that a side is heard less, or more, than its number? */
export function heard(low: number, high: number): Heard {
  // without an interval both comparisons fail
  if (high < 1) return 'less'
  return low > 1 ? 'more' : 'cannot-tell'
}
