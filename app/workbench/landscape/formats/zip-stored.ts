import { joinBytes } from './join-bytes.ts'

/**
 * Archives in a browser, without a package: what is written is stored as it is, what is read may be deflated (the browser inflates it). Enough for
 * our own folder; archives in parts or over four gigabytes are refused.
 */

const LOCAL = 0x04034b50
const CENTRAL = 0x02014b50
const END = 0x06054b50
/** The first of January 2000, as on the server: the same files give the same bytes. */
const DAY = ((2000 - 1980) << 9) | (1 << 5) | 1

/** One archive of the files, stored and not compressed. */
export function zipStored(files: ReadonlyMap<string, string>): Uint8Array<ArrayBuffer> {
  const encoder = new TextEncoder()
  const parts: Uint8Array[] = []
  const list: Uint8Array[] = []
  let at = 0
  for (const [name, text] of files) {
    const path = encoder.encode(name)
    const bytes = encoder.encode(text)
    // version, flag "names are UTF-8", stored, time, day, sum, sizes, length of the name, nothing extra
    const about = [20, 0x800, 0, 0, DAY]
    const sizes = [checksum(bytes), bytes.length, bytes.length]
    const head = record(LOCAL, about, sizes, [path.length, 0])
    parts.push(head, path, bytes)
    list.push(withStart(record(CENTRAL, [20, ...about], sizes, [path.length, 0, 0, 0, 0, 0, 0, 0, 0]), at), path)
    at += head.length + path.length + bytes.length
  }
  const length = list.reduce((sum, part) => sum + part.length, 0)
  const end = record(END, [0, 0, files.size, files.size], [length, at], [0])
  return joinBytes([...parts, ...list, end])
}

/** A signature, some short numbers, some long ones, some short ones: little end first. */
function record(signature: number, short: number[], long: number[], more: number[]): Uint8Array {
  const view = new DataView(new ArrayBuffer(4 + short.length * 2 + long.length * 4 + more.length * 2))
  view.setUint32(0, signature, true)
  let at = 4
  for (const number of short) {
    view.setUint16(at, number, true)
    at += 2
  }
  for (const number of long) {
    view.setUint32(at, number, true)
    at += 4
  }
  for (const number of more) {
    view.setUint16(at, number, true)
    at += 2
  }
  return new Uint8Array(view.buffer)
}

/** Where the file begins stands in the last four bytes of its line in the list. */
function withStart(line: Uint8Array, at: number): Uint8Array {
  new DataView(line.buffer).setUint32(line.length - 4, at, true)
  return line
}

/** The files of an archive by name; null when it is none, is damaged, or holds more than `most` bytes. */
export async function unzipped(bytes: Uint8Array<ArrayBuffer>, most: number): Promise<Map<string, Uint8Array> | null> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const end = endOf(view)
  if (end === null) return null
  const files = new Map<string, Uint8Array>()
  let at = view.getUint32(end + 16, true)
  let room = most
  try {
    for (let nth = view.getUint16(end + 10, true); nth > 0; nth -= 1) {
      if (view.getUint32(at, true) !== CENTRAL) return null
      const [nameLength, extra, note] = [28, 30, 32].map((place) => view.getUint16(at + place, true)) as [
        number,
        number,
        number,
      ]
      const size = view.getUint32(at + 24, true)
      room -= size
      if (room < 0) return null
      const name = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameLength))
      const content = await contentOf(view, bytes, at)
      if (content === null || content.length !== size || checksum(content) !== view.getUint32(at + 16, true))
        return null
      if (!name.endsWith('/')) files.set(name, content)
      at += 46 + nameLength + extra + note
    }
  } catch {
    return null
  }
  return files
}

function endOf(view: DataView): number | null {
  for (let at = view.byteLength - 22; at >= 0 && at > view.byteLength - 70_000; at -= 1)
    if (view.getUint32(at, true) === END) return at
  return null
}

async function contentOf(view: DataView, bytes: Uint8Array<ArrayBuffer>, line: number): Promise<Uint8Array | null> {
  const method = view.getUint16(line + 10, true)
  const start = view.getUint32(line + 42, true)
  const from = start + 30 + view.getUint16(start + 26, true) + view.getUint16(start + 28, true)
  const packed = bytes.subarray(from, from + view.getUint32(line + 20, true))
  if (method === 0) return packed
  if (method !== 8) return null
  return inflated(packed, view.getUint32(line + 24, true))
}

/** Stops as soon as more comes out than the archive promised. */
async function inflated(packed: Uint8Array<ArrayBuffer>, size: number): Promise<Uint8Array | null> {
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream('deflate-raw'))
  const reader = stream.getReader()
  const chunks: Uint8Array[] = []
  let length = 0
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return joinBytes(chunks)
    length += value.length
    if (length > size) {
      await reader.cancel()
      return null
    }
    chunks.push(value)
  }
}

/** The sum that archives keep of each file (CRC-32). */
function checksum(bytes: Uint8Array): number {
  let sum = 0xffffffff
  for (const byte of bytes) {
    sum ^= byte
    for (let bit = 0; bit < 8; bit += 1) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0)
  }
  return (sum ^ 0xffffffff) >>> 0
}
