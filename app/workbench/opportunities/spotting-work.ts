import { z } from 'zod'

/** The work of reading one landscape, as it is asked for. */
export const spottingWork = {
  name: 'spot-opportunities',
  work: z.object({ landscape: z.uuid(), snapshot: z.uuid() }),
}

export type SpottingWork = z.infer<typeof spottingWork.work>
