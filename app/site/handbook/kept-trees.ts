import type { Root } from 'mdast'
import { keptInMemory } from '../../platform/kept-in-memory.ts'
import { readWords } from '../writing/read-words.ts'
import type { ShownWriting } from '../writing/writing.ts'
import { readGlossary, type Term } from './read-glossary.ts'

/** More than a book has; beyond that all are read anew. */
const most = 500

const trees = keptInMemory<string, Root>()
const glossaries = keptInMemory<string, ReadonlyMap<string, Term>>()

/** The tree of a writing, read once for each of its versions, which never change. Nobody may change the tree. */
export function treeOf(writing: ShownWriting): Root {
  return once(trees, writing, readWords)
}

/** The words of a glossary, read once for each of its versions. */
export function termsOf(writing: ShownWriting): ReadonlyMap<string, Term> {
  return once(glossaries, writing, readGlossary)
}

function once<T>(kept: Map<string, T>, { id, version, words }: ShownWriting, read: (words: string) => T): T {
  const key = `${id} ${version}`
  const known = kept.get(key)
  if (known !== undefined) return known
  if (kept.size >= most) kept.clear()
  const made = read(words)
  kept.set(key, made)
  return made
}
