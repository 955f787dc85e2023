/** A text whose every character knows who it is, so that after any edit it is known what became of a passage. */
export interface Traced {
  chars: string
  /** the same number for the same character before and after; what is new has a number of its own */
  ids: number[]
}

/** A throw between 0 and 1, the same for the same seed. */
export type Throw = () => number

export function throws(seed: number): Throw {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

let nextId = 1_000_000

export function traced(text: string): Traced {
  return { chars: text, ids: Array.from({ length: text.length }, (_, at) => at) }
}

function added(text: string): Traced {
  return { chars: text, ids: Array.from({ length: text.length }, () => nextId++) }
}

function cut({ chars, ids }: Traced, from: number, to: number): Traced {
  return { chars: chars.slice(from, to), ids: ids.slice(from, to) }
}

function joined(...parts: Traced[]): Traced {
  return { chars: parts.map(({ chars }) => chars).join(''), ids: parts.flatMap(({ ids }) => ids) }
}

function replaced(whole: Traced, from: number, to: number, by: string): Traced {
  return joined(cut(whole, 0, from), added(by), cut(whole, to, whole.chars.length))
}

const one = <T>(from: readonly T[], chance: Throw): T => from[Math.floor(chance() * from.length)]!

/** Where the blocks of a text, or its sentences, begin and end. */
export function spans(text: string, of: 'blocks' | 'sentences'): { from: number; to: number }[] {
  const pattern = of === 'blocks' ? /[^\n]+/g : /[^\n.?!]+[.?!]*[”"]?/g
  return [...text.matchAll(pattern)]
    .map(({ index, 0: found }) => ({
      from: index + (found.length - found.trimStart().length),
      to: index + found.length,
    }))
    .filter(({ from, to }) => to - from > 20)
}

type Edit = (text: Traced, chance: Throw, words: readonly string[]) => Traced

/** Rewrites a sentence: so much of its words are exchanged for others, and it may be put the other way round. */
function rewritten(share: number): Edit {
  return (text, chance, words) => {
    const { from, to } = one(spans(text.chars, 'sentences'), chance)
    let now = text
    const found = [...text.chars.slice(from, to).matchAll(/\p{L}+/gu)].reverse()
    for (const { index, 0: word } of found)
      if (chance() < share) now = replaced(now, from + index, from + index + word.length, one(words, chance))
    return now
  }
}

/** What editors do to a text, by name. */
export const edits: Record<string, Edit> = {
  'slips are mended': (text, chance) => {
    let now = text
    for (let n = 0; n < 12; n++) {
      const at = Math.floor(chance() * (now.chars.length - 2))
      const kind = chance()
      if (/[\n]/.test(now.chars.slice(at, at + 2))) continue
      if (kind < 0.4) now = replaced(now, at, at + 1, one([...'aeinorst'], chance))
      else if (kind < 0.7) now = replaced(now, at, at, one([...'aeinorst'], chance))
      else now = replaced(now, at, at + 1, '')
    }
    return now
  },
  'a word is exchanged': rewritten(0.12),
  'a sentence is rewritten by a third': rewritten(0.33),
  'a sentence is rewritten wholly': rewritten(1),
  'a paragraph is moved': (text, chance) => {
    const { from, to } = one(spans(text.chars, 'blocks'), chance)
    const block = cut(text, from, to)
    const rest = joined(cut(text, 0, Math.max(0, from - 1)), cut(text, to, text.chars.length))
    const { from: at } = one(spans(rest.chars, 'blocks'), chance)
    return joined(cut(rest, 0, at), block, added('\n'), cut(rest, at, rest.chars.length))
  },
  'a paragraph is split': (text, chance) => {
    const { from } = one(spans(text.chars, 'sentences'), chance)
    return replaced(text, from, from, '\n')
  },
  'two paragraphs are joined': (text, chance) => {
    const { to } = one(spans(text.chars, 'blocks'), chance)
    return text.chars[to] === '\n' ? replaced(text, to, to + 1, ' ') : text
  },
  'a heading is changed': (text, chance, words) => {
    const short = spans(text.chars, 'blocks').filter(({ from, to }) => to - from < 60)
    if (short.length === 0) return text
    const { from, to } = one(short, chance)
    return replaced(text, from, to, `${one(words, chance)} ${one(words, chance)} ${one(words, chance)}`)
  },
  'paragraphs are put in before': (text, chance, words) => {
    const line = () => Array.from({ length: 40 }, () => one(words, chance)).join(' ')
    return joined(added(`${line()}.\n${line()}.\n`), text)
  },
  'a sentence is put in': (text, chance, words) => {
    const { from } = one(spans(text.chars, 'sentences'), chance)
    return replaced(text, from, from, `${Array.from({ length: 9 }, () => one(words, chance)).join(' ')}. `)
  },
  'a sentence is taken out': (text, chance) => {
    const { from, to } = one(spans(text.chars, 'sentences'), chance)
    return replaced(text, from, to, '')
  },
  'a paragraph is taken out': (text, chance) => {
    const { from, to } = one(spans(text.chars, 'blocks'), chance)
    return replaced(text, from, to + 1, '')
  },
}
