import { expect, test } from 'vitest'
import { testOrigin } from '../../../../test/support/web.ts'
import { uuidv7 } from '../../../platform/uuid.ts'
import { addPerson, asking } from '../../signed-in.fixture.ts'
import { careAnswered } from '../care/care.fixture.ts'
import { zipFolder } from '../formats/zip-folder.ts'
import { bringing, type Kept, type SentFile, three } from './bringing.fixture.ts'

const { owner, app, madalena, mine, sent, keptAt, landscapes } = await bringing()
const stranger = await addPerson(owner, 'Stranger')

const nested = `${'['.repeat(10_000)}${']'.repeat(10_000)}`

const zip = (files: Record<string, string>) => zipFolder(new Map(Object.entries(files)))

const refused: [what: string, files: SentFile[], says: string][] = [
  ['an empty file', [['people.csv', '']], 'the file is empty'],
  ['a file with a header alone', [['people.csv', 'id,name\n']], 'no person could be read'],
  [
    'ties of nobody',
    [
      ['ties.csv', 'from,to\n'],
      ['answers.csv', 'person\n'],
    ],
    'no people.csv',
  ],
  ['JSON nested 10,000 deep', [['map.json', nested]], 'nested more than'],
  ['JSON that breaks off', [['map.json', '{"elements": [']], 'the JSON is broken'],
  ['JSON of something else', [['map.json', '{"weather": "fine"}']], 'this JSON is no landscape'],
  [
    'text that is not UTF-8',
    [['people.csv', new Uint8Array([...Buffer.from('id,name\na,Jo'), 0xe3, 0x6f, 10])]],
    'not saved as UTF-8',
  ],
  [
    'a damaged archive',
    [['coast.zip', (await zip({ 'people.csv': three })).subarray(0, 60)]],
    'the archive is damaged',
  ],
  ['an archive of nothing', [['coast.zip', await zip({})]], 'no person could be read'],
  [
    'a picture',
    [['people.csv', new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0])]],
    'a picture or a document',
  ],
  ['a web page', [['people.csv', '<!doctype html><p>Sign in']], 'a web page'],
  ['a quotation mark that never closes', [['people.csv', 'id,name\na,"Ana\nb,Bento\n']], 'never closes'],
  [
    'an unknown format',
    [
      ['landscape.json', '{"format":"ecotone-landscape/9"}'],
      ['people.csv', three],
    ],
    'made by a newer Ecotone',
  ],
]

test.each(refused)('%s is refused with the reason, and leaves no landscape', async (_what, files, says) => {
  const before = await landscapes()
  const preview = await sent(files)
  const page = await mine.see(preview)
  expect(page.status).toBe(200)
  expect(page.text.replaceAll('&quot;', '"')).toContain(says)
  // Somebody may send the form all the same.
  const answer = await mine.send(preview, { basis: 'fictional', mapped: 'yes' })
  expect([answer.status, answer.location]).toEqual([303, preview])
  expect(await landscapes()).toBe(before)
})

const accepted: [what: string, files: SentFile[], says: string[], kept: Kept][] = [
  ['one person', [['people.csv', 'id,name\na,Ana\n']], [], { people: 1, ties: 0 }],
  ['people without ties', [['people.csv', three]], [], { people: 3, ties: 0 }],
  [
    'a tie to nobody',
    [
      ['people.csv', three],
      ['ties.csv', 'from,to\na,b\na,zoe\n'],
    ],
    ['row 3', 'there is no person “zoe”'],
    { people: 3, ties: 1 },
  ],
  [
    'a tie with oneself',
    [
      ['people.csv', three],
      ['ties.csv', 'from,to\na,a\na,c\n'],
    ],
    ['row 2', 'cannot have a tie with themselves'],
    { people: 3, ties: 1 },
  ],
  [
    'an id that stands twice',
    [['people.csv', `${three}a,Aurora\n`]],
    ['row 5', '“a” is already in row 2'],
    { people: 3, ties: 0 },
  ],
  [
    'strengths outside 0 to 1',
    [
      ['people.csv', three],
      ['ties.csv', 'from,to,strength\na,b,7\nb,c,-1\na,c,0.5\n'],
    ],
    ['Here stands 7', 'Here stands -1'],
    { people: 3, ties: 1 },
  ],
  [
    'a boundary with one side',
    [
      ['people.csv', three],
      ['boundaries.csv', 'id,name,kind,sides\nr,Ridge,geographic,cape\n'],
    ],
    ['a boundary needs two sides'],
    { people: 3, ties: 0 },
  ],
  [
    "a person's side on a political boundary",
    [
      ['people.csv', three],
      ['boundaries.csv', 'id,name,kind,sides\nr,Rules,political,makes|lives by\n'],
      ['standings.csv', 'boundary,side,person\nr,makes,a\n'],
    ],
    ['standings.csv', 'row 2', 'only practices take sides'],
    { people: 3, ties: 0 },
  ],
  ['an archive named .csv', [['people.csv', await zip({ 'people.csv': three })]], [], { people: 3, ties: 0 }],
  [
    'a mark at the beginning, semicolons and lines inside quotes',
    [['people.csv', '\uFEFFid;name\na;"Ana\nof the coast"\nb;Bento\n']],
    [],
    { people: 2, ties: 0 },
  ],
  ['tabs', [['people.tsv', three.replaceAll(',', '\t')]], [], { people: 3, ties: 0 }],
  [
    'cells of formulas',
    [['people.csv', 'id,name\na,"=HYPERLINK(""http://x.example"",""Ana"")"\nb,@SUM(1)\n']],
    [],
    { people: 2, ties: 0 },
  ],
  [
    'HTML in names',
    [['people.csv', 'id,name\na,<script>alert(1)</script>\nb,<img src=x onerror=alert(1)>\n']],
    [],
    { people: 2, ties: 0 },
  ],
  [
    'NUL and other unseen characters',
    [['people.csv', 'id,name\na,An\0a\nb,Ben\u202eto\n']],
    ['unseen control characters'],
    { people: 2, ties: 0 },
  ],
]

test.each(accepted)('%s gives a correct landscape, and says what did not come in', async (_what, files, says, kept) => {
  const preview = await sent(files)
  const page = await mine.see(preview)
  expect(page.status).toBe(200)
  for (const words of says) expect(page.text).toContain(words)
  expect(page.text).not.toMatch(/<script>alert|<img src=x/)
  const care = Object.entries(careAnswered).map(([question, text]) => [`care_${question}`, text])
  const answer = await mine.send(preview, { basis: 'fictional', mapped: 'yes', ...Object.fromEntries(care) })
  expect(await keptAt(answer.location)).toEqual(kept)
  expect((await mine.see(preview)).location).toBe(answer.location)
})

test('no file at all is asked for again, and more than 64 MB is turned away at the door', async () => {
  const headers = { 'x-test-person': madalena.id, origin: testOrigin, 'sec-fetch-site': 'same-origin' }
  const ask = (init: RequestInit) =>
    app.fetch(new Request(`${testOrigin}/landscapes/bring`, { method: 'POST', ...init }))
  const empty = new FormData()
  empty.set('form_key', uuidv7())
  const answer = await ask({ body: empty, headers })
  expect(answer.status).toBe(422)
  expect(await answer.text()).toContain('Choose at least one file.')
  const announced = { ...headers, 'content-type': 'multipart/form-data; boundary=x', 'content-length': '64000001' }
  expect((await ask({ body: '--x', headers: announced })).status).toBe(413)
  const broken = { ...headers, 'content-type': 'multipart/form-data; boundary=x' }
  expect((await ask({ body: '--x\r\nContent-Disp', headers: broken })).status).toBe(400)
})

test('nobody else sees what somebody sent, and nobody brings it in for them', async () => {
  const preview = await sent([['people.csv', three]])
  const theirs = asking(app, stranger)
  expect((await theirs.see(preview)).status).toBe(404)
  expect((await theirs.send(preview, { basis: 'fictional', mapped: 'yes' })).status).toBe(404)
  expect((await asking(app, null).see(preview)).location).toMatch(/^\/sign-in/)
})
