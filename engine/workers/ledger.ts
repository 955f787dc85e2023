import type { SharedWork } from '../parts.ts'
import type { FromWorker } from './messages.ts'

/** So many parts each worker may be ahead of those joined: enough never to wait, few enough to hold. */
const AHEAD = 4

/** What a worker is given to do. */
type Work = { kind: 'part'; nth: number } | { kind: 'whole' }

/** Which work is to be given out, what came back, and what waits for its turn to be joined. */
export interface Ledger<Result> {
  count: number
  next(): Work | null
  /** true: that worker is free again */
  note(message: Exclude<FromWorker, { kind: 'failed' }>): boolean
  isDone(): boolean
  result(): Result
}

/** A ledger of one computation, for so many workers. */
export function openLedger<Input, Values, Result, Part>(
  { parts }: Pick<SharedWork<Input, Values, Part, Result>, 'parts'>,
  input: Input,
  values: Values,
  workers: number,
  onProgress?: (done: number) => void,
): Ledger<Result> {
  const count = parts ? parts.count(input, values) : 1
  const joining = parts?.join(input, values)
  const waiting = new Map<number, Part>()
  const shares = new Float64Array(count)
  let given = 0
  let joined = 0
  let told = 0
  let whole: Result | undefined
  const tell = (nth: number, share: number) => {
    shares[nth] = share
    const done = shares.reduce((sum, one) => sum + one, 0) / count
    if (done > told) onProgress?.((told = Math.min(1, done)))
  }
  return {
    count,
    next() {
      if (given >= count || given >= joined + AHEAD * workers) return null
      const nth = given++
      return joining ? { kind: 'part', nth } : { kind: 'whole' }
    },
    note(message) {
      tell(message.kind === 'whole' ? 0 : message.nth, message.kind === 'progress' ? message.done : 1)
      if (message.kind === 'progress') return false
      if (message.kind === 'whole') {
        whole = message.result as Result
        joined = 1
        return true
      }
      waiting.set(message.nth, message.part as Part)
      for (; waiting.has(joined); joined++) {
        joining!.add(waiting.get(joined)!)
        waiting.delete(joined)
      }
      return true
    },
    isDone: () => joined === count,
    result: () => (joining ? joining.result() : whole!),
  }
}
