import { Worker } from 'node:worker_threads'
import { type Crew, type Hired, openCrew } from './crew.ts'
import type { FromWorker } from './messages.ts'

/** The worker lies beside this file, and ends as this file ends: `.ts` in the sources, `.js` in the package. */
const beside = new URL(`./node-worker${import.meta.url.slice(import.meta.url.lastIndexOf('.'))}`, import.meta.url)

/**
 * A crew of threads of Node.
 *
 * @param workers how many; 0 computes here, and more than the machine has processors does not pay
 * @param program where the worker's program is, for those who bundle theirs; it must serve measures as `node-worker.ts` does
 */
export function nodeCrew(workers: number, program: URL = beside): Crew {
  return openCrew(workers, () => hire(program))
}

function hire(program: URL): Hired {
  const thread = new Worker(program)
  // a crew that nobody waits for keeps no program alive
  thread.unref()
  let hear: (message: FromWorker) => void = () => {}
  let breakDown: (error: Error) => void = () => {}
  let leaving = false
  thread.on('message', (message: FromWorker) => hear(message))
  thread.on('error', (error: Error) => breakDown(error))
  thread.on('exit', (code) => {
    if (!leaving) breakDown(new Error(`A worker ended by itself (code ${code}); there may not be enough memory`))
  })
  return {
    post: (message, transfer = []) => thread.postMessage(message, transfer),
    listen: (onMessage) => {
      hear = onMessage
    },
    onBreakdown: (tell) => {
      breakDown = tell
    },
    end: async () => {
      leaving = true
      await thread.terminate()
    },
  }
}
