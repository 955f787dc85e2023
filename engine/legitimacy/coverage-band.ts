import { numberWithin, soundSeed, wholeNumber } from '../bad-input.ts'
import { joinKeys, sequence, streamKey, worldKey } from '../chance.ts'
import { type Control, checkpoint } from '../control.ts'
import { drawRate } from '../reach/draw-rate.ts'
import type { AttestedCalls } from './attested-calls.ts'
import { askedStake, type CoverageForm, checkedForm, checkedTeam, joined } from './call-chances.ts'

export interface CoverageBand {
  /** 10th and 90th percentile of C over the draws; null when nobody was asked anywhere */
  whole: { low: number; high: number } | null
  /** the same for each practice; NaN where nobody was asked */
  low: Float64Array
  high: Float64Array
}

/**
 * Between what could the coverage of this team lie, given how few have answered? Every chance is drawn from its Beta(yes + ½, no + ½) again
 * and again, and the coverage computed from it: the band holds the middle 80 % of the draws.
 *
 * A draw hangs on the seed and on the ids of person and practice, so another row never changes it. Cost O(draws · rows of the team).
 *
 * @throws BadInput for a member who is no candidate, a form that is none, theta, draws or seed out of range; Error named AbortError when stopped
 */
export function coverageBand(
  calls: AttestedCalls,
  team: ArrayLike<number>,
  { form = 'product', theta = 0.5, draws = 200, seed = 1 }: BandChoice = {},
  control?: Control,
): CoverageBand {
  numberWithin('theta', theta, 0, 1)
  checkedForm(form)
  wholeNumber('draws', draws, 1, 100_000)
  soundSeed('seed', seed)
  const members = checkedTeam(calls, team)
  const touched = touchedPractices(calls, members)
  const stream = streamKey(seed, 'legitimacy')
  const total = askedStake(calls)
  const wholes = new Float64Array(draws)
  const values = Array.from(touched, () => new Float64Array(draws))
  const place = new Map(Array.from(touched, (g, at) => [g, at]))
  for (let draw = 0; draw < draws; draw++) {
    checkpoint(control, draw / draws)
    drawCoverage(calls, members, worldKey(stream, draw), (g, chance) => {
      const here = values[place.get(g)!]!
      here[draw] = joined(form, here[draw]!, form === 'yes-or-no' ? Number(chance >= theta) : chance)
    })
    let sum = 0
    for (const [at, g] of touched.entries()) if (calls.asked[g]) sum += calls.stake[g]! * values[at]![draw]!
    wholes[draw] = sum / total
  }
  const low = Float64Array.from(calls.asked, (asked) => (asked ? 0 : Number.NaN))
  const high = low.slice()
  for (const [at, g] of touched.entries()) {
    low[g] = percentile(values[at]!, 0.1)
    high[g] = percentile(values[at]!, 0.9)
  }
  return { whole: total > 0 ? { low: percentile(wholes, 0.1), high: percentile(wholes, 0.9) } : null, low, high }
}

export interface BandChoice {
  form?: CoverageForm
  theta?: number
  draws?: number
  seed?: number | string
}

function touchedPractices(calls: AttestedCalls, members: readonly number[]): Uint32Array {
  const practices = new Set<number>()
  for (const member of members) {
    for (let at = calls.start[member]!; at < calls.start[member + 1]!; at++) practices.add(calls.practice[at]!)
  }
  return Uint32Array.from(practices).sort()
}

function drawCoverage(
  calls: AttestedCalls,
  members: readonly number[],
  world: { low: number; high: number },
  add: (practice: number, chance: number) => void,
): void {
  for (const member of members) {
    const who = { low: calls.candidateKey[2 * member]!, high: calls.candidateKey[2 * member + 1]! }
    for (let at = calls.start[member]!; at < calls.start[member + 1]!; at++) {
      const g = calls.practice[at]!
      const where = { low: calls.practiceKey[2 * g]!, high: calls.practiceKey[2 * g + 1]! }
      const next = sequence(joinKeys(world, joinKeys(who, where)))
      add(g, drawRate(calls.wouldCome[at]!, calls.wouldNot[at]!, next))
    }
  }
}

/** The value below which a share of the values lies, straight between neighbours; sorts the values. */
export function percentile(values: Float64Array, share: number): number {
  values.sort()
  const at = share * (values.length - 1)
  const below = Math.floor(at)
  const above = Math.min(below + 1, values.length - 1)
  return values[below]! + (at - below) * (values[above]! - values[below]!)
}
