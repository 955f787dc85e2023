import { globSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'
import { expect, test } from 'vitest'
import { systemClock } from '../app/platform/clock.ts'
import { bringEvents } from '../app/site/events/bring-events.ts'
import { bringWritings } from '../app/site/writing/bring-writings.ts'
import { siteSeeds } from '../db/seeds/site.ts'
import { siteEvents } from '../db/seeds/site-events.ts'
import { wholeProgram } from './security/whole-program.ts'

const root = join(import.meta.dirname, '..')
const { app, db, newcomer } = await wholeProgram()
const editor = await newcomer('editor@example.org', 'Editor')
const today = systemClock.now().toISOString().slice(0, 10)
const seeds = await siteSeeds(root, today)
await db.as({ kind: 'person', id: editor.id! }, async (tx) => {
  await bringWritings(tx, systemClock, seeds)
  await bringEvents(tx, systemClock, siteEvents(today))
})

/** What goes over the wire for an address, in bytes, and the text of it. */
async function fetched(path: string): Promise<{ bytes: number; text: string }> {
  const ask = (encoding: string) =>
    app.fetch(new Request(`http://ecotone.test${path}`, { headers: { 'accept-encoding': encoding } }))
  const [sent, plain] = [await ask('gzip'), await ask('identity')]
  expect([path, sent.status]).toEqual([path, 200])
  return { bytes: (await sent.arrayBuffer()).byteLength, text: await plain.text() }
}

/** Does a font have a sign that stands in the text? */
function isAskedFor(range: string, text: string): boolean {
  const spans = range.split(',').map((part) => /U\+([0-9A-F]+)(?:-([0-9A-F]+))?/i.exec(part)!)
  return spans.some(([, from, to]) => {
    const sign = new RegExp(`[\\u{${from}}-\\u{${to ?? from}}]`, 'u')
    return sign.test(text)
  })
}

/** The fonts that a stylesheet would have a browser fetch for a text, upright and italic. */
function fontsFor(css: string, text: string): string[] {
  return [...css.matchAll(/@font-face\s*\{([^}]*)\}/g)].flatMap(([, face]) => {
    const [url, range] = [/url\("?([^")]+)/.exec(face!)![1]!, /unicode-range:([^;}]*)/.exec(face!)![1]!]
    return isAskedFor(range, text) ? [url] : []
  })
}

/** What scripts of a page weigh, built as for the program. */
async function weightOf(scripts: string[]): Promise<number> {
  const entryPoints = scripts.flatMap((name) => globSync(`app/**/${name}.ts`, { cwd: root }))
  expect(entryPoints).toHaveLength(scripts.length)
  if (entryPoints.length === 0) return 0
  const made = await build({
    entryPoints,
    absWorkingDir: root,
    bundle: true,
    minify: true,
    format: 'esm',
    write: false,
    outdir: 'x',
  })
  return made.outputFiles.reduce((sum, { contents }) => sum + gzipSync(contents).byteLength, 0)
}

test.each(['/', '/blog/ten-in-the-morning-is-a-boundary', '/handbook/boundaries', '/events', '/contact'])(
  'the first view of %s is 200 kB at most with its fonts, and 15 kB of that are scripts',
  async (path) => {
    const page = await fetched(path)
    const head = page.text.slice(0, page.text.indexOf('</head>'))
    const named = [...page.text.matchAll(/<script type="module" src="\/assets\/([a-z-]+)-[0-9a-f]+\.js">/g)]
    const scripts = await weightOf(named.map(([, name]) => name!))
    expect(page.text.match(/<script(?! type="application\/ld\+json")[^>]*>/g) ?? []).toHaveLength(named.length)
    expect(scripts).toBeLessThanOrEqual(15_000)
    const sheets = [...head.matchAll(/<link rel="stylesheet" href="([^"]+)"/g)].map(([, href]) => href!)
    expect(sheets.length).toBeGreaterThan(0)
    const styles = await Promise.all(sheets.map(fetched))
    const words = page.text.replace(/<[^>]*>/g, '')
    const fonts = styles.flatMap(({ text }) => fontsFor(text, words))
    const others = [
      ...[...head.matchAll(/<link rel="(?:icon|preload)" href="([^"]+)"/g)].map(([, href]) => href!),
      ...[...page.text.matchAll(/<img(?![^>]*loading="lazy")[^>]* src="(\/[^"]+)"/g)].map(([, src]) => src!),
    ]
    // no optical sizes: such a file is twice as large
    expect(fonts.join(' ')).not.toMatch(/opsz|standard/)
    const rest = await Promise.all([...new Set([...fonts, ...others])].map(fetched))
    const bytes = [page, ...styles, ...rest].reduce((sum, one) => sum + one.bytes, scripts)
    expect(bytes).toBeGreaterThan(80_000)
    expect(bytes).toBeLessThanOrEqual(200_000)
  },
)
