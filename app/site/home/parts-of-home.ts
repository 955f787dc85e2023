import type { Paragraph, Root, RootContent } from 'mdast'
import { toString as textOf } from 'mdast-util-to-string'
import { keptTree } from '../writing/kept-tree.ts'

/** What the program puts onto the first page, each where a line such as `::latest-post` stands by itself. */
const blocks = ['latest-post', 'next-events', 'handbook', 'supporters'] as const
type HomeBlock = (typeof blocks)[number]

/** A piece of the first page, in the order it is read. */
export type HomePart =
  | { kind: 'words'; root: Root }
  /** quotes that follow one another: people in their own words, side by side */
  | { kind: 'voices'; root: Root }
  /** the list after a line `::self-check`, to be ticked */
  | { kind: 'self-check'; statements: string[] }
  | { kind: 'block'; block: HomeBlock }

/**
 * Takes the words of the first page apart where its blocks stand. Words that name no block are followed by all of them; with one named,
 * those that are not named are left out, so that whoever writes the page decides. Footnotes and link targets hold in every piece.
 */
export function partsOfHome(words: string): HomePart[] {
  const { children } = keptTree(words)
  const everywhere = children.filter(({ type }) => type === 'footnoteDefinition' || type === 'definition')
  const parts: HomePart[] = []
  let checkNext = false
  for (const node of children) {
    if (everywhere.includes(node)) continue
    const line = node.type === 'paragraph' ? lineOf(node) : null
    if (line === 'self-check') {
      checkNext = true
      continue
    }
    if (line !== null) parts.push({ kind: 'block', block: line })
    else if (checkNext && node.type === 'list')
      parts.push({ kind: 'self-check', statements: node.children.map((item) => textOf(item)) })
    else addTo(parts, node, everywhere)
    checkNext = false
  }
  if (!parts.some(({ kind }) => kind === 'block'))
    parts.push(...blocks.map((block) => ({ kind: 'block' as const, block })))
  return parts
}

/** The name of the block a paragraph stands for, when it is nothing else. */
function lineOf(paragraph: Paragraph): HomeBlock | 'self-check' | null {
  const name = /^::([a-z-]+)$/.exec(textOf(paragraph).trim())?.[1]
  if (name === 'self-check') return name
  return blocks.find((block) => block === name) ?? null
}

function addTo(parts: HomePart[], node: RootContent, everywhere: RootContent[]): void {
  const kind = node.type === 'blockquote' && !node.data?.callout ? 'voices' : 'words'
  const last = parts.at(-1)
  if (last?.kind === kind) last.root.children.splice(-everywhere.length || last.root.children.length, 0, node)
  else parts.push({ kind, root: { type: 'root', children: [node, ...everywhere] } })
}
