import { characterOf } from './character-of.ts'

export interface HtmlElement {
  name: string
  attributes: Readonly<Record<string, string>>
  children: HtmlNode[]
}
export type HtmlNode = string | HtmlElement

const withoutEnd = new Set('area base br col embed hr img input link meta param source track wbr'.split(' '))
/** What stands in these is no markup, up to their end. */
const rawText = new Set(['script', 'style', 'textarea', 'noscript', 'title'])
const endsParagraph = /^(p|h[1-6]|ul|ol|blockquote|pre|table|figure|hr|div)$/

/** Deeper than any text is; what lies deeper is taken as lying there. */
const deepest = 200

// a tag longer than this is none: so that reading stays in proportion to the length, whatever is never closed
const tag = /<(\/?)([a-z][^\s/>]{0,40})((?:"[^"]{0,9000}"|'[^']{0,9000}'|[^'">]){0,9000})>/iy
const noTag = /<(?:!--[\s\S]*?(?:-->|$)|!\[CDATA\[[\s\S]*?(?:\]\]>|$)|[!?][^>]{0,9000}>)/y
const attribute = /([^\s"'<>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+)))?/g

/**
 * Reads HTML as programs for writing make it into a tree. Forgiving: what is never closed ends with what holds it, what was never opened is
 * passed over, comments are left out. Every text gives a tree; nothing in it is run or fetched.
 */
export function readHtml(html: string): HtmlNode[] {
  const root: HtmlElement = { name: '', attributes: {}, children: [] }
  const open = [root]
  const say = (text: string) => {
    if (text !== '') open.at(-1)!.children.push(characterOf(text))
  }
  for (let at = 0; at < html.length; ) {
    const next = html.indexOf('<', at)
    say(html.slice(at, next < 0 ? html.length : next))
    if (next < 0) break
    noTag.lastIndex = next
    tag.lastIndex = next
    const other = noTag.exec(html)
    const found = other ? null : tag.exec(html)
    if (other) at = noTag.lastIndex
    else if (found) at = meetTag(found, { html, open, end: tag.lastIndex })
    else {
      say('<')
      at = next + 1
    }
  }
  return root.children
}

/** Opens or closes an element; where reading goes on. */
function meetTag(
  found: RegExpExecArray,
  { html, open, end }: { html: string; open: HtmlElement[]; end: number },
): number {
  const name = found[2]!.toLowerCase()
  if (found[1] === '/') {
    const at = open.findLastIndex((element) => element.name === name)
    if (at > 0) open.length = at
    return end
  }
  // a paragraph, a heading and a line of a list do not lie in a paragraph
  if (endsParagraph.test(name) && open.at(-1)!.name === 'p') open.pop()
  if (name === 'li' && open.at(-1)!.name === 'li') open.pop()
  const element: HtmlElement = { name, attributes: attributesOf(found[3]!), children: [] }
  open.at(-1)!.children.push(element)
  if (rawText.has(name)) {
    const close = new RegExp(`</${name}`, 'gi')
    close.lastIndex = end
    return close.exec(html)?.index ?? html.length
  }
  if (!withoutEnd.has(name) && !found[3]!.endsWith('/') && open.length < deepest) open.push(element)
  return end
}

function attributesOf(text: string): Record<string, string> {
  const found: [string, string][] = [...text.matchAll(attribute)].map(([, name, double, single, bare]) => [
    name!.toLowerCase(),
    characterOf(double ?? single ?? bare ?? ''),
  ])
  return Object.fromEntries(found)
}

/** All text in a tree, as it stands. */
export function textIn(nodes: readonly HtmlNode[]): string {
  return nodes.map((node) => (typeof node === 'string' ? node : textIn(node.children))).join('')
}
