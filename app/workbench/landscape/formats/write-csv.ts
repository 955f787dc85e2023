import { safeCell } from './folder-tables.ts'

/** A CSV with a header, for spreadsheets and for us: accents are read rightly, and no text is run as a formula. */
export function writeCsv(columns: readonly string[], rows: readonly (string | number | boolean | null)[][]): string {
  const lines = [columns, ...rows].map((cells) => cells.map(csvCell).join(','))
  return `\uFEFF${lines.join('\n')}\n`
}

function csvCell(value: string | number | boolean | null): string {
  const text = String(safeCell(value))
  return /[",;\n\r\t]|^\s|\s$/u.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
