import { join } from 'node:path'
import { lint } from './check-feeds.ts'
import type { Fetched, Instance } from './instance.ts'
import { lookWith, python, type Row, row, run } from './tools.ts'

interface Page extends Fetched {
  /** everything the page says of itself to programs */
  told: Thing[]
}

type Thing = Record<string, unknown>

/** Every page that search engines may find: the list of them, what each tells programs, its pictures, and the card for an address book. */
export async function checkPages(instance: Instance): Promise<Row[]> {
  const map = await instance.fetched('/sitemap.xml')
  const paths = [...map.text.matchAll(/<loc>([^<]*)<\/loc>/g)].map(([, address]) =>
    address!.slice(instance.origin.length),
  )
  const problems: string[] = []
  const pages: Page[] = []
  for (const path of paths) {
    const fetched = await instance.fetched(path)
    pages.push({ ...fetched, told: toldIn(fetched, problems) })
  }
  const pictures = [
    ...new Set(pages.flatMap(({ text }) => [...text.matchAll(/"(\/[^"\s]*\.svg)"/g)].map(([, path]) => path!))),
  ]
  const drawn = await Promise.all(pictures.map((path) => instance.fetched(path)))
  const card = await instance.fetched('/contact/contact.vcf')
  return [
    await lookWith('xmllint', 'sitemap: by a RELAX NG schema after sitemaps.org', () =>
      lint([map.file], join(import.meta.dirname, 'sitemap.rng')),
    ),
    row(
      'own rules',
      'sitemap: each page answers, under the one address it names, no id twice',
      areThemselves(instance, pages),
    ),
    row('own rules', 'JSON-LD: read, with what each kind of thing must hold', holdWhatTheyMust(pages, problems)),
    row('own rules', 'link pictures: PNG of 1200 × 630', await linkPictures(instance, pages)),
    await lookWith('xmllint', 'SVG pictures: well-formed', () => lint(drawn.map(({ file }) => file))),
    await lookWith('python3-vobject', 'card for an address book: read, with its fields', () => byVobject(card)),
  ]
}

/** The things in every block of JSON-LD, those inside others too. */
function toldIn({ path, text }: Fetched, problems: string[]): Thing[] {
  return [...text.matchAll(/<script type="application\/ld\+json">(.*?)<\/script>/gs)].flatMap(([, json]) => {
    try {
      const told = JSON.parse(json!) as Thing
      if (told['@context'] !== 'https://schema.org') problems.push(`${path}: tells things of no vocabulary`)
      return thingsIn(told)
    } catch {
      problems.push(`${path}: its JSON-LD cannot be read`)
      return []
    }
  })
}

function thingsIn(value: unknown): Thing[] {
  if (Array.isArray(value)) return value.flatMap(thingsIn)
  if (value === null || typeof value !== 'object') return []
  const thing = value as Thing
  return [...('@type' in thing ? [thing] : []), ...Object.values(thing).flatMap(thingsIn)]
}

function areThemselves({ origin }: Instance, pages: readonly Page[]): { said: string; problems: string[] } {
  const problems = pages.flatMap(({ path, status, text }) => {
    const canonical = /<link rel="canonical" href="([^"]*)"/.exec(text)?.[1]
    const ids = [...text.matchAll(/\sid="([^"]*)"/g)].map(([, id]) => id!)
    const twice = ids.filter((id, nth) => ids.indexOf(id) !== nth)
    return [
      ...(status === 200 ? [] : [`${path}: ${status}`]),
      ...(canonical === origin + path ? [] : [`${path} calls itself ${canonical}`]),
      ...twice.map((id) => `${path}: the id "${id}" is there twice`),
      ...(/<html lang="[a-z]{2}"/.test(text) ? [] : [`${path}: has no language`]),
    ]
  })
  return { said: `${pages.length} pages`, problems }
}

/** What each kind of thing must hold, after schema.org and what search engines say they need of it. */
const required: Record<string, readonly string[]> = {
  BlogPosting: [
    'headline',
    'datePublished',
    'dateModified',
    'author',
    'publisher',
    'image',
    'url',
    'mainEntityOfPage',
    'inLanguage',
  ],
  Event: ['name', 'url', 'eventStatus', 'eventAttendanceMode', 'location', 'organizer'],
  Organization: ['name'],
  Person: ['name'],
  Place: ['name', 'address'],
  VirtualLocation: ['url'],
  BreadcrumbList: ['itemListElement'],
  ListItem: ['position', 'name', 'item'],
  WebSite: ['name', 'url'],
}

/** Which kinds of pages tell of what. */
const expected: [path: RegExp, kinds: readonly string[]][] = [
  [/^\/$/, ['Organization', 'WebSite']],
  [/^\/contact$/, ['Organization']],
  [/^\/blog\/(?!tags)[^/?]+$/, ['BlogPosting', 'BreadcrumbList']],
  [/^\/events\/[^/]+$/, ['Event', 'BreadcrumbList']],
  [/^\/handbook\/(?!glossary$|sources$)[^/]+$/, ['BreadcrumbList']],
  [/^\/handbook\/cards\//, ['BreadcrumbList']],
]

const statuses = /^https:\/\/schema\.org\/Event(Scheduled|Cancelled|Rescheduled|Postponed)$/
const day = /^\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d))?$/

function holdWhatTheyMust(pages: readonly Page[], problems: readonly string[]): { said: string; problems: string[] } {
  const kinds = new Map<string, number>()
  const lacking = pages.flatMap(({ path, told }) => {
    const has = told.map((thing) => String(thing['@type']))
    for (const kind of has) kinds.set(kind, (kinds.get(kind) ?? 0) + 1)
    const wanted = expected.filter(([form]) => form.test(path)).flatMap(([, names]) => names)
    return [
      ...wanted.filter((kind) => !has.includes(kind)).map((kind) => `${path}: tells of no ${kind}`),
      ...told
        .flatMap((thing) => [...lacks(thing), ...(thing['@type'] === 'Event' ? eventLacks(thing) : [])])
        .map((what) => `${path}: ${what}`),
    ]
  })
  const said = [...kinds].map(([kind, count]) => `${count} ${kind}`).join(', ')
  return { said, problems: [...problems, ...lacking] }
}

function lacks(thing: Thing): string[] {
  const dates = Object.entries(thing).filter(([name]) => /Date$|^date/.test(name))
  return [
    // what is told whole elsewhere is named by its id alone
    ...(required[String(thing['@type'])] ?? [])
      .filter((name) => !thing[name])
      .map((name) => `${thing['@type']} without ${name}`),
    ...dates.filter(([, value]) => !day.test(String(value))).map(([name, value]) => `${name} is "${value}"`),
  ]
}

function eventLacks(event: Thing): string[] {
  const status = String(event['eventStatus'])
  if (!statuses.test(status)) return [`eventStatus is "${status}"`]
  const date = status.endsWith('Postponed') ? 'previousStartDate' : 'startDate'
  return [
    ...(event[date] ? [] : [`${status} without ${date}`]),
    ...(status.endsWith('Postponed') && event['startDate'] ? ['was put off and still says when it begins'] : []),
  ]
}

async function linkPictures(
  { origin }: Instance,
  pages: readonly Page[],
): Promise<{ said: string; problems: string[] }> {
  const named = pages.flatMap(({ text }) => /property="og:image" content="([^"]*)"/.exec(text)?.[1] ?? [])
  const problems: string[] = []
  for (const address of new Set(named)) {
    const answer = await fetch(address.startsWith(origin) ? address : origin)
    const bytes = Buffer.from(await answer.arrayBuffer())
    const size =
      bytes.subarray(1, 4).toString('latin1') === 'PNG' ? [bytes.readUInt32BE(16), bytes.readUInt32BE(20)] : []
    if (String(size) !== '1200,630') problems.push(`${address} is no such picture`)
  }
  return { said: `${new Set(named).size} pictures`, problems }
}

async function byVobject(card: Fetched): Promise<{ said: string; problems: string[] }> {
  const { code, out, all } = await run(python, [join(import.meta.dirname, 'read_card.py'), card.file])
  if (code !== 0) return { said: 'it ended with an error', problems: [all.slice(-500)] }
  const fields = JSON.parse(out) as Record<string, string>
  const problems = ['version', 'fn', 'org', 'adr', 'email', 'tel', 'url', 'uid'].filter((name) => !fields[name])
  return {
    said: `1 card, ${Object.keys(fields).length} fields`,
    problems: problems.map((name) => `it finds no ${name}`),
  }
}
