import type { Tx } from '../../platform/db/database.ts'
import { type PlainImage, plainImage } from '../../platform/files/reencode-image.ts'
import { picturesNamed } from './pictures-of.ts'
import { type Drawn, drawnOf, findPictures, pictureBytes } from './pictures-queries.ts'

/** A picture as a book holds it: in one width, as wide as a column on a good screen. */
export interface BookPicture {
  name: string
  /** what is to be seen; empty for what is only decoration */
  alt: string
  width: number
  height: number
  hash: string
  /** of a part of a map: when it was drawn */
  drawn: Drawn | null
}

/** A picture with its bytes, in a form that every reader of books knows, and the name of its file. */
export type PictureFile = BookPicture & PlainImage & { file: string }

/** The pictures that these texts name, and further ones by name, as far as the viewer may see them; by name. */
export async function bookPictures(
  tx: Tx,
  words: readonly string[],
  names: readonly string[],
): Promise<Map<string, BookPicture>> {
  const found = await findPictures(tx, [...new Set([...picturesNamed(words), ...names])].sort())
  return new Map(
    found.map((one) => [
      one.name,
      {
        name: one.name,
        alt: one.alt,
        drawn: drawnOf(one),
        ...(one.sizes.find(({ width }) => width >= 900) ?? one.sizes.at(-1)!),
      },
    ]),
  )
}

/** The same with their bytes, as JPEG, or as PNG where one sees through. One that is gone meanwhile is left out. */
export async function pictureFiles(tx: Tx, pictures: Iterable<BookPicture>): Promise<Map<string, PictureFile>> {
  const files = new Map<string, PictureFile>()
  for (const picture of pictures) {
    const webp = await pictureBytes(tx, picture.hash, 'webp')
    if (!webp) continue
    const made = await plainImage(webp)
    files.set(picture.name, {
      ...picture,
      ...made,
      file: `${picture.name}.${made.type === 'image/png' ? 'png' : 'jpg'}`,
    })
  }
  return files
}
