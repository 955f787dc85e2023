/** How wide letters of Literata 500 are, in shares of the size of the type; all others are like `n`. */
const widths: [RegExp, number][] = [
  [/[ ]/, 0.25],
  [/[iljI.,:;'’‘!|íìïî]/, 0.32],
  [/[ftrs()[\]“”"-]/, 0.44],
  [/[aceoszvyxkgáàâãéêèóôõçñ]/, 0.55],
  [/[mw—…]/, 0.92],
  [/[MW@]/, 1.06],
  [/[QOGÓÔÕ]/, 0.86],
  [/[A-ZÀ-Þ]/, 0.72],
  // letters of scripts that are as wide as high
  [/[\u1100-\u11ff\u2e80-\u9fff\uac00-\ud7ff\uf900-\ufaff\p{Extended_Pictographic}]/u, 1.05],
]

/** How wide a text comes out, in pixels; somewhat too wide rather than too narrow. */
function widthOf(text: string, size: number): number {
  let width = 0
  for (const letter of text) width += widths.find(([form]) => form.test(letter))?.[1] ?? 0.6
  return width * size
}

export interface WrappedTitle {
  lines: string[]
  /** of the type, in pixels */
  size: number
}

/** Sizes of the type in pixels, each with the lines that there is room for. */
const sizes: [number, number][] = [
  [84, 3],
  [76, 3],
  [68, 3],
  [60, 4],
  [54, 4],
  [48, 5],
  [42, 6],
]

/**
 * A title as lines that fit into a width: as large as there is room for its lines. Words too long for a line are parted;
 * what is too long for all of it ends with an ellipsis.
 */
export function wrapTitle(title: string, width: number): WrappedTitle {
  const plain = title.replace(/\s+/g, ' ').trim()
  for (const [size, most] of sizes) {
    const lines = linesOf(plain, size, width)
    if (lines.length <= most) return { lines, size }
  }
  const [size, most] = sizes.at(-1)!
  const lines = linesOf(plain, size, width).slice(0, most)
  const last = [...lines.at(-1)!]
  while (last.length > 0 && widthOf(`${last.join('')}…`, size) > width) last.pop()
  return { lines: [...lines.slice(0, -1), `${last.join('').trimEnd()}…`], size }
}

function linesOf(text: string, size: number, width: number): string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ').flatMap((one) => parted(one, size, width))) {
    const longer = line === '' ? word : `${line} ${word}`
    if (line !== '' && widthOf(longer, size) > width) {
      lines.push(line)
      line = word
    } else line = longer
  }
  return [...lines, line]
}

/** A word in pieces that each fit on a line. */
function parted(word: string, size: number, width: number): string[] {
  if (widthOf(word, size) <= width) return [word]
  const pieces: string[] = ['']
  for (const letter of word) {
    if (widthOf(pieces.at(-1)! + letter, size) > width) pieces.push('')
    pieces[pieces.length - 1] += letter
  }
  return pieces
}
