import { type Crew, type Hired, openCrew } from './crew.ts'
import type { FromWorker } from './messages.ts'

/**
 * A crew of web workers. Where the page is not isolated (plain HTTP, no COOP and COEP headers) memory cannot be shared: the landscape is then
 * copied to each worker, and a stop ends the workers at once instead of asking them; the results are the same.
 *
 * @param workers how many; 0 computes here
 * @param start starts one, such as `() => new Worker(new URL('./measures-worker.js', import.meta.url), { type: 'module' })`: written where
 * bundlers look for it
 */
export function browserCrew(workers: number, start: () => Worker): Crew {
  return openCrew(workers, () => hire(start()))
}

function hire(worker: Worker): Hired {
  return {
    post: (message, transfer = []) => worker.postMessage(message, transfer),
    listen: (onMessage) => {
      worker.onmessage = (event: MessageEvent<FromWorker>) => onMessage(event.data)
    },
    onBreakdown: (tell) => {
      worker.onerror = (event) => tell(new Error(event.message || 'A worker could not be started'))
    },
    end: async () => worker.terminate(),
  }
}
