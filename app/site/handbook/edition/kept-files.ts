import { keptInMemory } from '../../../platform/kept-in-memory.ts'
import { bookCover, inksOfFiles } from '../book-cover.ts'
import type { Edition, Format } from './edition.ts'
import type { PictureFiles } from './pictures-in-files.ts'
import { writeEpub } from './write-epub.ts'
import { writeOffline } from './write-offline.ts'
import { writePdf } from './write-pdf.ts'

/** Reads the pictures of an edition, when a file is made. */
export type LoadPictures = () => Promise<PictureFiles>

type File = Promise<Uint8Array<ArrayBuffer> | null>

const files = keptInMemory<Format, { key: string; file: File }>()

/**
 * A file of this edition: made when somebody wants it first, once however many ask meanwhile, and kept as long as the edition stands. Null
 * when it cannot be made, which is tried again for whoever asks next.
 */
export function keptFile(edition: Edition, format: Format, load: LoadPictures): File {
  const known = files.get(format)
  if (known?.key === edition.key) return known.file
  const file = load().then((pictures) => make(edition, format, pictures))
  const one = { key: edition.key, file }
  files.set(format, one)
  const forget = () => {
    if (files.get(format) === one) files.delete(format)
  }
  file.then((bytes) => bytes === null && forget(), forget)
  return file
}

function make(edition: Edition, format: Format, pictures: PictureFiles): File {
  if (format === 'pdf') return writePdf(edition, pictures)
  if (format === 'html') return writeOffline(edition, pictures)
  const { title, byline } = edition
  const svg = bookCover({ title, below: byline, inks: inksOfFiles })
  return writeEpub(edition, { name: 'cover.svg', bytes: new TextEncoder().encode(svg) }, pictures)
}
