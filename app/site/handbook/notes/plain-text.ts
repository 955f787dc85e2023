import type { Nodes, Root, RootContent } from 'mdast'

/** A paragraph, a heading, a cell: the smallest block that holds words, with where it stands in the plain text. */
export interface Leaf {
  node: Nodes
  start: number
  end: number
}

/** The words of a writing without their form: what notes are anchored in. Blocks are parted by one line break; notes at the foot are left out. */
export interface PlainText {
  text: string
  leaves: Leaf[]
}

/** Characters of a piece of words as they count in the plain text: one for one, every kind of space as a space. */
export function plainPiece(node: Nodes): string | null {
  if (node.type === 'text' || node.type === 'inlineCode' || node.type === 'html' || node.type === 'code')
    return node.value.replace(/\s/g, ' ')
  return node.type === 'break' ? ' ' : null
}

/** The plain text of a tree, and its leaves in order. */
export function plainText(root: Root): PlainText {
  const leaves: Leaf[] = []
  let text = ''
  for (const block of root.children)
    for (const node of leavesOf(block)) {
      if (leaves.length > 0) text += '\n'
      const start = text.length
      text += wordsIn(node)
      leaves.push({ node, start, end: text.length })
    }
  return { text, leaves }
}

/** The leaves of one block, in order. */
export function leavesOf(node: RootContent): Nodes[] {
  if (node.type === 'footnoteDefinition') return []
  if (isLeaf(node)) return [node]
  return 'children' in node ? node.children.flatMap((child) => leavesOf(child)) : []
}

/** Is it a block that holds words and no blocks? */
export function isLeaf({ type }: Nodes): boolean {
  return type === 'paragraph' || type === 'heading' || type === 'tableCell' || type === 'code' || type === 'html'
}

function wordsIn(node: Nodes): string {
  return plainPiece(node) ?? ('children' in node ? node.children.map((child) => wordsIn(child)).join('') : '')
}
