import type { Tx } from '../../platform/db/database.ts'
import { type DrawnIds, readDrawnIds } from './drawn-ids.ts'
import { type Basis, type DrawnLandscape, livingBases } from './drawn-landscape.ts'
import { readDrawnLandscape } from './drawn-landscape-queries.ts'
import type { Role } from './landscape-policy.ts'
import { landscapeRow, landscapeRows, lockedRows, untoldIn } from './landscape-queries.ts'
import { daysToTell } from './told/days-to-tell.ts'

/** A social landscape in a team's care, as one viewer meets it. */
export interface Landscape {
  id: string
  slug: string
  name: string
  basis: Basis
  /** the example that anybody signed in may look around */
  example: boolean
  /** counts up with every change of what is drawn */
  version: number
  hope: string | null
  asOf: string | null
  role: Role
  /** the viewer's own uuid: needed to record who drew something */
  viewerId: string
}

/** The landscape behind a URL, or null when there is none that the viewer may see, or it is locked: these are not told apart. */
export function findLandscape(tx: Tx, slug: string): Promise<Landscape | null> {
  return landscapeRow(tx, slug)
}

/** A landscape that was locked in an emergency, as one of its two keepers meets it (rule E23). */
export interface LockedLandscape {
  id: string
  slug: string
  name: string
  lockedAt: Date
  /** by whom; null when they are gone since */
  lockedBy: string | null
}

/** The locked landscape behind a URL, for its keepers; null for everybody else, and when it is not locked. */
export async function findLockedLandscape(tx: Tx, slug: string): Promise<LockedLandscape | null> {
  return (await lockedRows(tx, slug))[0] ?? null
}

/** Every locked landscape of which the viewer is a keeper. */
export function lockedLandscapesOf(tx: Tx): Promise<LockedLandscape[]> {
  return lockedRows(tx, null)
}

/** Every landscape the viewer may see, own ones first, the example last. */
export function landscapesOf(tx: Tx): Promise<Landscape[]> {
  return landscapeRows(tx)
}

/**
 * The whole drawing as the viewer may see it, under external ids. People who have not agreed have no name, except where the viewer
 * named them. For the role of a background job legitimacy comes as nameless answers, in whole steps.
 *
 * Cost: some ten queries and memory in proportion to the landscape (about 2 s and 300 MB at 200,000 rows).
 */
export function drawnLandscape(
  tx: Tx,
  landscape: { id: string },
  forWhat: 'page' | 'analysis' | 'export' = 'page',
): Promise<DrawnLandscape> {
  return readDrawnLandscape(tx, landscape.id, forWhat)
}

/** External ids beside the ids of the rows, both ways: for people, practices and boundaries. */
export function drawnIds(tx: Tx, landscape: { id: string }): Promise<DrawnIds> {
  return readDrawnIds(tx, landscape.id)
}

/** Do the clocks and locks for people who really live apply here (E1, E2, E4)? */
export function peopleLive(basis: Basis): boolean {
  return livingBases.has(basis)
}

/**
 * How many people were named and not told, and how many whole days are left before the first of them is forgotten. Null when everybody
 * was told, or where nobody lives.
 */
export async function daysLeftToTell(
  tx: Tx,
  landscape: { id: string },
  now: Date,
): Promise<{ untold: number; people: number; days: number } | null> {
  const { untold, people, since } = await untoldIn(tx, landscape.id)
  if (untold === 0 || since === null) return null
  return { untold, people, days: daysToTell(since, now) }
}

/** Addresses under /landscapes/ that are pages of their own. */
const taken = ['new', 'bring']

/** A URL name from a landscape's name: lower case, ASCII, hyphens; "landscape" when nothing is left. */
export function slugOf(name: string): string {
  const plain = name
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60)
    .replace(/-+$/, '')
  return plain === '' || taken.includes(plain) ? `landscape${plain && `-${plain}`}` : plain
}
