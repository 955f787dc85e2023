import type { Tx } from '../../../platform/db/database.ts'
import { readsTheInbox } from './inbox-queries.ts'

/** May whoever asks read what comes in? Editors and moderators share one inbox; the database asks the same of each row. */
export function mayReadTheInbox(tx: Tx): Promise<boolean> {
  return readsTheInbox(tx)
}
