import type { Tx } from '../../../platform/db/database.ts'
import { moderates } from './moderation-queries.ts'

/** May whoever asks look through messages? Editors and moderators may; the database asks the same of each row and each deed. */
export function mayModerate(tx: Tx): Promise<boolean> {
  return moderates(tx)
}
