import { BadInput } from '../bad-input.ts'
import { stopped, stretch } from '../control.ts'
import type { Parted, SharedWork } from '../parts.ts'
import type { Hired, RunOptions } from './crew.ts'
import { openLedger } from './ledger.ts'
import type { SentError, Stage } from './messages.ts'
import { sentInput } from './send-input.ts'

/** How long workers have to stop by themselves before they are ended. */
const PATIENCE_MS = 60

/** The crew as one computation sees it. */
export interface AtWork {
  team: readonly Hired[]
  /** numbers the stages of computations, each only once */
  nextRun(): number
  dismiss(): Promise<void>
}

/** By workers: what must be known first, then the work itself. */
export async function runWithWorkers<Input, Values, Result, Part>(
  crew: AtWork,
  work: SharedWork<Input, Values, Part, Result>,
  input: Input,
  values: Values,
  options: RunOptions,
): Promise<Result> {
  const first = work.parts && work.parts.count(input, values) > 0 ? work.parts.first : undefined
  if (!first) return runStage(crew, { stage: 'itself', id: work.id, parts: work.parts }, input, values, options)
  const { signal, onProgress } = options
  const stretched = (from: number, to: number) => ({ signal, ...stretch({ onProgress }, from, to) })
  const before = { stage: 'first' as const, id: work.id, parts: first.parts }
  const found = await runStage(crew, before, input, values, stretched(0, first.share))
  if (signal?.aborted) throw stopped()
  const itself = { stage: 'itself' as const, id: work.id, parts: work.parts, found }
  return runStage(crew, itself, input, values, stretched(first.share, 1))
}

interface StageOfWork<Input, Values, Part, Result> {
  stage: Stage
  id: string
  parts: Parted<Input, Values, Part, Result> | undefined
  found?: unknown
}

/** Each worker has one part at a time, and gets the next when it is done. */
async function runStage<Input, Values, Result, Part>(
  { team, nextRun, dismiss }: AtWork,
  work: StageOfWork<Input, Values, Part, Result>,
  input: Input,
  values: Values,
  { signal, onProgress }: RunOptions,
): Promise<Result> {
  const run = nextRun()
  const { id, stage, found } = work
  const ledger = openLedger(work, input, values, team.length, onProgress)
  const workers = team.slice(0, ledger.count)
  const stop = sharedFlag()
  const raiseFlag = () => stop && Atomics.store(stop, 0, 1)
  let patience: ReturnType<typeof setTimeout> | undefined
  let abort = () => {}
  if (!ledger.isDone()) {
    await new Promise<void>((resolve, reject) => {
      abort = () => {
        raiseFlag()
        // whoever does not see the flag in time is ended, and another one hired for the next computation
        patience = setTimeout(() => dismiss().then(() => reject(stopped())), stop ? PATIENCE_MS : 0)
      }
      signal?.addEventListener('abort', abort)
      const idle = new Set(workers)
      const giveOut = () => {
        for (const worker of idle) {
          const given = ledger.next()
          if (!given) return
          idle.delete(worker)
          worker.post({ ...given, run })
        }
      }
      const sent = sentInput(input)
      for (const worker of workers) {
        worker.onBreakdown((error) => dismiss().then(() => reject(error)))
        worker.listen((message) => {
          if (message.run !== run) return
          if (message.kind === 'failed') return reject(receivedError(message.error))
          try {
            if (ledger.note(message)) idle.add(worker)
          } catch (error) {
            // whoever is told of the progress, or joins the parts, broke down
            return reject(error)
          }
          if (ledger.isDone()) resolve()
          else giveOut()
        })
        worker.post({ kind: 'open', run, work: id, stage, input: sent, values, found, stop })
      }
      giveOut()
    }).finally(() => {
      clearTimeout(patience)
      signal?.removeEventListener('abort', abort)
      // whoever is still at it may leave off; what is done is not touched, because workers may keep what they opened
      if (!ledger.isDone()) raiseFlag()
      for (const worker of workers) worker.post({ kind: 'close', run })
    })
  }
  return ledger.result()
}

/** A flag that all workers see, where memory can be shared (not over plain HTTP in a browser). */
function sharedFlag(): Int32Array | null {
  return typeof SharedArrayBuffer === 'undefined' ? null : new Int32Array(new SharedArrayBuffer(4))
}

function receivedError({ name, message, stack, bad }: SentError): Error {
  if (name === 'AbortError') return stopped()
  const error = bad ? new BadInput(bad.place, bad.value, bad.advice) : Object.assign(new Error(message), { name })
  return Object.assign(error, { stack })
}
