import type { DrawnBoundary, DrawnStanding } from '../../../app/workbench/landscape/drawn-landscape.ts'
import type { PracticeId } from '../the-cast.ts'
import { chance } from './chance.ts'
import type { Resident } from './residents.ts'
import type { Say } from './say.ts'

interface BoundaryPlan {
  id: 'ridge' | 'knowing' | 'deciding' | 'wage'
  kind: DrawnBoundary['kind']
  sides: readonly string[]
  /** Where whole practices stand; two sides straddle. A practice that is not here takes no side. */
  practices: Partial<Record<PracticeId, readonly string[]>>
}

/** On the last two, political and class, only practices stand: no person's side is ever stored. */
const boundaryPlans: readonly BoundaryPlan[] = [
  {
    id: 'ridge',
    kind: 'geographic',
    sides: ['cape', 'city', 'estuary'],
    practices: {
      companhas: ['cape'],
      redeiras: ['cape'],
      vigias: ['cape'],
      guias: ['cape'],
      cuidadoras: ['cape'],
      'saude-da-costa': ['cape', 'city'],
      'saude-ambiental': ['city'],
      'mare-clara': ['city'],
      gabinete: ['city'],
      escola: ['city'],
      bombeiros: ['cape', 'city'],
      mariscadoras: ['estuary'],
      moradores: ['cape', 'estuary'],
    },
  },
  {
    id: 'knowing',
    kind: 'disciplinary',
    sides: ['hand', 'measure', 'care'],
    practices: {
      companhas: ['hand'],
      redeiras: ['hand'],
      mariscadoras: ['hand'],
      guias: ['hand'],
      'saude-ambiental': ['measure'],
      'mare-clara': ['measure'],
      vigias: ['measure'],
      'saude-da-costa': ['care'],
      cuidadoras: ['care'],
    },
  },
  {
    id: 'deciding',
    kind: 'political',
    sides: ['makes', 'carries', 'lives'],
    practices: {
      gabinete: ['makes'],
      'saude-ambiental': ['makes'],
      vigias: ['carries'],
      'mare-clara': ['carries'],
      bombeiros: ['carries'],
      companhas: ['lives'],
      redeiras: ['lives'],
      mariscadoras: ['lives'],
      cozinhas: ['lives'],
      guias: ['makes', 'lives'],
    },
  },
  {
    id: 'wage',
    kind: 'class',
    sides: ['month', 'season', 'unpaid'],
    practices: {
      'saude-da-costa': ['month'],
      'saude-ambiental': ['month'],
      'mare-clara': ['month'],
      vigias: ['month'],
      gabinete: ['month'],
      escola: ['month'],
      companhas: ['season'],
      redeiras: ['season', 'unpaid'],
      mariscadoras: ['season'],
      guias: ['season'],
      cozinhas: ['season'],
      cuidadoras: ['unpaid'],
      bombeiros: ['month', 'unpaid'],
    },
  },
]

/** People whose own place differs from their practice's: they stand on both sides of the ridge. */
const ownPlaces: Record<string, readonly string[]> = {
  'madalena-carrico': ['cape', 'city'],
  'lurdes-canario': ['cape', 'city'],
  'perpetua-landim': ['cape', 'estuary'],
}

const ownKnowing: Record<string, readonly string[]> = {
  'helder-vasques': ['hand', 'measure'],
  'inacio-prata': ['hand', 'measure'],
  'madalena-carrico': ['hand', 'care'],
  'aminata-rosario': ['measure', 'care'],
}

/** How many of each practice nobody has asked where they live or work: with the man at the fountain, 31 people. */
const placesUnknown: Partial<Record<PracticeId, number>> = {
  companhas: 3,
  mariscadoras: 2,
  'saude-da-costa': 2,
  guias: 4,
  escola: 3,
  cozinhas: 11,
  cuidadoras: 2,
  moradores: 3,
}

/** Boundaries with their history and stakes in the words of one language. */
export function drawBoundaries(say: Say): DrawnBoundary[] {
  return boundaryPlans.map(({ id, kind, sides }) => ({
    id,
    name: say(`boundary.${id}`),
    kind,
    sides: sides.map((side) => say(`side.${side}`)),
    history: say(`boundary.${id}.history`),
    stakes: say(`boundary.${id}.stakes`),
  }))
}

/** Where practices stand, and people where it is their own place or way of knowing that counts. */
export function drawStandings(everybody: readonly Resident[], say: Say, seed: number): DrawnStanding[] {
  const named = (side: string | null) => (side === null ? null : say(`side.${side}`))
  const ofPractices = boundaryPlans.flatMap((plan) =>
    Object.entries(plan.practices).flatMap(([practice, sides]) =>
      sides.map((side) => ({ boundary: plan.id, side: named(side), person: null, practice })),
    ),
  )
  const ofPeople = [...places(everybody, seed), ...waysOfKnowing(everybody)].flatMap(({ boundary, person, sides }) =>
    (sides.length === 0 ? [null] : sides).map((side) => ({ boundary, side: named(side), person, practice: null })),
  )
  return [...ofPractices, ...ofPeople]
}

interface OwnStanding {
  boundary: string
  person: string
  /** none: known to be unknown */
  sides: readonly string[]
}

/** Everybody has a place of their own: half of two practices stands on each side, and some nobody has asked. */
function places(everybody: readonly Resident[], seed: number): OwnStanding[] {
  const draw = chance(seed, 'places')
  const unknown = new Set<string>()
  for (const [practice, count] of Object.entries(placesUnknown)) {
    const here = everybody.filter((each) => each.practice === practice && !each.cast)
    const lastToTell = [...draw.shuffled(here)].sort((one, other) => Number(one.answered) - Number(other.answered))
    for (const each of lastToTell.slice(0, count)) unknown.add(each.id)
  }
  const seen = new Map<PracticeId, number>()
  return everybody.map((each) => {
    const row = (sides: readonly string[]): OwnStanding => ({ boundary: 'ridge', person: each.id, sides })
    if (!each.practice || unknown.has(each.id)) return row([])
    const own = ownPlaces[each.id]
    if (own) return row(own)
    if (each.practice === 'cozinhas') return row(['estuary'])
    const sides = boundaryPlans[0]!.practices[each.practice] ?? []
    if (each.practice === 'bombeiros') return row(sides)
    const at = seen.get(each.practice) ?? 0
    seen.set(each.practice, at + 1)
    return row([sides[at % sides.length]!])
  })
}

/** Own ways of knowing, and the first practice's for those whose second one knows in another way. */
function waysOfKnowing(everybody: readonly Resident[]): OwnStanding[] {
  const knowing = boundaryPlans[1]!.practices
  return everybody.flatMap((each) => {
    const own = ownKnowing[each.id]
    if (own) return [{ boundary: 'knowing', person: each.id, sides: own }]
    if (!each.practice) return []
    const first = knowing[each.practice]
    const differs = each.also.some((practice) => first && knowing[practice] && knowing[practice][0] !== first[0])
    return first && differs ? [{ boundary: 'knowing', person: each.id, sides: first }] : []
  })
}
