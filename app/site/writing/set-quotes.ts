import type { Nodes, Root, Text } from 'mdast'
import type { Language } from '../../platform/i18n/language.ts'

/** A narrow space at which no line breaks. */
const thin = '\u202f'

/** How quotes are set: around, and within others. */
const quotes: Record<Language, { outer: [string, string]; inner: [string, string] }> = {
  en: { outer: ['“', '”'], inner: ['‘', '’'] },
  pt: { outer: ['«', '»'], inner: ['“', '”'] },
  es: { outer: ['«', '»'], inner: ['“', '”'] },
  fr: { outer: [`«${thin}`, `${thin}»`], inner: ['“', '”'] },
}

/**
 * The text of each piece of a writing as it is set: quotes of the language, ’ in words, – and — for hyphens in a row, … for three full stops, in
 * French a narrow space before ; ! ? and within « ». The tree stays as it is, code is left alone, and what is set already does not change. Reads
 * every letter once.
 */
export function setQuotes(root: Root, language: Language): ReadonlyMap<Text, string> {
  const set = new Map<Text, string>()
  visit(root, language, set)
  return set
}

/** One line of words, such as a title. */
export function setLine(line: string, language: Language): string {
  return setPieces([line], language)[0]!
}

function visit(node: Nodes, language: Language, set: Map<Text, string>): void {
  if (!('children' in node)) return
  if (node.children.some((child) => isInline(child))) {
    const pieces: (Text | string)[] = []
    gather(node, pieces)
    const written = setPieces(
      pieces.map((piece) => (typeof piece === 'string' ? piece : piece.value)),
      language,
    )
    for (const [at, piece] of pieces.entries()) if (typeof piece !== 'string') set.set(piece, written[at]!)
    return
  }
  for (const child of node.children) visit(child, language, set)
}

function isInline({ type }: Nodes): boolean {
  return [
    'text',
    'emphasis',
    'strong',
    'delete',
    'link',
    'inlineCode',
    'break',
    'image',
    'footnoteReference',
    'html',
  ].includes(type)
}

/** The words of one paragraph in their order. What is not ours to set stands as a letter, so that quotes know what they stand beside. */
function gather(node: Nodes, pieces: (Text | string)[]): void {
  if (node.type === 'text') pieces.push(node)
  else if (node.type === 'break') pieces.push('\n')
  else if (node.type === 'footnoteReference') pieces.push('')
  else if ('children' in node) for (const child of node.children) gather(child, pieces)
  else pieces.push('x')
}

type Sort = 'double' | 'single'

/** What stands before a quote that opens. */
const before = /[\s([{–—\-/«“‘¿¡\u202f]/u
/** A blank that somebody typed, and none that was set. */
const blank = /[ \t\n]/
const letter = /[\p{L}\p{N}]/u

/** Goes through letters that may lie in several pieces. */
class Setter {
  readonly written: string[]
  readonly #all: string
  readonly #pieceOf: number[] = []
  readonly #language: Language
  readonly #open: Sort[] = []

  constructor(pieces: readonly string[], language: Language) {
    this.written = pieces.map(() => '')
    this.#all = pieces.join('')
    this.#language = language
    for (const [nth, piece] of pieces.entries()) for (let at = 0; at < piece.length; at++) this.#pieceOf.push(nth)
  }

  run(): string[] {
    for (let at = 0; at < this.#all.length; ) {
      const { sign, length } = this.#at(at)
      this.written[this.#pieceOf[at]!] += sign
      at += length
    }
    return this.written
  }

  #at(at: number): { sign: string; length: number } {
    const letterHere = this.#all[at]!
    if (letterHere === '"') return { sign: this.#double(at), length: 1 }
    if (letterHere === "'") return { sign: this.#single(at), length: 1 }
    if (letterHere === '.' || letterHere === '-') return this.#inARow(at, letterHere)
    return { sign: this.#language === 'fr' ? this.#french(at, letterHere) : letterHere, length: 1 }
  }

  /** Three full stops, two or three hyphens, or one between blanks; what is longer or leads to a word (`--help`) is something else. */
  #inARow(at: number, sign: string): { sign: string; length: number } {
    let length = 1
    while (this.#all[at + length] === sign) length++
    const [left, right] = [this.#all[at - 1], this.#all[at + length]]
    const isEven = blank.test(left ?? 'x') === blank.test(right ?? 'x')
    const isBetween = blank.test(left ?? '') && blank.test(right ?? '')
    if (sign === '.') return { sign: length === 3 ? '…' : sign.repeat(length), length }
    if ((length === 1 && isBetween) || (length === 2 && isEven)) return { sign: '–', length }
    return { sign: length === 3 && isEven && left ? '—' : sign.repeat(length), length }
  }

  #opens(at: number): boolean {
    const [left, right] = [this.#all[at - 1], this.#all[at + 1]]
    return (left === undefined || before.test(left)) && right !== undefined && !/\s/.test(right)
  }

  /** Is there one after it that closes? */
  #isClosed(at: number, sign: string): boolean {
    for (let next = this.#all.indexOf(sign, at + 2); next !== -1; next = this.#all.indexOf(sign, next + 1))
      if (!/\s/.test(this.#all[next - 1]!) && !letter.test(this.#all[next + 1] ?? ' ')) return true
    return false
  }

  #double(at: number): string {
    if (this.#opens(at) && this.#isClosed(at, '"')) {
      const isInner = this.#open.includes('double')
      this.#open.push('double')
      return quotes[this.#language][isInner ? 'inner' : 'outer'][0]
    }
    // what was never opened is a sign for inches, or a slip: not ours to guess
    if (!this.#open.includes('double')) return '"'
    this.#open.splice(this.#open.lastIndexOf('double'), 1)
    return quotes[this.#language][this.#open.includes('double') ? 'inner' : 'outer'][1]
  }

  #single(at: number): string {
    if (this.#opens(at) && letter.test(this.#all[at + 1]!) && this.#isClosed(at, "'")) {
      this.#open.push('single')
      return quotes[this.#language].inner[0]
    }
    if (letter.test(this.#all[at + 1] ?? ' ') || !this.#open.includes('single')) return '’'
    this.#open.splice(this.#open.lastIndexOf('single'), 1)
    return quotes[this.#language].inner[1]
  }

  #french(at: number, sign: string): string {
    const [left, right] = [this.#all[at - 1], this.#all[at + 1]]
    if (sign === ' ' || sign === '\u00a0') return left === '«' || /[»;!?]/.test(right ?? '') ? thin : sign
    if (sign === '«' && right !== undefined && !/\s/.test(right)) return `«${thin}`
    return sign === '»' && left !== undefined && !/\s/.test(left) ? `${thin}»` : sign
  }
}

function setPieces(pieces: readonly string[], language: Language): string[] {
  return new Setter(pieces, language).run()
}
