import type { Tx } from '../../platform/db/database.ts'
import type { Theme } from '../../platform/http/request.ts'
import type { Language } from '../../platform/i18n/language.ts'
import { writeDay } from '../../platform/i18n/numbers.ts'
import type { ResolvePicture } from '../writing/draw-words.ts'
import { type Drawn, drawnOf, findPictures, type PictureSize, type SitePicture } from './pictures-queries.ts'
import { picturesWords } from './pictures-words.ts'

/**
 * Finds the pictures that these texts name, as far as the viewer may see them, for drawing the texts on a page of this theme. One query for
 * all of them.
 */
export async function picturesOf(tx: Tx, words: readonly string[], theme: Theme): Promise<ResolvePicture> {
  const found = new Map((await findPictures(tx, picturesNamed(words))).map((one) => [one.name, drawn(one, theme)]))
  return (name) => found.get(name) ?? null
}

/** The names of the pictures that these texts name, each once. */
export function picturesNamed(words: readonly string[]): string[] {
  const names = words.flatMap((text) => [...text.matchAll(/picture:([a-z0-9-]{1,100})/g)].map(([, name]) => name!))
  return [...new Set(names)]
}

/**
 * When the picture by night is the one that is seen, as a media query: on no paper, as far as a browser looks anew before it prints, and not
 * where somebody chose the day.
 */
const whenDark = { system: 'screen and (prefers-color-scheme: dark)', dark: 'screen', light: null } as const

function drawn({ sizes, dark, ...one }: SitePicture, theme: Theme): NonNullable<ReturnType<ResolvePicture>> {
  const media = dark.length > 0 ? whenDark[theme] : null
  const { width, height } = sizes.at(-1)!
  const drawnOn = drawnOf(one)
  return {
    ...toChooseFrom(sizes),
    width,
    height,
    ...(media !== null && { dark: { srcset: toChooseFrom(dark).srcset, media } }),
    ...(drawnOn && { drawnOn: (language) => sayDrawn(language, drawnOn) }),
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
