import { BadInput } from '../bad-input.ts'
import { stopped } from '../control.ts'
import type { SharedWork } from '../parts.ts'
import type { Hired, RunOptions } from './crew.ts'
import { openLedger } from './ledger.ts'
import type { SentError } from './messages.ts'
import { sentInput } from './send-input.ts'

/** How long workers have to stop by themselves before they are ended. */
const PATIENCE_MS = 60

/** By workers: each has one part at a time, and gets the next when it is done. */
export async function runWithWorkers<Input, Values, Result, Part>(
  team: readonly Hired[],
  run: number,
  work: SharedWork<Input, Values, Part, Result>,
  input: Input,
  values: Values,
  { signal, onProgress }: RunOptions,
  dismiss: () => Promise<void>,
): Promise<Result> {
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
        worker.post({ kind: 'open', run, work: work.id, input: sent, values, stop })
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
