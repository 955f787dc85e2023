/** Longest line of words that a header may carry, in characters: mail servers refuse lines beyond 998 bytes. */
const longest = 200

/** Control characters, line ends of every kind, and marks that turn the direction of reading round. */
const unwanted = /[\p{Cc}\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]+/gu

/**
 * Words that may stand in a header: in one line, without characters that end it or hide something, at most 200 characters. Nothing a
 * person types can therefore begin another header.
 */
export function headerText(text: string): string {
  const line = text.toWellFormed().replace(unwanted, ' ').replace(/\s+/gu, ' ').trim()
  const letters = [...line]
  return letters.length <= longest ? line : `${letters.slice(0, longest - 1).join('')}…`
}

/**
 * The same, encoded (RFC 2047) unless it is plain ASCII. Words that look as if they were encoded already are encoded once more, so that
 * a reader sees what was typed and not what it would decode to.
 */
export function encodedHeader(text: string): string {
  const line = headerText(text)
  if (/^[\x20-\x7e]*$/.test(line) && !line.includes('=?')) return line
  return pieces(line)
    .map((piece) => `=?UTF-8?B?${Buffer.from(piece).toString('base64')}?=`)
    .join('\r\n ')
}

/** Cut so that an encoded piece has at most 75 characters, and never within a letter. */
function pieces(line: string): string[] {
  const found: string[] = []
  let piece = ''
  for (const letter of line) {
    if (Buffer.byteLength(piece + letter) > 42) {
      found.push(piece)
      piece = ''
    }
    piece += letter
  }
  return [...found, piece]
}
