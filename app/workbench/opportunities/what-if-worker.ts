/** Benches kept open on a thread of their own: possible worlds are drawn once, and every further question is quick. */
import { parentPort } from 'node:worker_threads'
import { buildLandscape } from '@ecotone/engine/network/build-landscape.ts'
import type { LandscapeInput } from '@ecotone/engine/network/landscape-input.ts'
import { type Bench, openBench } from '@ecotone/engine/opportunities/bench.ts'
import { whatIf } from '@ecotone/engine/opportunities/what-if.ts'
import type { WhatIfOutcome, WhatIfQuestion } from '@ecotone/engine/opportunities/what-if-outcome.ts'
import type { ReadingOptions } from './opportunities.ts'

export interface BenchQuestion {
  id: number
  /** names the landscape, its version, the viewer and the assumptions */
  bench: string
  /** sent only after the answer `unknown-bench` */
  input: LandscapeInput | null
  seed: number
  assumptions: ReadingOptions['assumptions']
  decoys: number | undefined
  question: WhatIfQuestion
}

export type BenchAnswer =
  | { id: number; kind: 'answer'; outcome: WhatIfOutcome }
  | { id: number; kind: 'unknown-bench' }
  | { id: number; kind: 'failed'; words: string }

/** Benches kept at once; each holds some hundred worlds of a landscape. */
const kept = 8
const benches = new Map<string, Bench>()

parentPort?.on('message', (asked: BenchQuestion | 'forget') =>
  asked === 'forget' ? benches.clear() : parentPort?.postMessage(answer(asked)),
)

function answer(asked: BenchQuestion): BenchAnswer {
  const { id, question } = asked
  try {
    const bench = benches.get(asked.bench) ?? open(asked)
    if (!bench) return { id, kind: 'unknown-bench' }
    // The one just used becomes the youngest.
    benches.delete(asked.bench)
    benches.set(asked.bench, bench)
    return { id, kind: 'answer', outcome: whatIf(bench, question) }
  } catch (error) {
    return { id, kind: 'failed', words: (error as Error).stack ?? String(error) }
  }
}

function open({ input, seed, assumptions, decoys }: BenchQuestion): Bench | null {
  if (!input) return null
  const oldest = benches.keys().next()
  if (benches.size >= kept && !oldest.done) benches.delete(oldest.value)
  return openBench(buildLandscape(input), { seed, assumptions, decoys })
}
