import type { Root } from 'mdast'
import { keptInMemory } from '../../platform/kept-in-memory.ts'
import { readWords } from './read-words.ts'

/** What is kept: so many texts, and none that is longer than most chapters. */
const most = 500
const longest = 60_000

const trees = keptInMemory<string, Root>()

/** Like `readWords`, and remembered: reading a text costs more than all else that is done to draw it. Nobody may change the tree. */
export function keptTree(words: string): Root {
  const known = trees.get(words)
  if (known !== undefined) return known
  const tree = readWords(words)
  if (words.length > longest) return tree
  if (trees.size >= most) trees.clear()
  trees.set(words, tree)
  return tree
}
