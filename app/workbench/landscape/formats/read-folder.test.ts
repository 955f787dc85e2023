import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fileFromBytes } from './named-file.ts'
import type { Problem } from './problem.ts'
import { problemWithPlace } from './problem-words.ts'
import { type ReadOptions, readLandscape } from './read-landscape.ts'

const people = 'id,name\na,Ana\nb,Bo\nc,Cy\n'
const practices = 'id,name,kind\ncrew,Crew,community\nlab,Lab,institution\n'
const living = { format: 'ecotone-landscape/1', name: 'L', basis: 'consented' }

/** Reads a folder of texts; a value that is no text becomes JSON. */
async function read(files: Record<string, unknown>, options: ReadOptions = {}) {
  const named = Object.entries(files).map(([name, content]) =>
    fileFromBytes(name, Buffer.from(typeof content === 'string' ? content : JSON.stringify(content))),
  )
  return await readLandscape(named, options)
}

async function drawnFrom(files: Record<string, unknown>) {
  const outcome = await read(files)
  if (outcome.kind !== 'read') throw new Error(problemWithPlace(outcome.problem, 'en'))
  return { ...outcome.drawn, problems: outcome.problems.map(brief), summary: outcome.summary }
}

const brief = ({ file, row, field, code, severity }: Problem) => `${severity} ${file} ${row} ${field} ${code}`

describe('a folder', () => {
  test('needs people.csv and nothing else', async () => {
    const { people: drawn, problems, about } = await drawnFrom({ 'people.csv': people })
    expect(drawn.map((person) => person.name)).toEqual(['Ana', 'Bo', 'Cy'])
    expect(problems).toEqual([])
    expect(about.basis).toBe('own-sketch')
  })

  test('of one person, without any tie, is a correct landscape', async () => {
    const one = await drawnFrom({ 'people.csv': 'id,name\na,Ana\n' })
    expect([one.people.length, one.ties.length, one.problems.length]).toEqual([1, 0, 0])
  })

  test('makes practices of a column of groups and a boundary of a column of places', async () => {
    const sheet = 'id,name,group,place\na,Ana,Crew|Choir,Cape\nb,Bo,Crew,City\nc,Cy,,\n'
    const drawn = await drawnFrom({ 'people.csv': sheet })
    expect(drawn.practices.map(({ name }) => name)).toEqual(['Crew', 'Choir'])
    expect(drawn.memberships).toHaveLength(3)
    expect(drawn.boundaries).toMatchObject([{ id: 'place', kind: 'geographic', sides: ['Cape', 'City'] }])
    expect(drawn.standings.map(({ person, side }) => [person, side])).toEqual([
      ['a', 'Cape'],
      ['b', 'City'],
    ])
  })

  test('of people who are all in one place has no boundary made of it, and says so', async () => {
    const drawn = await drawnFrom({ 'people.csv': 'id,name,place\na,Ana,Cape\nb,Bo,Cape\n' })
    expect(drawn.boundaries).toEqual([])
    expect(drawn.problems).toEqual(['notice people.csv null place one-place'])
  })
})

/** Each bad row by itself: what stands in the file, and what the reader is told. */
const badRows: [string, Record<string, unknown>, string][] = [
  ['a tie to nobody', { 'ties.csv': 'from,to\na,zed\n' }, 'refused-row ties.csv 2 to unknown-person'],
  ['a tie with oneself', { 'ties.csv': 'from,to\na,b\nb,b\n' }, 'refused-row ties.csv 3 to self-tie'],
  [
    'a strength over 1',
    { 'ties.csv': 'from,to,strength\na,b,1.2\n' },
    'refused-row ties.csv 2 strength strength-outside',
  ],
  [
    'a strength under 0',
    { 'ties.csv': 'from,to,strength\na,b,-0.1\n' },
    'refused-row ties.csv 2 strength strength-outside',
  ],
  [
    'a strength of 1e999',
    { 'ties.csv': 'from,to,strength\na,b,1e999\n' },
    'refused-row ties.csv 2 strength not-a-number',
  ],
  [
    'a kind of tie that is none',
    { 'ties.csv': 'from,to,kind\na,b,likes\n' },
    'refused-row ties.csv 2 kind word-not-allowed',
  ],
  [
    'a day that no calendar has',
    { 'ties.csv': 'from,to,since\na,b,2027-02-30\n' },
    'refused-row ties.csv 2 since not-a-day',
  ],
  [
    'a day written another way',
    { 'ties.csv': 'from,to,since\na,b,01/03/2027\n' },
    'refused-row ties.csv 2 since not-a-day',
  ],
  [
    'an end before the beginning',
    { 'ties.csv': 'from,to,since,until\na,b,2027-03-01,2026-03-01\n' },
    'refused-row ties.csv 2 until until-before-since',
  ],
  ['a person twice', { 'people.csv': `${people}a,Another\n` }, 'refused-row people.csv 5 id duplicate-id'],
  ['a person without id', { 'people.csv': `${people},Another\n` }, 'refused-row people.csv 5 id cell-empty'],
  ['an id of 201 letters', { 'people.csv': `${people}${'x'.repeat(201)},X\n` }, 'refused-row people.csv 5 id too-long'],
  [
    'a comma without quotes',
    { 'people.csv': `${people}d,Silva, Di\n` },
    'refused-row people.csv 5 null too-many-cells',
  ],
  [
    'a boundary with one side',
    { 'boundaries.csv': 'id,name,kind,sides\nr,Ridge,geographic,Cape\n' },
    'refused-row boundaries.csv 2 sides one-side',
  ],
  [
    'a boundary with a side twice',
    { 'boundaries.csv': 'id,name,kind,sides\nr,Ridge,geographic,Cape|Cape\n' },
    'refused-row boundaries.csv 2 sides side-twice',
  ],
  [
    'a side that the boundary does not have',
    { 'boundaries.csv': 'id,name,kind,sides\nr,R,geographic,A|B\n', 'standings.csv': 'boundary,side,person\nr,C,a\n' },
    'refused-row standings.csv 2 side unknown-side',
  ],
  [
    'a standing of nobody',
    { 'boundaries.csv': 'id,name,kind,sides\nr,R,geographic,A|B\n', 'standings.csv': 'boundary,side,person\nr,A,\n' },
    'refused-row standings.csv 2 person person-or-practice',
  ],
  [
    'a standing both known and unknown',
    {
      'boundaries.csv': 'id,name,kind,sides\nr,R,geographic,A|B\n',
      'standings.csv': 'boundary,side,person\nr,A,a\nr,,a\n',
    },
    'refused-row standings.csv 3 side side-and-unknown',
  ],
  [
    'a membership of nobody',
    { 'memberships.csv': 'person,practice\nzed,crew\n' },
    'refused-row memberships.csv 2 person unknown-person',
  ],
  [
    'a membership in nothing',
    { 'memberships.csv': 'person,practice\na,zed\n' },
    'refused-row memberships.csv 2 practice unknown-practice',
  ],
  [
    'a membership without weight',
    { 'memberships.csv': 'person,practice,weight\na,crew,0\n' },
    'refused-row memberships.csv 2 weight weight-not-positive',
  ],
  [
    'a membership said twice',
    { 'memberships.csv': 'person,practice\na,crew\na,crew\n' },
    'refused-row memberships.csv 3 null said-before',
  ],
  [
    'an attestation of oneself',
    { 'legitimacy.csv': 'person,practice,kind,answered_by,would_come\na,crew,attested,a,yes\n' },
    'refused-row legitimacy.csv 2 answered_by own-attestation',
  ],
  [
    'an attestation without answer',
    { 'legitimacy.csv': 'person,practice,kind\na,crew,attested\n' },
    'refused-row legitimacy.csv 2 would_come cell-empty',
  ],
  [
    'people kept apart from themselves',
    { 'keep-apart.csv': 'person_a,person_b\na,a\n' },
    'refused-row keep-apart.csv 2 person_b same-twice',
  ],
]

describe('a row that cannot come in', () => {
  for (const [what, files, told] of badRows) {
    test(`${what} is told with file, row and field`, async () => {
      const { problems } = await drawnFrom({ 'people.csv': people, 'practices.csv': practices, ...files })
      expect(problems).toEqual([told])
    })
  }

  test('says which row came first', async () => {
    const outcome = await read({ 'people.csv': `${people}a,Another\n` })
    expect(problemWithPlace(outcome.problems[0]!, 'en')).toBe(
      'people.csv, row 5, id: “a” is already in row 2. The first is kept; give this one another id.',
    )
    expect(problemWithPlace(outcome.problems[0]!, 'pt')).toContain('linha 5')
  })

  for (const kind of ['class', 'political', 'cultural']) {
    test(`E4: a person's side on a ${kind} boundary is refused, and a practice's comes in`, async () => {
      const { problems, standings } = await drawnFrom({
        'landscape.json': { ...living, basis: 'fictional' },
        'people.csv': people,
        'practices.csv': practices,
        'boundaries.csv': `id,name,kind,sides\nw,Wage,${kind},by month|by catch\n`,
        'standings.csv': 'boundary,side,person,practice\nw,by month,a,\nw,by month,,lab\n',
      })
      expect(problems).toEqual(['refused-row standings.csv 2 person practices-only'])
      expect(standings).toEqual([{ boundary: 'w', side: 'by month', person: null, practice: 'lab' }])
    })
  }

  test('E4: belonging to a practice of a special category cannot be brought in for people who live', async () => {
    const files = {
      'people.csv': 'id,name,group\na,Ana,Clinic\nb,Bo,\n',
      'practices.csv': 'id,name,special_category\nclinic,Clinic,yes\n',
      'memberships.csv': 'person,practice\nb,clinic\n',
    }
    const drawn = await drawnFrom({ ...files, 'landscape.json': living })
    expect(drawn.memberships).toEqual([])
    expect(drawn.problems).toEqual([
      'refused-row memberships.csv 2 practice special-category',
      'notice people.csv null group special-category-group',
    ])
    expect(
      (await drawnFrom({ ...files, 'landscape.json': { ...living, basis: 'fictional' } })).memberships,
    ).toHaveLength(2)
  })

  test('rows that came in and rows that did not make up all rows, whatever the cells hold', async () => {
    const cell = fc.constantFrom('a', 'b', 'zed', '', ' ', '0.5', '7', 'talks', 'yes', '2027-01-01', '=1', '"q"', 'x,y')
    const rows = fc.array(fc.array(cell, { minLength: 1, maxLength: 12 }), { maxLength: 20 })
    await fc.assert(
      fc.asyncProperty(rows, async (ties) => {
        const table = ties.map((row) => row.join(',')).join('\n')
        const {
          summary,
          problems,
          ties: drawn,
        } = await drawnFrom({
          'people.csv': people,
          'ties.csv': `from,to,kind,strength,mutual,says,reported_by,since,until,confirmed,recorded\n${table}\n`,
        })
        const count = summary.files.find((one) => one.file === 'ties.csv')!
        expect(count.accepted + count.refused).toBe(count.rowsRead)
        expect(drawn).toHaveLength(count.accepted)
        expect(
          new Set(problems.filter((one) => one.startsWith('refused-row')).map((one) => one.split(' ')[2])).size,
        ).toBe(count.refused)
      }),
      { seed: 7, numRuns: 100 },
    )
  })
})

describe('what is written in a cell', () => {
  test('formulas and HTML are text like any other', async () => {
    const { people: drawn } = await drawnFrom({
      'people.csv': 'id,name\n1,=1+1\n2,<script>alert(1)</script>\n3,"\'@x"\n',
    })
    expect(drawn.map(({ name }) => name)).toEqual(['=1+1', '<script>alert(1)</script>', '@x'])
  })

  test('control characters and marks that reverse writing are taken out, and told', async () => {
    const { people: drawn, problems } = await drawnFrom({ 'people.csv': 'id,name\n1,A\u0000na\n2,\u202Egpj.exe\n' })
    expect(drawn.map(({ name }) => name)).toEqual(['Ana', 'gpj.exe'])
    expect(problems).toEqual(['notice people.csv 2 name cleaned', 'notice people.csv 3 name cleaned'])
  })

  test('ids are trimmed and composed, so that two spellings of one letter are one id', async () => {
    const { ties } = await drawnFrom({ 'people.csv': 'id,name\n Zé ,Z\nb,B\n', 'ties.csv': 'from,to\nZe\u0301,b\n' })
    expect(ties[0]?.from).toBe('Zé')
  })

  test('a decimal comma, yes in four languages and empty cells are understood', async () => {
    const { ties } = await drawnFrom({
      'people.csv': people,
      'ties.csv': 'from;to;kind;strength;mutual;says\na;b;talks;0,25;sim;non\nb;c;learns;;;\n',
    })
    expect(ties).toMatchObject([
      { strength: 0.25, mutual: true, says: 'no' },
      { strength: 0.5, mutual: false, says: 'yes' },
    ])
  })

  test('a side may hold the mark that separates sides', async () => {
    const { boundaries } = await drawnFrom({
      'people.csv': people,
      'boundaries.csv': 'id,name,kind,sides\nx,X,other,a\\|b|c\\\\\n',
    })
    expect(boundaries[0]?.sides).toEqual(['a|b', 'c\\'])
  })
})

describe('landscape.json', () => {
  test('a basis that is missing or not ours is never guessed', async () => {
    for (const basis of [undefined, 'Fictional', 7]) {
      const outcome = await read({ 'landscape.json': { ...living, basis }, 'people.csv': people })
      expect([outcome.kind, outcome.problems.map(brief)]).toEqual([
        'unreadable',
        ['refused-file landscape.json null basis word-not-allowed'],
      ])
    }
  })

  test('published data need source and licence', async () => {
    const about = { ...living, basis: 'published', source: 'A book' }
    const outcome = await read({ 'landscape.json': about, 'people.csv': people })
    expect(outcome.problems.map(brief)).toEqual(['refused-file landscape.json null licence published-needs-source'])
    expect((await read({ 'landscape.json': { ...about, licence: 'CC0' }, 'people.csv': people })).kind).toBe('read')
  })

  test('another version of the format is refused', async () => {
    const outcome = await read({ 'landscape.json': { ...living, format: 'ecotone-landscape/9' }, 'people.csv': people })
    expect(outcome.kind === 'unreadable' && outcome.problem.code).toBe('format-not-known')
  })
})
