import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { build } from './build.ts'

let root: string
let said: string[]
const log = (line: string) => said.push(line)

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'ecotone build-'))
  said = []
  await write({
    'package.json': '{ "type": "module" }',
    'package-lock.json': '{}',
    'bin/build.ts': '',
    'app/main.ts': `import { reach } from '@ecotone/engine/reach.ts'
      import { Worker } from 'node:worker_threads'
      new Worker(new URL('./far/count-worker.ts', import.meta.url)).on('message', (n) => console.log(reach + n))`,
    'app/far/count-worker.ts': `import { parentPort } from 'node:worker_threads'; parentPort!.postMessage(2)`,
    'engine/reach.ts': 'export const reach: number = 40',
    'app/map-island.ts': `customElements.define('eco-map', class extends HTMLElement {})`,
  })
})
afterEach(() => rm(root, { recursive: true }))

async function write(files: Record<string, string>): Promise<void> {
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(root, path)), { recursive: true })
    await writeFile(join(root, path), text)
  }
}

test('the built program runs, with the engine inside and its workers beside it', async () => {
  const folder = await build(root, log)
  const { stdout } = await promisify(execFile)(process.execPath, [join(folder, 'server/server.js')])
  expect(stdout).toBe('42\n')
})

test('an island becomes one file for browsers', async () => {
  const folder = await build(root, log)
  expect(await readdir(join(folder, 'browser'))).toEqual(['map-island.js'])
  expect(await readFile(join(folder, 'browser/map-island.js'), 'utf8')).toContain('eco-map')
})

test('what an island loads later becomes a file of its own, named after its content', async () => {
  await write({
    'app/map-island.ts': `void import('./later.ts').then(({ later }) => later())`,
    'app/later.ts': `export const later = () => console.log('later')`,
  })
  const folder = await build(root, log)
  const [island, part, ...rest] = await readdir(join(folder, 'browser'))
  expect([island, rest]).toEqual(['map-island.js', []])
  expect(part).toMatch(/^part-[0-9A-Z]{8}\.js$/)
  expect(await readFile(join(folder, 'browser/map-island.js'), 'utf8')).toContain(`./${part}`)
})

test('nothing is built twice, and a change is built', async () => {
  const first = await build(root, log)
  expect(await build(root, log)).toBe(first)
  await write({ 'engine/reach.ts': 'export const reach = 41' })
  expect(await build(root, log)).not.toBe(first)
  expect(said).toEqual(['Building the program', 'Building the program'])
})

test('a change to a test builds nothing', async () => {
  const first = await build(root, log)
  await write({ 'engine/reach.test.ts': 'throw 1' })
  expect(await build(root, log)).toBe(first)
})

test('a source that cannot be built leaves no build behind', async () => {
  await write({ 'app/main.ts': `import './missing.ts'` })
  await expect(build(root, log)).rejects.toThrow(/missing/)
  expect(await readdir(join(root, '.build'))).toEqual([])
})

test('only the last builds are kept', async () => {
  for (let n = 0; n < 7; n++) {
    await write({ 'engine/reach.ts': `export const reach = ${n}` })
    await build(root, log)
  }
  expect(await readdir(join(root, '.build'))).toHaveLength(4)
})

test('two files that would be built to one name are refused', async () => {
  await write({ 'app/near/map-island.ts': '' })
  await expect(build(root, log)).rejects.toThrow(/app\/map-island\.ts and app\/near\/map-island\.ts/)
})
