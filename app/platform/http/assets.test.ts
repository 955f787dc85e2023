import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { folderAssets, readAssets } from './assets.ts'

const folder = mkdtempSync(join(tmpdir(), 'ecotone assets-'))
afterAll(() => rmSync(folder, { recursive: true }))

test('a file is found under a name made from what is in it; a part that another asks for keeps the name by which it asks', () => {
  writeFileSync(join(folder, 'map-island.js'), `import('./part-ABCD2345.js')`)
  writeFileSync(join(folder, 'part-ABCD2345.js'), 'export {}')
  const assets = readAssets(folderAssets(folder, ['.js']))
  const island = assets.url('map-island.js')
  expect(island).toMatch(/^\/assets\/map-island-[0-9a-f]{16}\.js$/)
  const asked = new URL('./part-ABCD2345.js', `http://here.test${island}`).pathname
  expect(assets.at(asked)?.bytes.toString()).toBe('export {}')
})
