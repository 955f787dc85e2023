import fc from 'fast-check'
import { MultiGraph } from 'graphology'
import * as gexf from 'graphology-gexf'
import * as graphml from 'graphology-graphml'
import { describe, expect, test } from 'vitest'
import type { DrawnLandscape, DrawnTie } from '../drawn-landscape.ts'
import { asLines, asNetwork, missingIn } from './as-network.fixture.ts'
import { drawnLandscapes } from './drawn-landscapes.fixture.ts'
import { emptyLandscape } from './empty-landscape.ts'
import { usualLimits } from './limits.ts'
import { fileFromBytes } from './named-file.ts'
import { readLandscape } from './read-landscape.ts'
import { readZip } from './read-zip.ts'
import { startReading } from './reading.ts'
import { leftOutOfNetworks, nameOfWritten, type WrittenFormat, writeFormat } from './write-format.ts'

async function readBack(drawn: DrawnLandscape, format: WrittenFormat): Promise<DrawnLandscape> {
  const { bytes } = await writeFormat(drawn, format)
  const { basis } = drawn.about
  const outcome = await readLandscape([fileFromBytes(nameOfWritten('coast', format), bytes)], { basis })
  if (outcome.kind !== 'read') throw new Error(JSON.stringify(outcome.problem))
  const refused = outcome.problems.filter(({ severity }) => severity !== 'notice')
  if (refused.length > 0) throw new Error(JSON.stringify(refused))
  if (outcome.summary.homeless.length > 0) throw new Error(JSON.stringify(outcome.summary.homeless))
  return outcome.drawn
}

describe('a whole landscape', () => {
  test('written as a workbook reads back as the same landscape, whatever people wrote', async () => {
    await fc.assert(
      fc.asyncProperty(drawnLandscapes(), async (drawn) => {
        expect(await readBack(drawn, 'workbook')).toEqual(drawn)
      }),
      { seed: 11, numRuns: 30 },
    )
  })
})

describe('the network of a landscape', () => {
  const formats: WrittenFormat[] = ['gexf', 'graphml', 'graphology', 'kumu-json', 'kumu-workbook', 'kumu-csv']
  for (const format of formats) {
    test(`written as ${format} reads back as the same people, practices, ties, sides and custom fields`, async () => {
      await fc.assert(
        fc.asyncProperty(drawnLandscapes(), async (drawn) => {
          const back = await readBack(drawn, format)
          const named =
            format === 'kumu-workbook' || format === 'kumu-csv'
              ? { ...back, about: { ...back.about, name: drawn.about.name } }
              : back
          expect(asLines(named)).toEqual(asLines(asNetwork(drawn)))
        }),
        { seed: 12, numRuns: 60 },
      )
    })
  }

  test('leaves behind what the page says that it leaves, and as much of it', async () => {
    await fc.assert(
      fc.asyncProperty(drawnLandscapes(), async (drawn) => {
        expect(Object.fromEntries(leftOutOfNetworks(drawn))).toEqual(missingIn(await readBack(drawn, 'gexf'), drawn))
      }),
      { seed: 13, numRuns: 60 },
    )
  })
})

const two: DrawnTie = {
  from: 'a',
  to: 'b',
  kind: 'talks',
  strength: 0.5,
  mutual: true,
  says: 'yes',
  reportedBy: null,
  since: '2020-01-01',
  until: null,
  confirmed: null,
  recorded: null,
  retracted: null,
}

/** Everything that trips other readers: one way and both ways, two accounts of one pair, an id that two things share, "no". */
function tricky(): DrawnLandscape {
  const person = (id: string, name: string | null) => ({ id, name, email: 'x@example.org', phone: '1', language: null })
  return {
    ...emptyLandscape({ name: 'Tide & <table>', basis: 'fictional' }),
    people: [person('a', '=SUM(1) "Ána"'), person('b', 'בֶּנְטוֹ 🌊'), person('c', null)],
    practices: [{ id: 'a', name: 'Crew', kind: 'network', does: 'They\nfish.', specialCategory: false }],
    memberships: [{ person: 'a', practice: 'a', weight: 2, mode: null, since: null, until: null }],
    boundaries: [{ id: 'r', name: 'Ridge', kind: 'geographic', sides: ['cape', 'city'], history: 'x', stakes: null }],
    standings: [{ boundary: 'r', side: 'city', person: 'b', practice: null }],
    ties: [
      two,
      { ...two, reportedBy: 'a', strength: 0.25 },
      { ...two, to: 'c', kind: 'funds', mutual: false },
      { ...two, from: 'b', to: 'c', says: 'no' },
      { ...two, from: 'c', to: 'b', retracted: '2021-01-01' },
    ],
    keepApart: [{ one: { person: 'a' }, other: { person: 'c' }, concern: null }],
  }
}

const textIn = async (format: WrittenFormat) =>
  Buffer.from((await writeFormat(tricky(), format)).bytes).toString('utf8')

/** The two libraries with which Gephi Lite reads its files, asked as it asks them. */
const gephiLite = {
  gexf: (text: string) => gexf.parse(MultiGraph, text, { allowUndeclaredAttributes: true, addMissingNodes: true }),
  graphml: (text: string) => graphml.parse(MultiGraph, text, { addMissingNodes: true }),
  graphology: (text: string) => MultiGraph.from(JSON.parse(text)),
}

describe('what other tools read of our files', () => {
  for (const format of ['gexf', 'graphml', 'graphology'] as const) {
    test(`Gephi Lite finds in ${format} everybody with a place, each tie once, and its direction`, async () => {
      const graph = gephiLite[format](await textIn(format))
      expect(graph.nodes().sort()).toEqual(['a', 'b', 'c', 'practice a'])
      expect(graph.mapNodes((_, said) => Number.isFinite(Number(said['x']) + Number(said['y'])))).toEqual(
        Array(4).fill(true),
      )
      expect(new Set(graph.mapNodes((_, said) => `${said['x']} ${said['y']}`)).size).toBe(4)
      expect(graph.getNodeAttribute('b', 'label')).toBe('בֶּנְטוֹ 🌊')
      expect(graph.getNodeAttribute('b', 'geographic: Ridge ["cape","city"]')).toBe('city')
      expect(graph.mapEdges((_, __, from, to) => [graph.isUndirected(_), from, to])).toEqual([
        [false, 'a', 'practice a'],
        [true, 'a', 'b'],
        [true, 'a', 'b'],
        [false, 'a', 'c'],
      ])
      const directions = graph.mapEdges((_, said) => said['direction'])
      expect(directions).toEqual(['directed', 'mutual', 'mutual', 'directed'])
    })
  }

  test('a network says nothing of addresses, flags, history and accounts that say no', async () => {
    for (const format of ['gexf', 'graphml', 'graphology', 'kumu-json'] as const) {
      const text = await textIn(format)
      expect(text, format).not.toContain('x@example.org')
      expect(text.match(/"conflict"|retracted|keep/u), format).toBeNull()
    }
  })

  test('Kumu’s tables begin with the columns that Kumu asks for, ends are ids, and no cell runs as a formula', async () => {
    const { bytes } = await writeFormat(tricky(), 'kumu-csv')
    const files = await unzipped(bytes)
    expect(files.get('elements.csv')).toMatch(/^\uFEFFID,Label,Type,/u)
    expect(files.get('elements.csv')).toContain(`"'=SUM(1) ""Ána"""`)
    expect(files.get('connections.csv')?.split('\n').slice(0, 3)).toEqual([
      '\uFEFFID,From,To,Direction,Type,Strength,Weight,reported by,since',
      'm1,a,practice a,directed,member,,2,,',
      't2,a,b,mutual,talks,0.5,,,2020-01-01',
    ])
  })

  test('GEXF is of version 1.3, its attributes have numbers for ids, and GraphML has only types that every reader knows', async () => {
    const written = await textIn('gexf')
    expect(written).toContain('<gexf xmlns="http://gexf.net/1.3"')
    expect([...written.matchAll(/<attribute id="([^"]*)"/gu)].every(([, id]) => /^\d+$/u.test(id!))).toBe(true)
    const types = [...(await textIn('graphml')).matchAll(/attr\.type="(\w+)"/gu)].map(([, type]) => type)
    expect(new Set(types)).toEqual(new Set(['string', 'double']))
  })
})

async function unzipped(bytes: Uint8Array): Promise<Map<string, string>> {
  const files = (await readZip(fileFromBytes('x.zip', bytes), startReading(usualLimits)))!
  const texts = files.map(async (file): Promise<[string, string]> => {
    const chunks: Uint8Array[] = []
    for await (const chunk of file.open()) chunks.push(chunk)
    return [file.name, Buffer.concat(chunks).toString('utf8')]
  })
  return new Map(await Promise.all(texts))
}
