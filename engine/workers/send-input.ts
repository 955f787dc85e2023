import { isLandscape, type SentInput } from './messages.ts'

/** An input as it goes to workers: landscapes as buffers that all of them share where memory can be shared. */
export function sentInput(input: unknown): SentInput {
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
