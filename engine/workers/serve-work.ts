import { BadInput } from '../bad-input.ts'
import type { Control } from '../control.ts'
import { landscapeIn } from '../network/bytes.ts'
import type { Landscape } from '../network/landscape.ts'
import type { FromWorker, Port, SentError, SentInput, Stage, ToWorker } from './messages.ts'
import type { AnyWork } from './shared-work.ts'

interface Open {
  work: AnyWork
  stage: Stage
  input: unknown
  values: never
  found: unknown
  stop: Int32Array | null
  compute: ((nth: number, control?: Control) => unknown) | null
}

/**
 * The work of a worker: opens what it is told, computes the parts it is given, and tells what came out.
 *
 * @param find gives the work of an id
 */
export function serveWork(port: Port<FromWorker, ToWorker>, find: (id: string) => AnyWork): void {
  const runs = new Map<number, Open>()
  const landscapes: Read = new Map()
  port.listen((message) => {
    try {
      if (message.kind === 'open') runs.set(message.run, opened(message, find, landscapes))
      else if (message.kind === 'close') runs.delete(message.run)
      else answer(port, message, runs.get(message.run)!)
    } catch (error) {
      runs.delete(message.run)
      port.post({ kind: 'failed', run: message.run, error: sentError(error) })
    }
  })
}

function opened(message: ToWorker & { kind: 'open' }, find: (id: string) => AnyWork, landscapes: Read): Open {
  return {
    work: find(message.work),
    stage: message.stage,
    input: received(message.input, landscapes),
    values: message.values as never,
    found: message.found,
    stop: message.stop,
    compute: null,
  }
}

function answer(port: Port<FromWorker, ToWorker>, message: ToWorker & { kind: 'part' | 'whole' }, open: Open): void {
  const { work, stage, input, values, found } = open
  const nth = message.kind === 'part' ? message.nth : 0
  const control = controlOf(port, message.run, nth, open.stop)
  if (message.kind === 'whole') {
    port.post({ kind: 'whole', run: message.run, result: work.run(input, values, control) })
    return
  }
  const parts = stage === 'first' ? work.parts!.first!.parts : work.parts!
  open.compute ??= parts.open(input, values, { shouldStop: control.shouldStop }, found)
  const part = open.compute(nth, control)
  port.post({ kind: 'part', run: message.run, nth, part }, ownBuffers(part))
}

/** Progress is told when it moved by a hundredth; more would only keep the line busy. */
const WORTH_TELLING = 0.01

function controlOf(port: Port<FromWorker, ToWorker>, run: number, nth: number, stop: Int32Array | null): Control {
  let told = 0
  return {
    shouldStop: stop ? () => Atomics.load(stop, 0) !== 0 : undefined,
    onProgress: (done) => {
      if (done - told < WORTH_TELLING) return
      told = done
      port.post({ kind: 'progress', run, nth, done })
    },
  }
}

/** Landscapes read before, by their mark: the last few, because computations often come in rows on one landscape. */
type Read = Map<number, Landscape>
const MOST_KEPT = 2

function received(sent: SentInput, landscapes: Read): unknown {
  if (sent.kind === 'plain') return sent.value
  if (sent.kind === 'fields') {
    return Object.fromEntries(Object.entries(sent.fields).map(([name, field]) => [name, received(field, landscapes)]))
  }
  const landscape = landscapes.get(sent.mark) ?? landscapeIn(sent.buffer)
  landscapes.delete(sent.mark)
  landscapes.set(sent.mark, landscape)
  for (const oldest of landscapes.keys()) if (landscapes.size > MOST_KEPT) landscapes.delete(oldest)
  return landscape
}

/** Buffers that belong to a part alone and can be handed over without a copy. */
function ownBuffers(part: unknown): ArrayBuffer[] {
  const values = ArrayBuffer.isView(part)
    ? [part]
    : typeof part === 'object' && part !== null
      ? Object.values(part)
      : []
  const buffers = values.flatMap((value) =>
    ArrayBuffer.isView(value) && value.buffer instanceof ArrayBuffer && value.byteLength === value.buffer.byteLength
      ? [value.buffer]
      : [],
  )
  return [...new Set(buffers)]
}

function sentError(error: unknown): SentError {
  const { name, message, stack } = error instanceof Error ? error : new Error(String(error))
  if (!(error instanceof BadInput)) return { name, message, stack, bad: null }
  const value = typeof error.value === 'object' || typeof error.value === 'function' ? String(error.value) : error.value
  return { name, message, stack, bad: { place: error.place, value, advice: error.advice } }
}
