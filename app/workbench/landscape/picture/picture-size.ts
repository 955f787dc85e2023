import type { Paper } from './set-picture.ts'

/** Pixels across that a PNG may be asked for by number; more would be a wall, for which there is the SVG. */
export const leastPixels = 320
export const mostPixels = 4960
/** Few sizes, so that few pictures differ by nothing else and those that are done serve again. */
export const pixelStep = 160

const a = Math.SQRT2
const pngSizes = {
  screen: { paper: { kind: 'sheet' }, width: 1440, dotsPerInch: null },
  slide: { paper: { kind: 'page', ratio: 16 / 9 }, width: 1920, dotsPerInch: null },
  a4: { paper: { kind: 'page', ratio: a }, width: 3508, dotsPerInch: 300 },
  a3: { paper: { kind: 'page', ratio: a }, width: 4961, dotsPerInch: 300 },
} as const satisfies Record<string, PngSize>

const pdfPapers = {
  a4: { paper: { kind: 'page', ratio: 297 / 210 }, width: 297, height: 210 },
  a3: { paper: { kind: 'page', ratio: 420 / 297 }, width: 420, height: 297 },
} as const satisfies Record<string, PdfPaper>

export interface PngSize {
  paper: Paper
  /** pixels */
  width: number
  /** of the paper it is meant for; null for screens */
  dotsPerInch: number | null
}

export interface PdfPaper {
  paper: Paper
  /** millimetres */
  width: number
  height: number
}

export const pngNames = Object.keys(pngSizes) as (keyof typeof pngSizes)[]
export const pdfNames = Object.keys(pdfPapers) as (keyof typeof pdfPapers)[]

/** The size that an address asks a PNG for, `screen` unless it says one; null for what is none. */
export function pngSize(wish: string | undefined): PngSize | null {
  const name = pngNames.find((each) => each === (wish ?? 'screen'))
  if (name) return pngSizes[name]
  const width = /^\d{1,6}$/.test(wish!) ? Number(wish) : 0
  const isOne = width >= leastPixels && width <= mostPixels && width % pixelStep === 0
  return isOne ? { paper: { kind: 'sheet' }, width, dotsPerInch: null } : null
}

/** The paper that an address asks a PDF for, A4 unless it says one; null for what is none. */
export function pdfPaper(wish: string | undefined): PdfPaper | null {
  const name = pdfNames.find((each) => each === (wish ?? 'a4'))
  return name ? pdfPapers[name] : null
}
