import { parentPort } from 'node:worker_threads'
import { measureOf } from '../measures.ts'
import { serveWork } from './serve-work.ts'

const line = parentPort!

serveWork(
  {
    post: (message, transfer = []) => line.postMessage(message, transfer),
    listen: (onMessage) => line.on('message', onMessage),
  },
  measureOf,
)
