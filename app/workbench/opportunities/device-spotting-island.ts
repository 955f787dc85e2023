import { buildLandscape } from '@ecotone/engine/network/build-landscape.ts'
import { spot } from '@ecotone/engine/opportunities/spot.ts'
import type { DeviceMessage, DeviceTask } from './device-reading.ts'

/** The engine at work in a web worker of somebody's browser: one sketch in, what it found out. Whoever wants it to stop ends the worker. */
const tell = (message: DeviceMessage) => postMessage(message)

addEventListener('message', ({ data }: MessageEvent<DeviceTask>) => {
  try {
    const onProgress = (done: number) => tell({ kind: 'progress', done })
    const outcome = spot(buildLandscape(data.input), { ...data.options, control: { onProgress } })
    if (outcome.kind === 'spotted') tell({ kind: 'done', spotted: outcome })
    else tell({ kind: 'failed', words: outcome.kind })
  } catch (error) {
    tell({ kind: 'failed', words: error instanceof Error ? error.message : String(error) })
  }
})
