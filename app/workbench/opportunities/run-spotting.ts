import { Worker } from 'node:worker_threads'
import type { SpottingMessage, SpottingTask } from './spotting-worker.ts'

export type SpottingOutcome = Exclude<SpottingMessage, { kind: 'progress' }>

export interface SpottingWatch {
  /** how far it is, 0 to 1, each time it is asked */
  onProgress: (done: number) => void
  /** asked every tenth of a second; true stops the thread */
  shouldStop: () => Promise<boolean>
}

/** How often somebody is asked whether to go on, in milliseconds. */
const askEvery = 100
/** How long the engine has to leave off by itself before its thread is ended. */
const patience = 250

/** Runs the engine on a thread of its own until it is done, stopped or broken. Never throws for what happens in the thread. */
export function runSpotting(task: Omit<SpottingTask, 'stop'>, watch: SpottingWatch): Promise<SpottingOutcome> {
  const stop = new SharedArrayBuffer(4)
  const worker = new Worker(new URL('./spotting-worker.ts', import.meta.url), { workerData: { ...task, stop } })
  return new Promise((resolve) => {
    let over = false
    const end = (outcome: SpottingOutcome) => {
      if (over) return
      over = true
      clearInterval(asking)
      worker.terminate().then(() => resolve(outcome))
    }
    const asking = setInterval(async () => {
      // A question that cannot be asked just now (a lost connection) is no reason to stop.
      if (over || !(await watch.shouldStop().catch(() => false))) return
      Atomics.store(new Int32Array(stop), 0, 1)
      setTimeout(() => end({ kind: 'cancelled' }), patience)
    }, askEvery)
    worker.on('message', (message: SpottingMessage) => {
      if (message.kind === 'progress') watch.onProgress(message.done)
      else end(message)
    })
    worker.on('error', (error) => end({ kind: 'failed', words: String(error) }))
    worker.on('exit', () => end({ kind: 'failed', words: 'The thread ended before it answered.' }))
  })
}
