import { BadInput, numberWithin, soundSeed, wholeNumber } from '../bad-input.ts'
import { type Landscape, tieKinds } from '../network/landscape.ts'
import type { TieKind } from '../network/landscape-input.ts'

/**
 * What has to be assumed before reach can be computed. None of these is measured: order of results is sounder than size,
 * so always show them and let people move them.
 */
export interface Assumptions {
  /** chance that what one person learned reaches the other over a tie of strength 1, confirmed now, inside one side: 0 to 1 */
  chance: number
  /** factor for each boundary a tie crosses, 0 to 1: one for all, or by boundary id (others: `otherwise`) */
  crossing: number | { otherwise: number; byBoundary: Record<string, number> }
  /** chance that a member of a new space attends and is heard there: 0 to 1 */
  attendance: number
  /** share of their other ties that members lose to a new space: 0 to 1 (0: meetings cost nothing, so more always looks better) */
  attentionCost: number
  /** kinds of ties that carry learning; conflict never does */
  kinds: readonly TieKind[]
  /** number of possible worlds drawn */
  worlds: number
  /** any text or number: the same seed gives the same worlds on every machine */
  seed: number | string
  /** pairs nobody was asked about: counted as no tie, drawn from what is known between their practices, or drawn at twice the rate seen there */
  unknown: 'no' | 'draw' | 'twice'
  /** spaces that are there already: they carry nothing (as when absent), or all who attend one reach one another through it */
  spaces?: 'none' | 'carry'
}

export const defaultAssumptions: Assumptions = {
  chance: 0.3,
  crossing: 0.5,
  attendance: 0.6,
  attentionCost: 0,
  kinds: ['talks', 'learns', 'works'],
  worlds: 400,
  seed: 7,
  unknown: 'no',
}

/** The factor for crossing one boundary. */
export function crossingFactor(assumptions: Assumptions, boundaryId: string): number {
  const { crossing } = assumptions
  if (typeof crossing === 'number') return crossing
  return Object.hasOwn(crossing.byBoundary, boundaryId) ? crossing.byBoundary[boundaryId]! : crossing.otherwise
}

/** More worlds than this tell nothing more. */
const MOST_WORLDS = 1_000_000

const knownAssumptions = [...Object.keys(defaultAssumptions), 'spaces']

/**
 * Refuses assumptions outside their range, and such as there are not.
 *
 * @param boundaries ids of the boundaries of the landscape, where one is at hand
 * @throws BadInput naming the assumption, its value and the range
 */
export function checkAssumptions(assumptions: Assumptions, boundaries?: readonly string[]): void {
  for (const [name, value] of Object.entries(assumptions)) {
    if (knownAssumptions.includes(name)) continue
    throw new BadInput(
      `assumption ${name}`,
      value,
      `there is none of this name; there are ${knownAssumptions.join(', ')}`,
    )
  }
  for (const name of ['chance', 'attendance', 'attentionCost'] as const) {
    numberWithin(`assumption ${name}`, assumptions[name], 0, 1)
  }
  checkCrossing(assumptions.crossing, boundaries)
  wholeNumber('assumption worlds', assumptions.worlds, 2, MOST_WORLDS)
  soundSeed('assumption seed', assumptions.seed)
  checkKinds(assumptions.kinds)
  if (!['no', 'draw', 'twice'].includes(assumptions.unknown)) {
    throw new BadInput('assumption unknown', assumptions.unknown, "give 'no', 'draw' or 'twice'")
  }
  if (!['none', 'carry'].includes(assumptions.spaces ?? 'none')) {
    throw new BadInput('assumption spaces', assumptions.spaces, "give 'none' or 'carry'")
  }
}

function checkCrossing(crossing: unknown, boundaries: readonly string[] | undefined): void {
  const place = 'assumption crossing'
  if (typeof crossing === 'number') {
    numberWithin(place, crossing, 0, 1)
    return
  }
  if (!isRecord(crossing) || !isRecord(crossing.byBoundary)) {
    throw new BadInput(
      place,
      crossing,
      'give a number from 0 to 1, or { otherwise, byBoundary } with a number for each boundary',
    )
  }
  numberWithin(`${place}.otherwise`, crossing.otherwise, 0, 1)
  for (const [boundary, factor] of Object.entries(crossing.byBoundary)) {
    numberWithin(`${place}.byBoundary.${boundary}`, factor, 0, 1)
    if (!boundaries || boundaries.includes(boundary)) continue
    const known = boundaries.join(', ') || 'none'
    throw new BadInput(`${place}.byBoundary`, boundary, `the landscape has no such boundary; it has ${known}`)
  }
}

function checkKinds(kinds: unknown): void {
  const advice = `give a list of some of ${tieKinds.join(', ')}`
  if (!Array.isArray(kinds)) throw new BadInput('assumption kinds', kinds, advice)
  for (const kind of kinds) if (!tieKinds.includes(kind)) throw new BadInput('assumption kinds', kind, advice)
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}

/** Are pairs nobody was asked about drawn here? */
export function drawsUnknown(landscape: Landscape, { unknown }: Pick<Assumptions, 'unknown'>): boolean {
  return unknown !== 'no' && !landscape.complete
}
