import type { Tx } from '../../platform/db/database.ts'
import { picturesNamed } from './pictures-of.ts'
import { findPictures } from './pictures-queries.ts'

/** A picture as a book holds it: in one width, as wide as a column on a good screen. */
export interface BookPicture {
  name: string
  /** what is to be seen; empty for what is only decoration */
  alt: string
  width: number
  height: number
  hash: string
}

/** The pictures that these texts name, and further ones by name, as far as the viewer may see them; by name. */
export async function bookPictures(
  tx: Tx,
  words: readonly string[],
  names: readonly string[],
): Promise<Map<string, BookPicture>> {
  const found = await findPictures(tx, [...new Set([...picturesNamed(words), ...names])].sort())
  return new Map(
    found.map(({ name, alt, sizes }) => [
      name,
      { name, alt, ...(sizes.find((one) => one.width >= 900) ?? sizes.at(-1)!) },
    ]),
  )
}
