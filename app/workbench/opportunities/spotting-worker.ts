/** The engine at work on a thread of its own, so that pages go on being answered meanwhile. */
import { parentPort, workerData } from 'node:worker_threads'
import { isStopped } from '@ecotone/engine/control.ts'
import { buildLandscape } from '@ecotone/engine/network/build-landscape.ts'
import type { LandscapeInput } from '@ecotone/engine/network/landscape-input.ts'
import { openBench } from '@ecotone/engine/opportunities/bench.ts'
import { checkOpportunity } from '@ecotone/engine/opportunities/check-opportunity.ts'
import { spot } from '@ecotone/engine/opportunities/spot.ts'
import type { SpotOptions, SpotResult } from '@ecotone/engine/opportunities/spot-outcome.ts'
import type { CheckedOpportunity } from './opportunities.ts'

export interface SpottingTask {
  input: LandscapeInput
  options: Omit<SpotOptions, 'control'>
  /** what was spotted already on this very input, when only own opportunities are left to check */
  spotted: SpotResult | null
  own: { id: string; practices: string[] }[]
  /** one cell: not 0 when the work should stop */
  stop: SharedArrayBuffer
}

export type SpottingMessage =
  | { kind: 'progress'; done: number }
  | { kind: 'done'; spotted: SpotResult; seen: CheckedOpportunity[] }
  | { kind: 'cancelled' }
  | { kind: 'failed'; words: string }

const task = workerData as SpottingTask
const stop = new Int32Array(task.stop)
const shouldStop = () => Atomics.load(stop, 0) !== 0
const tell = (message: SpottingMessage) => parentPort?.postMessage(message)

try {
  tell(work())
} catch (error) {
  tell(isStopped(error) ? { kind: 'cancelled' } : { kind: 'failed', words: (error as Error).stack ?? String(error) })
}

function work(): SpottingMessage {
  const landscape = buildLandscape(task.input)
  const ownShare = task.own.length > 0 ? 0.15 : 0
  const onProgress = (done: number) => tell({ kind: 'progress', done: done * (1 - ownShare) })
  const outcome = task.spotted ?? spot(landscape, { ...task.options, control: { onProgress, shouldStop } })
  if (outcome.kind === 'cancelled') return outcome
  if (outcome.kind === 'refused') return { kind: 'failed', words: `${outcome.reason}: ${outcome.value}` }
  if (task.own.length === 0) return { kind: 'done', spotted: outcome, seen: [] }
  const bench = openBench(landscape, { ...task.options, control: { shouldStop } })
  const seen = task.own.map(({ id, practices }, i): CheckedOpportunity => {
    const checked = checkOpportunity(bench, { practices, size: task.options.size })
    tell({ kind: 'progress', done: 1 - ownShare + (ownShare * (i + 1)) / task.own.length })
    if (checked.kind === 'checked') return { id, opportunity: checked.opportunity, refused: null }
    return { id, opportunity: null, refused: checked.kind === 'refused' ? checked.reason : null }
  })
  return { kind: 'done', spotted: outcome, seen }
}
