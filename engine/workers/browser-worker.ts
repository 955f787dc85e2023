import type { FromWorker, ToWorker } from './messages.ts'
import { serveWork } from './serve-work.ts'
import { workOf } from './shared-work.ts'

/** What of a worker's global scope is used here. */
interface Scope {
  postMessage(message: FromWorker, transfer: ArrayBuffer[]): void
  onmessage: ((event: { data: ToWorker }) => void) | null
}

const scope = globalThis as unknown as Scope

serveWork(
  {
    post: (message, transfer = []) => scope.postMessage(message, transfer),
    listen: (onMessage) => {
      scope.onmessage = ({ data }) => onMessage(data)
    },
  },
  workOf,
)
