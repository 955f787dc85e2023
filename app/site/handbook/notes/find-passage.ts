import search from 'approx-string-match'

/**
 * Where a passage is, as the Web Annotation Data Model says it: by position and by quote with what stands around it
 * (https://www.w3.org/TR/annotation-model/#selectors), against the plain text of one version.
 */
export interface Selectors {
  start: number
  end: number
  quote: string
  prefix: string
  suffix: string
  /** nothing much like it stood elsewhere in that version; else only what is around can tell it */
  alone: boolean
}

/** A passage found in another text, and by what: the same words, the same words told apart by what is around them, or words much like them. */
export interface FoundPassage {
  start: number
  end: number
  by: 'exact' | 'context' | 'approximate'
}

/** Characters of the text that are kept from either side. */
const around = 32
/** From so many characters on a quote that stands there once speaks for itself. */
const longQuote = 40
/** A shorter quote is looked for as it stands alone. */
const shortest = 12
/** The share of a quote that may differ; of a short one less. */
const mostErrors = 0.35
const mostErrorsOfShort = 0.25
/** How much alike what is around must be, from 0 to 1: two texts by chance are alike by about a third. */
const alike = 0.6
/** The same for both sides together, where the words stood in several places. */
const bothAlike = 1.5
/** By how much the best place must be better than the next. */
const clearly = 0.25

/** The selectors of a passage of this text. */
export function selectorsOf(text: string, start: number, end: number): Selectors {
  const quote = text.slice(start, end)
  const most = errorsAllowed(quote.length)
  const alone =
    quote.length > 0 && ![text.slice(0, start), text.slice(end)].some((part) => search(part, quote, most)[0])
  const [prefix, suffix] = [text.slice(Math.max(0, start - around), start), text.slice(end, end + around)]
  return { start, end, quote, prefix, suffix, alone }
}

/**
 * Finds a passage again in a text that was changed since. Null where nothing is clearly that passage: several places are as good, or what
 * is there differs too much. Rather null than a wrong place: a note at a wrong place says something its writer did not.
 *
 * Cost: linear in the text where the words are the same; else its length times the length of the quote over 32.
 */
export function findPassage(text: string, of: Selectors): FoundPassage | null {
  if (of.quote === '') return null
  if (stillThere(text, of)) return { start: of.start, end: of.end, by: 'exact' }
  return findWords(text, of) ?? findLike(text, of)
}

function stillThere(text: string, { start, end, quote, prefix, suffix }: Selectors): boolean {
  return text.slice(start, end) === quote && text.slice(0, start).endsWith(prefix) && text.slice(end).startsWith(suffix)
}

interface Place {
  start: number
  end: number
  /** how much alike what stands around it is, on the better side and on both together */
  better: number
  both: number
}

/** The same words, wherever they are now. */
function findWords(text: string, of: Selectors): FoundPassage | null {
  const places: Place[] = []
  for (let at = text.indexOf(of.quote); at >= 0; at = text.indexOf(of.quote, at + 1))
    places.push(placeAt(text, of, at, at + of.quote.length))
  const [best, next] = places.sort((a, b) => b.both - a.both)
  if (!best) return null
  if (!(speaksForItself(of) && !next) && !isAround(best, of)) return null
  if (next && best.both - next.both < clearly) return null
  return { start: best.start, end: best.end, by: next ? 'context' : 'exact' }
}

function errorsAllowed(length: number): number {
  return Math.floor(length * (length < longQuote ? mostErrorsOfShort : mostErrors))
}

function speaksForItself({ quote, alone }: Selectors): boolean {
  return alone && quote.length >= longQuote
}

/** Is what stands around this place what stood around the passage? */
function isAround({ better, both }: Place, { alone }: Selectors): boolean {
  return alone ? better >= alike : both >= bothAlike
}

/** Words much like them, with no other place that is nearly as much like them. */
function findLike(text: string, of: Selectors): FoundPassage | null {
  const { length } = of.quote
  if (length < shortest) return null
  const most = errorsAllowed(length)
  const [best] = closest(text, of, most)
  if (!best) return null
  if (!(speaksForItself(of) && best.errors <= most / 2) && !isAround(best, of)) return null
  const rivals = [text.slice(0, best.start), text.slice(best.end)].flatMap((part) =>
    closest(part, of, Math.min(most, best.errors + Math.floor(length / 10))),
  )
  if (rivals.some((one) => best.both - one.both < clearly)) return null
  return { start: best.start, end: best.end, by: 'approximate' }
}

/** The places with the fewest differences, the one whose surroundings are most alike first. */
function closest(text: string, of: Selectors, most: number): (Place & { errors: number })[] {
  return search(text, of.quote, most)
    .map(({ start, end, errors }) => ({ ...placeAt(text, of, start, end), errors }))
    .sort((a, b) => b.both - a.both)
}

function placeAt(text: string, { prefix, suffix }: Selectors, start: number, end: number): Place {
  // a little more than was kept, since something may have been put in between
  const before = likeness(text.slice(Math.max(0, start - around - 8), start), prefix)
  const after = likeness(text.slice(end, end + around + 8), suffix)
  return { start, end, better: Math.max(before, after), both: before + after }
}

/** How much of `wanted` is in `there`, from 0 to 1; what stood at the edge of a text is alike only at an edge. */
function likeness(there: string, wanted: string): number {
  if (wanted === '') return there === '' ? 1 : 0
  const [found] = search(there, wanted, wanted.length)
  return found ? 1 - found.errors / wanted.length : 0
}
