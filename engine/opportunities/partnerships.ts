/**
 * Partnerships that could be: two practices whose people meet already, who care about the same or of whom one offers what the other
 * seeks, and of which no agreement of their own is known.
 *
 * "Meet already" = two or more of each sit in one space, or their known ties are carried by three or more on each side: enough that
 * an agreement would not rest on one person. What the two as groups have agreed is not drawn; name known partnerships in the options.
 *
 * Misleads: meeting is not wanting to agree; ties that nobody told of do not count. Cost: the seats of all spaces and the bridges.
 */
import { type Control, checkpoint } from '../control.ts'
import { practicesOf } from '../network/landscape.ts'
import { bridgesOf, carriersAmong, spreadOver } from './bridges.ts'
import { type Candidate, openingKey } from './candidate.ts'
import { needAmong } from './candidates.ts'
import { offersMeetingNeeds, sharedConcerns, sharedStrength } from './concerns-held.ts'
import { boundariesBetween, type Ground, standApart } from './ground.ts'
import { practicesApart } from './keep-apart.ts'
import { knownPair } from './known-pairs.ts'

/** Fewest of each practice in one space. */
const FEWEST_TOGETHER = 2
/** Over how many people on each side the known ties have to spread. */
const LEAST_SPREAD = 3

export interface PartnershipSearch {
  boundary: number
  keep: number
  /** pairs of practices that agreed already */
  agreed: readonly (readonly [number, number])[]
  control?: Control
}

interface Meeting {
  a: number
  b: number
  spaces: number
  ties: number
}

/** Candidates, best first: whether one offers what the other seeks, then whether several carry ties, then how telling what they share is. */
export function partnerships(ground: Ground, search: PartnershipSearch): Candidate[] {
  const done = new Set(search.agreed.map(([a, b]) => nameOf(ground, a, b)))
  const found = [...meetings(ground, search.control)].flatMap(([name, meeting], nth) => {
    if (nth % BRIDGES_BETWEEN_STOPS === 0) checkpoint(search.control, 0)
    const { a, b } = meeting
    if (done.has(name) || practicesApart(ground.apart, a, b) || overlapping(ground, a, b)) return []
    if (search.boundary >= 0 && !standApart(ground, search.boundary, a, b)) return []
    const shared = sharedStrength(ground.concerns, [a, b])
    const fits = offersMeetingNeeds(ground.concerns, [a, b]).length
    return shared > 0 || fits > 0 ? [{ ...meeting, shared, fits }] : []
  })
  found.sort(
    (x, y) =>
      Number(y.fits > 0) - Number(x.fits > 0) ||
      Number(y.ties > 0) - Number(x.ties > 0) ||
      y.shared - x.shared ||
      y.spaces - x.spaces ||
      y.ties - x.ties ||
      x.a - y.a ||
      x.b - y.b,
  )
  return found.slice(0, search.keep).map(({ a, b }) => partnershipCandidate(ground, a, b, search.boundary))
}

function partnershipCandidate(ground: Ground, a: number, b: number, boundary: number): Candidate {
  const between = [a, b].sort((x, y) => x - y)
  const matter = sharedConcerns(ground.concerns, between)
  const fits = offersMeetingNeeds(ground.concerns, between).map(({ concern }) => concern)
  return {
    kind: 'partnership',
    key: openingKey(
      'partnership',
      between.map((practice) => ground.landscape.ids.practices[practice]!),
    ),
    between,
    partners: [],
    boundary: boundary >= 0 ? boundary : (boundariesBetween(ground, between)[0] ?? -1),
    concerns: [...new Set([...matter, ...fits])],
    withheld: carriersAmong(ground, between),
    need: needAmong(ground, between),
  }
}

const BRIDGES_BETWEEN_STOPS = 4096

/** Which practices meet: by the number of the pair. */
function meetings(ground: Ground, control?: Control): Map<number, Meeting> {
  const found = new Map<number, Meeting>()
  const meeting = (a: number, b: number): Meeting => {
    const name = nameOf(ground, a, b)
    const known = found.get(name) ?? { a: Math.min(a, b), b: Math.max(a, b), spaces: 0, ties: 0 }
    found.set(name, known)
    return known
  }
  for (let space = 0; space < ground.landscape.ids.spaces.length; space++) {
    checkpoint(control, 0)
    const there = practicesIn(ground, space)
    for (const [i, a] of there.entries()) for (const b of there.slice(i + 1)) meeting(a, b).spaces++
  }
  let looked = 0
  for (const bridge of bridgesOf(ground).values()) {
    if (++looked % BRIDGES_BETWEEN_STOPS === 0) checkpoint(control, 0)
    if (Math.min(spreadOver(bridge.carriedA), spreadOver(bridge.carriedB)) < LEAST_SPREAD) continue
    meeting(bridge.a, bridge.b).ties = bridge.ties
  }
  return found
}

/** Practices looked at of which two or more people sit in this space, ascending. */
function practicesIn(ground: Ground, space: number): number[] {
  const { landscape, pairs } = ground
  const counts = new Map<number, number>()
  for (let at = landscape.spaceStart[space]!; at < landscape.spaceStart[space + 1]!; at++) {
    for (const practice of practicesOf(landscape, landscape.spacePerson[at]!)) {
      if (pairs.slotOf[practice]! >= 0) counts.set(practice, (counts.get(practice) ?? 0) + 1)
    }
  }
  return [...counts]
    .filter(([, count]) => count >= FEWEST_TOGETHER)
    .map(([practice]) => practice)
    .sort((x, y) => x - y)
}

function overlapping(ground: Ground, a: number, b: number): boolean {
  const { overlap, pairs } = knownPair(ground.landscape, ground.pairs, a, b)
  return pairs === 0 || overlap * 4 > Math.min(sizeOf(ground, a), sizeOf(ground, b))
}

function sizeOf({ landscape }: Ground, practice: number): number {
  return landscape.practiceStart[practice + 1]! - landscape.practiceStart[practice]!
}

function nameOf(ground: Ground, a: number, b: number): number {
  return Math.min(a, b) * ground.landscape.counts.practices + Math.max(a, b)
}
