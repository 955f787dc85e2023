import { join } from 'node:path'
import type { Database } from '../platform/db/database.ts'
import { writeTombstones } from './tombstone-list.ts'

/**
 * Keeps the list of tombstones in the data folder, outside the database: an older backup that is brought back then meets those who asked
 * to be gone since. Written anew when the program starts and whenever somebody is forgotten, by whichever process. Gives the function that
 * ends it.
 */
export function keepTombstones(
  { db, url, dataFolder }: { db: Database; url: string; dataFolder: string },
  onProblem: (error: unknown) => void,
): () => Promise<void> {
  let writing: Promise<unknown> = Promise.resolve()
  const write = () => {
    writing = writing.then(() => writeTombstones(url, join(dataFolder, 'tombstones'))).catch(onProblem)
  }
  const end = db.hear('somebody_forgotten', write)
  write()
  return async () => {
    end()
    await writing
  }
}
