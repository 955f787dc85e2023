import { existsSync, readFileSync } from 'node:fs'
import { buildLandscape } from '@ecotone/engine/network/build-landscape.ts'
import { spot } from '@ecotone/engine/opportunities/spot.ts'
import { describe, expect, test } from 'vitest'
import { fileFromBytes } from '../../app/workbench/landscape/formats/named-file.ts'
import { readLandscape } from '../../app/workbench/landscape/formats/read-landscape.ts'
import { writeFolder } from '../../app/workbench/landscape/formats/write-folder.ts'
import { landscapeInput } from '../../app/workbench/landscape/landscape-input.ts'
import { lazegaLandscape } from './convert-lazega.ts'

const data = new URL('../../../shared/data/lazega/', import.meta.url)
const read = (name: string) => readFileSync(new URL(name, data), 'utf8')

/** Three lawyers in the form of the two files: for machines where the data are not beside the project. */
const fewNodes =
  '"idx","status","gender","office","seniority","age","practice","law_school"\n0,1,1,1,31,64,1,1\n1,1,1,1,32,62,2,1\n2,2,1,2,13,67,1,1\n'
const fewEdges = '"source","target"\n0,1\n2,0\n'

describe('the advice network of a law firm', () => {
  test('turns "goes to for advice" round: the one who is asked comes first', () => {
    const { ties } = lazegaLandscape(fewNodes, fewEdges)
    expect(ties.map(({ from, to, reportedBy }) => [from, to, reportedBy])).toEqual([
      ['1', '0', '0'],
      ['0', '2', '2'],
    ])
  })

  test('is published with its source, keeps no gender, age or school, and reads back without a word', async () => {
    const drawn = lazegaLandscape(fewNodes, fewEdges)
    const files = [...writeFolder(drawn)].map(([name, content]) => fileFromBytes(name, Buffer.from(content)))
    const outcome = await readLandscape(files)
    expect(outcome.problems).toEqual([])
    expect(outcome.kind === 'read' && outcome.drawn).toEqual(drawn)
    expect(drawn.about).toMatchObject({ basis: 'published', complete: true })
  })

  test.skipIf(!existsSync(data))(
    'gives ten opportunities whose counts agree with the files (skipped when the data are not beside the project)',
    { timeout: 120_000 },
    () => {
      const drawn = lazegaLandscape(read('law_advice.nodes.csv'), read('law_advice.edges.csv'))
      expect([drawn.people.length, drawn.ties.length]).toEqual([71, 892])
      const outcome = spot(buildLandscape(landscapeInput(drawn, { asOf: '2027-03-01' })), {
        seed: 7,
        assumptions: { worlds: 60 },
        comparisons: 20,
      })
      if (outcome.kind !== 'spotted') throw new Error(outcome.kind)
      expect(outcome.opportunities).toHaveLength(10)
      const groupOf = new Map(drawn.memberships.map(({ person, practice }) => [person, practice]))
      const edges = read('law_advice.edges.csv')
        .trim()
        .split('\n')
        .slice(1)
        .map((line) => line.split(','))
      const told = outcome.opportunities.flatMap(({ facts }) => facts.filter((fact) => fact.kind === 'known-ties'))
      expect(told.length).toBeGreaterThan(5)
      for (const { practices, seen } of told) {
        const pairs = edges.filter(([a, b]) => {
          const groups = [groupOf.get(a!), groupOf.get(b!)]
          return groups[0] !== groups[1] && practices.every((practice) => groups.includes(practice))
        })
        expect(seen, practices.join()).toBe(new Set(pairs.map((pair) => pair.sort().join())).size)
      }
    },
  )
})
