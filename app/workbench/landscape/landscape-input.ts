import { FEWEST_ANSWERS } from '@ecotone/engine/legitimacy/attested-calls.ts'
import type { Holder, LandscapeInput, TieInput } from '@ecotone/engine/network/landscape-input.ts'
import type { DrawnLandscape, DrawnTie } from './drawn-landscape.ts'
import { holdsOn, type Period } from './map/period.ts'
import { whoSaidNo } from './newest-words.ts'

export interface InputOptions {
  /** ISO day on which the landscape is looked at: ties that ended or were withdrawn by then are left out */
  asOf: string
  /** days after which a tie that nobody confirmed counts half; default two years */
  halfLifeDays?: number
  /** ids of the conveners who are also people of the landscape; those that the drawing names unless given */
  team?: string[]
}

const DAY = 86_400_000

/**
 * What the engine reads of a drawn landscape as of one day. Ages become freshness here (1 when confirmed that day, ½ after
 * one half-life, 1 when no date is known), because the engine has no clock. A period includes its last day. People who
 * are out of the analysis are counted as people and nothing about them is read. Same landscape and options, same result.
 */
export function landscapeInput(whole: DrawnLandscape, options: InputOptions): LandscapeInput {
  const { asOf, halfLifeDays = 730, team = whole.about.team } = options
  const drawn = withoutThoseWhoLeftAnalysis(whole)
  const people = new Set(drawn.people.map(({ id }) => id))
  const hereNow = (one: Period) => holdsOn(one, asOf)
  return {
    complete: drawn.about.complete,
    people: drawn.people.map(({ id }) => ({ id })),
    practices: drawn.practices.map(({ id }) => ({ id })),
    memberships: drawn.memberships
      .filter(hereNow)
      .map(({ person, practice, weight }) => ({ person, practice, weight })),
    boundaries: drawn.boundaries.map(({ id, kind, sides }) => ({ id, kind, sides: [...sides] })),
    standings: standingsOf(drawn),
    ties: drawn.ties
      .filter((tie) => hereNow(tie) && (tie.retracted === null || tie.retracted > asOf))
      .map((tie) => tieInput(tie, freshnessOf(tie, asOf, halfLifeDays))),
    answers: drawn.answers
      .filter((one) => one.question === 'ties' && one.answered !== null && one.answered <= asOf)
      .map(({ person, about }) => ({ person, about })),
    concerns: drawn.concerns.map((one) => ({ id: one.concern, holder: holderOf(one), kind: one.kind })),
    legitimacy: legitimacyOf(drawn),
    keepApart: drawn.keepApart.map(({ one, other, concern }) => ({ one, other, concern })),
    spaces: spacesOf(drawn),
    stakes: [],
    notInvitable: notInvitableIn(drawn),
    team: team.filter((id) => people.has(id)),
  }
}

function tieInput({ from, to, mutual, kind, strength, says }: DrawnTie, freshness: number): TieInput {
  return { from, to, mutual, kind, strength, freshness, says }
}

function withoutThoseWhoLeftAnalysis(drawn: DrawnLandscape): DrawnLandscape {
  const out: ReadonlySet<string | null> = whoSaidNo(drawn, 'analysis')
  if (out.size === 0) return drawn
  const stays = (one: { person: string | null }) => !out.has(one.person)
  return {
    ...drawn,
    memberships: drawn.memberships.filter(stays),
    standings: drawn.standings.filter(stays),
    ties: drawn.ties.filter((one) => !out.has(one.from) && !out.has(one.to) && !out.has(one.reportedBy)),
    legitimacy: drawn.legitimacy.filter((one) => stays(one) && !out.has(one.answeredBy)),
    concerns: drawn.concerns.filter(stays),
    answers: drawn.answers.filter(stays),
    spacePeople: drawn.spacePeople.filter(stays),
  }
}

/** Spaces that people sit in: an imagined one has nobody yet, and a closed one has nobody any more. */
function spacesOf(drawn: DrawnLandscape): LandscapeInput['spaces'] {
  const open = drawn.spaces.filter(({ stage }) => stage !== 'imagined' && stage !== 'closed')
  const seated = new Map(open.map(({ id }) => [id, [] as string[]]))
  for (const one of drawn.spacePeople) {
    if (one.role !== 'invited' || one.state === 'accepted') seated.get(one.space)?.push(one.person)
  }
  return open.map(({ id }) => ({ id, people: seated.get(id) ?? [] }))
}

/** How fresh a tie is: halves with each half-life since it was last confirmed, told, or began. */
export function freshnessOf(
  tie: Pick<DrawnTie, 'confirmed' | 'recorded' | 'since'>,
  asOf: string,
  halfLifeDays: number,
): number {
  const last = tie.confirmed ?? tie.recorded ?? tie.since
  if (last === null) return 1
  const days = (Date.parse(asOf) - Date.parse(last)) / DAY
  return days <= 0 ? 1 : 2 ** (-days / halfLifeDays)
}

function holderOf(one: { person: string | null; practice: string | null }): Holder {
  return one.person === null ? { practice: one.practice ?? '' } : { person: one.person }
}

/** One entry for each holder and boundary; several sides straddle, no side is known to be unknown. */
function standingsOf(drawn: DrawnLandscape): LandscapeInput['standings'] {
  const found = new Map<string, LandscapeInput['standings'][number]>()
  for (const one of drawn.standings) {
    const key = JSON.stringify([one.boundary, one.person, one.practice])
    const standing = found.get(key) ?? { boundary: one.boundary, holder: holderOf(one), sides: [] }
    if (one.side !== null) standing.sides.push(one.side)
    found.set(key, standing)
  }
  return [...found.values()]
}

/**
 * Attestations are summed by person and practice; a claim stands beside them and adds nothing. Of fewer than three it is said that somebody
 * was asked, and the same whatever they said (rule E11): one who would come.
 */
function legitimacyOf(drawn: DrawnLandscape): LandscapeInput['legitimacy'] {
  const found = new Map<string, LandscapeInput['legitimacy'][number]>()
  for (const { person, practice, kind, wouldCome } of drawn.legitimacy) {
    const key = JSON.stringify([person, practice])
    const sum = found.get(key) ?? { person, practice, wouldCome: 0, wouldNot: 0, claimed: false }
    if (kind === 'claimed') sum.claimed = true
    else if (wouldCome === true) sum.wouldCome++
    else if (wouldCome === false) sum.wouldNot++
    found.set(key, sum)
  }
  return [...found.values()].map((sum) => {
    const asked = sum.wouldCome + sum.wouldNot
    return asked === 0 || asked >= FEWEST_ANSWERS ? sum : { ...sum, wouldCome: 1, wouldNot: 0 }
  })
}

/** Whoever hides, took their word back, or is out of the analysis or of introductions: they count, and are neither named nor invited. */
function notInvitableIn(drawn: DrawnLandscape): string[] {
  const out = (['map', 'analysis', 'introductions'] as const).flatMap((purpose) => [...whoSaidNo(drawn, purpose)])
  return [...new Set(out)].sort()
}
