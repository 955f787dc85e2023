import { BodyUnreadable } from './body.ts'

/** What comes out of a multipart body, in the order it stands there. */
export type MultipartEvent =
  | { kind: 'part'; name: string; fileName: string | null; type: string }
  | { kind: 'bytes'; bytes: Buffer }
  | { kind: 'end of part' }

const mostHeaderBytes = 16_384
const mostParts = 1_000
const lineEnd = Buffer.from('\r\n')
const headersEnd = Buffer.from('\r\n\r\n')

/** The boundary named in a Content-Type, or null if it is not multipart/form-data. */
export function multipartBoundary(contentType: string | undefined): string | null {
  const found = /^multipart\/form-data\s*;.*?boundary=(?:"([^"]{1,70})"|([^\s;]{1,70}))/i.exec(contentType ?? '')
  return found?.[1] ?? found?.[2] ?? null
}

/**
 * Reads a multipart/form-data body (RFC 7578) as it arrives, holding never more than one chunk and one boundary in memory. Throws
 * `BodyUnreadable` when the body ends early, a header does not end, or there are more than 1,000 parts.
 */
export async function* readMultipart(
  body: AsyncIterable<Uint8Array>,
  boundary: string,
): AsyncGenerator<MultipartEvent> {
  const delimiter = Buffer.from(`\r\n--${boundary}`)
  const reading = reader(body)
  for await (const _ of until(reading, delimiter)) {
    // What stands before the first boundary means nothing.
  }
  for (let parts = 0; ; parts++) {
    const next = await take(reading, 2)
    if (next.toString('latin1') === '--') return
    if (!next.equals(lineEnd))
      throw new BodyUnreadable('A boundary in the body is followed by neither a line end nor its end.')
    if (parts >= mostParts) throw new BodyUnreadable(`The body has more than ${mostParts} parts.`)
    yield await readHeaders(reading)
    for await (const bytes of until(reading, delimiter)) yield { kind: 'bytes', bytes }
    yield { kind: 'end of part' }
  }
}

interface Reader {
  buffer: Buffer
  /** Appends the next chunk; false at the end of the body. */
  more(): Promise<boolean>
}

function reader(body: AsyncIterable<Uint8Array>): Reader {
  const chunks = body[Symbol.asyncIterator]()
  // The first boundary has no line end before it; with one, all boundaries look alike.
  const reading: Reader = {
    buffer: Buffer.from(lineEnd),
    async more() {
      const { done, value } = await chunks.next()
      if (done) return false
      reading.buffer = Buffer.concat([reading.buffer, value])
      return true
    },
  }
  return reading
}

/** Gives everything before `mark` and moves behind it. */
async function* until(reading: Reader, mark: Buffer): AsyncGenerator<Buffer> {
  for (;;) {
    const at = reading.buffer.indexOf(mark)
    const certain = at >= 0 ? at : Math.max(0, reading.buffer.length - mark.length + 1)
    if (certain > 0) yield reading.buffer.subarray(0, certain)
    reading.buffer = reading.buffer.subarray(at >= 0 ? at + mark.length : certain)
    if (at >= 0) return
    if (!(await reading.more())) throw new BodyUnreadable('The body ends in the middle of a part.')
  }
}

async function take(reading: Reader, count: number): Promise<Buffer> {
  while (reading.buffer.length < count) {
    if (!(await reading.more())) throw new BodyUnreadable('The body ends in the middle of a boundary.')
  }
  const taken = reading.buffer.subarray(0, count)
  reading.buffer = reading.buffer.subarray(count)
  return taken
}

async function readHeaders(reading: Reader): Promise<MultipartEvent> {
  const lines: Buffer[] = []
  let size = 0
  for await (const bytes of until(reading, headersEnd)) {
    size += bytes.length
    if (size > mostHeaderBytes) throw new BodyUnreadable('The headers of a part are too long.')
    lines.push(bytes)
  }
  const text = Buffer.concat(lines).toString('utf8')
  const disposition = /^content-disposition:(.*)$/im.exec(text)?.[1] ?? ''
  const name = parameter(disposition, 'name')
  if (name === null) throw new BodyUnreadable('A part of the body has no name.')
  const type = /^content-type:\s*([^\s;]+)/im.exec(text)?.[1] ?? 'text/plain'
  return { kind: 'part', name, fileName: parameter(disposition, 'filename'), type: type.toLowerCase() }
}

function parameter(disposition: string, name: string): string | null {
  const found = new RegExp(`;\\s*${name}="([^"]*)"`, 'i').exec(disposition)
  return found ? (found[1] ?? '').replace(/%22/g, '"').replace(/%0D|%0A/gi, ' ') : null
}
