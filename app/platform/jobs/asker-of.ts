import type { Viewer } from '../db/database.ts'
import type { JobTools } from './job.ts'

/** Whoever asked for a job, as themselves: for one that writes, since the eyes of a worker only read. Throws when nobody asked. */
export function askerOf({ viewer }: Pick<JobTools, 'viewer'>): Viewer & { kind: 'person' } {
  if (viewer.kind !== 'worker' || viewer.onBehalfOf === null)
    throw new Error('This job is for somebody in particular, and nobody asked for it.')
  return { kind: 'person', id: viewer.onBehalfOf }
}
