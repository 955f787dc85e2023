import { escaped } from '../map/escaped.ts'
import { textWidth } from '../map/text-width.ts'

export interface TextLook {
  size: number
  face: 'serif' | 'sans'
  weight: number
}

/**
 * A text in lines that are at most `width` wide, broken between words and, where one word is longer than a line, inside it; what does not
 * fit into `most` lines is cut with an ellipsis.
 */
export function inLines(text: string, width: number, { size }: TextLook, most: number): string[] {
  const wide = (words: string) => textWidth(words, 'instrument', size)
  const lines: string[] = []
  for (const word of text.split(/\s+/).filter(Boolean)) {
    const line = lines.at(-1)
    if (line !== undefined && wide(`${line} ${word}`) <= width) lines[lines.length - 1] = `${line} ${word}`
    else lines.push(...piecesOf(word, width, wide))
  }
  if (lines.length <= most) return lines
  let last = lines[most - 1]!
  while (last !== '' && wide(`${last}…`) > width) last = last.slice(0, -1)
  return [...lines.slice(0, most - 1), `${last.trimEnd()}…`]
}

function piecesOf(word: string, width: number, wide: (words: string) => number): string[] {
  if (wide(word) <= width) return [word]
  const pieces = ['']
  for (const letter of word) {
    if (pieces.at(-1) !== '' && wide(pieces.at(-1)! + letter) > width) pieces.push('')
    pieces[pieces.length - 1] += letter
  }
  return pieces
}

/** Lines of text from a first baseline down, a line and a third apart. */
export function setLines(lines: readonly string[], x: number, y: number, { size, face, weight }: TextLook): string {
  const look = `font-family="var(--${face})" font-size="${size}" font-weight="${weight}" fill="var(--ink)" stroke="none"`
  return lines
    .map((line, nth) => `<text x="${tenth(x)}" y="${tenth(y + nth * size * LINE)}" ${look}>${escaped(line)}</text>`)
    .join('')
}

export const LINE = 1.34

export function tenth(value: number): string {
  return String(Math.round(value * 10) / 10)
}
