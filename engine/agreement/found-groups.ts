import { soundSeed, wholeNumber } from '../bad-input.ts'
import { sequence, streamKey } from '../chance.ts'
import { type Control, checkpoint, quiet, stretch } from '../control.ts'
import { type Division, kMeans, kMeansFrom, type WeightedPoints } from './k-means.ts'
import { nowAndThen } from './now-and-then.ts'
import { type OpinionPlaces, placeVoters } from './opinion-places.ts'
import { leastShown } from './shown-cells.ts'
import { silhouette } from './silhouette.ts'
import { checkedVotes, type Votes } from './votes.ts'

/** Below this many voters with enough votes no groups are looked for. */
export const leastVoters = 20
const BASES = 100
const STARTS = 20

export interface GroupSearch {
  /** the largest number of groups tried, 2 to 5 */
  mostGroups: number
  seed: number | string
  /** take this number of groups where it can be had, instead of the best; see `smoothGroupCount` */
  groups?: number | null
  /** how exact the axes have to be, see `principalAxes` */
  sound?: number
}

/** How voters fall into groups by how they vote, for the length of one call. */
export interface FoundGroups {
  /** group of each voter, −1 for who voted too little; never to be stored or shown with a person */
  groupOf: Int32Array
  count: number
  /** how well the groups stand apart, −1 to 1 */
  silhouette: number
  /** the same for every number of groups that was possible */
  byCount: { groups: number; silhouette: number }[]
  /** the number with the best silhouette; differs from `count` only when another one was asked for */
  best: number
  /** share of the differences between voters that the two axes hold */
  explained: [number, number]
  /** voters with enough votes to be placed */
  placed: number
}

/** Why no groups can be told. */
export interface NoGroups {
  cannotSay: 'too few voters' | 'everybody voted alike' | 'no groups of five'
  placed: number
}

/**
 * Do people fall into groups by how they vote?
 *
 * Voters with at least seven votes (or all statements) are placed by the two axes along which votes differ most, people with fewer votes
 * further out by √(statements / votes); up to 100 small bunches stand in for them; k-means divides those for k = 2, 3, 4, 5 (at most
 * 2 + bunches / 12) and the k with the best silhouette stands. All centres are then settled on the people themselves. A k that leaves a
 * group under five people is not considered. These are the steps that Polis documents; the code is our own.
 *
 * The groups depend on the votes alone: neither on the order nor the names of voters. Voters with the same votes are always together.
 *
 * Cost O(votes · turns + voters · 100 · turns).
 *
 * @throws BadInput for votes that cannot be, a number of groups outside 2 to 5 or an unsound seed; Error named AbortError when stopped
 */
export function findGroups(votes: Votes, search: GroupSearch, control?: Control): FoundGroups | NoGroups {
  checkedVotes(votes, control)
  wholeNumber('mostGroups', search.mostGroups, 2, 5)
  soundSeed('seed', search.seed)
  if (search.groups != null) wholeNumber('groups', search.groups, 2, 5)
  const places = placeVoters(votes, leastVoters, search.sound, stretch(control, 0, 0.6))
  if (typeof places === 'number') return { cannotSay: 'too few voters', placed: places }
  if (!places.share) return { cannotSay: 'everybody voted alike', placed: places.voter.length }
  return divide(votes, places, search, stretch(control, 0.6, 1))
}

interface Candidate {
  groups: number
  division: Division
  silhouette: number
}

function divide(votes: Votes, places: OpinionPlaces, search: GroupSearch, control?: Control): FoundGroups | NoGroups {
  const stop = quiet(control)
  const { points, pointOf } = distinctPoints(places.place, stop)
  const next = sequence(streamKey(search.seed, 'found groups'))
  const bases = bunched(points, next, stop)
  const most = Math.min(search.mostGroups, 2 + Math.floor(bases.weight.length / 12), bases.weight.length)
  const candidates: Candidate[] = []
  for (let groups = 2; groups <= most; groups++) {
    checkpoint(control, (groups - 2) / 4)
    const rough = kMeans(bases, groups, STARTS, next, stop)
    const division = inOrder(points, kMeansFrom(points, rough.centre, stop))
    if (Math.min(...peopleIn(points, division, groups)) < leastShown) continue
    candidates.push({ groups, division, silhouette: silhouette(bases, nearest(bases, division), groups) })
  }
  const best = candidates.reduce<Candidate | null>((a, b) => (a && a.silhouette >= b.silhouette ? a : b), null)
  if (!best) return { cannotSay: 'no groups of five', placed: places.voter.length }
  const chosen = candidates.find(({ groups }) => groups === search.groups) ?? best
  const groupOf = new Int32Array(votes.voters).fill(-1)
  places.voter.forEach((voter, row) => {
    groupOf[voter] = chosen.division.groupOf[pointOf[row]!]!
  })
  return {
    groupOf,
    count: chosen.groups,
    silhouette: chosen.silhouette,
    byCount: candidates.map(({ groups, silhouette: value }) => ({ groups, silhouette: value })),
    best: best.groups,
    explained: places.share!,
    placed: places.voter.length,
  }
}

/** People at one point become one point; points by x, then y, so that nothing hangs on who came first. */
function distinctPoints(
  place: Float64Array,
  control: Control | undefined,
): { points: WeightedPoints; pointOf: Uint32Array } {
  const rows = Array.from({ length: place.length / 2 }, (_, i) => i)
  const now = nowAndThen(control)
  rows.sort((i, j) => {
    now()
    return place[2 * i]! - place[2 * j]! || place[2 * i + 1]! - place[2 * j + 1]!
  })
  const pointOf = new Uint32Array(rows.length)
  const found: number[] = []
  const weight: number[] = []
  for (const i of rows) {
    const last = found.length - 2
    if (last < 0 || found[last] !== place[2 * i] || found[last + 1] !== place[2 * i + 1]) {
      found.push(place[2 * i]!, place[2 * i + 1]!)
      weight.push(0)
    }
    pointOf[i] = weight.length - 1
    weight[weight.length - 1]!++
  }
  return { points: { place: Float64Array.from(found), weight: Float64Array.from(weight) }, pointOf }
}

/** At most a hundred bunches that stand for all points. */
function bunched(points: WeightedPoints, next: () => number, control: Control | undefined): WeightedPoints {
  if (points.weight.length <= BASES) return points
  const division = kMeans(points, BASES, 1, next, control)
  return { place: division.centre, weight: Float64Array.from(peopleIn(points, division, BASES)) }
}

function peopleIn(points: WeightedPoints, division: Division, groups: number): number[] {
  const people = new Array<number>(groups).fill(0)
  division.groupOf.forEach((group, i) => {
    people[group]! += points.weight[i]!
  })
  return people
}

/** The largest group first; equal ones from left to right. */
function inOrder(points: WeightedPoints, division: Division): Division {
  const groups = division.centre.length / 2
  const people = peopleIn(points, division, groups)
  const order = people.map((_, g) => g)
  order.sort((a, b) => people[b]! - people[a]! || division.centre[2 * a]! - division.centre[2 * b]!)
  const number = new Int32Array(groups)
  order.forEach((group, nth) => {
    number[group] = nth
  })
  return {
    groupOf: division.groupOf.map((group) => number[group]!),
    centre: Float64Array.from(order.flatMap((g) => [division.centre[2 * g]!, division.centre[2 * g + 1]!])),
    inertia: division.inertia,
  }
}

function nearest(points: WeightedPoints, { centre }: Division): Int32Array {
  return Int32Array.from(points.weight, (_, i) => {
    let best = 0
    let least = Number.POSITIVE_INFINITY
    for (let g = 0; g < centre.length / 2; g++) {
      const away = (points.place[2 * i]! - centre[2 * g]!) ** 2 + (points.place[2 * i + 1]! - centre[2 * g + 1]!) ** 2
      if (away < least) {
        least = away
        best = g
      }
    }
    return best
  })
}
