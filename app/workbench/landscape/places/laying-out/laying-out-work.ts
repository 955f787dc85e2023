import { z } from 'zod'

/** The work of laying out one landscape in the background, as it is asked for. */
export const layingOutWork = {
  name: 'lay-out',
  work: z.object({ landscape: z.uuid(), layingOut: z.uuid() }),
}

export type LayingOutWork = z.infer<typeof layingOutWork.work>
