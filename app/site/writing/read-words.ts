import type { Blockquote, Root, Text } from 'mdast'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { gfmFromMarkdown } from 'mdast-util-gfm'
import { gfm } from 'micromark-extension-gfm'

/** The kinds of callouts, written as a quote that begins with `[!NOTE]` and so on. */
export const calloutKinds = ['note', 'tip', 'warning', 'example'] as const
export type CalloutKind = (typeof calloutKinds)[number]

declare module 'mdast' {
  interface BlockquoteData {
    /** set on quotes that are callouts */
    callout?: CalloutKind
  }
}

/**
 * Reads words as CommonMark with tables, footnotes, struck-out text and bare links (GFM), and marks callouts. Every text is a document:
 * this never fails. Linear in the length for ordinary texts; HTML in it stays text (see `drawWords`).
 */
export function readWords(words: string): Root {
  const tree = fromMarkdown(words, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] })
  for (const node of tree.children) if (node.type === 'blockquote') markCallout(node)
  return tree
}

const calloutMark = /^\[!(NOTE|TIP|WARNING|EXAMPLE)\][ \t]*(?:\n|$)/

/** Takes the mark off a callout and keeps its kind beside it. */
function markCallout(quote: Blockquote): void {
  const first = quote.children[0]
  if (first?.type !== 'paragraph') return
  const text = first.children[0] as Text | undefined
  const found = text?.type === 'text' ? calloutMark.exec(text.value) : null
  if (!text || !found) return
  quote.data = { ...quote.data, callout: found[1]!.toLowerCase() as CalloutKind }
  text.value = text.value.slice(found[0].length)
  if (text.value === '') first.children.shift()
  if (first.children.length === 0) quote.children.shift()
}
