import type {
  FootnoteDefinition,
  Image,
  Nodes,
  Paragraph,
  PhrasingContent,
  Root,
  RootContent,
  Table,
  TableRow,
  Text,
} from 'mdast'
import { toString as textOf } from 'mdast-util-to-string'
import type { Language } from '../../../platform/i18n/language.ts'
import type { CalloutKind } from '../../writing/read-words.ts'
import { setLine, setQuotes } from '../../writing/set-quotes.ts'

/** A text as values that Typst draws (`book.typ` in `book-worker.ts` knows each kind). Nothing of it becomes part of a program. */
export type Told =
  | { t: 'text' | 'code'; v: string }
  | { t: 'em' | 'strong' | 'strike' | 'p' | 'quote' | 'note' | 'credit'; c: Told[] }
  /** a picture with what stands under it */
  | { t: 'figure'; picture: Told; caption: string }
  | { t: 'link' | 'see'; to: string; c: Told[] }
  | { t: 'h'; l: number; c: Told[] }
  | { t: 'callout'; title: string; c: Told[] }
  | { t: 'list'; start: number | null; items: Told[][] }
  | { t: 'task'; done: boolean; c: Told[] }
  | { t: 'table'; widths: number[]; head: Told[][]; rows: Told[][][] }
  | { t: 'picture' | 'logo'; file: string; alt: string }
  | { t: 'br' | 'box' | 'hr' }

export interface Telling {
  /** where a link of ours leads: to a label of the file, to the web, or nowhere */
  link: (scheme: string, key: string) => { to: string; within: boolean } | null
  callout: (kind: CalloutKind) => string
  /** whose quotes and dashes the words are set with */
  quotes: Language
  /** the file of a picture, and what is said of when it was drawn; null leaves its words */
  picture: (name: string) => { file: string; drawnOn: string | null } | null
}

/** The words of a writing for Typst: what `drawWords` is for pages. */
export function toldTree(root: Root, telling: Telling): Told[] {
  const notes = new Map<string, FootnoteDefinition>()
  for (const node of root.children) if (node.type === 'footnoteDefinition') notes.set(node.identifier, node)
  return blocks(root.children, { ...telling, notes, set: setQuotes(root, telling.quotes) })
}

interface Within extends Telling {
  notes: ReadonlyMap<string, FootnoteDefinition>
  set: ReadonlyMap<Text, string>
}

function blocks(nodes: readonly RootContent[], within: Within): Told[] {
  return nodes.flatMap((node) => block(node, within))
}

function block(node: RootContent, within: Within): Told[] {
  if (node.type === 'paragraph') return [figured(node, within) ?? { t: 'p', c: inline(node.children, within) }]
  if (node.type === 'heading') return [{ t: 'h', l: node.depth, c: inline(node.children, within) }]
  if (node.type === 'blockquote') {
    const kind = node.data?.callout
    const c = blocks(node.children, within)
    return [kind ? { t: 'callout', title: within.callout(kind), c } : { t: 'quote', c }]
  }
  if (node.type === 'list') {
    if (node.children.some(({ checked }) => typeof checked === 'boolean'))
      return node.children.map((item) => ({ t: 'task', done: item.checked === true, c: blocks(item.children, within) }))
    const start = node.ordered ? (node.start ?? 1) : null
    return [{ t: 'list', start, items: node.children.map((item) => blocks(item.children, within)) }]
  }
  if (node.type === 'table') {
    const [head, ...rows] = node.children.map((row) => cells(row, within))
    return [{ t: 'table', widths: widthsOf(node), head: head ?? [], rows }]
  }
  if (node.type === 'thematicBreak') return [{ t: 'hr' }]
  if (node.type === 'code' || node.type === 'html') return [{ t: 'p', c: [{ t: 'code', v: node.value }] }]
  return []
}

/** How much of the page each column gets: by its longest cell, within bounds. */
function widthsOf({ children }: Table): number[] {
  const columns = children[0]?.children.length ?? 0
  return Array.from({ length: columns }, (_, at) => {
    const longest = Math.max(...children.map((row) => textOf(row.children[at] ?? []).length))
    return Math.min(40, Math.max(8, longest))
  })
}

function cells(row: TableRow, within: Within): Told[][] {
  return row.children.map((cell) => inline(cell.children, within))
}

function inline(nodes: readonly PhrasingContent[], within: Within): Told[] {
  return nodes.flatMap((node) => phrase(node, within))
}

function phrase(node: PhrasingContent, within: Within): Told[] {
  if (node.type === 'text') return boxed(within.set.get(node) ?? node.value)
  if (node.type === 'emphasis') return [{ t: 'em', c: inline(node.children, within) }]
  if (node.type === 'strong') return [{ t: 'strong', c: inline(node.children, within) }]
  if (node.type === 'delete') return [{ t: 'strike', c: inline(node.children, within) }]
  if (node.type === 'inlineCode' || node.type === 'html') return [{ t: 'code', v: node.value }]
  if (node.type === 'break') return [{ t: 'br' }]
  if (node.type === 'image') return [pictured(node, within)]
  if (node.type === 'link') return linked(node.url, inline(node.children, within), within)
  if (node.type === 'footnoteReference') return noted(within.notes.get(node.identifier), within)
  const text = textOf(node as Nodes)
  return text === '' ? [] : [{ t: 'text', v: text }]
}

/**
 * A picture alone in its paragraph that has a title or says when it was drawn, as `drawParagraph` has it on pages; null for any other, and
 * for one that cannot be seen.
 */
function figured({ children }: Paragraph, within: Within): Told | null {
  const [only] = children
  if (children.length !== 1 || only?.type !== 'image') return null
  const found = pictureOf(only, within)
  const caption = [only.title && setLine(only.title, within.quotes), found?.drawnOn].filter(Boolean).join(' ')
  return found && caption ? { t: 'figure', picture: pictured(only, within), caption } : null
}

function pictureOf({ url }: Image, { picture }: Within): ReturnType<Telling['picture']> {
  return url.startsWith('picture:') ? picture(url.slice('picture:'.length)) : null
}

function pictured(image: Image, within: Within): Told {
  const found = pictureOf(image, within)
  const alt = image.alt ?? ''
  return found ? { t: 'picture', file: found.file, alt } : { t: 'em', c: [{ t: 'text', v: alt }] }
}

/** The sign of a box is drawn: few typefaces have it. */
function boxed(text: string): Told[] {
  return text
    .split(/([☐☑])/)
    .filter(Boolean)
    .map((v) => (v === '☐' || v === '☑' ? { t: 'box' } : { t: 'text', v }))
}

function linked(url: string, c: Told[], { link }: Within): Told[] {
  const [, scheme = '', key = ''] = /^([a-z]+):(.+)$/.exec(url) ?? []
  if (/^(https?|mailto)$/.test(scheme)) return [{ t: 'link', to: url, c }]
  const to = link(scheme, key)
  if (!to) return c
  return [{ t: to.within ? 'see' : 'link', to: to.to, c }]
}

/** What a note says, in a line: a note has no paragraphs at the foot of a page. */
function noted(note: FootnoteDefinition | undefined, within: Within): Told[] {
  if (!note) return []
  const c = note.children.flatMap((child) => (child.type === 'paragraph' ? inline(child.children, within) : []))
  return [{ t: 'note', c }]
}
