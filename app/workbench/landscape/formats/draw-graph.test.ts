import { describe, expect, test } from 'vitest'
import { fileFromBytes } from './named-file.ts'
import { type ReadOptions, readLandscape } from './read-landscape.ts'
import { nameOfWritten, writeFormat } from './write-format.ts'

async function read(json: unknown, options: ReadOptions = {}) {
  const text = typeof json === 'string' ? json : JSON.stringify(json)
  const outcome = await readLandscape([fileFromBytes('map.json', Buffer.from(text))], options)
  if (outcome.kind !== 'read') throw new Error(outcome.problem.code)
  return { ...outcome, told: outcome.problems.map(({ field, code }) => `${field} ${code}`) }
}

const blueprint = {
  elements: [
    { label: 'Ana', type: 'Crew', tags: ['a'], description: 'skipper' },
    { label: 'Bo', type: 'Lab', email: 'bo@example.org' },
  ],
  connections: [
    { from: 'Ana', to: 'Bo', direction: 'directed', type: 'mentors', strength: 0.25 },
    { from: 'Bo', to: 'Ana|Cy', direction: 'mutual', type: 'sings with' },
    { from: 'Bo', to: 'Bo' },
  ],
  loops: [{}],
}

/** In the shape of a project backup: attributes under lower-case names, ends by _id. */
const backup = {
  name: 'Water',
  attributes: [
    { name: 'Phone', private: true },
    { name: 'element type', private: false },
  ],
  elements: [
    { _id: 'elem-1', attributes: { label: 'Ana', 'element type': 'Person', phone: '123' } },
    { _id: 'elem-2', attributes: { label: 'Bo', 'element type': 'Person', tags: null } },
    { _id: 'elem-3', attributes: { label: 'Crew', 'element type': 'Organization', description: 'They fish.' } },
    { _id: 'elem-4', attributes: { label: 'Lab', 'element type': 'Organization' } },
  ],
  connections: [
    {
      _id: 'conn-1',
      direction: 'mutual',
      from: 'elem-1',
      to: 'elem-2',
      attributes: { 'connection type': 'Works with' },
    },
    {
      _id: 'conn-2',
      direction: 'directed',
      reversed: true,
      delayed: true,
      from: 'elem-1',
      to: 'elem-2',
      attributes: {},
    },
    { _id: 'conn-3', from: 'elem-1', to: 'elem-3', attributes: {} },
    { _id: 'conn-4', from: 'elem-3', to: 'elem-4', attributes: {} },
    { _id: 'conn-5', from: 'elem-1', to: 'elem-9', attributes: {} },
  ],
  loops: [],
  maps: [{ _id: 'map-1', elements: [] }],
  perspectives: [{ _id: 'p-1', style: '* {}' }],
}

describe('a Kumu blueprint', () => {
  test('gives people, their types as practices, and ties with direction and strength', async () => {
    const { drawn, summary } = await read(blueprint)
    expect(summary.format).toBe('kumu-blueprint')
    expect(drawn.people.map(({ id, email }) => [id, email])).toEqual([
      ['Ana', null],
      ['Bo', 'bo@example.org'],
      ['Cy', null],
    ])
    expect(drawn.practices.map(({ name }) => name)).toEqual(['Crew', 'Lab'])
    expect(drawn.ties.map(({ from, to, kind, mutual, strength }) => [from, to, kind, mutual, strength])).toEqual([
      ['Ana', 'Bo', 'learns', false, 0.25],
      ['Bo', 'Ana', 'talks', true, 0.5],
      ['Bo', 'Cy', 'talks', true, 0.5],
    ])
  })

  test('tells everything that does not come in, and every row is accepted or refused', async () => {
    const { told, summary } = await read(blueprint)
    expect(told).toEqual([
      'connections[1] person-made',
      'connections[2] self-tie',
      'loops part-left-out',
      'type kind-told-as-talks',
    ])
    expect(summary.homeless.map(({ of, field, count, example }) => [of, field, count, example])).toEqual([
      ['ties', 'type', 2, 'sings with'],
      ['people', 'tags', 1, 'a'],
      ['people', 'description', 1, 'skipper'],
    ])
    expect(summary.files).toEqual([{ file: 'map.json', rowsRead: 6, accepted: 5, refused: 1 }])
  })

  test('with ids uses them for the ends of connections', async () => {
    const elements = [
      { id: '1', label: 'Ana' },
      { id: '2', label: 'Ana' },
    ]
    const { drawn, told } = await read({
      elements,
      connections: [
        { from: '1', to: '2' },
        { from: '1', to: '3' },
      ],
    })
    expect(drawn.ties).toHaveLength(1)
    expect(told).toEqual(['connections[1] unknown-person'])
  })

  test('takes an element that comes again for the same: by id, else by label and type; what is said later counts', async () => {
    const byId = await read({
      elements: [
        { id: '1', label: 'Ana', email: 'old@example.org' },
        { id: '1', label: 'Ana A.', email: 'new@example.org' },
      ],
    })
    expect(byId.drawn.people).toMatchObject([{ id: '1', name: 'Ana A.', email: 'new@example.org' }])
    expect(byId.told).toEqual(['elements[1] item-merged'])
    const byLabel = await read({
      elements: [
        { label: 'Tide', type: 'Person' },
        { label: 'Tide', type: 'Organisation' },
        { label: 'Ana', type: 'Person' },
        { label: 'Ana', type: 'Person', email: 'a@example.org' },
      ],
      connections: [{ from: 'Ana', to: 'Tide' }],
    })
    expect(byLabel.drawn.people).toMatchObject([{ name: 'Tide' }, { name: 'Ana', email: 'a@example.org' }])
    expect(byLabel.drawn.practices).toMatchObject([{ name: 'Tide', kind: 'organisation' }])
    expect(byLabel.drawn.ties).toMatchObject([{ from: 'Ana', to: 'Tide' }])
    expect(byLabel.told).toEqual(['elements[1] label-twice', 'elements[3] item-merged'])
    expect(byLabel.summary.files[0]).toMatchObject({ rowsRead: 5, accepted: 5 })
  })

  test('keeps a long whole number as it is written', async () => {
    const { drawn } = await read('{"elements": [{"id": 12345678901234567890, "label": "Ana"}]}')
    expect(drawn.people[0]?.id).toBe('12345678901234567890')
  })

  test('reports a key that stands twice', async () => {
    const { told, drawn } = await read('{"elements": [{"label": "Ana", "label": "Bo"}]}')
    expect(told).toEqual(['label key-twice'])
    expect(drawn.people[0]?.name).toBe('Bo')
  })

  test('takes what an element means by choice', async () => {
    const { drawn } = await read(blueprint, { kumuTypes: { Lab: 'practice' } })
    expect(drawn.practices.map(({ name }) => name)).toEqual(['Bo', 'Crew'])
    expect(drawn.memberships).toContainEqual(expect.objectContaining({ person: 'Ana', practice: 'Bo' }))
  })

  test('of odd shapes is read without falling over', async () => {
    const odd = {
      elements: [null, 7, 'x', [], { label: { a: 1 } }, { label: 'Ana', __proto__: 1 }],
      connections: [null],
    }
    const { drawn, summary } = await read(odd)
    expect(drawn.people).toHaveLength(1)
    expect(summary.files[0]).toMatchObject({ rowsRead: 7, accepted: 1, refused: 6 })
  })
})

describe('a Kumu project backup', () => {
  test('tells persons from groups by their types, and draws memberships between them', async () => {
    const { drawn, summary } = await read(backup)
    expect(summary.format).toBe('kumu-backup')
    expect(drawn.about.name).toBe('Water')
    expect(drawn.people.map(({ name }) => name)).toEqual(['Ana', 'Bo'])
    expect(drawn.practices.map(({ name, does }) => [name, does])).toEqual([
      ['Crew', 'They fish.'],
      ['Lab', null],
    ])
    expect(drawn.memberships).toMatchObject([{ person: 'elem-1', practice: 'elem-3' }])
    expect(drawn.ties.map(({ from, to, kind, mutual }) => [from, to, kind, mutual])).toEqual([
      ['elem-1', 'elem-2', 'works', true],
      ['elem-2', 'elem-1', 'talks', false],
    ])
  })

  test('leaves private attributes where they are, and says so', async () => {
    const { drawn, told } = await read(backup)
    expect(JSON.stringify(drawn)).not.toContain('123')
    expect(told).toEqual([
      'connections[3] tie-between-practices',
      'connections[4] unknown-person',
      'phone private-left-out',
      'maps part-left-out',
      'perspectives part-left-out',
    ])
  })
})

describe('a Kumu project backup that is brought in with its tags kept', () => {
  const tagged: { elements: { attributes: Record<string, unknown> }[] } = structuredClone(backup)
  tagged.elements[0]!.attributes['tags'] = ['boats', 'tide|ebb']

  for (const format of ['kumu-json', 'kumu-workbook', 'kumu-csv'] as const) {
    test(`and taken away as ${format} comes back with the same elements, ends, directions and tags`, async () => {
      const { drawn } = await read(tagged, { keep: ['tags'] })
      const { bytes } = await writeFormat(drawn, format)
      const again = await readLandscape([fileFromBytes(nameOfWritten('water', format), bytes)])
      if (again.kind !== 'read') throw new Error(again.problem.code)
      const { people, practices, memberships, ties } = again.drawn
      expect({ people, practices, memberships, ties }).toEqual({
        people: drawn.people,
        practices: drawn.practices,
        memberships: drawn.memberships,
        ties: drawn.ties,
      })
      expect(people[0]?.custom).toEqual({ tags: 'boats|tide|ebb' })
    })
  }
})
