import type { Tx } from '../../platform/db/database.ts'
import { runsTheInstance } from './instance-queries.ts'

/** Who may sign in here is decided by whoever runs the instance. It opens no landscape to them (rule E8). */
export function maySteerTheInstance(tx: Tx): Promise<boolean> {
  return runsTheInstance(tx)
}
