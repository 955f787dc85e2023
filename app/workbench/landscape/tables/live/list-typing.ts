/** Of "A | B | c" the part that is being typed, and what stands before it. */
function lastPart(text: string): { before: string; part: string } {
  const at = text.lastIndexOf('|')
  return { before: text.slice(0, at + 1), part: text.slice(at + 1).trim() }
}

/** What may be meant by the part that is being typed: names that begin so first, then those that hold it; none that is there already. */
export function offersFor(text: string, offered: readonly string[], most = 8): string[] {
  const { before, part } = lastPart(text)
  const there = new Set(before.split('|').map((one) => plain(one)))
  const wish = plain(part)
  // a name that stands there whole needs no offer
  const left = offered.filter((one) => !there.has(plain(one)) && plain(one) !== wish && plain(one).includes(wish))
  const begin = left.filter((one) => plain(one).startsWith(wish))
  return [...begin, ...left.filter((one) => !begin.includes(one))].slice(0, most)
}

/** The text after an offer was taken. */
export function withOffer(text: string, offer: string): string {
  const { before } = lastPart(text)
  return before === '' ? offer : `${before} ${offer}`
}

function plain(text: string): string {
  return text
    .trim()
    .normalize('NFD')
    .replace(/\p{Diacritic}/gu, '')
    .toLocaleLowerCase()
}
