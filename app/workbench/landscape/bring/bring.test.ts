import { expect, test } from 'vitest'
import { testDatabase } from '../../../../test/support/database.ts'
import { testOrigin } from '../../../../test/support/web.ts'
import { fixedClock } from '../../../platform/clock.ts'
import type { Viewer } from '../../../platform/db/database.ts'
import type { JobTools } from '../../../platform/jobs/job.ts'
import { uuidv7 } from '../../../platform/uuid.ts'
import { appFor, asking } from '../../signed-in.fixture.ts'
import { zipFolder } from '../formats/zip-folder.ts'
import { bringIn } from './bring-in-job.ts'
import { bringRoutes } from './bring-routes.ts'

const { db, owner } = await testDatabase()
const clock = fixedClock('2027-03-01T09:00:00Z')
const app = appFor({ db, clock }, bringRoutes)
const madalena = await addPerson()
const stranger = await addPerson()
const mine = asking(app, madalena)

async function addPerson(): Promise<{ id: string }> {
  const id = uuidv7()
  await owner.query('insert into person (id, email, email_verified) values ($1, $2, true)', [id, `${id}@example.org`])
  return { id }
}

type File = [name: string, content: string | Uint8Array]

/** Sends files as a browser does and gives the address of their preview. */
async function sent(files: File[], who: { id: string } = madalena): Promise<string> {
  const form = new FormData()
  form.set('form_key', uuidv7())
  for (const [name, content] of files) {
    const bytes = typeof content === 'string' ? Buffer.from(content) : content
    form.append('files', new File([new Uint8Array(bytes)], name))
  }
  const headers = { 'x-test-person': who.id, origin: testOrigin, 'sec-fetch-site': 'same-origin' }
  const answer = await app.fetch(new Request(`${testOrigin}/landscapes/bring`, { method: 'POST', body: form, headers }))
  expect(answer.status).toBe(303)
  return answer.headers.get('location')!
}

interface Kept {
  people: number
  ties: number
}

/** What is in the landscape at this address, as its owner counts it. */
async function keptAt(location: string | null): Promise<Kept> {
  const slug = /^\/landscapes\/([^/]+)\/landscape$/.exec(location ?? '')?.[1]
  const { rows } = await owner.query(
    `select (select count(*)::int from participant p where p.landscape_id = l.id) as people,
      (select count(*)::int from tie t where t.landscape_id = l.id) as ties from landscape l where slug = $1`,
    [slug],
  )
  if (!rows[0]) throw new Error(`There is no landscape at ${location}.`)
  return rows[0]
}

async function landscapes(): Promise<number> {
  return (await owner.query('select count(*)::int as n from landscape')).rows[0].n
}

const three = 'id,name\na,Ana\nb,Bento\nc,Célia\n'
const nested = `${'['.repeat(10_000)}${']'.repeat(10_000)}`

const zip = (files: Record<string, string>) => zipFolder(new Map(Object.entries(files)))

const refused: [what: string, files: File[], says: string][] = [
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

const accepted: [what: string, files: File[], says: string[], kept: Kept][] = [
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
  const answer = await mine.send(preview, { basis: 'fictional', mapped: 'yes' })
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

// ── large uploads ──────────────────────────────────────────────────────────────────────────────────────────────────────

const many = 12_000
const largePeople = `id,name\n${Array.from({ length: many }, (_, i) => `p${i},Person number ${i}`).join('\n')}\n`
const largeTies = `from,to\n${Array.from({ length: many }, (_, i) => `p${i},p${(i * 7 + 1) % many}`).join('\n')}\n`
const large: File[] = [
  ['people.csv', largePeople],
  ['ties.csv', largeTies],
]
const worker: Viewer = { kind: 'worker', onBehalfOf: madalena.id }

/** Runs the job for an upload as the queue would; `stopping` is the program that ends. */
function work(preview: string, more: Partial<JobTools> = {}): Promise<void> {
  const stopping = new AbortController().signal
  return bringIn.run(
    { db, clock, viewer: worker, stopping, log: () => {}, ...more },
    { upload: preview.split('/').at(-1)! },
  )
}

async function jobsFor(preview: string): Promise<number> {
  const { rows } = await owner.query(
    "select count(*)::int as n from graphile_worker._private_jobs where payload -> 'work' ->> 'upload' = $1",
    [preview.split('/').at(-1)],
  )
  return rows[0].n
}

test('a large upload comes in as a job: the page shows how far it is, then leads to the landscape', async () => {
  const preview = await sent(large)
  expect((await mine.see(preview)).status).toBe(200)
  expect(await mine.send(preview, { basis: 'fictional', mapped: 'yes' })).toMatchObject({
    status: 303,
    location: preview,
  })
  // Sent from a second window, it is still one job.
  await mine.send(preview, { basis: 'fictional', mapped: 'yes' })
  expect(await jobsFor(preview)).toBe(1)
  const waiting = await mine.see(preview)
  expect(waiting.text).toContain('Waiting for its turn')
  expect(waiting.text).toContain('<progress')
  await work(preview)
  const { location } = await mine.see(preview)
  expect(await keptAt(location)).toEqual({ people: many, ties: many })
  const left = await owner.query('select 1 from upload_piece where upload_id = $1', [preview.split('/').at(-1)])
  expect(left.rows).toEqual([])

  const before = await landscapes()
  await work(preview)
  expect(await landscapes()).toBe(before)
})

test('a large upload that is stopped leaves nothing, and may come in later', async () => {
  const preview = await sent(large)
  await mine.send(preview, { basis: 'fictional', mapped: 'yes' })
  const before = await landscapes()
  const running = work(preview)
  await expect.poll(async () => (await mine.see(preview)).text.includes('is in place')).toBe(true)
  expect((await mine.send(`${preview}/stop`, {})).location).toBe(preview)
  await running
  expect(await landscapes()).toBe(before)
  expect((await mine.see(preview)).text).toContain('You stopped it. Nothing came in.')
  await mine.send(preview, { basis: 'fictional', mapped: 'yes' })
  await work(preview)
  expect(await keptAt((await mine.see(preview)).location)).toEqual({ people: many, ties: many })
})

test('a large upload that the end of the program interrupts leaves nothing, and comes in at the next start', async () => {
  const preview = await sent(large)
  await mine.send(preview, { basis: 'fictional', mapped: 'yes' })
  const before = await landscapes()
  const ending = new AbortController()
  const running = work(preview, { stopping: ending.signal })
  ending.abort()
  await expect(running).rejects.toThrow('at the next start')
  expect(await landscapes()).toBe(before)
  await work(preview)
  expect(await keptAt((await mine.see(preview)).location)).toEqual({ people: many, ties: many })
})

test('a large upload that cannot come in says so and leaves nothing', async () => {
  const preview = await sent([['people.csv', `${largePeople}x,"never closed`]])
  await mine.send(preview, { basis: 'fictional', mapped: 'yes' })
  const before = await landscapes()
  const said: string[] = []
  await work(preview, { log: (line) => said.push(line) })
  expect(said.join()).toContain('unreadable')
  expect(await landscapes()).toBe(before)
  const page = await mine.see(preview)
  expect(page.status).toBe(200)
  expect(page.text).toContain('never closes')
})

test('published data come in only with their source and licence, however large', async () => {
  const preview = await sent(large)
  const answer = await mine.send(preview, { basis: 'published' })
  expect(answer.location).toContain('missing=source')
  expect((await mine.see(answer.location!)).text).toContain('need a source and a licence')
  expect(await jobsFor(preview)).toBe(0)
})

test('people who live come in only after somebody has thought about who could be hurt, and the form keeps what was chosen', async () => {
  const preview = await sent([['valley.csv', 'name,group\nAna,crews\nBento,crews\n']])
  const before = await landscapes()
  const { status, location } = await mine.send(preview, { basis: 'own-sketch', name: 'Our valley' })
  expect(status).toBe(303)
  expect(await landscapes()).toBe(before)
  const { text } = await mine.see(location!)
  expect(text).toContain('Think about this one first')
  expect(text).toContain('Our valley')
  const { location: landscape } = await mine.send(preview, { basis: 'own-sketch', name: 'Our valley', mapped: 'yes' })
  expect(landscape).toBe('/landscapes/our-valley/landscape')
  const { rows } = await owner.query(
    "select considered_at is not null as considered from landscape where slug = 'our-valley'",
  )
  expect(rows).toEqual([{ considered: true }])
})
