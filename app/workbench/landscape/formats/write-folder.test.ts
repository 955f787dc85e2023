import { existsSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { DrawnLandscape } from '../drawn-landscape.ts'
import { drawnLandscapes } from './drawn-landscapes.fixture.ts'
import { emptyLandscape } from './empty-landscape.ts'
import { fileFromBytes } from './named-file.ts'
import { problemWithPlace } from './problem-words.ts'
import { readLandscape } from './read-landscape.ts'
import { writeFolder } from './write-folder.ts'
import { zipFolder } from './zip-folder.ts'

const blns = new URL('../../../../../shared/inputs/strings-blns/blns.json', import.meta.url)

function nastyStrings(): string[] {
  if (existsSync(blns)) return JSON.parse(readFileSync(blns, 'utf8')) as string[]
  console.log('skipped: the list of naughty strings is not beside the project')
  return []
}

async function readBack(drawn: DrawnLandscape, zipped: boolean): Promise<DrawnLandscape> {
  const folder = writeFolder(drawn)
  const files = zipped
    ? [fileFromBytes('export.zip', await zipFolder(folder))]
    : [...folder].map(([name, content]) => fileFromBytes(name, Buffer.from(content)))
  const outcome = await readLandscape(files)
  const said = outcome.problems.filter((one) => one.code !== 'only-header')
  if (said.length > 0) throw new Error(said.map((one) => problemWithPlace(one, 'en')).join('\n'))
  if (outcome.kind !== 'read') throw new Error('unreadable')
  return outcome.drawn
}

describe('a landscape written to our folder', () => {
  test('reads back as the same landscape, whatever people wrote', async () => {
    const landscapes = drawnLandscapes(nastyStrings())
    await fc.assert(
      fc.asyncProperty(landscapes, async (drawn) => {
        expect(await readBack(drawn, false)).toEqual(drawn)
      }),
      { seed: 7, numRuns: 300 },
    )
  })

  test('reads back from one .zip as well', async () => {
    await fc.assert(
      fc.asyncProperty(drawnLandscapes(), async (drawn) => {
        expect(await readBack(drawn, true)).toEqual(drawn)
      }),
      { seed: 8, numRuns: 20 },
    )
  })

  test('packs the same files to the same bytes', async () => {
    const folder = writeFolder(named('Ana'))
    expect(await zipFolder(folder)).toEqual(await zipFolder(folder))
  })

  test('keeps a formula from running in a spreadsheet and gives it back as it was', async () => {
    const drawn = named('=HYPERLINK("http://x","y")')
    expect(writeFolder(drawn).get('people.csv')).toContain(`"'=HYPERLINK(""http://x"",""y"")"`)
    expect(await readBack(drawn, false)).toEqual(drawn)
  })

  test('begins with the mark that makes spreadsheets read accents', () => {
    expect(writeFolder(named('Zé')).get('people.csv')).toBe('\uFEFFid,name,email,phone,language\n1,Zé,,,\n')
  })
})

function named(name: string): DrawnLandscape {
  const drawn = emptyLandscape({ name: 'One' })
  drawn.people.push({ id: '1', name, email: null, phone: null, language: null })
  return drawn
}
