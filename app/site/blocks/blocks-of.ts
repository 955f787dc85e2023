import type { Tx } from '../../platform/db/database.ts'
import type { Theme } from '../../platform/http/request.ts'
import { datesInWords } from '../events/dates-in-words.ts'
import { picturesOf } from '../pictures/pictures-of.ts'
import type { ResolveDates } from '../writing/blocks.ts'
import type { ResolvePicture } from '../writing/draw-words.ts'

/** What texts name that lies elsewhere, found and ready to be drawn. */
export interface Blocks {
  picture: ResolvePicture
  dates: ResolveDates
}

/** Texts that are to be drawn on a page: when, and whether by day or by night. */
export interface Named {
  texts: readonly string[]
  now: Date
  theme: Theme
}

/** Finds the pictures and the dates that these texts name, as far as the viewer may see them. What names nothing costs no question. */
export async function blocksOf(tx: Tx, { texts, now, theme }: Named): Promise<Blocks> {
  return { picture: await picturesOf(tx, texts, theme), dates: await datesInWords(tx, { texts, now }) }
}
