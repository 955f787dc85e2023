/** Lays out a landscape on a thread of its own, so that pages go on being answered meanwhile. */
import { parentPort, workerData } from 'node:worker_threads'
import { type Layout, layOut } from '../../map/lay-out.ts'
import type { MapInput } from '../../map/map-input.ts'

export interface LayOutTask {
  input: MapInput
  before: Layout | undefined
  arrangement: number
}

export type LayOutMessage = { kind: 'progress'; done: number } | { kind: 'done'; layout: Layout }

const { input, before, arrangement } = workerData as LayOutTask
const tell = (message: LayOutMessage) => parentPort?.postMessage(message)
tell({
  kind: 'done',
  layout: layOut(input, before, { arrangement, onProgress: (done) => tell({ kind: 'progress', done }) }),
})
