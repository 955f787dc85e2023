import { wholeNumber } from '../bad-input.ts'
import { stopped } from '../control.ts'
import { type Measure, type Parameters, type Values, valuesOf } from '../measure.ts'
import type { SharedWork } from '../parts.ts'
import type { FromWorker, Port, ToWorker } from './messages.ts'
import { runHere } from './run-here.ts'
import { runWithWorkers } from './run-with-workers.ts'

export interface RunOptions {
  /** called with the share done, 0 to 1, never falling */
  onProgress?: (done: number) => void
  /**
   * ends the computation with an error named `AbortError`: with workers within a tenth of a second, unless this thread is busy itself;
   * without workers between two parts, because nothing is heard while one thread computes
   */
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
  /** Lets the workers go, for good; what is being computed ends as if it were stopped. */
  close(): Promise<void>
}

/** A worker as a crew hires it. */
export interface Hired extends Port<ToWorker, FromWorker> {
  /** called when it breaks down, with the reason */
  onBreakdown(tell: (error: Error) => void): void
  end(): Promise<void>
}

/**
 * A crew of so many workers.
 *
 * @param hire starts one worker; called at the first computation, and again for workers that had to be ended
 */
export function openCrew(workers: number, hire: () => Hired): Crew {
  wholeNumber('number of workers', workers, 0, MOST_WORKERS)
  let team: Hired[] = []
  let turn: Promise<unknown> = Promise.resolve()
  let runs = 0
  const closing = new AbortController()
  const dismiss = async () => {
    const leaving = team
    team = []
    await Promise.all(leaving.map((worker) => worker.end()))
  }
  const share: Crew['share'] = (work, input, values, options = {}) => {
    const { signal, letGo } = eitherOf(options.signal, closing.signal)
    const forward = { signal, onProgress: onlyForward(options.onProgress) }
    const mine = turn.then(async () => {
      if (closing.signal.aborted) throw new Error('This crew was closed; open another one')
      if (signal.aborted) throw stopped()
      if (workers === 0) return runHere(work, input, values, forward)
      while (team.length < workers) team.push(hire())
      return runWithWorkers({ team, nextRun: () => runs++, dismiss }, work, input, values, forward)
    })
    turn = mine.catch(() => {}).finally(letGo)
    return mine
  }
  return {
    workers,
    share,
    run: async (measure, input, given = {}, options = {}) => share(measure, input, valuesOf(measure, given), options),
    close() {
      closing.abort()
      return dismiss()
    },
  }
}

/** More workers than any machine has processors are a mistake. */
const MOST_WORKERS = 1024

/** A signal that is given when one of two is. */
function eitherOf(one: AbortSignal | undefined, other: AbortSignal): { signal: AbortSignal; letGo: () => void } {
  const both = new AbortController()
  const give = () => both.abort()
  const signals = one ? [one, other] : [other]
  for (const signal of signals) {
    if (signal.aborted) give()
    signal.addEventListener('abort', give)
  }
  const letGo = () => {
    for (const signal of signals) signal.removeEventListener('abort', give)
  }
  return { signal: both.signal, letGo }
}

/** Progress that never goes back, also where steps of rounding would. */
function onlyForward(onProgress: RunOptions['onProgress']): RunOptions['onProgress'] {
  if (!onProgress) return undefined
  let told = -1
  return (done) => {
    if (done > told) onProgress((told = Math.min(1, done)))
  }
}
