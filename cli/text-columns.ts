const WIDTH = 110

/** Rows of cells as aligned columns, none wider than `widest`; longer cells end with "…". */
export function asColumns(rows: string[][], widest: number[]): string[] {
  const plain = rows.map((row) => row.map((cell, at) => cut(visible(cell), widest[at] ?? WIDTH)))
  const widths = widest.map((_, at) => Math.max(...plain.map((row) => lengthOf(row[at] ?? ''))))
  return plain.map((row) =>
    row
      .map((cell, at) => cell + ' '.repeat(widths[at]! - lengthOf(cell)))
      .join('  ')
      .trimEnd(),
  )
}

/** A paragraph in lines of a terminal, those after the first set in. */
export function wrapped(text: string, setIn: number): string[] {
  const lead = /^\s*/u.exec(text)?.[0] ?? ''
  const lines: string[] = []
  let line = lead
  for (const word of visible(text).trim().split(/\s+/u)) {
    const longer = line.trim() === '' ? line + word : `${line} ${word}`
    if (lengthOf(longer) <= WIDTH || line.trim() === '') line = longer
    else {
      lines.push(line)
      line = ' '.repeat(setIn) + word
    }
  }
  return [...lines, line]
}

/** Names come from files: nothing in them may steer the terminal. */
function visible(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}]/gu, (mark) => (mark === '\n' || mark === '\t' || mark === '\u200D' ? mark : ''))
}

function cut(text: string, most: number): string {
  const letters = Array.from(text)
  return letters.length > most ? `${letters.slice(0, most - 1).join('')}…` : text
}

function lengthOf(text: string): number {
  return Array.from(text).length
}
