import type { NamedFile } from './named-file.ts'

/** Cells that a workbook may have, those it says to repeat included; and how much one of its parts that is read at once may hold. */
const mostCells = 2_500_000
/** A cell of nothing but its looks takes a place in a list and no more; spreadsheets fill whole rows with them. */
const blankCell = 1 / 8
const mostElements = 2_000_000
const mostBytes = 48 * 2 ** 20

/** Sheets of an .xlsx are read row by row; every other part of a workbook is taken into memory as a whole. */
const readByRow = /^xl\/worksheets\/[^/]+\.xml$/u

/**
 * The part of a workbook that would fill the memory when it is opened; null when there is none. Some hundred bytes can say "this row a
 * hundred thousand times", sheet after sheet, and the program that opens them knows a limit for each sheet alone. Costs a look at the bytes.
 * What is counted is never less than it is: attributes count wherever they stand, however they are written.
 */
export async function bombIn(parts: readonly NamedFile[]): Promise<string | null> {
  for (const part of parts) {
    if (!/\.(xml|rels)$/iu.test(part.name) || readByRow.test(part.name)) continue
    const isContent = part.name.toLowerCase() === 'content.xml'
    const chunks: Uint8Array[] = []
    let [bytes, elements] = [0, 0]
    for await (const chunk of part.open()) {
      bytes += chunk.length
      elements += elementsIn(chunk)
      if (bytes > mostBytes || elements > mostElements) return part.name
      if (isContent) chunks.push(chunk)
    }
    if (isContent && repeatsTooMuch(Buffer.concat(chunks).toString('utf8'))) return part.name
  }
  return null
}

/** At most as many as there are: every element begins with this one letter, in any encoding. */
function elementsIn(chunk: Uint8Array): number {
  let found = 0
  for (let at = chunk.indexOf(0x3c); at >= 0; at = chunk.indexOf(0x3c, at + 1)) found += 1
  return found
}

/** Empty cells at the end of a row are no cells: spreadsheets fill their sheets with them. */
const emptyEnd = /<table:table-cell(?: table:number-columns-repeated="\d+")?\/>\s*(?=<\/table:table-row>)/gu

const blank = '<table:table-cell(?: table:(?:style-name|number-columns-repeated)="[^"<>]*")*/>'
const counted = new RegExp(
  [
    blank,
    String.raw`</?table:table(?=[\s/>])`,
    String.raw`<(?:[\w.-]+:)?table-row(?=[\s/>])`,
    String.raw`<(?:[\w.-]+:)?(?:covered-)?table-cell(?=[\s/>])`,
    String.raw`(?:number-rows-repeated|number-columns-repeated|:c)\s*=\s*(?:"[^"]*"|'[^']*')`,
  ].join('|'),
  'gu',
)

function repeatsTooMuch(content: string): boolean {
  let [total, depth, rows, cells, empty] = [0, 0, 1, 0, 0]
  const endRow = () => {
    if (cells > 0) total += empty + rows * cells
    // rows without a cell are made only once a row with one follows
    empty = cells > 0 ? 0 : empty + rows
    rows = 0
    cells = 0
  }
  for (const [found] of content.replace(emptyEnd, '').matchAll(counted)) {
    const times = timesIn(found)
    if (!Number.isSafeInteger(times) || times < 0) return true
    if (/table(-row)?$/u.test(found)) endRow()
    if (found === '</table:table') empty = 0
    if (found === '<table:table') depth += 1
    else if (found === '</table:table') depth -= 1
    else if (found.endsWith('table-row')) rows = 1
    else if (found.endsWith('cell')) cells += 1
    else if (found.startsWith('<')) cells += times * blankCell
    else if (found.startsWith('number-rows')) rows = Math.max(rows, times)
    else cells += times
    if (depth > 1 || total + Math.max(1, rows) * cells > mostCells) return true
  }
  endRow()
  return total > mostCells
}

/** What an attribute, or a blank cell, says of how often: the most, if it says so twice; once where it says nothing. */
function timesIn(found: string): number {
  const said = [...found.matchAll(/(?:repeated|:c)\s*=\s*["']([^"']*)["']/gu)].map(([, times]) => Number(times))
  return said.length === 0 ? 1 : Math.max(...said)
}
