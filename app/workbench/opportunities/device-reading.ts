import type { LandscapeInput } from '@ecotone/engine/network/landscape-input.ts'
import type { SpotResult } from '@ecotone/engine/opportunities/spot-outcome.ts'
import type { DrawnLandscape } from '../landscape/drawn-landscape.ts'
import { decoysIn } from './decoys-in.ts'
import { openToIntroductions } from './open-to-introductions.ts'
import { usualSeed, usualSize } from './usual-choices.ts'

/** What a sketch on somebody's device is read with: the same choices as on the server, so that the same sketch and day give the same cards. */
export interface DeviceTask {
  input: LandscapeInput
  options: { seed: number; size: number; introductions: string[]; decoys: number | undefined }
}

export type DeviceMessage =
  | { kind: 'progress'; done: number }
  | { kind: 'done'; spotted: SpotResult }
  | { kind: 'failed'; words: string }

/** What such a reading holds, under the ids of the drawing: nobody but its author sees it. */
export interface DeviceReading {
  spotted: SpotResult
  people: number
  ties: number
}

export function deviceTask(drawn: DrawnLandscape, input: LandscapeInput): DeviceTask {
  return {
    input,
    options: {
      seed: usualSeed,
      size: usualSize,
      introductions: openToIntroductions(drawn),
      decoys: decoysIn(drawn.about, 1),
    },
  }
}

/**
 * A web worker that waits for sketches to read, so that the page goes on answering. It is started before it is needed, and lives on from one
 * reading to the next: so a sketch can be read without a network. A stop ends it, and another one is started in its place.
 */
export class DeviceReader {
  readonly #worker: string
  #thread: Worker

  constructor(worker: string) {
    this.#worker = worker
    this.#thread = this.#start()
  }

  #start(): Worker {
    return new Worker(this.#worker, { type: 'module' })
  }

  /** What was found, or null when `signal` stopped it. Throws what went wrong in the worker. */
  async read(
    task: DeviceTask,
    { onProgress, signal }: { onProgress: (done: number) => void; signal: AbortSignal },
  ): Promise<DeviceReading | null> {
    const thread = this.#thread
    const over = new AbortController()
    const startAnew = () => {
      thread.terminate()
      this.#thread = this.#start()
    }
    return new Promise<DeviceReading | null>((resolve, reject) => {
      const until = { signal: over.signal }
      const stop = () => {
        startAnew()
        resolve(null)
      }
      signal.addEventListener('abort', stop, until)
      thread.addEventListener(
        'message',
        ({ data }: MessageEvent<DeviceMessage>) => {
          if (data.kind === 'progress') onProgress(data.done)
          else if (data.kind === 'failed') reject(new Error(data.words))
          else {
            const ties = task.input.ties.filter(({ says }) => says === 'yes').length
            resolve({ spotted: data.spotted, people: task.input.people.length, ties })
          }
        },
        until,
      )
      const broken = (event: ErrorEvent) => {
        startAnew()
        reject(new Error(event.message || 'The worker could not be loaded.'))
      }
      thread.addEventListener('error', broken, until)
      thread.postMessage(task)
    }).finally(() => over.abort())
  }
}
