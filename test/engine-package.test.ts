import { execFileSync } from 'node:child_process'
import { existsSync, globSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildEnginePackage } from '../bin/engine-package.ts'
import { openBrowser } from './support/browser.ts'

const root = join(import.meta.dirname, '..')
const readme = readFileSync(join(root, 'engine/README.md'), 'utf8')
/** The programs of the README, in their order: the example of one minute, networks alone, workers. */
const programs = [...readme.matchAll(/^```js\n([\s\S]*?)^```/gm)].map(([, program]) => program!)

const folder = mkdtempSync(join(tmpdir(), 'ecotone-engine-'))
const project = join(folder, 'somebody')

const run = (command: string, words: string[], cwd: string) =>
  execFileSync(command, words, { cwd, encoding: 'utf8', env: { ...process.env, npm_config_loglevel: 'error' } })

beforeAll(() => {
  const built = buildEnginePackage(join(folder, 'package'))
  const packed = run('npm', ['pack', '--silent', '--pack-destination', folder], built).trim().split('\n').at(-1)!
  mkdirSync(project)
  writeFileSync(join(project, 'package.json'), '{ "name": "somebody", "private": true }')
  run('npm', ['install', '--offline', '--no-audit', '--no-fund', join(folder, packed)], project)
}, 120_000)

afterAll(() => rmSync(folder, { recursive: true, force: true }))

function runInNode(program: string): string {
  const file = join(project, 'example.mjs')
  writeFileSync(file, program)
  return run(process.execPath, [file], project)
}

async function bundled(program: string): Promise<string> {
  writeFileSync(join(project, 'page.mjs'), program)
  const { outputFiles } = await build({
    entryPoints: [join(project, 'page.mjs')],
    bundle: true,
    minify: true,
    platform: 'browser',
    format: 'esm',
    write: false,
  })
  return outputFiles[0]!.text
}

describe('the package of the engine, in a project of somebody who has only that', () => {
  test('brings nothing else along, and only what it needs', () => {
    expect(readdirSync(join(project, 'node_modules')).filter((name) => !name.startsWith('.'))).toEqual(['@ecotone'])
    expect(readdirSync(join(project, 'node_modules/@ecotone'))).toEqual(['engine'])
    const files = run('find', ['node_modules/@ecotone/engine', '-type', 'f'], project).trim().split('\n')
    expect(files.filter((file) => !/dist\/.+\.(js|d\.ts)$|\/(package\.json|README\.md|LICENSE)$/.test(file))).toEqual(
      [],
    )
    expect(files.filter((file) => /\.test\.|\/fixtures\/|\.fixture\.|-arbitraries\.|invented-/.test(file))).toEqual([])
  })

  test('leads every type to a file that is there', () => {
    const dist = join(project, 'node_modules/@ecotone/engine/dist')
    const types = globSync('**/*.d.ts', { cwd: dist })
    const led = types.flatMap((file) =>
      [...readFileSync(join(dist, file), 'utf8').matchAll(/(?:from |import\(|import )['"](\.[^'"]*)['"]/g)].map(
        ([, to]) => join(dist, dirname(file), to!),
      ),
    )
    expect(led.length).toBeGreaterThan(types.length)
    expect(led.filter((to) => !to.endsWith('.js') || !existsSync(to))).toEqual([])
  })

  test('opens each door with and without its ending, and tells what it is', () => {
    const program = `
      import { pageRank } from '@ecotone/engine/position/page-rank'
      import { pageRank as same } from '@ecotone/engine/position/page-rank.js'
      import about from '@ecotone/engine/package.json' with { type: 'json' }
      console.log(pageRank === same, about.name, about.engines.node)`
    expect(runInNode(program).trim()).toBe('true @ecotone/engine >=20')
  })

  test('runs the example of the README under Node: a conversation of four raises reach, also for those not in the room', () => {
    const [before, after, share] = runInNode(programs[0]!).trim().split('\n')
    const first = (line: string | undefined) => Number(/: ([\d.]+)/.exec(line!)![1])
    expect(first(before)).toBeGreaterThan(5)
    expect(first(after)).toBeGreaterThan(first(before))
    expect(first(share)).toBeGreaterThan(0.5)
  })

  test('runs the other programs of the README under Node', () => {
    expect(runInNode(programs[1]!)).toContain('Float64Array(5)')
    const said = runInNode(programs[2]!.replace('const crew', `${landscapeOf(programs[0]!)}\nconst crew`))
    expect(said).toContain('100 %')
  })

  test('is at most 25 kB (gzip) on a page that computes reach, because the rest is left out', async () => {
    const core = 'buildLandscape, defaultAssumptions, openWorlds'
    const page = `import { ${core} } from '@ecotone/engine'; console.log(${core})`
    const size = gzipSync(await bundled(page)).length
    expect(size).toBeLessThan(25_000)
    const all = gzipSync(
      await bundled(`import { measures } from '@ecotone/engine'; console.log(measures.length)`),
    ).length
    expect(all).toBeGreaterThan(2 * size)
  })

  test('gives the same numbers in a browser as under Node, to the last digit', async ({ skip }) => {
    const browser = await openBrowser()
    if (!browser) return skip('no browser here')
    try {
      const digits = `${programs[0]!}\nconsole.log(JSON.stringify([worlds.reach(), effect]))`
      const page = await browser.newPage()
      const said: string[] = []
      page.on('console', (message) => said.push(message.text()))
      page.on('pageerror', (error) => said.push(String(error)))
      await page.setContent(
        `<script type="module">${(await bundled(digits)).replaceAll('</script', '<\\/script')}</script>`,
      )
      await expect.poll(() => said.length).toBe(4)
      expect(said.join('\n')).toBe(runInNode(digits).trim())
    } finally {
      await browser.close()
    }
  })
})

/** What a program says up to its landscape, without the imports that the next one brings itself. */
function landscapeOf(program: string): string {
  const lines = program.slice(0, program.indexOf('// 1,000 possible worlds'))
  return lines.replace(/^import .*\n/m, "const { buildLandscape } = await import('@ecotone/engine')\n")
}
