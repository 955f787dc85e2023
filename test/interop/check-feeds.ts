import { join } from 'node:path'
import { Ajv } from 'ajv'
import type { Fetched, Instance } from './instance.ts'
import { lookWith, python, type Row, row, run } from './tools.ts'

const feeds = [
  { path: '/blog/feed.atom', type: 'application/atom+xml; charset=utf-8', version: 'atom10' },
  { path: '/blog/feed.rss', type: 'application/rss+xml; charset=utf-8', version: 'rss20' },
] as const

/** The feeds of the blog: their form by xmllint and by a schema, what they must hold, and what a feed reader makes of them. */
export async function checkFeeds(instance: Instance): Promise<Row[]> {
  const [atom, rss] = await Promise.all(feeds.map(({ path }) => instance.fetched(path)))
  const json = await instance.fetched('/blog/feed.json')
  const schema = join(import.meta.dirname, 'atom.rng')
  return [
    await lookWith('xmllint', 'Atom, RSS: well-formed', () => lint([atom!.file, rss!.file])),
    await lookWith('xmllint', 'Atom: by a RELAX NG schema after RFC 4287', () => lint([atom!.file], schema)),
    row(
      'own rules',
      'Atom, RSS, JSON Feed: sent as what they are, whole addresses, ids',
      await sayTheSame(instance, [atom!, rss!, json]),
    ),
    row('ajv', 'JSON Feed 1.1: by a schema after its text', byJsonSchema(json)),
    await lookWith('python3-feedparser', 'Atom, RSS: read without complaint', () => readByFeedparser([atom!, rss!])),
  ]
}

/** Asks xmllint about files; by a schema where one is given. */
export async function lint(files: readonly string[], schema?: string): Promise<{ said: string; problems: string[] }> {
  const words = ['--noout', '--nonet', ...(schema ? ['--relaxng', schema] : [])]
  const { code, all } = await run('xmllint', [...words, ...files])
  const problems = all.split('\n').filter((line) => line !== '' && !line.endsWith(' validates'))
  return { said: `${files.length} files`, problems: code === 0 ? [] : problems.slice(0, 20) }
}

const address = /^https?:\/\//

/** What every feed has to hold whatever its form, asked twice in two languages: ids stay, each is there once, addresses are whole and answered. */
async function sayTheSame(
  instance: Instance,
  [atom, rss, json]: Fetched[],
): Promise<{ said: string; problems: string[] }> {
  const problems: string[] = []
  const types = [...feeds.map(({ type }) => type), 'application/feed+json; charset=utf-8']
  for (const [nth, one] of [atom!, rss!, json!].entries()) {
    if (one.type !== types[nth]) problems.push(`${one.path} is sent as ${one.type}`)
    if (!one.text.includes(`${instance.origin}${one.path}`)) problems.push(`${one.path} does not say where it stands`)
  }
  const ids = (text: string) => [...text.matchAll(/urn:uuid:[0-9a-f-]{36}/g)].map(([id]) => id)
  const known = ids(json!.text)
  if (new Set(known).size !== known.length || known.length === 0) problems.push('an id stands there twice, or none')
  for (const one of [atom!, rss!])
    if (String(ids(one.text)) !== String(known)) problems.push(`${one.path} has other ids`)
  const inPortuguese = await fetch(instance.origin + json!.path, { headers: { 'accept-language': 'pt' } })
  if (String(ids(await inPortuguese.text())) !== String(known)) problems.push('ids differ between languages')
  const items = (JSON.parse(json!.text) as { items: { url: string; content_html: string }[] }).items
  for (const { url, content_html: html } of items) {
    const answer = await fetch(url)
    if (answer.status !== 200) problems.push(`${url} answers ${answer.status}`)
    for (const [, found] of html.matchAll(/\s(?:href|src)="([^"]*)"/g)) {
      if (!address.test(found!) && !found!.startsWith('mailto:')) problems.push(`${url} leads to "${found}"`)
    }
  }
  return { said: `3 feeds, ${items.length} posts`, problems }
}

const text = { type: 'string', minLength: 1 }
const web = { type: 'string', pattern: '^https?://' }
const moment = { type: 'string', pattern: '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?(Z|[+-]\\d\\d:\\d\\d)$' }
const authors = { type: 'array', items: { type: 'object', required: ['name'], properties: { name: text } } }

/** JSON Feed 1.1 as its text has it; what it leaves open and we never send is closed, so that a slip in a name is seen. */
const jsonFeed = {
  type: 'object',
  required: ['version', 'title', 'home_page_url', 'feed_url', 'language', 'items'],
  additionalProperties: false,
  properties: {
    version: { const: 'https://jsonfeed.org/version/1.1' },
    title: text,
    description: text,
    language: { type: 'string', pattern: '^[a-z]{2}$' },
    home_page_url: web,
    feed_url: web,
    authors,
    items: {
      type: 'array',
      items: {
        type: 'object',
        required: ['id', 'url', 'title', 'content_html', 'date_published'],
        additionalProperties: false,
        properties: {
          id: text,
          url: web,
          title: text,
          language: { type: 'string', pattern: '^[a-z]{2}$' },
          summary: text,
          content_html: text,
          image: web,
          date_published: moment,
          date_modified: moment,
          authors,
          tags: { type: 'array', items: text, minItems: 1 },
        },
      },
    },
  },
}

function byJsonSchema(json: Fetched): { said: string; problems: string[] } {
  const validate = new Ajv({ allErrors: true, strict: true }).compile(jsonFeed)
  validate(JSON.parse(json.text))
  return {
    said: '1 file',
    problems: (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`),
  }
}

interface ReadFeed {
  version: string
  bozo: string
  title: string
  entries: { id: string; link: string; title: string; published: boolean; content: number }[]
}

async function readByFeedparser(files: readonly Fetched[]): Promise<{ said: string; problems: string[] }> {
  const words = [join(import.meta.dirname, 'read_feed.py'), ...files.map(({ file }) => file)]
  const { code, out, all } = await run(python, words)
  if (code !== 0) return { said: 'it ended with an error', problems: [all.slice(-500)] }
  const read = Object.values(JSON.parse(out) as Record<string, ReadFeed>)
  const problems = read.flatMap(({ version, bozo, title, entries }, nth) => [
    ...(bozo ? [`${files[nth]!.path}: ${bozo}`] : []),
    ...(version === feeds[nth]!.version ? [] : [`${files[nth]!.path} is taken for ${version}`]),
    ...(title && entries.length > 0 ? [] : [`${files[nth]!.path} has no title or no entry`]),
    ...entries
      .filter((one) => !one.id || !address.test(one.link) || !one.title || !one.published || one.content < 200)
      .map(({ id }) => `${files[nth]!.path}: ${id} lacks a title, a moment, its address or its words`),
  ])
  return { said: `2 feeds, ${read.map(({ entries }) => entries.length).join(' and ')} entries`, problems }
}
