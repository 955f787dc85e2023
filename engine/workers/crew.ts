import { BadInput } from '../bad-input.ts'
import { stopped } from '../control.ts'
import { type Measure, type Parameters, type Values, valuesOf } from '../measure.ts'
import type { SharedWork } from '../parts.ts'
import { openLedger } from './ledger.ts'
import { type FromWorker, isLandscape, type Port, type SentError, type SentInput, type ToWorker } from './messages.ts'

export interface RunOptions {
  /** called with the share done, 0 to 1, never falling */
  onProgress?: (done: number) => void
  /** ends the computation within a tenth of a second, with an error named `AbortError` */
  signal?: AbortSignal
}

/**
 * Workers that compute measures. The result is the same to the last bit whatever their number, also none: how a measure is cut into parts
 * depends on its input alone, and parts are joined in order.
 */
export interface Crew {
  /** 0: computes here */
  readonly workers: number
  /**
   * Computes a measure. One computation at a time; others wait for their turn.
   *
   * @param given values of the measure's parameters; its defaults for the rest
   * @throws BadInput for values and inputs that cannot be; Error named AbortError when stopped
   */
  run<Input, P extends Parameters, Result, Part>(
    measure: Measure<Input, P, Result, Part>,
    input: Input,
    given?: Partial<Values<P>>,
    options?: RunOptions,
  ): Promise<Result>
  /** The same for work that is no measure, with all its values. */
  share<Input, Values, Result, Part>(
    work: SharedWork<Input, Values, Part, Result>,
    input: Input,
    values: Values,
    options?: RunOptions,
  ): Promise<Result>
  /** Lets the workers go. */
  close(): Promise<void>
}

/** A worker as a crew hires it. */
export interface Hired extends Port<ToWorker, FromWorker> {
  /** called when it breaks down, with the reason */
  onBreakdown(tell: (error: Error) => void): void
  end(): Promise<void>
}

/** How long workers have to stop by themselves before they are ended. */
const PATIENCE_MS = 60

/**
 * A crew of so many workers.
 *
 * @param hire starts one worker; called at the first computation, and again for workers that had to be ended
 */
export function openCrew(workers: number, hire: () => Hired): Crew {
  let team: Hired[] = []
  let turn: Promise<unknown> = Promise.resolve()
  let runs = 0
  const dismiss = async () => {
    const leaving = team
    team = []
    await Promise.all(leaving.map((worker) => worker.end()))
  }
  const share: Crew['share'] = (work, input, values, options = {}) => {
    const forward = { ...options, onProgress: onlyForward(options.onProgress) }
    const mine = turn.then(async () => {
      if (options.signal?.aborted) throw stopped()
      if (workers === 0) return runHere(work, input, values, forward)
      while (team.length < workers) team.push(hire())
      return runWith(team, runs++, work, input, values, forward, dismiss)
    })
    turn = mine.catch(() => {})
    return mine
  }
  return {
    workers,
    share,
    run: async (measure, input, given = {}, options = {}) => share(measure, input, valuesOf(measure, given), options),
    close: dismiss,
  }
}

/** Progress that never goes back, also where steps of rounding would. */
function onlyForward(onProgress: RunOptions['onProgress']): RunOptions['onProgress'] {
  if (!onProgress) return undefined
  let told = -1
  return (done) => {
    if (done > told) onProgress((told = Math.min(1, done)))
  }
}

/** Here, letting others have a turn between parts, so that a stop is heard. */
async function runHere<Input, Values, Result, Part>(
  work: SharedWork<Input, Values, Part, Result>,
  input: Input,
  values: Values,
  { onProgress, signal }: RunOptions,
): Promise<Result> {
  const shouldStop = () => signal?.aborted ?? false
  if (!work.parts) return work.run(input, values, { onProgress, shouldStop })
  const count = work.parts.count(input, values)
  const joining = work.parts.join(input, values)
  const compute = count > 0 ? work.parts.open(input, values, { shouldStop }) : null
  for (let nth = 0; nth < count; nth++) {
    await new Promise((resolve) => setTimeout(resolve))
    if (shouldStop()) throw stopped()
    onProgress?.(nth / count)
    joining.add(compute!(nth, { shouldStop, onProgress: onProgress && ((done) => onProgress((nth + done) / count)) }))
  }
  onProgress?.(1)
  return joining.result()
}

/** By workers: each has one part at a time, and gets the next when it is done. */
async function runWith<Input, Values, Result, Part>(
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
          if (message.kind === 'failed') reject(receivedError(message.error))
          else if (ledger.note(message)) idle.add(worker)
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

function sentInput(input: unknown): SentInput {
  if (isLandscape(input)) return { kind: 'landscape', mark: markOf(input.buffer), buffer: shared(input.buffer) }
  const isPlainObject = typeof input === 'object' && input !== null && Object.getPrototypeOf(input) === Object.prototype
  if (!isPlainObject || !Object.values(input).some(isLandscape)) return { kind: 'plain', value: input }
  const fields = Object.entries(input).map(([name, value]) => [name, sentInput(value)])
  return { kind: 'fields', fields: Object.fromEntries(fields) }
}

const marks = new WeakMap<ArrayBuffer | SharedArrayBuffer, number>()
let marked = 0

function markOf(buffer: ArrayBuffer | SharedArrayBuffer): number {
  const known = marks.get(buffer) ?? marked++
  marks.set(buffer, known)
  return known
}

/** One copy of each buffer for all workers and all computations, for as long as the buffer itself is kept. */
const copies = new WeakMap<ArrayBuffer, SharedArrayBuffer>()

function shared(buffer: ArrayBuffer | SharedArrayBuffer): ArrayBuffer | SharedArrayBuffer {
  if (typeof SharedArrayBuffer === 'undefined' || buffer instanceof SharedArrayBuffer) return buffer
  const known = copies.get(buffer)
  if (known) return known
  const copy = new SharedArrayBuffer(buffer.byteLength)
  new Uint8Array(copy).set(new Uint8Array(buffer))
  copies.set(buffer, copy)
  return copy
}

function receivedError({ name, message, stack, bad }: SentError): Error {
  if (name === 'AbortError') return stopped()
  const error = bad ? new BadInput(bad.place, bad.value, bad.advice) : Object.assign(new Error(message), { name })
  return Object.assign(error, { stack })
}
