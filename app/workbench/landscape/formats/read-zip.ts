import { crc32 } from 'node:zlib'
import { type Entry, fromBufferPromise, type ZipFile } from 'yauzl'
import { allBytes, fileNameOf, type NamedFile } from './named-file.ts'
import { shortened } from './problem.ts'
import { notice, pause, refuseFile } from './read-table.ts'
import type { Reading } from './reading.ts'

const RATIO_COUNTS_FROM = 2 ** 20

/**
 * The files inside a .zip, each checked once from end to end (size, checksum, limits) before any is read. Null, with the
 * reason among the problems, for an archive that is damaged, locked, too large or names places outside itself. Archives
 * inside the archive are reported and left alone; the shadow files of macOS (`__MACOSX`, names with a leading dot) are no files.
 */
export async function readZip(file: NamedFile, reading: Reading): Promise<NamedFile[] | null> {
  const { limits } = reading
  const refused = (code: Parameters<typeof refuseFile>[1]['code'], value: string | null, limit = 0) => {
    refuseFile(reading, { file: file.name, row: null, value: value && shortened(value), code, facts: { limit } })
    return null
  }
  const bytes = await allBytes(file, limits.zipBytes)
  if (bytes === null) return refused('zip-too-large', null, Math.round(limits.zipBytes / 2 ** 20))
  const found: NamedFile[] = []
  let unpacked = 0
  try {
    const zip = await fromBufferPromise(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length), {
      lazyEntries: true,
      autoClose: false,
    })
    if (zip.entryCount > limits.zipEntries) return refused('zip-too-many', null, limits.zipEntries)
    for await (const entry of zip.eachEntry()) {
      if (entry.fileName.endsWith('/') || isShadow(entry.fileName)) continue
      if (entry.isEncrypted()) return refused('zip-encrypted', entry.fileName)
      const allowed = Math.min(limits.unpackedBytes - unpacked, ratioLimit(entry, limits.zipRatio))
      const size = await checkedSize(zip, entry, allowed, reading)
      if (size === 'too-large') return refused('zip-bomb', entry.fileName, Math.round(limits.unpackedBytes / 2 ** 20))
      if (size === 'damaged') return refused('zip-damaged', entry.fileName)
      unpacked += size
      if (/\.(zip|7z|rar|gz|tar|tgz)$/iu.test(entry.fileName)) {
        notice(reading, { file: shortened(entry.fileName), row: null, field: null, code: 'zip-inside' })
      } else found.push({ name: entry.fileName, open: () => contentOf(zip, entry) })
    }
  } catch (error) {
    reading.signal?.throwIfAborted()
    return refused(
      /relative path|absolute path|characters in fileName/u.test(String(error)) ? 'zip-path' : 'zip-damaged',
      String(error),
    )
  }
  return inOneFolder(found)
}

function ratioLimit(entry: Entry, ratio: number): number {
  return Math.max(RATIO_COUNTS_FROM, entry.compressedSize * ratio)
}

async function* contentOf(zip: ZipFile, entry: Entry): AsyncGenerator<Uint8Array> {
  const stream = await zip.openReadStreamPromise(entry)
  for await (const chunk of stream) yield chunk as Uint8Array
}

async function checkedSize(
  zip: ZipFile,
  entry: Entry,
  allowed: number,
  reading: Reading,
): Promise<number | 'too-large' | 'damaged'> {
  let size = 0
  let sum = 0
  for await (const chunk of contentOf(zip, entry)) {
    size += chunk.length
    if (size > allowed) return 'too-large'
    sum = crc32(chunk, sum)
    await pause(reading)
  }
  return sum === entry.crc32 ? size : 'damaged'
}

function isShadow(path: string): boolean {
  return path.startsWith('__MACOSX/') || fileNameOf(path).startsWith('.')
}

/** Archives are often made of a folder: names are told from the folder in which people.csv lies. */
function inOneFolder(files: NamedFile[]): NamedFile[] {
  const anchor = files.find((file) => /(^|\/)(people\.(csv|tsv|txt)|landscape\.json)$/iu.test(file.name))
  const folder = anchor ? anchor.name.slice(0, -fileNameOf(anchor.name).length) : ''
  return files.map((file) => (file.name.startsWith(folder) ? { ...file, name: file.name.slice(folder.length) } : file))
}
