import { parentPort } from 'node:worker_threads'
import { serveWork } from './serve-work.ts'
import { workOf } from './shared-work.ts'

const line = parentPort!

serveWork(
  {
    post: (message, transfer = []) => line.postMessage(message, transfer),
    listen: (onMessage) => line.on('message', onMessage),
  },
  workOf,
)
