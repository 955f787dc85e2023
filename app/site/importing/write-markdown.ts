import { type HtmlElement, type HtmlNode, readHtml, textIn } from './read-html.ts'

export interface WrittenMarkdown {
  words: string
  /** addresses of pictures in it: they are named, and never fetched */
  pictures: string[]
  /** what has no place here and stayed behind, by its kind, and how often */
  leftOut: Map<string, number>
}

interface Ground {
  /** the address of the page it comes from, for links that begin there */
  base: string | null
  pictures: string[]
  leftOut: Map<string, number>
  /** inside the words of a link, where no other begins */
  inLink: boolean
}

/** What neither runs nor shows here: only counted. */
const behind = new Set([
  'script',
  'style',
  'form',
  'input',
  'button',
  'select',
  'textarea',
  'svg',
  'math',
  'canvas',
  'object',
  'noscript',
])
/** What shows something of another site: it becomes a link. */
const embedded = new Set(['iframe', 'embed', 'video', 'audio'])
const blocks = new Set(
  'address article aside blockquote body details div dl dd dt figcaption figure footer h1 h2 h3 h4 h5 h6 header hr html li main nav ol p pre section summary table tbody tfoot thead tr td th ul'.split(
    ' ',
  ),
)

/** HTML of a post elsewhere as Markdown of ours. Blank lines between plain text are paragraphs, as older WordPress keeps them. */
export function writeMarkdown(html: string, base: string | null): WrittenMarkdown {
  const ground: Ground = { base, pictures: [], leftOut: new Map(), inLink: false }
  const words = blocksOf(readHtml(html), ground).join('\n\n')
  return { words, pictures: [...new Set(ground.pictures)], leftOut: ground.leftOut }
}

function blocksOf(nodes: readonly HtmlNode[], ground: Ground): string[] {
  const found: string[] = []
  let line: HtmlNode[] = []
  const endLine = () => {
    for (const paragraph of inline(line, ground).split(/[ \t]*\n[ \t]*\n\s*/)) {
      const words = paragraph.trim()
      if (words !== '') found.push(atBeginning(words))
    }
    line = []
  }
  for (const node of nodes) {
    if (typeof node !== 'string' && (blocks.has(node.name) || embedded.has(node.name) || holdsBlocks(node))) {
      endLine()
      found.push(...block(node, ground).filter((words) => words.trim() !== ''))
    } else line.push(node)
  }
  endLine()
  return found
}

/** A link or a span round whole paragraphs. */
function holdsBlocks({ children }: HtmlElement): boolean {
  return children.some((child) => typeof child !== 'string' && (blocks.has(child.name) || holdsBlocks(child)))
}

function block(element: HtmlElement, ground: Ground): string[] {
  const { name, children } = element
  if (/^h[1-6]$/.test(name)) {
    const words = inline(children, ground).replace(/\s+/g, ' ').trim()
    // the title is the first heading; ours begin below it and go no deeper than four
    return words ? [`${'#'.repeat(Math.min(4, Math.max(2, Number(name[1]))))} ${words}`] : []
  }
  if (name === 'hr') return ['---']
  if (name === 'pre') return [fenced(textIn(children))]
  if (name === 'blockquote') return [prefixed(blocksOf(children, ground).join('\n\n'), '> ')]
  if (name === 'ul' || name === 'ol') return [list(element, ground)]
  if (name === 'table') return [table(element, ground)]
  if (embedded.has(name)) return [inlineElement(element, ground)]
  if (name === 'figcaption') return blocksOf(children, ground).map((words) => `*${words.replace(/^\*|\*$/g, '')}*`)
  return blocksOf(children, ground)
}

function list({ name, children }: HtmlElement, ground: Ground): string {
  const items = children.filter((child) => typeof child !== 'string' && child.name === 'li') as HtmlElement[]
  return items
    .map((item, nth) => {
      const mark = name === 'ol' ? `${nth + 1}. ` : '- '
      return mark + prefixed(blocksOf(item.children, ground).join('\n\n'), ' '.repeat(mark.length)).slice(mark.length)
    })
    .join('\n')
}

function table(element: HtmlElement, ground: Ground): string {
  const rows = rowsOf(element).map((row) =>
    row.children
      .filter((cell): cell is HtmlElement => typeof cell !== 'string' && /^t[dh]$/.test(cell.name))
      .map((cell) => inline(cell.children, ground).replace(/\s+/g, ' ').replaceAll('|', '\\|').trim()),
  )
  const columns = Math.max(0, ...rows.map((row) => row.length))
  if (columns === 0) return ''
  const line = (cells: readonly string[]) =>
    `| ${Array.from({ length: columns }, (_, at) => cells[at] ?? '').join(' | ')} |`
  return [line(rows[0]!), line(Array(columns).fill('---')), ...rows.slice(1).map(line)].join('\n')
}

function rowsOf(element: HtmlElement): HtmlElement[] {
  return element.children.flatMap((child) =>
    typeof child === 'string' ? [] : child.name === 'tr' ? [child] : rowsOf(child),
  )
}

const marks: Record<string, string> = { strong: '**', b: '**', em: '*', i: '*', del: '~~', s: '~~', strike: '~~' }

function inline(nodes: readonly HtmlNode[], ground: Ground): string {
  return nodes
    .map((node) =>
      typeof node !== 'string' ? inlineElement(node, ground) : ground.inLink ? escaped(node) : text(node),
    )
    .join('')
}

function inlineElement(element: HtmlElement, ground: Ground): string {
  const { name, attributes, children } = element
  if (behind.has(name)) {
    ground.leftOut.set(name, (ground.leftOut.get(name) ?? 0) + 1)
    return ''
  }
  if (name === 'br') return '\\\n'
  if (name === 'img') return picture(attributes, ground)
  if (embedded.has(name)) {
    ground.leftOut.set(name, (ground.leftOut.get(name) ?? 0) + 1)
    const address = whole(attributes['src'], ground.base)
    return address ? `<${address}>` : ''
  }
  if (name === 'code') return code(textIn(children))
  const inside = inline(children, name === 'a' ? { ...ground, inLink: true } : ground)
  if (name === 'a') {
    const address = whole(attributes['href'], ground.base)
    return address && inside.trim() ? `[${inside.trim()}](<${address}>)` : inside
  }
  const mark = marks[name]
  return mark ? around(inside, mark) : inside
}

/** Emphasis begins and ends at a letter, not at a space. */
function around(words: string, mark: string): string {
  const found = /^(\s*)([\s\S]*?)(\s*)$/.exec(words)!
  return found[2] ? `${found[1]}${mark}${found[2]}${mark}${found[3]}` : words
}

function picture(attributes: HtmlElement['attributes'], ground: Ground): string {
  const address = whole(attributes['src'], ground.base)
  if (!address) return ''
  ground.pictures.push(address)
  return `![${escaped((attributes['alt'] ?? '').replace(/\s+/g, ' '))}](<${address}>)`
}

/** A whole address on the web or for mail; null for what leads anywhere else, such as a script. */
function whole(address: string | undefined, base: string | null): string | null {
  const url = address?.trim() ? URL.parse(address.trim(), base ?? undefined) : null
  return url && /^(https?|mailto):$/.test(url.protocol) ? url.href.replace(/[<>\s]/g, encodeURIComponent) : null
}

/** Words, in which an address that was only typed leads there as it stands: escaped signs in it would lead elsewhere. */
function text(words: string): string {
  return words
    .split(/(https?:\/\/[^\s<>[\]\\]*[^\s<>[\]\\.,;:!?'"()*])/)
    .map((part, nth) => (nth % 2 === 1 ? `<${part}>` : escaped(part)))
    .join('')
}

function escaped(text: string): string {
  return text.replace(/[\\`*_[\]<>~]/g, '\\$&')
}

/** What would begin a heading, a list or a quote, and is none. */
function atBeginning(words: string): string {
  return words.replace(/^([#>+-]|\d{1,9}[.)])(?=\s|$)/gm, (sign) =>
    sign.length > 1 ? `${sign.slice(0, -1)}\\${sign.at(-1)}` : `\\${sign}`,
  )
}

function code(text: string): string {
  const ticks = '`'.repeat(Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length)) + 1)
  const space = /^`|`$/.test(text) ? ' ' : ''
  return text.trim() === '' ? '' : ticks + space + text.replace(/\s+/g, ' ') + space + ticks
}

function fenced(text: string): string {
  const fence = '`'.repeat(Math.max(3, ...(text.match(/`+/g) ?? []).map((run) => run.length + 1)))
  return `${fence}\n${text.replace(/^\n|\n$/g, '')}\n${fence}`
}

function prefixed(words: string, prefix: string): string {
  return words
    .split('\n')
    .map((line) => (line === '' ? prefix.trimEnd() : prefix + line))
    .join('\n')
}
