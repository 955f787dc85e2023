import type { Tx } from '../../platform/db/database.ts'
import type { Language } from '../../platform/i18n/language.ts'
import { writeDay } from '../../platform/i18n/numbers.ts'
import type { ResolvePicture } from '../writing/draw-words.ts'
import { type Drawn, findPictures, type PictureSize, type SitePicture } from './pictures-queries.ts'
import { picturesWords } from './pictures-words.ts'

/** Finds the pictures that these texts name, as far as the viewer may see them, for drawing the texts. One query for all of them. */
export async function picturesOf(tx: Tx, words: readonly string[]): Promise<ResolvePicture> {
  const found = new Map((await findPictures(tx, picturesNamed(words))).map((one) => [one.name, drawn(one)]))
  return (name) => found.get(name) ?? null
}

/** The names of the pictures that these texts name, each once. */
export function picturesNamed(words: readonly string[]): string[] {
  const names = words.flatMap((text) => [...text.matchAll(/picture:([a-z0-9-]{1,100})/g)].map(([, name]) => name!))
  return [...new Set(names)]
}

function drawn({ sizes, dark, drawnOn, asOf }: SitePicture): NonNullable<ReturnType<ResolvePicture>> {
  const { width, height } = sizes.at(-1)!
  return {
    ...toChooseFrom(sizes),
    width,
    height,
    ...(dark.length > 0 && { dark: toChooseFrom(dark) }),
    ...(drawnOn !== null && { drawnOn: (language) => sayDrawn(language, { on: drawnOn, asOf }) }),
  }
}

function toChooseFrom(sizes: readonly PictureSize[]): { src: string; srcset: string } {
  // what is drawn where nothing is chosen by width: wide enough for a column of text
  const { hash } = sizes.find((one) => one.width >= 900) ?? sizes.at(-1)!
  return {
    src: pictureAddress({ hash }),
    srcset: sizes.map((one) => `${pictureAddress(one)} ${one.width}w`).join(', '),
  }
}

/** "Drawn on 1 March 2027." A landscape that says of which day it is is told by that day as well. */
export function sayDrawn(language: Language, { on, asOf }: Drawn): string {
  const say = picturesWords(language)
  const day = writeDay(language, on)
  return asOf === null || asOf === on
    ? say('drawn_on', { day })
    : say('drawn_as_of', { day, asOf: writeDay(language, asOf) })
}

/** Where one size of a picture is; the form (AVIF, WebP) goes by what the browser takes. */
export function pictureAddress({ hash }: { hash: string }): string {
  return `/pictures/${hash}`
}
