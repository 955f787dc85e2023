import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { fileFromBytes } from '../../app/workbench/landscape/formats/named-file.ts'
import { readLandscape } from '../../app/workbench/landscape/formats/read-landscape.ts'
import { arrabidaCoast } from './arrabida-coast.ts'
import { exampleDay, exampleFolder } from './write-example.ts'

const folder = join(import.meta.dirname, 'arrabida-coast-folder')

describe('the example as a folder of tables', () => {
  const written = exampleFolder({ day: exampleDay })

  test('in this repository is what the script writes for 1 March 2027', () => {
    expect(globSync('*', { cwd: folder }).sort()).toEqual([...written.keys()].sort())
    for (const [name, text] of written) expect(readFileSync(join(folder, name), 'utf8') === text, name).toBe(true)
  })

  test('carries its licence and says that nobody exists', () => {
    expect(written.get('LICENSE')).toContain('CC0')
    expect(written.get('README.md')).toContain('Nobody in it exists')
    expect(JSON.parse(written.get('landscape.json')!)).toMatchObject({ basis: 'fictional', licence: 'CC0-1.0' })
  })

  test('reads back as the same landscape, with no row refused', async () => {
    const tables = [...written].filter(([name]) => /\.(csv|json)$/.test(name))
    const files = tables.map(([name, text]) => fileFromBytes(name, Buffer.from(text)))
    const outcome = await readLandscape(files)
    expect(outcome.kind === 'read' && outcome.problems).toEqual([])
    expect(outcome.kind === 'read' && outcome.drawn).toEqual(arrabidaCoast({ day: exampleDay }))
  })

  test('is small enough to read', () => {
    const size = [...written.values()].reduce((sum, text) => sum + Buffer.byteLength(text), 0)
    expect(size).toBeLessThan(300_000)
  })
})
