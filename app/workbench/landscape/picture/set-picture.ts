import { escaped } from '../map/escaped.ts'
import type { KeyEntry } from './picture-key.ts'
import { inLines, LINE, setLines, type TextLook, tenth } from './set-text.ts'

export interface PictureParts {
  map: { svg: string; width: number; height: number }
  title: string
  /** what is under the title: how many, and what crosses */
  counts: readonly string[]
  entries: readonly KeyEntry[]
  /** who drew it, as of when, from what, what is missing: a line each */
  cartouche: readonly string[]
}

/** A sheet is as high as it needs to be, with the key below; a page has the proportions of a paper or a screen, with the key beside the map. */
export type Paper = { kind: 'sheet' } | { kind: 'page'; ratio: number }

const MARGIN = 24
const BESIDE = 316
const COLUMNS = 3
const looks = {
  title: { size: 24, face: 'serif', weight: 500 },
  counts: { size: 13, face: 'sans', weight: 600 },
  entry: { size: 12.5, face: 'sans', weight: 400 },
  cartouche: { size: 12, face: 'sans', weight: 400 },
} as const satisfies Record<string, TextLook>
const GLYPH = 38
const BETWEEN = 9

/**
 * A drawn map as a picture that stands by itself: below or beside it its title, a key of everything that is on it, and the cartouche, because
 * no view is from nowhere. Its colours are still tokens and classes: `resolveStyles` makes attributes of them. Light, as on paper.
 */
export function setPicture(parts: PictureParts, paper: Paper): string {
  const { svg, width, height } = paper.kind === 'sheet' ? onSheet(parts) : onPage(parts, paper.ratio)
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" class="map map-wide" width="${tenth(width)}" height="${tenth(height)}" viewBox="0 0 ${tenth(width)} ${tenth(height)}">` +
    `<title>${escaped(parts.title)}</title>${svg}</svg>`
  )
}

interface Block {
  svg: string
  width: number
  height: number
}

function onSheet(parts: PictureParts): Block {
  const { width, height } = parts.map
  const inside = width - 2 * MARGIN
  const head = headOf(parts, inside)
  const columns = keyIn(COLUMNS, parts.entries, inside)
  const foot = textBlock(parts.cartouche, inside, looks.cartouche, 8)
  let y = height + MARGIN
  const placed = [head, columns, foot].map((block) => {
    const at = `<g transform="translate(${MARGIN} ${tenth(y)})">${block.svg}</g>`
    y += block.height + (block.height > 0 ? 16 : 0)
    return at
  })
  const bottom = y - 16 + MARGIN
  return {
    width,
    height: bottom,
    svg: `${water(width, height)}${withoutLinks(parts.map.svg)}<rect y="${tenth(height)}" width="${width}" height="${tenth(bottom - height)}" fill="var(--card)"/>${placed.join('')}`,
  }
}

function onPage(parts: PictureParts, ratio: number): Block {
  const width = parts.map.width + BESIDE
  const height = width / ratio
  const pane = width - BESIDE
  const scale = Math.min(pane / parts.map.width, height / parts.map.height)
  const x = (pane - parts.map.width * scale) / 2
  const y = (height - parts.map.height * scale) / 2
  const column = besideIn(parts, height - 2 * MARGIN)
  return {
    width,
    height,
    svg:
      `${water(pane, height)}<g transform="translate(${tenth(x)} ${tenth(y)}) scale(${scale.toFixed(4)})">${withoutLinks(parts.map.svg)}</g>` +
      `<rect x="${pane}" width="${BESIDE}" height="${tenth(height)}" fill="var(--card)"/>` +
      `<g transform="translate(${pane + MARGIN} ${MARGIN})">${column}</g>`,
  }
}

/** Title, key and cartouche in one column, everything smaller where it would not fit. */
function besideIn(parts: PictureParts, height: number): string {
  for (let scale = 1; ; scale -= 0.04) {
    const inside = (BESIDE - 2 * MARGIN) / scale
    const head = headOf(parts, inside)
    const key = keyIn(1, parts.entries, inside)
    const foot = textBlock(parts.cartouche, inside, looks.cartouche, 8)
    const needed = head.height + 18 + key.height + 18 + foot.height
    if (needed * scale > height && scale > 0.4) continue
    const footAt = Math.max(needed - foot.height, height / scale - foot.height)
    return (
      `<g transform="scale(${scale.toFixed(2)})">${head.svg}<g transform="translate(0 ${tenth(head.height + 18)})">${key.svg}</g>` +
      `<g transform="translate(0 ${tenth(footAt)})">${foot.svg}</g></g>`
    )
  }
}

function headOf({ title, counts }: PictureParts, width: number): Block {
  const lines = inLines(title, width, looks.title, 3)
  const top = looks.title.size
  const under = top + (lines.length - 1) * looks.title.size * LINE + 14
  const told = textBlock(counts, width, looks.counts, 4)
  return {
    width,
    height: under + told.height,
    svg: `${setLines(lines, 0, top, looks.title)}<g transform="translate(0 ${tenth(under)})">${told.svg}</g>`,
  }
}

/** Sentences one under the other. */
function textBlock(sentences: readonly string[], width: number, look: TextLook, most: number): Block {
  const parts: string[] = []
  let y = 0
  for (const sentence of sentences) {
    const lines = inLines(sentence, width, look, most)
    parts.push(setLines(lines, 0, y + look.size, look))
    y += lines.length * look.size * LINE + 3
  }
  return { svg: parts.join(''), width, height: y }
}

/** The key in columns that are about as high as each other, read from top to bottom. */
function keyIn(columns: number, entries: readonly KeyEntry[], width: number): Block {
  const gap = 24
  const each = (width - (columns - 1) * gap) / columns
  const rows = entries.map((entry) => entryIn(entry, each))
  const aim = rows.reduce((sum, row) => sum + row.height + BETWEEN, 0) / columns
  let [column, y, highest, before] = [0, 0, 0, 0]
  const placed = rows.map((row) => {
    if (column < columns - 1 && before + row.height / 2 > aim * (column + 1)) [column, y] = [column + 1, 0]
    const svg = `<g transform="translate(${tenth(column * (each + gap))} ${tenth(y)})">${row.svg}</g>`
    y += row.height + BETWEEN
    before += row.height + BETWEEN
    highest = Math.max(highest, y - BETWEEN)
    return svg
  })
  return { svg: placed.join(''), width, height: highest }
}

function entryIn({ glyph, words }: KeyEntry, width: number): Block {
  const { size } = looks.entry
  const lines = inLines(words, width - GLYPH, looks.entry, 5)
  const text = lines.length * size * LINE
  const height = Math.max(22, text)
  const first = (height - text) / 2 + size
  const sign = `<g transform="translate(14 ${tenth(lines.length === 1 ? height / 2 : first - size * 0.3 + 2)})">${glyph}</g>`
  return { svg: sign + setLines(lines, GLYPH, first, looks.entry), width, height }
}

function water(width: number, height: number): string {
  return `<rect width="${tenth(width)}" height="${tenth(height)}" fill="var(--open-water)"/>`
}

/** The inside of a drawing; links lead nowhere from a file. */
export function withoutLinks(svg: string): string {
  const inner = svg.slice(svg.indexOf('>') + 1, svg.lastIndexOf('</svg>'))
  return inner.replaceAll(/<a class="([^"]*)"[^>]*>/g, '<g class="$1">').replaceAll('</a>', '</g>')
}
