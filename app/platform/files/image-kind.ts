/** The kinds of picture that are taken, by what is in the file and not by what it is called. */
export type ImageKind = 'jpeg' | 'png' | 'webp' | 'avif'

/** What a file is, as far as its bytes say. `vector` is SVG or other markup; `heic` is the pictures of some telephones, which we cannot read. */
export type FoundKind = ImageKind | 'vector' | 'heic' | 'other'

/** Looks at the first bytes of a file. */
export function imageKind(bytes: Buffer): FoundKind {
  if (bytes.subarray(0, 3).equals(Buffer.of(0xff, 0xd8, 0xff))) return 'jpeg'
  if (bytes.subarray(0, 8).equals(Buffer.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a))) return 'png'
  if (text(bytes, 0, 4) === 'RIFF' && text(bytes, 8, 12) === 'WEBP') return 'webp'
  if (text(bytes, 4, 8) === 'ftyp') return isoKind(text(bytes, 8, 12))
  const begins = bytes
    .subarray(0, 4_096)
    .toString('utf8')
    .replace(/^\uFEFF/, '')
    .trimStart()
  return begins.startsWith('<') ? 'vector' : 'other'
}

function isoKind(brand: string): FoundKind {
  if (brand === 'avif') return 'avif'
  return /^(heic|heix|hevc|hevx|heim|heis|mif1|msf1|avis)$/.test(brand) ? 'heic' : 'other'
}

/** Where a picture ends in its file; null when it never does, as in one that was cut off. */
export function endOfImage(bytes: Buffer, kind: ImageKind): number | null {
  if (kind === 'png') return endOfPng(bytes)
  if (kind === 'jpeg') return endOfJpeg(bytes)
  if (kind === 'webp') return withinFile(bytes, bytes.readUInt32LE(4) + 8)
  return endOfBoxes(bytes)
}

function endOfPng(bytes: Buffer): number | null {
  for (let at = 8; at + 12 <= bytes.length; ) {
    const next = at + 12 + bytes.readUInt32BE(at)
    if (text(bytes, at + 4, at + 8) === 'IEND') return withinFile(bytes, next)
    at = next
  }
  return null
}

function endOfJpeg(bytes: Buffer): number | null {
  let at = 2
  while (at + 1 < bytes.length) {
    if (bytes[at] !== 0xff) return null
    const mark = bytes[at + 1]!
    if (mark === 0xff) at += 1
    else if (mark === 0xd9) return at + 2
    else if (mark === 0x01 || (mark >= 0xd0 && mark <= 0xd7)) at += 2
    else {
      if (at + 4 > bytes.length) return null
      at += 2 + bytes.readUInt16BE(at + 2)
      if (mark === 0xda) at = afterScan(bytes, at)
    }
  }
  return null
}

/** Past the pixels of one scan: there every FF that is a value is followed by 00, and restarts are FFD0 to FFD7. */
function afterScan(bytes: Buffer, from: number): number {
  for (let at = bytes.indexOf(0xff, from); at >= 0 && at + 1 < bytes.length; at = bytes.indexOf(0xff, at + 1)) {
    const mark = bytes[at + 1]!
    if (mark !== 0 && !(mark >= 0xd0 && mark <= 0xd7)) return at
  }
  return bytes.length
}

function endOfBoxes(bytes: Buffer): number | null {
  let at = 0
  while (at + 8 <= bytes.length) {
    const size = bytes.readUInt32BE(at)
    const isBox = /^[\x20-\x7e]{4}$/.test(text(bytes, at + 4, at + 8))
    if (!isBox || (size > 0 && size < 8)) return at
    at = size === 0 ? bytes.length : at + size
  }
  return withinFile(bytes, at)
}

function withinFile(bytes: Buffer, at: number): number | null {
  return at <= bytes.length ? at : null
}

/** How files begin that something else would open: archives, documents, programs and pages. */
const otherBeginnings = ['PK\x03\x04', 'PK\x05\x06', '%PDF-', 'Rar!', '7z\xbc\xaf', 'MZ', '\x7fELF', '#!', '<']

/** Does something else begin behind the picture, so that one file is two? What cameras append (a film, a second picture) is not meant. */
export function isTwoFiles(bytes: Buffer, end: number): boolean {
  const behind = bytes.subarray(end)
  const begins = behind.toString('latin1', 0, 4_096).trimStart()
  return (
    otherBeginnings.some((one) => begins.startsWith(one)) || behind.includes('PK\x05\x06') || behind.includes('%PDF-')
  )
}

function text(bytes: Buffer, from: number, to: number): string {
  return bytes.toString('latin1', from, to)
}
