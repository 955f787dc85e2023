import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/db/database.ts'

/** What pages of the site stand on. */
export interface SitePlace {
  db: Database
  clock: Clock
}
