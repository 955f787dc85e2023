import { randomBytes } from 'node:crypto'

/**
 * A new identifier: UUID version 7 (RFC 9562), so that later rows sort after earlier ones to the millisecond.
 *
 * `at` is the moment in milliseconds; `random` gives that many bytes, and tests may pass their own.
 */
export function uuidv7(at: number = Date.now(), random: (size: number) => Uint8Array = randomBytes): string {
  const bytes = new Uint8Array(16)
  bytes.set(random(10), 6)
  for (let i = 0; i < 6; i++) bytes[i] = Math.floor(at / 2 ** (8 * (5 - i))) & 0xff
  bytes[6] = (bytes[6]! & 0x0f) | 0x70
  bytes[8] = (bytes[8]! & 0x3f) | 0x80
  const hex = Buffer.from(bytes).toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}

const uuidForm = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** Is this text an identifier of ours? To be asked before a text from outside goes into a query. */
export function isUuid(text: unknown): text is string {
  return typeof text === 'string' && uuidForm.test(text)
}
