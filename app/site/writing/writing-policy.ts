import type { Tx } from '../../platform/db/database.ts'
import { editsTheSite } from './writing-queries.ts'

/** May whoever asks write on the site? Editors of the site may, whatever they are in a landscape; the database asks the same of each row. */
export function mayEditTheSite(tx: Tx): Promise<boolean> {
  return editsTheSite(tx)
}
