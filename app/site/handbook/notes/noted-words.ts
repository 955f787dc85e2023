import type { Emphasis, Nodes, Paragraph, PhrasingContent, Root, RootContent } from 'mdast'
import type { PlacedThread } from './place-notes.ts'
import { isLeaf, leavesOf, plainPiece } from './plain-text.ts'

/** What is put into the words of a chapter for its notes. */
export interface Noting {
  placed: readonly PlacedThread[]
  /** where a note on this stretch of the plain text is begun, and what the link to it is called */
  link: (start: number, end: number) => { href: string; label: string }
}

/** The mark in the drawn words where notes go: after the block in which their passages begin. */
export function slotMark(nth: number): string {
  return `<div class="notes-slot-${nth}"></div>`
}

/**
 * A copy of the tree of a chapter with its noted passages marked, a link after each paragraph, and a slot after each block that has notes;
 * with the threads of each slot, in order.
 */
export function notedTree(root: Root, { placed, link }: Noting): { tree: Root; slots: PlacedThread[][] } {
  const slots: PlacedThread[][] = []
  const children: RootContent[] = []
  let at = 0
  for (const block of root.children) {
    const leaves = leavesOf(block)
    if (leaves.length === 0) {
      children.push(block)
      continue
    }
    const begin = at
    const copied = copy(block, { at: () => at, move: (by) => (at += by), placed, link, task: false })
    children.push(copied as RootContent)
    const here = placed.filter(({ start }) => start >= begin && start < at)
    if (here.length === 0) continue
    children.push(span('div', { className: [`notes-slot-${slots.length}`] }, []))
    slots.push(here)
  }
  return { tree: { ...root, children }, slots }
}

interface Copying extends Noting {
  /** how far in the plain text we are */
  at: () => number
  move: (by: number) => void
  /** within a line of a list that can be ticked, where a link would be ticked as well */
  task: boolean
}

/** An element that has no sign in Markdown: emphasis that is drawn as something else. */
function span(hName: string, hProperties: Record<string, string | string[]>, children: PhrasingContent[]): Emphasis {
  return { type: 'emphasis', data: { hName, hProperties }, children }
}

function copy(node: Nodes, copying: Copying): Nodes {
  if (isLeaf(node)) return copyLeaf(node, copying)
  if (!('children' in node)) return node
  const task = node.type === 'listItem' && typeof node.checked === 'boolean'
  const children = node.children.map((child) => copy(child, task ? { ...copying, task } : copying))
  return { ...node, children } as Nodes
}

function copyLeaf(node: Nodes, copying: Copying): Nodes {
  const start = copying.at()
  const words = 'children' in node ? node.children.flatMap((child) => copyPiece(child as PhrasingContent, copying)) : []
  if (!('children' in node)) copying.move(plainPiece(node)?.length ?? 0)
  const end = copying.at()
  // the line break between two blocks
  copying.move(1)
  // a paragraph of one link or picture may stand for something that is drawn in its place
  if (!('children' in node) || (node.type === 'paragraph' && isOneThing(node))) return node
  if (node.type !== 'paragraph' || copying.task || start === end) return { ...node, children: words } as Nodes
  const { href, label } = copying.link(start, end)
  const link = span('a', { href, className: ['note-here'], rel: 'nofollow', ariaLabel: label }, [])
  return { ...node, children: [...words, link] }
}

function isOneThing({ children }: Paragraph): boolean {
  return children.length === 1 && (children[0]?.type === 'link' || children[0]?.type === 'image')
}

/** A piece within a leaf: cut where marks begin and end, if it is words, and each of its marked parts wrapped. */
function copyPiece(node: PhrasingContent, copying: Copying): PhrasingContent[] {
  const piece = plainPiece(node)
  if (piece === null) {
    if (!('children' in node)) return [node]
    return [{ ...node, children: node.children.flatMap((child) => copyPiece(child, copying)) } as PhrasingContent]
  }
  const start = copying.at()
  copying.move(piece.length)
  const over = copying.placed.filter((one) => one.start < start + piece.length && one.end > start)
  if (over.length === 0 || !('value' in node)) return [node]
  const inside = (at: number) => over.some((one) => one.start <= start + at && one.end > start + at)
  return edgesOf(over, start, piece.length).map(([from, to]) => {
    const part = { ...node, value: node.value.slice(from, to) }
    return inside(from) ? span('mark', { className: ['noted'] }, [part]) : part
  })
}

/** The stretches of a piece between which something begins or ends. */
function edgesOf(over: readonly PlacedThread[], start: number, length: number): [number, number][] {
  const edges = new Set([0, length])
  for (const one of over)
    for (const edge of [one.start - start, one.end - start]) if (edge > 0 && edge < length) edges.add(edge)
  const sorted = [...edges].sort((a, b) => a - b)
  return sorted.slice(1).map((to, nth) => [sorted[nth]!, to])
}
