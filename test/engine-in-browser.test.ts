import { join } from 'node:path'
import { build } from 'esbuild'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { fourWorlds } from '../engine/fixtures/four-worlds.ts'
import { valuesOf } from '../engine/measure.ts'
import { measureOf } from '../engine/measures.ts'
import { buildLandscape } from '../engine/network/build-landscape.ts'
import { openBrowser } from './support/browser.ts'

const engine = join(import.meta.dirname, '../engine')

/** What a page does with the engine: the same measures by this thread and by web workers, and a stop. */
const page = `
import { fourWorlds } from '${engine}/fixtures/four-worlds.ts'
import { measureOf } from '${engine}/measures.ts'
import { buildLandscape } from '${engine}/network/build-landscape.ts'
import { browserCrew } from '${engine}/workers/browser-crew.ts'

const landscape = buildLandscape(fourWorlds)
const start = () => new Worker('/worker.js', { type: 'module' })
window.ask = async (workers, id, given) => {
  const crew = browserCrew(workers, start)
  const result = await crew.run(measureOf(id), landscape, given)
  await crew.close()
  return JSON.stringify(result)
}
window.stop = async () => {
  const crew = browserCrew(2, start)
  const control = new AbortController()
  const outcome = crew.run(measureOf('reach'), landscape, { worlds: 1000000 }, { signal: control.signal }).catch((error) => error.name)
  setTimeout(() => control.abort(), 300)
  const name = await outcome
  const after = await crew.run(measureOf('components'), landscape)
  await crew.close()
  return [name, after.count]
}
window.isIsolated = () => crossOriginIsolated
window.ready = true
`

async function bundle(contents: string): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: engine, loader: 'ts' },
    bundle: true,
    minify: true,
    platform: 'browser',
    format: 'esm',
    write: false,
  })
  return outputFiles[0]!.text
}

let browser: Browser | undefined
let files: Record<string, string>
beforeAll(async () => {
  browser = await openBrowser()
  files = {
    '/': '<!doctype html><title>engine</title><script type="module" src="/page.js"></script>',
    '/page.js': await bundle(page),
    '/worker.js': await bundle(`import '${engine}/workers/browser-worker.ts'`),
  }
}, 120_000)
afterAll(() => browser?.close())

/** A page of a server that isolates its pages, so that memory can be shared, or of one that does not. */
async function openPage(isolated: boolean) {
  const opened = await browser!.newPage()
  const headers: Record<string, string> = isolated
    ? { 'cross-origin-opener-policy': 'same-origin', 'cross-origin-embedder-policy': 'require-corp' }
    : {}
  await opened.route('**/*', (route) => {
    const path = new URL(route.request().url()).pathname
    const contentType = path === '/' ? 'text/html' : 'text/javascript'
    return path in files
      ? route.fulfill({ body: files[path]!, contentType, headers })
      : route.fulfill({ status: 404, body: '' })
  })
  await opened.goto('http://localhost:9/')
  await opened.waitForFunction('window.ready')
  return opened
}

describe.each([true, false])('in a browser whose page is isolated: %s', (isolated) => {
  test('web workers give the same numbers as this program, to the last digit', async ({ skip }) => {
    if (!browser) return skip('no browser here')
    const opened = await openPage(isolated)
    expect(await opened.evaluate('window.isIsolated()')).toBe(isolated)
    const landscape = buildLandscape(fourWorlds)
    const asked: [string, Record<string, unknown>][] = [
      ['reach', { worlds: 100 }],
      ['space-effect', { worlds: 100, members: ['A1', 'D1', 'D2'] }],
      ['communities', {}],
      ['best-team', {}],
      ['simple-spread', { runs: 20 }],
    ]
    for (const [id, given] of asked) {
      const measure = measureOf(id)
      const here = JSON.stringify(measure.run(landscape, valuesOf(measure, given)))
      for (const workers of [0, 1, 2]) {
        const there = await opened.evaluate(`window.ask(${workers}, '${id}', ${JSON.stringify(given)})`)
        expect(there, `${id} by ${workers}`).toBe(here)
      }
    }
    await opened.close()
  }, 60_000)

  test('a stop is heard, and the crew works on', async ({ skip }) => {
    if (!browser) return skip('no browser here')
    const opened = await openPage(isolated)
    expect(await opened.evaluate('window.stop()')).toEqual(['AbortError', 1])
    await opened.close()
  }, 60_000)
})
