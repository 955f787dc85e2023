import { decodeText } from './decode-text.ts'
import type { NamedFile } from './named-file.ts'
import { shortened } from './problem.ts'
import { notice, pause, refuseFile } from './read-table.ts'
import type { Reading } from './reading.ts'
import { scanJson } from './scan-json.ts'

export type JsonObject = { [key: string]: unknown }

/**
 * The value of a JSON file, or null with the reason among the problems. Depth is checked before parsing; a key that
 * stands twice is reported; whole numbers too long to be exact (ids, mostly) come as text.
 */
export async function readJson(file: NamedFile, reading: Reading): Promise<{ value: unknown } | null> {
  const text = await wholeText(file, reading)
  if (text === null) return null
  const { jsonDepth } = reading.limits
  const scan = scanJson(text, jsonDepth)
  if (scan.tooDeep) {
    refuseFile(reading, { file: file.name, row: null, value: null, code: 'too-deep', facts: { limit: jsonDepth } })
    return null
  }
  for (const key of scan.keysTwice) {
    notice(reading, { file: file.name, row: null, field: shortened(key), code: 'key-twice' })
  }
  try {
    return { value: JSON.parse(text, /\d{16}/u.test(text) ? exactNumbers : undefined) }
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    const value = shortened(error.message)
    refuseFile(reading, { file: file.name, row: null, value, code: text.trim() === '' ? 'file-empty' : 'not-json' })
    return null
  }
}

function exactNumbers(_key: string, value: unknown, context?: { source?: string }): unknown {
  const inexact =
    typeof value === 'number' && !Number.isSafeInteger(value) && /^-?\d{16,}$/u.test(context?.source ?? '')
  return inexact ? context?.source : value
}

async function wholeText(file: NamedFile, reading: Reading): Promise<string | null> {
  const { jsonBytes } = reading.limits
  const pieces: string[] = []
  let length = 0
  for await (const piece of decodeText(file.open())) {
    if (piece.kind === 'broken') {
      const row = pieces.join('').split('\n').length
      refuseFile(reading, { file: file.name, row, code: piece.code, value: piece.value, facts: piece.facts })
      return null
    }
    pieces.push(piece.text)
    length += piece.text.length
    if (length > jsonBytes) {
      const facts = { megabytes: Math.round(jsonBytes / 2 ** 20) }
      refuseFile(reading, { file: file.name, row: null, value: null, code: 'file-too-large', facts })
      return null
    }
    await pause(reading)
  }
  return pieces.join('')
}

/** The value as an object with keys, or null when it is a list, a text, a number or nothing. */
export function asObject(value: unknown): JsonObject | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : null
}
