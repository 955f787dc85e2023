import { setTimeout as pause } from 'node:timers/promises'
import { Client } from 'pg'
import { afterAll, expect, test } from 'vitest'
import { startEmbeddedPostgres } from '../../app/platform/db/embedded-postgres.ts'
import { uuidv7 } from '../../app/platform/uuid.ts'
import { arrabidaCoast } from '../../db/seeds/arrabida-coast.ts'
import { keptFolders } from '../support/kept-folders.ts'
import { killEverythingNaming, processesNaming } from '../support/processes.ts'
import { freePort, type StartedProgram, startProgram, visitor } from '../support/started-program.ts'

/** The long form (`bin/test --faults`) kills more often. */
const isLong = process.env['ECOTONE_FAULTS'] === 'long'
const rounds = isLong ? 20 : 2
const patience = { timeout: isLong ? 1_200_000 : 180_000 }

const folders = await keptFolders()
const data = await folders.fresh()
const port = await freePort()
afterAll(() => killEverythingNaming(data))

let program: StartedProgram
const convener = visitor(() => `http://localhost:${port}`)

/** Chance that is the same in each run. */
let seed = 20_270_301
function chance(below: number): number {
  seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0
  return Math.floor((seed / 2 ** 32) * below)
}

async function start(): Promise<void> {
  program = await startProgram(data, port)
  await program.saying('Ecotone is ready')
}

/** Asks the database as its owner: the one that the program runs, or one that is started for this alone. */
async function inside<Row extends object>(query: string, values: unknown[] = []): Promise<Row[]> {
  const server = await startEmbeddedPostgres(data, () => {})
  const client = new Client({ connectionString: server.url })
  await client.connect()
  try {
    return (await client.query<Row>(query, values)).rows
  } finally {
    await client.end()
    await server.stop()
  }
}

const logged = ['participant', 'practice', 'membership', 'tie', 'space', 'space_person']

/** Tables of which the log does not tell the same as the rows: it counts what was added less what was removed. */
async function untruths(): Promise<unknown[]> {
  const each = logged.map(
    (table) => `select '${table}' as name, l.slug,
      (select count(*)::int from ${table} t where t.landscape_id = l.id) as here,
      (select count(*) filter (where did = 'added')::int - count(*) filter (where did = 'removed')::int
       from change c where c.landscape_id = l.id and c.what = '${table}') as told from landscape l`,
  )
  return inside(`select * from (${each.join(' union all ')}) as counted where here <> told`)
}

test(
  'a first start that is killed half-way is made good by the next, and the example is there once and whole',
  patience,
  async () => {
    const moments = ['Making a new, empty database', 'Preparing the database: 0004', 'Loading the example landscape']
    for (const moment of isLong ? [...moments, ...Array(6).fill(moments[2])] : moments) {
      program = await startProgram(data, port)
      // Once the example was loaded the moment does not come again.
      await Promise.race([program.saying(moment), program.saying('Ecotone is ready')])
      await pause(chance(300))
      await program.killAll()
    }
    await start()
    await program.saying('/sign-in/confirm')
    await convener.signIn(program.said())
    const drawn = arrabidaCoast({ day: '2027-03-01' })
    const found = await inside(
      `select (select count(*)::int from participant p where p.landscape_id = l.id) as people,
      (select count(*)::int from tie t where t.landscape_id = l.id) as ties,
      (select count(*)::int from snapshot s where s.landscape_id = l.id) as readings from landscape l`,
    )
    expect(found).toEqual([{ people: drawn.people.length, ties: drawn.ties.length, readings: 1 }])
    expect(await untruths()).toEqual([])
  },
)

test('every acknowledged edit is there after the whole program is killed, and none half-done', patience, async () => {
  const begun = await convener.send('/landscapes/new', {
    name: 'The coast by heart',
    mapped: 'yes',
    form_key: uuidv7(),
  })
  const root = begun.location!.replace(/\/sketch\/people$/, '')
  const people: string[] = []
  const questions: string[] = []
  const renamed = new Map<string, string>()
  let ties = 0
  let nth = 0

  /** One round of a convener's work; whatever is answered counts as kept. */
  async function edit(): Promise<void> {
    const n = nth++
    const [one, other] = [`Person ${n}a`, `Person ${n}b`]
    const added = await convener.send(`${root}/sketch/people`, {
      people: `${one}, Crew ${n % 5}\n${other}, Crew ${n % 5}`,
      do: 'add',
      form_key: uuidv7(),
    })
    if (added.status === 303) people.push(one, other)
    const [a, b] = [`p${String(people.length - 1).padStart(3, '0')}`, `p${String(people.length).padStart(3, '0')}`]
    const said = await convener.send(`${root}/sketch/ties`, {
      'one-1': a,
      'other-1': b,
      'says-1': 'yes',
      form_key: uuidv7(),
    })
    if (said.status === 303) ties++
    const space = await convener.send(`${root}/spaces/new`, {
      question: `Question ${n}?`,
      people: a,
      form_key: uuidv7(),
    })
    if (space.status !== 303) throw new Error(`A space was answered with ${space.status}: ${space.text.slice(0, 2000)}`)
    questions.push(`Question ${n}?`)
    const where = space.location!.split('?')[0]!
    const changed = await convener.send(`${where}/edit`, {
      name: `Name ${n}`,
      question: `Question ${n}?`,
      stage: 'inviting',
      groundRule: 'open',
      form_key: uuidv7(),
    })
    if (changed.status === 303) renamed.set(`Question ${n}?`, `Name ${n}`)
  }

  for (let round = 0; round < rounds; round++) {
    // Something is acknowledged in each round, however slow the machine is.
    await edit()
    let isKilled = false
    const killed = pause(300 + chance(1_500)).then(async () => {
      isKilled = true
      await program.killAll()
    })
    while (!isKilled) {
      try {
        await edit()
      } catch (error) {
        if (!isKilled) throw error
      }
    }
    await killed
    await start()

    const slug = root.split('/').at(-1)
    const kept = await inside<{ label: string }>(
      'select p.label from placeholder_label p join landscape l on l.id = p.landscape_id where l.slug = $1',
      [slug],
    )
    expect(kept.map(({ label }) => label)).toEqual(expect.arrayContaining(people))
    const spaces = await inside<{ name: string; question: string; people: number }>(
      `select s.name, s.question, (select count(*)::int from space_person p where p.space_id = s.id) as people
       from space s join landscape l on l.id = s.landscape_id where l.slug = $1`,
      [slug],
    )
    expect(spaces.map(({ question }) => question)).toEqual(expect.arrayContaining(questions))
    expect(spaces.filter((space) => space.people !== 1)).toEqual([])
    for (const [question, name] of renamed) expect(spaces).toContainEqual({ name, question, people: 1 })
    const [halves] = await inside<{ unnamed: number; nowhere: number; ties: number }>(
      `select count(*) filter (where not exists (select 1 from placeholder_label p
          where p.landscape_id = t.landscape_id and p.person_id = t.person_id))::int as unnamed,
        count(*) filter (where not exists (select 1 from membership m
          where m.landscape_id = t.landscape_id and m.person_id = t.person_id))::int as nowhere,
        (select count(*)::int from tie where tie.landscape_id = l.id) as ties
       from participant t join landscape l on l.id = t.landscape_id where l.slug = $1 group by l.id`,
      [slug],
    )
    expect(halves).toMatchObject({ unnamed: 0, nowhere: 0 })
    expect(halves!.ties).toBeGreaterThanOrEqual(ties)
    expect(await untruths()).toEqual([])
  }
  expect(people.length).toBeGreaterThanOrEqual(2 * rounds)
  expect(ties).toBeGreaterThanOrEqual(rounds)
  expect(ties).toBeGreaterThan(rounds)
})

const many = 5_000
const large: [name: string, text: string][] = [
  ['people.csv', `id,name\n${Array.from({ length: many }, (_, i) => `p${i},Person ${i}`).join('\n')}\n`],
  [
    'ties.csv',
    `from,to\n${Array.from({ length: 3 * many }, (_, i) => `p${i % many},p${(i * 7 + 1 + (i % many === (i * 7 + 1) % many ? 1 : 0)) % many}`).join('\n')}\n`,
  ],
]

test(
  'an import of 20,000 rows that is killed leaves no row, and comes in whole at the next start',
  patience,
  async () => {
    let interrupted = 0
    for (let round = 0; round < rounds; round++) {
      const form = new FormData()
      for (const [name, text] of large) form.append('files', new File([text], name))
      const preview = (await convener.send('/landscapes/bring', form)).location!
      const name = `Import ${round}`
      const asked = await convener.send(preview, { basis: 'fictional', mapped: 'yes', name, form_key: uuidv7() })
      expect(asked).toMatchObject({ status: 303, location: preview })
      const isWaiting = async () => (await convener.see(preview)).text.includes('Waiting')
      await expect.poll(isWaiting).toBe(false)
      await pause(chance(800))
      await program.killAll()

      const whole = { people: many, ties: 3 * many }
      const count = () =>
        inside(
          `select (select count(*)::int from participant p where p.landscape_id = l.id) as people,
          (select count(*)::int from tie t where t.landscape_id = l.id) as ties from landscape l where l.name = $1`,
          [name],
        )
      const left = await count()
      // All or nothing: it may have been quicker than the kill.
      expect([[], [whole]]).toContainEqual(left)
      if (left.length === 0) interrupted++
      await start()
      const location = async () => (await convener.see(preview)).location
      await expect.poll(location, { timeout: 60_000, interval: 200 }).toMatch(/\/landscape$/)
      expect(await count()).toEqual([whole])
      expect(await untruths()).toEqual([])
    }
    expect(interrupted).toBeGreaterThan(0)
  },
)

test('a reading that is killed in the middle is taken up again by the next start', patience, async () => {
  const [example] = await inside<{ slug: string }>('select slug from landscape where example')
  const state = async () =>
    (
      await inside<{ state: string; progress: number }>(
        "select state, progress from snapshot where options ->> 'size' = '9' order by asked_at desc limit 1",
      )
    )[0]
  expect((await convener.send(`/landscapes/${example!.slug}/readings`, { size: '9', form_key: uuidv7() })).status).toBe(
    303,
  )
  await expect.poll(async () => (await state())?.state, { interval: 20 }).toBe('running')
  await program.killAll()
  expect((await state())?.state).toBe('running')
  await start()
  await expect.poll(async () => (await state())?.state, { timeout: 120_000, interval: 300 }).toBe('done')
})

test('a taken port is told in plain words, and leaves nothing running', patience, async () => {
  const other = await folders.fresh()
  const second = await startProgram(other, port)
  expect(await second.ended).toMatchObject({ code: 1 })
  expect(second.said()).toContain(`Port ${port} is taken`)
  expect(second.said()).toContain(`PORT=${port + 1} bin/start`)
  expect(second.said()).not.toMatch(/^\s+at /m)
  await expect.poll(() => processesNaming(other)).toEqual([])

  const third = await startProgram(other, await freePort())
  await third.saying('Ecotone is ready')
  // Both answer, each with what is its own.
  for (const one of [program, third]) expect((await fetch(`${one.origin}/readyz`)).status).toBe(200)
  await third.saying('Sign in as the first convener')
  process.kill(-third.pid, 'SIGINT')
  expect(await third.ended).toMatchObject({ code: 0 })
  await expect.poll(() => processesNaming(other)).toEqual([])
})

test('Ctrl-C ends the program and its database, also while something runs', patience, async () => {
  const [example] = await inside<{ slug: string }>('select slug from landscape where example')
  await convener.send(`/landscapes/${example!.slug}/readings`, { size: '7', form_key: uuidv7() })
  process.kill(-program.pid, 'SIGINT')
  expect(await program.ended).toMatchObject({ code: 0 })
  await expect.poll(() => processesNaming(data)).toEqual([])
})
