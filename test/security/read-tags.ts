/** A tag as a browser would meet it: its name and its attributes, in lower case, with the values as they are written. */
interface Tag {
  name: string
  attributes: Map<string, string>
}

const tagStart = /<(\/?)([a-z][^\s/>]*)/giy
const attribute = /[\s/]*([^\s/>=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]*)))?/gy

/**
 * Every opening tag in a page, found the way a browser finds them: any "<" before a letter begins one, wherever it stands. Comments are
 * not skipped, so that nothing can hide in what looks like one.
 */
export function readTags(html: string): Tag[] {
  const tags: Tag[] = []
  for (let at = html.indexOf('<'); at >= 0; at = html.indexOf('<', at + 1)) {
    tagStart.lastIndex = at
    const start = tagStart.exec(html)
    if (!start || start[1] === '/') continue
    const attributes = new Map<string, string>()
    attribute.lastIndex = tagStart.lastIndex
    for (let found = attribute.exec(html); found; found = attribute.exec(html)) {
      attributes.set(found[1]!.toLowerCase(), found[2] ?? found[3] ?? found[4] ?? '')
      if (html[attribute.lastIndex] === '>') break
    }
    tags.push({ name: start[2]!.toLowerCase(), attributes })
  }
  return tags
}

const addresses = [
  'href',
  'src',
  'action',
  'formaction',
  'data',
  'poster',
  'xlink:href',
  'srcset',
  'ping',
  'background',
]
const local = /^(\/(?![/\\])|#|\?|$)/

/** What on this page could run or reach out: foreign addresses, event attributes, inline styles, scripts that are not ours. */
export function dangersIn(html: string): string[] {
  return readTags(html).flatMap(({ name, attributes }) => [
    ...[...attributes.keys()]
      .filter((one) => one.startsWith('on') || one === 'style' || one === 'srcdoc')
      .map((one) => `${name} ${one}`),
    ...addresses.flatMap((one) => {
      const value = attributes.get(one)
      // where a page belongs is a whole address, and nothing fetches it
      if (name === 'link' && attributes.get('rel') === 'canonical') return []
      return value === undefined || local.test(value) ? [] : [`${name} ${one}=${value.slice(0, 80)}`]
    }),
    // of data inside a page no browser runs anything
    ...(name === 'script' &&
    attributes.get('type') !== 'application/ld+json' &&
    !attributes.get('src')?.startsWith('/assets/')
      ? ['script']
      : []),
    ...(['style', 'iframe', 'object', 'embed', 'base', 'foreignobject', 'math', 'image', 'animate', 'set'].includes(
      name,
    )
      ? [name]
      : []),
    ...(attributes.get('http-equiv') !== undefined ? ['http-equiv'] : []),
  ])
}

/** The kinds of tags with the kinds of attributes they have: `a[href]`, `path[d]` … */
export function shapesIn(html: string): Set<string> {
  return new Set(
    readTags(html).flatMap(({ name, attributes }) => [name, ...[...attributes.keys()].map((one) => `${name}[${one}]`)]),
  )
}
