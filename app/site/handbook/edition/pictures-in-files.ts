import type { PictureFile } from '../../pictures/book-pictures.ts'
import { sayDrawn } from '../../pictures/pictures-of.ts'
import type { ResolvePicture } from '../../writing/draw-words.ts'

/** The pictures of an edition with their bytes, by the names that texts call them. */
export type PictureFiles = ReadonlyMap<string, PictureFile>

/** Where pictures lie within a file. */
export function placeOfPicture({ file }: { file: string }): string {
  return `pictures/${file}`
}

/** The pictures of a text in a file. One that nobody may see (any longer) leaves its words. */
export function pictureInFile(pictures: PictureFiles): ResolvePicture {
  return (name) => {
    const found = pictures.get(name)
    if (!found) return null
    const { width, height, drawn } = found
    return {
      src: placeOfPicture(found),
      width,
      height,
      ...(drawn && { drawnOn: (language) => sayDrawn(language, drawn) }),
    }
  }
}
