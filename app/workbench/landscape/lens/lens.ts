import type { DrawnLandscape } from '../drawn-landscape.ts'
import type { LensGlyph, LensSign } from '../map/lens-signs.ts'
import { holdsOn } from '../map/period.ts'
import { whoSaidNo } from '../newest-words.ts'

/** What lens an address asks for: `lens=kind`, `lens=concern:heat`, `lens=measure:reach`, `lens=age`, `lens=equal`. */
export type LensWish =
  | { kind: 'none' | 'kind' | 'age' | 'equal' }
  | { kind: 'concern' | 'measure'; of: string }
  | { kind: 'unknown'; value: string }

const PLAIN = ['kind', 'age', 'equal'] as const

export function lensWish(url: URL): LensWish {
  const value = url.searchParams.get('lens') ?? ''
  if (value === '') return { kind: 'none' }
  const plain = PLAIN.find((one) => one === value)
  if (plain !== undefined) return { kind: plain }
  const parted = /^(concern|measure):(.+)$/s.exec(value)
  if (parted === null) return { kind: 'unknown', value }
  return { kind: parted[1] as 'concern' | 'measure', of: parted[2]! }
}

/** The landscape seen in one way: what is said of each practice, on the map, in the table and in words alike. */
export interface Lens {
  /** what it is called: in the head, in the key, over its column */
  title: string
  /** by practice id; of a practice that is not in it nothing is to be said */
  cells: ReadonlyMap<string, LensCell>
  /** the shapes in use, in words */
  classes: { glyph: LensGlyph; words: string }[]
  /** what is asked, in what unit, and what misleads: a sentence each */
  notes: string[]
  /** the measure whose method can be read up */
  method: string | null
  /** people who are looked for; only those who may be found are drawn */
  ringed: ReadonlySet<string>
  /** practices and people that step back */
  faint: { practices: ReadonlySet<string>; people: ReadonlySet<string> }
  equalHills: boolean
  /** nothing can be shown, and why */
  problem: string | null
}

export interface LensCell {
  sign: LensSign
  /** the same in a cell of a table */
  words: string
}

/** A lens of which nothing but its name is known. */
export function emptyLens(title: string): Lens {
  return {
    title,
    cells: new Map(),
    classes: [],
    notes: [],
    method: null,
    ringed: new Set(),
    faint: { practices: new Set(), people: new Set() },
    equalHills: false,
    problem: null,
  }
}

/** People who are in each practice on a day; of those who hid or took their word back nothing is told but their number. */
export function membersOf(drawn: DrawnLandscape, day: string): Map<string, Set<string>> {
  const members = new Map(drawn.practices.map(({ id }) => [id, new Set<string>()]))
  for (const membership of drawn.memberships)
    if (holdsOn(membership, day)) members.get(membership.practice)?.add(membership.person)
  return members
}

/** People who do not want to be found on the map. */
export function hiddenPeople(drawn: DrawnLandscape): Set<string> {
  return whoSaidNo(drawn, 'map')
}
