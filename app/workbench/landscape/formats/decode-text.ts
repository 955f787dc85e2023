import { joinBytes } from './join-bytes.ts'
import type { ProblemCode } from './problem.ts'
import { shortened } from './problem.ts'

/** A stretch of text, or the reason why the rest cannot be read. */
export type TextPiece = { kind: 'text'; text: string } | Broken

export interface Broken {
  kind: 'broken'
  code: ProblemCode
  value: string | null
  facts?: Record<string, string | number>
}

type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be'

const LONGEST_LINE = 4 * 2 ** 20
const LINE_FEED = 10
const CARRIAGE_RETURN = 13

/**
 * The text of a file, piece by piece, in bounded memory: UTF-8 with or without a byte order mark, and UTF-16 (marked, or
 * recognised by its empty bytes). Bytes that are not UTF-8 end it with a broken piece that shows the line as Windows-1252,
 * which is what such files nearly always are.
 */
export async function* decodeText(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<TextPiece> {
  let encoding: Encoding | null = null
  let decoder = new TextDecoder()
  let rest: Uint8Array = new Uint8Array(0)
  for await (const chunk of bytes) {
    const all: Uint8Array = rest.length === 0 ? chunk : joinBytes([rest, chunk])
    if (encoding === null) {
      if (all.length < 4) {
        rest = all
        continue
      }
      encoding = encodingOf(all)
      decoder = new TextDecoder(encoding, { fatal: encoding === 'utf-8' })
    }
    if (encoding !== 'utf-8') {
      rest = new Uint8Array(0)
      yield { kind: 'text', text: decoder.decode(all, { stream: true }) }
      continue
    }
    const end = endOfLastLine(all)
    rest = all.slice(end)
    if (rest.length > LONGEST_LINE) {
      yield { kind: 'broken', code: 'line-too-long', value: null, facts: { limit: LONGEST_LINE } }
      return
    }
    const pieces = decodeLines(all.subarray(0, end), decoder)
    yield* pieces
    if (pieces.at(-1)?.kind === 'broken') return
  }
  if (encoding === null && rest.length > 0) decoder = new TextDecoder(encodingOf(rest), { fatal: true })
  if (encoding === null || encoding === 'utf-8') yield* decodeLines(rest, decoder)
  else yield { kind: 'text', text: decoder.decode() }
}

/** Which of the three encodings the beginning of a file speaks for. */
function encodingOf(head: Uint8Array): Encoding {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le'
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be'
  const looked = Math.min(head.length, 2000) & ~1
  let even = 0
  let odd = 0
  for (let at = 0; at < looked; at += 2) {
    if (head[at] === 0) even++
    if (head[at + 1] === 0) odd++
  }
  const pairs = looked / 2
  if (pairs > 1 && odd > pairs * 0.4 && even < pairs * 0.1) return 'utf-16le'
  if (pairs > 1 && even > pairs * 0.4 && odd < pairs * 0.1) return 'utf-16be'
  return 'utf-8'
}

function endOfLastLine(bytes: Uint8Array): number {
  const at = Math.max(bytes.lastIndexOf(LINE_FEED), bytes.lastIndexOf(CARRIAGE_RETURN))
  return at + 1
}

/** Whole lines only, so that no character is cut; on a bad byte everything before its line, and then the reason. */
function decodeLines(bytes: Uint8Array, decoder: TextDecoder): TextPiece[] {
  if (bytes.length === 0) return []
  const whole = decodeOrNull(bytes, decoder)
  if (whole !== null) return [{ kind: 'text', text: whole }]
  const good: string[] = []
  for (let from = 0; from < bytes.length; ) {
    const feed = bytes.indexOf(LINE_FEED, from)
    const to = feed === -1 ? bytes.length : feed + 1
    const line = decodeOrNull(bytes.subarray(from, to), new TextDecoder('utf-8', { fatal: true }))
    if (line === null) return [{ kind: 'text', text: good.join('') }, notUtf8(bytes.subarray(from, to))]
    good.push(line)
    from = to
  }
  return [{ kind: 'text', text: good.join('') }]
}

function decodeOrNull(bytes: Uint8Array, decoder: TextDecoder): string | null {
  try {
    return decoder.decode(bytes, { stream: true })
  } catch {
    return null
  }
}

function notUtf8(line: Uint8Array): Broken {
  const bad = firstBadByte(line)
  const around = line.subarray(Math.max(0, bad - 20), bad + 20)
  const value = shortened(new TextDecoder('windows-1252').decode(around))
  return { kind: 'broken', code: 'not-utf8', value }
}

function firstBadByte(line: Uint8Array): number {
  let good = 0
  let bad = line.length
  while (bad - good > 1) {
    const middle = (good + bad) >> 1
    try {
      new TextDecoder('utf-8', { fatal: true }).decode(line.subarray(0, middle), { stream: true })
      good = middle
    } catch {
      bad = middle
    }
  }
  return good
}
