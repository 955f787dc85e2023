import type { RootContent } from 'mdast'
import { toString as textOf } from 'mdast-util-to-string'
import { keptInMemory } from '../../../platform/kept-in-memory.ts'
import { headingsOf } from '../../writing/draw-words.ts'
import type { ShownWriting } from '../../writing/writing.ts'
import { treeOf } from '../kept-trees.ts'

/** What stands under one heading. */
export interface Section {
  /** of the heading, as on the page; null before the first one */
  id: string | null
  heading: string | null
  text: string
  /** the text letter by letter without marks, as long as the text itself */
  plain: string
}

const kept = keptInMemory<string, Section[]>()

/** The sections of a writing with their plain text, read once for each version. Notes are not among them. */
export function sectionsOf(writing: ShownWriting): Section[] {
  const key = `${writing.id} ${writing.version}`
  const known = kept.get(key)
  if (known) return known
  if (kept.size >= 500) kept.clear()
  const sections = split(writing)
  kept.set(key, sections)
  return sections
}

function split(writing: ShownWriting): Section[] {
  const tree = treeOf(writing)
  const headings = headingsOf(tree, '')
  const sections: { id: string | null; heading: string | null; texts: string[] }[] = [
    { id: null, heading: null, texts: [] },
  ]
  for (const node of tree.children) {
    if (node.type === 'heading') {
      const { id, text } = headings[sections.length - 1]!
      sections.push({ id, heading: text, texts: [] })
    } else if (node.type !== 'footnoteDefinition') sections.at(-1)!.texts.push(...textsOf(node))
  }
  return sections
    .map(({ id, heading, texts }) => ({ id, heading, text: texts.join(' ').replace(/\s+/g, ' ').trim() }))
    .filter(({ text, heading }) => text !== '' || heading !== null)
    .map((section) => ({ ...section, plain: plainLetters(section.text) }))
}

/** The text of a block, that of its blocks one after the other and not grown together. */
function textsOf(node: RootContent): string[] {
  if ('children' in node && node.type !== 'paragraph' && node.type !== 'heading' && node.type !== 'tableCell')
    return node.children.flatMap((child) => textsOf(child as RootContent))
  return [textOf(node)]
}

/**
 * A text without marks over its letters, and without what the search would take for markup: place by place the same as the text, so that
 * what is found in the one can be shown in the other.
 */
export function plainLetters(text: string): string {
  return text.replace(/[^\x20-\x7e]|[<>&]/g, (letter) => {
    const [first = ''] = letter.normalize('NFD')
    if (/[<>&\p{Cc}\uE002\uE003]/u.test(letter)) return ' '
    return first.length === letter.length ? first : letter
  })
}
