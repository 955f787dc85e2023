/**
 * Where words stand in a plain text that somebody saw on a page, where quotes, dashes and blanks are set as the language has them. `near`:
 * about where they were seen, to choose among several; with null they have to stand there once. Null when they do not.
 */
export function whereSeen(text: string, seen: string, near: number | null): { start: number; end: number } | null {
  const [all, wanted] = [unset(text), unset(seen).letters]
  if (wanted === '') return null
  const places: number[] = []
  for (let at = all.letters.indexOf(wanted); at >= 0; at = all.letters.indexOf(wanted, at + 1)) places.push(at)
  if (places.length === 0 || (near === null && places.length > 1)) return null
  const off = (at: number) => Math.abs(all.places[at]! - (near ?? 0))
  const best = places.reduce((one, other) => (off(other) < off(one) ? other : one))
  return { start: all.places[best]!, end: all.places[best + wanted.length - 1]! + 1 }
}

const plain: Record<string, string> = {
  '‘': "'",
  '’': "'",
  '“': '"',
  '”': '"',
  '«': '"',
  '»': '"',
  '–': '-',
  '—': '-',
  '…': '.',
}

/** The letters of a text as they may have been typed, without blanks and with each row of dots or dashes as one; with the place of each. */
function unset(text: string): { letters: string; places: number[] } {
  let letters = ''
  const places: number[] = []
  for (let at = 0; at < text.length; at++) {
    const one = text[at]!
    const letter = plain[one] ?? one
    if (/\s/.test(letter) || ((letter === '.' || letter === '-') && letters.endsWith(letter))) continue
    letters += letter === "'" ? '"' : letter
    places.push(at)
  }
  return { letters, places }
}
