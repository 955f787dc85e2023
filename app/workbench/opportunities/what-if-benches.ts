import { Worker } from 'node:worker_threads'
import type { LandscapeInput } from '@ecotone/engine/network/landscape-input.ts'
import type { WhatIfOutcome } from '@ecotone/engine/opportunities/what-if-outcome.ts'
import { emptiedTogether } from '../../platform/kept-in-memory.ts'
import type { BenchAnswer, BenchQuestion } from './what-if-worker.ts'

/** A thread that keeps benches open and answers what-if questions one after another. */
export interface Benches {
  /** `load` is called only when this bench is not open yet. Throws when the engine does. */
  ask(question: Omit<BenchQuestion, 'id' | 'input'>, load: () => Promise<LandscapeInput>): Promise<WhatIfOutcome>
  close(): Promise<void>
}

/** Starts no thread before the first question; one that dies is replaced at the next. */
export function openBenches(): Benches {
  let worker: Worker | null = null
  let next = 1
  const waiting = new Map<number, (answer: BenchAnswer) => void>()

  function start(): Worker {
    const started = new Worker(new URL('./what-if-worker.ts', import.meta.url))
    started.on('message', (answer: BenchAnswer) => {
      waiting.get(answer.id)?.(answer)
      waiting.delete(answer.id)
    })
    const gone = (words: string) => {
      if (worker === started) worker = null
      for (const [id, tell] of waiting) tell({ id, kind: 'failed', words })
      waiting.clear()
    }
    started.on('error', (error) => gone(String(error)))
    started.on('exit', () => gone('The thread of the bench ended before it answered.'))
    // An open bench alone keeps no program running.
    started.unref()
    return started
  }

  function send(question: Omit<BenchQuestion, 'id'>): Promise<BenchAnswer> {
    worker ??= start()
    const id = next++
    const thread = worker
    return new Promise((resolve) => {
      waiting.set(id, resolve)
      thread.postMessage({ ...question, id })
    })
  }

  // the thread holds networks of whoever was there when it was sent them
  emptiedTogether(() => worker?.postMessage('forget'))
  return {
    async ask(question, load) {
      let answer = await send({ ...question, input: null })
      if (answer.kind === 'unknown-bench') answer = await send({ ...question, input: await load() })
      if (answer.kind !== 'answer')
        throw new Error(`The what-if bench failed: ${answer.kind === 'failed' ? answer.words : answer.kind}`)
      return answer.outcome
    },
    async close() {
      await worker?.terminate()
    },
  }
}
