import { Worker } from 'node:worker_threads'
import type { Layout } from '../../map/lay-out.ts'
import type { LayOutMessage, LayOutTask } from './lay-out-worker.ts'

/**
 * Lays out on a thread of its own until it is done or stopped.
 *
 * @throws whatever the thread broke with; the reason of `stop` when it was stopped
 */
export function runLayOut(task: LayOutTask, onProgress: (done: number) => void, stop: AbortSignal): Promise<Layout> {
  const worker = new Worker(new URL('./lay-out-worker.ts', import.meta.url), { workerData: task })
  return new Promise<Layout>((resolve, reject) => {
    stop.addEventListener('abort', () => reject(stop.reason), { once: true })
    if (stop.aborted) reject(stop.reason)
    worker.on('message', (message: LayOutMessage) => {
      if (message.kind === 'progress') onProgress(message.done)
      else resolve(message.layout)
    })
    worker.on('error', reject)
    worker.on('exit', () => reject(new Error('The thread ended before it had laid anything out.')))
  }).finally(() => worker.terminate())
}
