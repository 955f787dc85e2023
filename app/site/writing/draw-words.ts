import type { Element, ElementContent, Root as Tree } from 'hast'
import { defaultSchema, sanitize } from 'hast-util-sanitize'
import { toHtml } from 'hast-util-to-html'
import type { Blockquote, Heading, Html, Image, Link, ListItem, Paragraph, Parents, Root, Table, Text } from 'mdast'
import { defaultHandlers, type Handlers, type State, toHast } from 'mdast-util-to-hast'
import { toString as textOf } from 'mdast-util-to-string'
import type { Language } from '../../platform/i18n/language.ts'
import { type AskedDates, blockOf, type DateRow } from './blocks.ts'
import { drawDates } from './draw-dates.ts'
import { drawPicture } from './draw-picture.ts'
import { element } from './element.ts'
import type { CalloutKind } from './read-words.ts'
import { setLine, setQuotes } from './set-quotes.ts'
import { slugFrom } from './writing.ts'

/**
 * A link of ours, such as `chapter:boundaries`, resolved for where it is drawn; null leaves its text without a link. What `opens` is a
 * button that shows the element of that id, which the page has to hold, above the page (a popover).
 */
export type Resolve = (
  scheme: string,
  key: string,
) => { href: string; title?: string; class?: string } | { opens: string; class?: string } | null

/** A picture of ours (`picture:quay`), resolved for where it is drawn. Sizes in pixels. */
export type ResolvePicture = (name: string) => {
  src: string
  srcset?: string
  width: number
  height: number
  /** the same on dark paper, of the same size, and when that is the one to be seen, as a media query; the other is not loaded then */
  dark?: { srcset: string; media: string }
  /** what stands under it by itself: when it was drawn */
  drawnOn?: (language: Language) => string
} | null

export interface Drawing {
  /** put before every id, so that two writings can stand on one page */
  prefix: string
  link: Resolve
  picture: ResolvePicture
  /** the dates that a link to an event stands for where it is a paragraph of its own; without it, it stays a link */
  dates?: (asked: AskedDates) => readonly DateRow[] | null
  /** what is told of links to the web; `noopener` unless said */
  rel?: readonly string[]
  /**
   * what a callout is called, and what stands above the footnotes and at the way back from one; with `table`, tables lie in a region of that
   * name that scrolls by itself. `quotes`: the language whose quotes and dashes the words are set with; without it they stay as typed
   */
  says: { callout: (kind: CalloutKind) => string; footnotes: string; back: string; table?: string; quotes?: Language }
  /** the whole address of the page these words stand on, put before links within it: for where they are read without it, as in a feed */
  here?: string
  /** the level of headings starts here: `##` becomes this level. 2 unless told */
  headings?: number
  /** written as XML, for EPUB */
  xml?: boolean
  /** lists of tasks: boxes that can be ticked (nothing keeps what is), or the signs of boxes, which is what they are unless told */
  boxes?: 'to tick' | 'signs'
}

/** A heading of a writing, for a list of contents. */
export interface WordsHeading {
  id: string
  text: string
  level: number
}

/** Schemes of links that lead somewhere in this instance; all others but http, https and mailto are dropped to their text. */
const ourScheme = /^(glossary|chapter|card|screen|post|event|events|page):(.+)$/

const schema = {
  ...defaultSchema,
  clobber: [],
  attributes: {
    ...defaultSchema.attributes,
    '*': ['id', 'className', 'title', 'lang', 'dir', 'role', 'ariaLabel', 'ariaDescribedBy', 'ariaHidden'],
    a: ['href', 'rel', 'dataFootnoteRef', 'dataFootnoteBackref', 'className', 'id', 'ariaDescribedBy', 'ariaLabel'],
    img: ['src', 'srcSet', 'sizes', 'alt', 'width', 'height', 'loading', 'decoding'],
    source: ['srcSet', 'sizes', 'media', 'width', 'height'],
    section: ['dataFootnotes', 'className', 'ariaLabelledBy'],
    th: ['align', 'scope'],
    td: ['align'],
    time: ['dateTime'],
    button: ['type', 'popoverTarget', 'className'],
    input: ['type', 'checked'],
    div: ['className', 'tabIndex'],
    h2: ['className'],
    li: ['className'],
  },
  required: {},
  tagNames: [
    ...(defaultSchema.tagNames ?? []),
    'section',
    'figure',
    'figcaption',
    'picture',
    'source',
    'aside',
    'button',
    'label',
    'time',
    'mark',
  ],
  protocols: { ...defaultSchema.protocols, href: ['http', 'https', 'mailto', 'tel'], src: [] },
}

/**
 * Draws words as HTML that is safe on any page: HTML that somebody typed shows as the text it is, links lead to the web, to mail or into
 * the site, pictures come from the site alone. Every heading has an id made from its text (twice the same: -2, -3, …).
 */
export function drawWords(root: Root, drawing: Drawing): string {
  const tree = toHast(root, {
    handlers: handlersFor(root, drawing),
    clobberPrefix: drawing.prefix,
    footnoteLabel: drawing.says.footnotes,
    footnoteLabelProperties: { className: ['footnotes-title'] },
    footnoteBackLabel: () => drawing.says.back,
    // an arrow that our own typefaces have
    footnoteBackContent: '↑',
  }) as Tree
  if (drawing.here) lead(tree.children, drawing.here)
  const safe = sanitize(tree, schema) as Tree
  finish(safe.children, drawing)
  const drawn = toHtml(safe, { closeSelfClosing: drawing.xml ?? false, allowDangerousHtml: false })
  return drawing.xml ? asXmlText(drawn) : drawn
}

/** HTML may have the sign `<` in an attribute, XML may not. In words it is written otherwise already, so that it always begins a tag. */
function asXmlText(drawn: string): string {
  return drawn
    .replace(/<[a-z][^\s>]*(?:\s+[^\s=>]+="[^"]*")*/gi, (tag) => `<${tag.slice(1).replaceAll('<', '&lt;')}`)
    .replaceAll(']]>', ']]&gt;')
    .replace(noXml, '')
}

/** What XML 1.0 cannot hold in any way. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
const noXml = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/gu

/** Gives the title of the notes an id of its own where several writings share a page; and says in XML, as EPUB does, what notes are. */
function finish(nodes: Tree['children'], drawing: Drawing): void {
  for (const node of nodes) {
    if (node.type !== 'element') continue
    const { properties } = node
    if (properties['id'] === 'footnote-label') properties['id'] = `${drawing.prefix}footnote-label`
    if (String(properties['ariaDescribedBy'] ?? '') === 'footnote-label')
      properties['ariaDescribedBy'] = [`${drawing.prefix}footnote-label`]
    if (drawing.xml) {
      // a link that leads nowhere is no link there
      if (node.tagName === 'a' && properties['href'] === undefined)
        Object.assign(node, { tagName: 'span', properties: {} })
      node.properties = asXml(node, drawing.prefix)
    }
    finish(node.children, drawing)
  }
}

function asXml({ tagName, properties }: Element, prefix: string): Element['properties'] {
  const { dataFootnotes, dataFootnoteRef, dataFootnoteBackref, align, ...rest } = properties
  if (dataFootnotes !== undefined) return { ...rest, 'epub:type': 'endnotes', role: 'doc-endnotes' }
  if (dataFootnoteRef !== undefined) return { ...rest, 'epub:type': 'noteref', role: 'doc-noteref' }
  if (dataFootnoteBackref !== undefined) return { ...rest, role: 'doc-backlink' }
  const isNote = tagName === 'li' && String(rest['id'] ?? '').startsWith(`${prefix}fn-`)
  if (isNote) return { ...rest, 'epub:type': 'endnote' }
  return typeof align === 'string' ? { ...rest, className: [`to-${align}`] } : rest
}

/** Makes links within a page lead to it from elsewhere. */
function lead(nodes: Tree['children'], here: string): void {
  for (const node of nodes) {
    if (node.type !== 'element') continue
    const { href } = node.properties
    if (typeof href === 'string' && href.startsWith('#')) node.properties['href'] = here + href
    lead(node.children, here)
  }
}

/** The headings of a writing with the ids that `drawWords` gives them, in order. */
export function headingsOf(root: Root, prefix: string): WordsHeading[] {
  const nameOf = uniqueIds(prefix)
  return root.children
    .filter((node): node is Heading => node.type === 'heading')
    .map((node) => ({ id: nameOf(textOf(node)), text: textOf(node), level: node.depth }))
}

function uniqueIds(prefix: string): (text: string) => string {
  const seen = new Map<string, number>()
  return (text) => {
    const slug = slugFrom(text)
    const count = (seen.get(slug) ?? 0) + 1
    seen.set(slug, count)
    return `${prefix}${slug}${count > 1 ? `-${count}` : ''}`
  }
}

function handlersFor(root: Root, drawing: Drawing): Handlers {
  const nameOf = uniqueIds(drawing.prefix)
  const down = (drawing.headings ?? 2) - 2
  const { quotes } = drawing.says
  const written = quotes && setQuotes(root, quotes)
  return {
    heading: (state: State, node: Heading) =>
      element(`h${Math.min(6, node.depth + down)}`, { id: nameOf(textOf(node)) }, state.all(node)),
    html: (_: State, node: Html) => ({ type: 'text', value: node.value }),
    paragraph: (state: State, node: Paragraph, parent: Parents | undefined) =>
      parent?.type === 'root' ? drawParagraph(state, node, drawing) : defaultHandlers.paragraph(state, node),
    link: (state: State, node: Link) => drawLink(state, node, drawing),
    image: (_: State, node: Image) => drawPicture(node, drawing),
    blockquote: (state: State, node: Blockquote) => drawQuote(state, node, drawing),
    ...(drawing.says.table && { table: drawTable(drawing.says.table) }),
    listItem: (state: State, node: ListItem, parent: Parents | undefined) =>
      typeof node.checked === 'boolean'
        ? drawTask(state, node, node.checked, drawing)
        : defaultHandlers.listItem(state, node, parent),
    text: (state: State, node: Text) => drawText(state, { ...node, value: written?.get(node) ?? node.value }, drawing),
  }
}

function set(line: string, { says: { quotes } }: Drawing): string {
  return quotes ? setLine(line, quotes) : line
}

/** A paragraph, or what it stands for: a picture with a title alone is a figure, its title what stands under it. What the calendar knows nothing of leaves its words; what has no dates to come, its link. */
function drawParagraph(state: State, node: Paragraph, drawing: Drawing): ElementContent {
  const [only] = node.children
  if (only?.type === 'image' && only.url.startsWith('picture:') && node.children.length === 1) {
    const drawnOn = drawing.picture(only.url.slice('picture:'.length))?.drawnOn?.(drawing.says.quotes ?? 'en')
    const words = [only.title && set(only.title, drawing), drawnOn].filter(Boolean).join(' ')
    if (words) return element('figure', {}, [...drawPicture(only, drawing), element('figcaption', {}, [words])])
  }
  const block = drawing.dates ? blockOf(node) : null
  if (!block) return defaultHandlers.paragraph(state, node)
  const rows = drawing.dates?.(block.asked)
  if (rows === null) return element('p', {}, [set(block.words, drawing)])
  return rows?.length
    ? drawDates({ ...block, words: set(block.words, drawing) }, rows, drawing.link)
    : defaultHandlers.paragraph(state, node)
}

function drawLink(state: State, node: Link, { link, rel = ['noopener'] }: Drawing): ElementContent | ElementContent[] {
  const inside = state.all(node)
  const ours = ourScheme.exec(node.url)
  if (!ours) return element('a', { href: node.url, rel: [...rel] }, inside)
  const to = link(ours[1]!, ours[2]!)
  if (!to) return inside
  const named = to.class ? { className: [to.class] } : {}
  if ('opens' in to) return element('button', { type: 'button', popoverTarget: to.opens, ...named }, inside)
  return element('a', { href: to.href, ...(to.title && { title: to.title }), ...named }, inside)
}

/** Text, in which the sign of a box becomes a box to write into where boxes can be ticked. */
function drawText(state: State, node: Text, { boxes }: Drawing): ElementContent | ElementContent[] {
  if (boxes !== 'to tick' || !node.value.includes('☐')) return defaultHandlers.text(state, node)
  return node.value
    .split(/(☐)/)
    .filter(Boolean)
    .map((value) =>
      value === '☐'
        ? element('span', { className: ['box'] }, [{ type: 'text', value }])
        : ({ type: 'text', value } as const),
    )
}

/** One line of a list of tasks, with its box. What else belongs to it (a list of its own) follows below. */
function drawTask(state: State, node: ListItem, checked: boolean, { boxes = 'signs' }: Drawing): ElementContent {
  const [first, ...rest] = node.children
  const line = first?.type === 'paragraph' ? state.all(first) : []
  const below = first?.type === 'paragraph' ? rest : node.children
  const after = below.length === 0 ? [] : state.wrap(state.all({ ...node, children: below }), true)
  const box: ElementContent =
    boxes === 'to tick'
      ? element('input', { type: 'checkbox', checked }, [])
      : { type: 'text', value: checked ? '☑' : '☐' }
  const told = [box, { type: 'text', value: ' ' } as const, ...line]
  return element('li', { className: ['task'] }, [
    boxes === 'to tick' ? element('label', {}, told) : element('p', {}, told),
    ...after,
  ])
}

/** Wider than a phone it scrolls by itself, by keyboard too, and the page does not. */
function drawTable(name: string) {
  return (state: State, node: Table): ElementContent =>
    element('div', { className: ['table-region'], role: 'region', ariaLabel: name, tabIndex: 0 }, [
      defaultHandlers.table(state, node),
    ])
}

function drawQuote(state: State, node: Blockquote, { says }: Drawing): ElementContent {
  const callout = node.data?.callout
  const inside = state.wrap(state.all(node), true)
  if (!callout) return element('blockquote', {}, inside)
  const title = element('p', { className: ['callout-title'] }, [{ type: 'text', value: says.callout(callout) }])
  return element('aside', { className: ['callout', `callout-${callout}`] }, [title, ...inside])
}
