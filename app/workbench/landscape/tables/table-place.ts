import type { Say } from '../../../platform/i18n/catalogue.ts'
import type { Landscape } from '../landscape.ts'
import type { Tables } from '../landscape-tables.ts'
import type { landscapeWords } from '../landscape-words.ts'
import type { Lens } from '../lens/lens.ts'
import type { Only } from '../only/only.ts'
import type { AccountInTable } from './cells/cell-queries.ts'

type Words = ReturnType<typeof landscapeWords> extends Say<infer Key> ? Key : never

/** What every table is made of, and for whom. */
export interface TablePlace {
  say: Say<Words>
  url: URL
  landscape: Landscape
  tables: Tables
  /** people of a past day who are no rows and whose ties are none; 0 where that may not be told */
  notListed: number
  /** whether numbers of fewer than five people are told: to the team, and where nobody lives (rule E10) */
  ofFew: boolean
  /** what a lens says of groups, a column more; and what alone is listed */
  lens: Lens | null
  only: Only
  /** whether the viewer may write in the cells: of today, and on the team */
  may: boolean
  /** ISO day that the table speaks of */
  day: string
  /** for ties that can be written in: the rows of the accounts on this page, by what they say */
  accounts: ReadonlyMap<string, AccountInTable>
}

/** The name of the chosen boundary, as captions are filled with it; "none" without one. */
export function boundaryNameIn({ drawn, boundaryId }: Tables): string {
  return drawn.boundaries.find(({ id }) => id === boundaryId)?.name ?? 'none'
}
