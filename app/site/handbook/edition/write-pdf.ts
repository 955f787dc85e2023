import { bytesMadeApart } from '../../../platform/work-apart.ts'
import { bookCover, inksOfFiles } from '../book-cover.ts'
import type { BookTask } from './book-worker.ts'
import type { Edition } from './edition.ts'
import { type PictureFiles, placeOfPicture } from './pictures-in-files.ts'
import { toldBook } from './told-book.ts'

const worker = new URL('./book-worker.ts', import.meta.url)

/** Milliseconds that a book may take. */
const longest = 120_000

/** The book as PDF, set beside the program in a process that gets nothing of its settings. Null when that fails or takes too long. */
export function writePdf(edition: Edition, pictures: PictureFiles): Promise<Uint8Array<ArrayBuffer> | null> {
  const { title, byline, changedAt } = edition
  const task: BookTask = {
    book: toldBook(edition, pictures),
    cover: bookCover({ title, below: byline, inks: inksOfFiles }),
    pictures: [...pictures.values()].map((one) => ({ place: placeOfPicture(one), bytes: one.bytes })),
    seconds: Math.floor(changedAt.getTime() / 1000),
  }
  return bytesMadeApart(worker, task, longest)
}
