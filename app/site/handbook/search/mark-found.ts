/** A piece of text, and whether it is what was looked for. */
export interface Piece {
  text: string
  found: boolean
}

/**
 * The text in pieces, by the marks that the database put into its plain form (U+E002 before what was found, U+E003 after). Where the two do
 * not fit together nothing is marked.
 */
export function marked(text: string, shown: string): Piece[] {
  const pieces: Piece[] = []
  let at = 0
  for (const part of shown.split(/(\uE002[^\uE002\uE003]*\uE003)/)) {
    const found = part.startsWith('\uE002')
    const length = part.length - (found ? 2 : 0)
    if (length > 0) pieces.push({ text: text.slice(at, at + length), found })
    at += length
  }
  return at === text.length ? pieces : [{ text, found: false }]
}

/** Characters shown before the first and after it. */
const before = 90
const after = 210

/** Some words around the first piece that was found, cut between words; the beginning when nothing in it was. */
export function snippetOf(pieces: readonly Piece[]): Piece[] {
  const first = pieces.findIndex(({ found }) => found)
  const start = pieces.slice(0, Math.max(0, first)).reduce((sum, { text }) => sum + text.length, 0)
  const text = pieces.map((piece) => piece.text).join('')
  const from = start <= before ? 0 : text.indexOf(' ', start - before) + 1
  const wanted = Math.max(0, start) + after
  const to = wanted >= text.length ? text.length : Math.max(text.lastIndexOf(' ', wanted), start + 1)
  const cut: Piece[] = []
  let at = 0
  for (const piece of pieces) {
    const inside = piece.text.slice(Math.max(0, from - at), Math.max(0, to - at))
    if (inside !== '') cut.push({ ...piece, text: inside })
    at += piece.text.length
  }
  if (from > 0) cut.unshift({ text: '… ', found: false })
  if (to < text.length) cut.push({ text: ' …', found: false })
  return cut
}
