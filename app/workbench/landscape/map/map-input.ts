import type { BoundaryKind } from '@ecotone/engine/network/landscape-input.ts'
import type { DrawnLandscape, DrawnStanding, PracticeKind, SpaceStage } from '../drawn-landscape.ts'
import type { LensSign } from './lens-signs.ts'
import { isOver } from './period.ts'

/**
 * What the map needs of a landscape: plain JSON, as one viewer may see it. Sides are indexes into their boundary's list;
 * an empty list of sides means not known, several mean straddling.
 */
export interface MapInput {
  /** seeds every draw of chance on the map; the landscape's id, so that two landscapes differ and one never does */
  seed: string
  practices: MapPractice[]
  people: MapPerson[]
  dyads: MapDyad[]
  boundaries: MapBoundary[]
  clearings: MapClearing[]
  spaces: MapSpace[]
  /** a filter has left ties out: what crosses may be few enough to tell who */
  filtered?: boolean
  /** every hill is drawn equally high */
  equalHills?: boolean
  /** whoever looks, when they stand in the landscape themselves: shown their own place, which nobody else is shown */
  you?: string
}

export interface MapPractice {
  id: string
  name: string
  kind: PracticeKind
  /** people with a membership here */
  people: number
  /** of those, how many answered about their ties */
  answered: number
  /** per boundary, the sides this practice itself was put on */
  sides: number[][]
  /** what a lens says of it */
  sign?: LensSign
  /** steps back: not what is looked for */
  faint?: boolean
}

export interface MapPerson {
  id: string
  /** weights sum to 1 over a person's practices */
  memberships: { practice: string; weight: number }[]
  /** per boundary: own standings, else those of the person's practices */
  sides: number[][]
  /** answered about their ties: what is known here was told, not guessed */
  answered: boolean
  /** may be drawn as a mark of their own; otherwise they only add to the height */
  shown: boolean
  /** steps back: not what is looked for */
  faint?: boolean
  /** what is looked for, ringed where they may be drawn */
  ringed?: boolean
}

/** Two people of whom somebody says that knowledge flows between them; one entry whatever the number of accounts. */
export interface MapDyad {
  a: string
  b: string
  /** 0 to 1: the strongest account */
  weight: number
}

export interface MapBoundary {
  id: string
  name: string
  kind: BoundaryKind
  sides: string[]
  /** a person's side must not be readable off the map; only practices and tinted ground show the sides */
  aggregate: boolean
}

export interface MapClearing {
  id: string
  rank: number
  /** the practices it lies between, one or more */
  between: string[]
}

export interface MapSpace {
  id: string
  name: string
  stage: SpaceStage
  practices: string[]
  people: string[]
}

export interface MapInputOptions {
  seed: string
  clearings?: MapClearing[]
  /** who may be drawn as a mark; without it everybody who did not hide or withdraw */
  sees?: (person: string) => boolean
  /** it leaves the team: on boundaries told in sum alone, even the tint of the ground comes from where groups stand */
  passedOn?: boolean
  /** whoever looks */
  you?: string | undefined
}

/** Kinds of boundaries on which nobody's own side is told (rule E4). */
const AGGREGATE_KINDS: BoundaryKind[] = ['class', 'social', 'political', 'cultural']

/** Is this a kind of boundary on which nobody's own side may be read off a map? */
export function isAggregate(kind: BoundaryKind): boolean {
  return AGGREGATE_KINDS.includes(kind)
}

/**
 * The map's view of a drawn landscape. Ties that ended before the landscape's day, retracted accounts and quarrels are
 * left out; several accounts of a dyad become one. Nobody who hid or withdrew is shown, but they still add height.
 */
export function mapInput(drawn: DrawnLandscape, options: MapInputOptions): MapInput {
  const over = (until: string | null) =>
    until !== null && (drawn.about.asOf === null || isOver(until, drawn.about.asOf))
  const memberships = drawn.memberships.filter((membership) => !over(membership.until))
  const belongs = Map.groupBy(memberships, (membership) => membership.person)
  const answered = new Set(drawn.answers.filter((answer) => answer.answered !== null).map((answer) => answer.person))
  const standings = sidesByHolder(drawn)
  const practiceSides = (practice: string) => standings.map((byHolder) => byHolder.get(`practice ${practice}`) ?? [])
  const away = new Set(
    drawn.consents
      .filter((consent) => consent.purpose === 'map' && (consent.state === 'hidden' || consent.state === 'withdrawn'))
      .map((consent) => consent.person),
  )
  const ownSides = (kind: BoundaryKind) => !isAggregate(kind) || (kind === 'social' && options.passedOn !== true)
  const people = drawn.people.map((person): MapPerson => {
    const own = belongs.get(person.id) ?? []
    const total = own.reduce((sum, membership) => sum + membership.weight, 0)
    return {
      id: person.id,
      memberships: own.map(({ practice, weight }) => ({
        practice,
        weight: total > 0 ? weight / total : 1 / own.length,
      })),
      // what nobody may write down of a person tints no ground, and what is passed on tells of groups alone
      sides: standings.map(
        (byHolder, nth) =>
          (ownSides(drawn.boundaries[nth]!.kind) ? byHolder.get(`person ${person.id}`) : undefined) ??
          distinct(own.flatMap((membership) => byHolder.get(`practice ${membership.practice}`) ?? [])),
      ),
      answered: answered.has(person.id),
      shown: !away.has(person.id) && (options.sees?.(person.id) ?? true),
    }
  })
  const members = Map.groupBy(memberships, (membership) => membership.practice)
  return {
    seed: options.seed,
    practices: drawn.practices.map((practice) => {
      const belonging = new Set((members.get(practice.id) ?? []).map((membership) => membership.person))
      return {
        id: practice.id,
        name: practice.name,
        kind: practice.kind,
        people: belonging.size,
        answered: [...belonging].filter((person) => answered.has(person)).length,
        sides: practiceSides(practice.id),
      }
    }),
    people,
    dyads: knownDyads(drawn, over),
    boundaries: drawn.boundaries.map((boundary) => ({
      id: boundary.id,
      name: boundary.name,
      kind: boundary.kind,
      sides: boundary.sides,
      aggregate: isAggregate(boundary.kind),
    })),
    clearings: options.clearings ?? [],
    spaces: drawn.spaces.map((space) => spaceOnMap(drawn, space)),
    ...(options.you !== undefined && { you: options.you }),
  }
}

/** Per boundary, the known sides of each holder; a holder only known to be unknown has an empty list. */
function sidesByHolder(drawn: DrawnLandscape): Map<string, number[]>[] {
  const holder = (standing: DrawnStanding) =>
    standing.person === null ? `practice ${standing.practice}` : `person ${standing.person}`
  return drawn.boundaries.map((boundary) => {
    const byHolder = new Map<string, number[]>()
    for (const standing of drawn.standings) {
      if (standing.boundary !== boundary.id) continue
      const side = standing.side === null ? -1 : boundary.sides.indexOf(standing.side)
      const known = byHolder.get(holder(standing)) ?? []
      byHolder.set(holder(standing), side < 0 ? known : distinct([...known, side]))
    }
    return byHolder
  })
}

function knownDyads(drawn: DrawnLandscape, over: (until: string | null) => boolean): MapDyad[] {
  const dyads = new Map<string, MapDyad>()
  for (const tie of drawn.ties) {
    if (tie.says === 'no' || tie.kind === 'conflict' || tie.retracted !== null || over(tie.until)) continue
    if (tie.from === tie.to) continue
    const [a, b] = tie.from < tie.to ? [tie.from, tie.to] : [tie.to, tie.from]
    const key = JSON.stringify([a, b])
    const known = dyads.get(key)
    if (known === undefined) dyads.set(key, { a, b, weight: tie.strength })
    else known.weight = Math.max(known.weight, tie.strength)
  }
  return [...dyads.values()]
}

function spaceOnMap(drawn: DrawnLandscape, space: DrawnLandscape['spaces'][number]): MapSpace {
  return {
    id: space.id,
    name: space.name,
    stage: space.stage,
    practices: distinct(drawn.invitations.filter((each) => each.space === space.id).map((each) => each.practice)),
    people: distinct(drawn.spacePeople.filter((each) => each.space === space.id).map((each) => each.person)),
  }
}

function distinct<T>(values: T[]): T[] {
  return [...new Set(values)]
}
