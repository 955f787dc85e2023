import type { Root } from 'mdast'
import { toString as textOf } from 'mdast-util-to-string'
import { readWords } from '../writing/read-words.ts'
import { slugFrom } from '../writing/writing.ts'

/** A word of the glossary with what is said of it. */
export interface Term {
  /** as links name it: `glossary:unknown-pair` */
  key: string
  term: string
  definition: Root
}

/** The words of a glossary: every heading `##` is a word, and what stands under it says what is meant. The first of two alike counts. */
export function readGlossary(words: string): Map<string, Term> {
  const terms = new Map<string, Term>()
  let open: Term | null = null
  for (const node of readWords(words).children) {
    if (node.type === 'heading' && node.depth === 2) {
      const term = textOf(node)
      open = { key: slugFrom(term), term, definition: { type: 'root', children: [] } }
      if (!terms.has(open.key)) terms.set(open.key, open)
    } else open?.definition.children.push(node)
  }
  return terms
}
