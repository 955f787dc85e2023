import { createHmac, timingSafeEqual } from 'node:crypto'

/** Codes change every so many seconds. */
const stepSeconds = 30
const digits = 6
const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** The code of one time step: HOTP (RFC 4226) over the number of the step, as TOTP (RFC 6238) says, with SHA-1 as every app knows it. */
export function codeAt(secret: Uint8Array, step: number): string {
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(step))
  const hash = createHmac('sha1', secret).update(counter).digest()
  const from = hash[hash.length - 1]! & 0x0f
  const number = (hash.readUInt32BE(from) & 0x7fffffff) % 10 ** digits
  return String(number).padStart(digits, '0')
}

/** The number of the time step that a moment lies in. */
export function stepOf(moment: Date): number {
  return Math.floor(moment.getTime() / 1000 / stepSeconds)
}

/**
 * Which time step a code belongs to: this one, the one before (typing takes time) or the next (clocks differ); null for none of them.
 * Every candidate is compared whole, so that how long it takes tells nothing.
 */
export function stepOfCode(secret: Uint8Array, code: string, now: Date): number | null {
  if (!/^\d{6}$/.test(code)) return null
  const current = stepOf(now)
  let found: number | null = null
  for (const step of [current - 1, current, current + 1]) {
    if (timingSafeEqual(Buffer.from(codeAt(secret, step)), Buffer.from(code))) found = step
  }
  return found
}

/** A secret as people type it into an app: base 32 (RFC 4648), without padding. */
export function toBase32(bytes: Uint8Array): string {
  let [text, bits, value] = ['', 0, 0]
  for (const byte of bytes) {
    value = (value << 8) | byte
    bits += 8
    for (; bits >= 5; bits -= 5) text += letters[(value >>> (bits - 5)) & 31]
    value &= 0xff
  }
  return bits > 0 ? text + letters[(value << (5 - bits)) & 31] : text
}
