import { checkArrays } from './check-arrays.ts'
import { checkMeaning } from './check-meaning.ts'
import {
  boundaryKinds,
  concernKinds,
  type Landscape,
  type LandscapeCounts,
  type LandscapeIds,
  tieKinds,
} from './landscape.ts'
import { type ElementType, fields, type LandscapeArrays } from './layout.ts'
import type { Count } from './sound-arrays.ts'
import { unreadable } from './unreadable.ts'

/** The characters "ECOOLAND" as the first eight bytes. */
const MAGIC = [0x4f4f4345, 0x444e414c] as const
/** Reads back differently on a machine that orders bytes the other way. */
const BYTE_ORDER = 0x0102_0304
/** Rises whenever the list of arrays, their types or their meaning changes. */
const LAYOUT_VERSION = 1

const HEADER_WORDS = 8
const SECTION_WORDS = 4
const header = { magic: 0, byteOrder: 2, version: 3, sections: 4, complete: 5, checksum: 6, size8: 7 } as const

const idTables = ['people', 'practices', 'boundaries', 'sides', 'concerns', 'spaces'] as const
const elementTypes = ['u8', 'u32', 'i32', 'f32', 'f64', 'u16'] as const
const elementSize = { u8: 1, u16: 2, u32: 4, i32: 4, f32: 4, f64: 8 } as const

type Section = Uint8Array | Uint16Array | Uint32Array | Int32Array | Float32Array | Float64Array
const viewOf = {
  u8: Uint8Array,
  u16: Uint16Array,
  u32: Uint32Array,
  i32: Int32Array,
  f32: Float32Array,
  f64: Float64Array,
} as const

/**
 * Lays arrays and ids out in one new buffer and gives the landscape that looks into it.
 *
 * Layout: header (magic, byte order, version, number of sections, complete, checksum, size), a directory of sections
 * (type, length, place), then every section at a multiple of 8 bytes: for each id table where the ids begin and their
 * UTF-16 text, then the arrays in the order of `fields`.
 */
export function layOut(ids: LandscapeIds, complete: boolean, arrays: LandscapeArrays): Landscape {
  const sections: { type: (typeof elementTypes)[number]; values: Section }[] = []
  for (const table of idTables) {
    const { start, text } = encodeIds(ids[table])
    sections.push({ type: 'u32', values: start }, { type: 'u16', values: text })
  }
  for (const [name, type] of fields) sections.push({ type, values: arrays[name] })

  let size = 4 * (HEADER_WORDS + SECTION_WORDS * sections.length)
  const places = sections.map(({ values }) => {
    const place = size
    size += Math.ceil(values.byteLength / 8) * 8
    return place
  })
  const buffer = new ArrayBuffer(size)
  const words = new Uint32Array(buffer)
  words.set(MAGIC)
  words[header.byteOrder] = BYTE_ORDER
  words[header.version] = LAYOUT_VERSION
  words[header.sections] = sections.length
  words[header.complete] = complete ? 1 : 0
  words[header.size8] = size / 8
  sections.forEach(({ type, values }, k) => {
    words.set([elementTypes.indexOf(type), values.length, places[k]! / 8, 0], HEADER_WORDS + SECTION_WORDS * k)
    new viewOf[type](buffer, places[k]!, values.length).set(values)
  })
  words[header.checksum] = checksum(words)
  return look(buffer, ids, complete)
}

/**
 * Reads a landscape back from its bytes, checking every header field, every place, and every entry of every array.
 * The landscape looks into the bytes given (no copy, unless they are part of a longer buffer), so do not write to them.
 *
 * Cost: one pass over the bytes.
 *
 * @param bytes what `landscape.buffer` held
 * @throws BadInput saying what is wrong: other content, other version, cut short, damaged, or an entry out of range
 */
export function readLandscape(bytes: ArrayBuffer | SharedArrayBuffer | Uint8Array): Landscape {
  const buffer = wholeBuffer(bytes)
  checkDirectory(soundHeader(buffer), buffer.byteLength)
  const landscape = landscapeIn(buffer)
  checkArrays(landscape, countsOf(landscape))
  checkMeaning(landscape)
  return landscape
}

/**
 * Looks into the buffer of a landscape that this very program laid out, without checking it: for handing one to a worker. Bytes from
 * anywhere else belong into `readLandscape`.
 *
 * Cost: O(length of the ids).
 */
export function landscapeIn(buffer: ArrayBuffer | SharedArrayBuffer): Landscape {
  const words = new Uint32Array(buffer)
  const ids = Object.fromEntries(
    idTables.map((table, k) => {
      const start = section(buffer, words, 2 * k) as Uint32Array
      return [table, decodeIds(start, section(buffer, words, 2 * k + 1) as Uint16Array, table)]
    }),
  ) as unknown as LandscapeIds
  return look(buffer, ids, words[header.complete] === 1)
}

/** The bytes as words, when the header says that they are a landscape of this version, whole and unchanged. */
function soundHeader(buffer: ArrayBuffer | SharedArrayBuffer): Uint32Array {
  const size = buffer.byteLength
  if (size < 4 * HEADER_WORDS || size % 8 !== 0) {
    throw unreadable('number of bytes', size, 'it was cut short or is something else')
  }
  const words = new Uint32Array(buffer)
  const isLandscape = words[0] === MAGIC[0] && words[1] === MAGIC[1]
  if (!isLandscape) throw unreadable('first word', words[0], 'these bytes do not begin as a landscape does')
  const rules: [place: keyof typeof header, expected: number, why: string][] = [
    ['byteOrder', BYTE_ORDER, 'it was written on a machine with another byte order; build it again here'],
    ['version', LAYOUT_VERSION, `this program reads layout version ${LAYOUT_VERSION}; build it again`],
    ['size8', size / 8, `there are ${size / 8} words of 8 bytes; it was cut short or extended`],
    ['checksum', checksum(words), 'it does not match: bytes were changed on the way'],
  ]
  for (const [place, expected, why] of rules) {
    if (words[header[place]] !== expected) throw unreadable(place, words[header[place]], why)
  }
  if (words[header.complete]! > 1) throw unreadable('complete', words[header.complete], 'it must be 0 or 1')
  return words
}

function wholeBuffer(bytes: ArrayBuffer | SharedArrayBuffer | Uint8Array): ArrayBuffer | SharedArrayBuffer {
  if (!(bytes instanceof Uint8Array)) return bytes
  const { buffer, byteOffset, byteLength } = bytes
  // not `bytes.slice()`: a Buffer of Node has its own, which copies nothing and leaves the bytes in the pool they share with others
  return byteOffset === 0 && byteLength === buffer.byteLength ? buffer : new Uint8Array(bytes).buffer
}

/**
 * A hash of every word but the checksum's own. Each step turns different sums into different sums, so damage inside one word is always found; other damage but once
 * in 2³². Malice may forge it: the entries themselves are checked too.
 */
function checksum(words: Uint32Array): number {
  let sum = 0x9747b28c
  for (let i = 0; i < words.length; i++) {
    if (i === header.checksum) continue
    sum = Math.imul(sum ^ words[i]!, 0x01000193)
    sum = (sum << 13) | (sum >>> 19)
  }
  return sum >>> 0
}

function checkDirectory(words: Uint32Array, size: number): void {
  const expected: ElementTypeOfSection[] = idTables.flatMap(() => ['u32', 'u16'] as const)
  expected.push(...fields.map(([, type]) => type))
  if (words[header.sections] !== expected.length) {
    throw unreadable('number of sections', words[header.sections], `there are ${expected.length}`)
  }
  let place = 4 * (HEADER_WORDS + SECTION_WORDS * expected.length)
  if (place > size) throw unreadable('number of bytes', size, 'its directory is cut short')
  expected.forEach((type, k) => {
    const at = HEADER_WORDS + SECTION_WORDS * k
    const found = elementTypes[words[at]!]
    if (found !== type) throw unreadable(`type of section ${k}`, found, `it should be ${type}`)
    if (words[at + 2]! * 8 !== place)
      throw unreadable(`place of section ${k}`, words[at + 2]! * 8, `it should be ${place}`)
    place += Math.ceil((words[at + 1]! * elementSize[type]) / 8) * 8
    if (place > size) throw unreadable(`length of section ${k}`, words[at + 1], 'it runs past the end')
  })
  if (place !== size) throw unreadable('number of bytes', size, `its sections end at ${place}`)
}

type ElementTypeOfSection = ElementType | 'u16'

function section(buffer: ArrayBuffer | SharedArrayBuffer, words: Uint32Array, k: number): Section {
  const at = HEADER_WORDS + SECTION_WORDS * k
  const type = elementTypes[words[at]!]!
  // a landscape may lie in memory that threads share; the arrays behave the same there
  return new viewOf[type](buffer as ArrayBuffer, words[at + 2]! * 8, words[at + 1]!)
}

function look(buffer: ArrayBuffer | SharedArrayBuffer, ids: LandscapeIds, complete: boolean): Landscape {
  const words = new Uint32Array(buffer)
  const first = 2 * idTables.length
  const arrays = Object.fromEntries(
    fields.map(([name], k) => [name, section(buffer, words, first + k)]),
  ) as unknown as LandscapeArrays
  const counts: LandscapeCounts = {
    people: ids.people.length,
    practices: ids.practices.length,
    boundaries: ids.boundaries.length,
    dyads: arrays.dyadHigh.length,
    accounts: arrays.accountKind.length,
  }
  return { buffer, ids, counts, complete, ...arrays }
}

function countsOf({ ids, stanceStart, counts }: Landscape): Record<Count, number> {
  return {
    ...counts,
    sides: ids.sides.length,
    concerns: ids.concerns.length,
    spaces: ids.spaces.length,
    stances: stanceStart.length - 1,
    tieKinds: tieKinds.length,
    boundaryKinds: boundaryKinds.length,
    concernKinds: concernKinds.length,
  }
}

function encodeIds(ids: readonly string[]): { start: Uint32Array; text: Uint16Array } {
  const start = new Uint32Array(ids.length + 1)
  ids.forEach((id, i) => {
    start[i + 1] = start[i]! + id.length
  })
  const text = new Uint16Array(start[ids.length]!)
  ids.forEach((id, i) => {
    for (let k = 0; k < id.length; k++) text[start[i]! + k] = id.charCodeAt(k)
  })
  return { start, text }
}

/** Ids may be long, but not so long that one of them could not be passed as arguments. */
const LONGEST_ID = 10_000

function decodeIds(start: Uint32Array, text: Uint16Array, table: string): string[] {
  if (start.length === 0 || start[0] !== 0 || start[start.length - 1] !== text.length) {
    throw unreadable(`ids of ${table}`, start[start.length - 1], `they should end at ${text.length}`)
  }
  const ids = new Array<string>(start.length - 1)
  for (let i = 0; i + 1 < start.length; i++) {
    const length = start[i + 1]! - start[i]!
    if (length <= 0 || length > LONGEST_ID) {
      throw unreadable(`length of id ${i} of ${table}`, length, `it should be 1 to ${LONGEST_ID}`)
    }
    ids[i] = String.fromCharCode(...text.subarray(start[i]!, start[i + 1]!))
    if (table !== 'sides' && i > 0 && ids[i]! <= ids[i - 1]!) {
      throw unreadable(`id ${i} of ${table}`, ids[i], 'ids should stand in order, each once')
    }
  }
  return ids
}
