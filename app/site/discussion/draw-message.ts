import type { BlockContent, Nodes, Parents, PhrasingContent, Root, RootContent } from 'mdast'
import { toString as textOf } from 'mdast-util-to-string'
import { keptTexts } from '../../platform/kept-texts.ts'
import { siteLinks } from '../site-links.ts'
import { drawWords } from '../writing/draw-words.ts'
import { readWords } from '../writing/read-words.ts'

/** What a message may hold as it is; everything else becomes the text it was made of. */
const kept = new Set([
  ...['root', 'paragraph', 'text', 'emphasis', 'strong', 'delete', 'inlineCode', 'code', 'break', 'blockquote', 'list'],
  ...['listItem', 'link', 'thematicBreak'],
])
/** Quotes in quotes and lists in lists, deeper than anybody writes by hand. */
const deepest = 6
/** Where links of a message lead: to the web and to texts of the site. Of all others the words are left, so that no address to write to stands there. */
const led = /^(https?:\/\/|(glossary|chapter|card|post|event|page):)/i

const drawn = keptTexts<string>((text) => text.length)

/** Nothing but the words decides how they are drawn: no picture, no dates, and links that lead to where they say. */
function once(key: string, make: () => string): string {
  const known = drawn.find(key)
  if (known !== undefined) return known
  const made = make()
  drawn.keep(key, made)
  return made
}

/**
 * Draws a message as HTML: paragraphs, emphasis, quotes, lists, code and links, which search engines are told not to follow. No pictures, headings,
 * tables, notes or HTML: they stand as text. `origin`: for feeds, where every address has to be a whole one.
 */
export function drawMessage({ words }: { words: string }, origin = ''): string {
  return once(`${origin} ${words}`, () => drawPlainer(words, origin))
}

function drawPlainer(words: string, origin: string): string {
  const root = plainer(readWords(shallow(words)), 0) as Root
  return drawWords(root, {
    prefix: '',
    link: siteLinks(origin),
    rel: ['nofollow', 'ugc', 'noopener'],
    picture: () => null,
    says: { callout: () => '', footnotes: '', back: '' },
  })
}

/** The words of a message without any form: for programs. */
export function plainMessage({ words }: { words: string }): string {
  return once(`plain ${words}`, () => textOf(plainer(readWords(shallow(words)), 0)).trim())
}

/** Where the links of a message lead for its readers, each once; without those whose words say it already. */
export function linksOfMessage({ words }: { words: string }): string[] {
  return [...new Set(hidden(plainer(readWords(shallow(words)), 0)))]
}

function hidden(node: Nodes): string[] {
  if (!('children' in node)) return []
  if (node.type === 'link') return textOf(node) === node.url ? [] : [addressOf(node.url)]
  return node.children.flatMap((child) => hidden(child))
}

function addressOf(url: string): string {
  const [scheme, key] = url.split(':') as [string, string]
  return siteLinks()(scheme.toLowerCase(), key)?.href ?? url
}

/** What opens quotes and lists so often at the beginning of one line that nobody meant it stands as text: reading it would take all there is. */
const opensTooMany = /^(?:[ \t]*(?:>|[-+*](?=[ \t])|\d{1,9}[.)](?=[ \t]))){7,}/gm

function shallow(words: string): string {
  return words.replace(opensTooMany, (signs) => signs.replace(/[>*+.)-]/, '\\$&').trimStart())
}

function plainer(node: Nodes, depth: number): Nodes {
  if (!('children' in node)) return node
  const children = (node.children as Nodes[]).flatMap((child) => simplified(child, node as Parents, depth))
  return { ...node, children } as Nodes
}

function simplified(child: Nodes, parent: Parents, depth: number): Nodes[] {
  const nested = child.type === 'blockquote' || child.type === 'list' ? depth + 1 : depth
  if (child.type === 'definition') return []
  if (nested > deepest || !kept.has(child.type)) return [asText(child, parent)]
  if (child.type === 'blockquote') delete child.data
  if (child.type === 'listItem') child.checked = null
  if (child.type === 'link' && !led.test(child.url)) return inside(child, nested)
  return [plainer(child, nested)]
}

function inside(link: Parents, depth: number): Nodes[] {
  return (plainer(link, depth) as { children: Nodes[] }).children
}

function asText(node: Nodes, parent: Parents): RootContent {
  const text: PhrasingContent = { type: 'text', value: typedAs(node) }
  const isBlock = ['root', 'blockquote', 'listItem', 'list'].includes(parent.type)
  return isBlock ? ({ type: 'paragraph', children: [text] } satisfies BlockContent) : text
}

function typedAs(node: Nodes): string {
  if (node.type === 'image') return node.alt ?? ''
  if (node.type === 'html') return node.value
  return node.type === 'footnoteReference' ? `[^${node.identifier}]` : textOf(node)
}
