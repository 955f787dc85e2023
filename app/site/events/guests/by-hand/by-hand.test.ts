import { beforeEach, describe, expect, test } from 'vitest'
import { testDatabase } from '../../../../../test/support/database.ts'
import { get, post, testShell } from '../../../../../test/support/web.ts'
import { setSignedIn } from '../../../../people/people.ts'
import { uuidv7 } from '../../../../platform/uuid.ts'
import { listComing } from '../../event-queries.ts'
import { eventRoutes } from '../../event-routes.ts'
import { anEvent, somebody } from '../../events.fixture.ts'
import { addEvent } from '../../keep-event.ts'
import { forgetGuestsJob } from '../forget-guests-job.ts'
import { keepList } from '../guest-queries.ts'
import { byTheClock, comingForm, plainTimes } from '../guests.fixture.ts'
import { usualList } from '../guests.ts'
import { placesLeft } from '../places-left.ts'

const { db, owner } = await testDatabase()
let now = new Date('2027-03-01T09:00:00Z')
const clock = { now: () => now }
const editor = await somebody(owner, 'editor@example.org', ['editor'])

function site(who: { id: string } | null) {
  const app = testShell({ clock })
  if (who)
    app.use((c, next) => {
      setSignedIn(c, { id: who.id, name: 'E', email: 'e@example.org', language: null })
      return next()
    })
  eventRoutes(app, { db, clock, formTimes: plainTimes })
  return app
}
const asEditor = site(editor)
let slug = ''

async function event(capacity: number | null, hasWaitList = true) {
  await db.as(editor, async (tx) => {
    const made = await addEvent(tx, clock, anEvent({ capacity }))
    await keepList(tx, made.id, uuidv7(now.getTime()), { ...usualList, hasWaitList }, now)
    slug = made.slug
  })
}
const add = (fields: Record<string, string>) =>
  asEditor.fetch(post(`/events/${slug}/guests/by-hand`, { form_key: uuidv7(), time: '', email: '', ...fields }))
const press = async (name: string, deed: string) => {
  const { rows } = await owner.query('select id from guest where name = $1', [name])
  return asEditor.fetch(post(`/events/${slug}/guests/${rows[0].id}/${deed}`, {}))
}
const states = async () =>
  Object.fromEntries(
    (await owner.query('select name, state from guest order by name')).rows.map((r) => [r.name, r.state]),
  )
const written = async () =>
  (await owner.query('select address, subject from mail where sent_at is null order by written_at, subject')).rows.map(
    ({ address, subject }) => `${address.split('@')[0]} ${subject.split(':')[0]}`,
  )
const left = () =>
  db.as({ kind: 'nobody' }, async (tx) => {
    const [row] = await listComing(tx, { now, kind: null, limit: 1 })
    return placesLeft('en', row!, now)?.words ?? null
  })

beforeEach(async () => {
  now = new Date('2027-03-01T09:00:00Z')
  await owner.query('truncate event, guest_list, guest, guest_key, guest_tally, mail, form_key cascade')
})

describe('somebody whom an editor puts on the list', () => {
  test('takes a place without a letter, then waits, is taken back without a trace, and is forgotten like others', async () => {
    await event(1)
    expect(await left()).toBe('one place left')
    const answer = await add({ name: 'Ana' })
    expect(answer.status).toBe(303)
    expect(await states()).toEqual({ Ana: 'comes' })
    expect(await left()).toBe('full · wait list')
    const page = await (await asEditor.fetch(get(answer.headers.get('location')!.split('#')[0]!))).text()
    expect(page).toContain('Ana is on the list and has a place.')
    expect(page).toContain('put on by hand')
    await add({ name: 'Rui', email: 'rui@example.org' })
    expect(await states()).toEqual({ Ana: 'comes', Rui: 'waits' })
    await press('Ana', 'erasure')
    expect(await states()).toEqual({ Rui: 'comes' })
    expect(await written()).toEqual([])
    now = new Date('2027-04-20T09:00:00Z')
    await byTheClock(db, clock, forgetGuestsJob)
    expect(await states()).toEqual({})
  })

  test('gets a letter where the editor ticked it, and another only when the first went out', async () => {
    await event(3)
    expect((await add({ name: 'Ana', letter: 'yes' })).status).toBe(422)
    await add({ name: 'Ana', email: 'ana@example.org', letter: 'yes', language: 'pt' })
    await add({ name: 'Rui', email: 'rui@example.org', letter: 'yes' })
    expect(await written()).toEqual(['ana Tem lugar', 'rui You have a place'])
    await press('Ana', 'erasure')
    expect(await written()).toEqual(['rui You have a place'])
    await owner.query('update mail set sent_at = written_at')
    await press('Rui', 'erasure')
    expect(await written()).toEqual(['rui Noted that you do not come'])
    expect(await states()).toEqual({})
  })

  test('stands there once: an address that is known, or a hall without a wait list, changes nothing', async () => {
    await event(1, false)
    await add({ name: 'Ana', email: 'ana@example.org' })
    const again = [await add({ name: 'Eve', email: 'ANA@example.org' }), await add({ name: 'Rui' })]
    expect(again.map(({ headers }) => headers.get('location')!.split('?')[1])).toEqual([
      'refused=known#done',
      'refused=full#done',
    ])
    expect(await states()).toEqual({ Ana: 'comes' })
    expect(await left()).toBe('full')
    // answering by themselves they ask to be written to
    await owner.query('update guest_list set has_wait_list = true')
    await site(null).fetch(post(`/events/${slug}/places`, comingForm(now)))
    expect(await written()).toEqual(['ana You answered already'])
  })
})

test('taking off is undone: the letter that did not go out stays here, and the place is theirs while it is free', async () => {
  await event(1)
  await add({ name: 'Ana', email: 'ana@example.org', letter: 'yes' })
  await owner.query('update mail set sent_at = written_at')
  now = new Date(now.getTime() + 60_000)
  await press('Ana', 'absence')
  expect(await states()).toEqual({ Ana: 'taken-off' })
  await press('Ana', 'return')
  expect([await states(), await written()]).toEqual([{ Ana: 'comes' }, []])
  await add({ name: 'Rui' })
  await press('Ana', 'absence')
  await press('Ana', 'return')
  expect(await states()).toEqual({ Ana: 'waits', Rui: 'comes' })
  expect(await written()).toEqual(['ana You are on the wait list'])
})

test('no number of places stands where none are counted, and none of what can be answered no more', async () => {
  await event(null)
  expect(await left()).toBeNull()
  const row = {
    capacity: 4,
    state: 'planned',
    calledOff: false,
    shown: true,
    from: new Date('2027-03-18T06:40:00Z'),
  } as const
  const answers = { comes: 1, waits: 0, closesHours: 24, hasWaitList: true }
  expect(placesLeft('en', { ...row, answers }, now)).toEqual({ words: '3 places left', isFew: true })
  expect(placesLeft('en', { ...row, answers: null }, now)).toBeNull()
  expect(placesLeft('en', { ...row, answers, calledOff: true }, now)).toBeNull()
  expect(placesLeft('en', { ...row, answers }, new Date('2027-03-17T07:00:00Z'))).toBeNull()
})

test('an event is told by a second clock, and what is online by UTC', async () => {
  const times = { title: 'Circle', starts: '2027-05-15T17:00', ends: '2027-05-15T18:15', online: true, place: '' }
  const [two, one] = await db.as(editor, async (tx) => [
    await addEvent(tx, clock, anEvent({ ...times, secondZone: 'America/Sao_Paulo' })),
    await addEvent(tx, clock, anEvent(times)),
  ])
  const see = async (path: string) => (await asEditor.fetch(get(path))).text()
  const page = await see(`/events/${two!.slug}?zone=Asia/Kathmandu`)
  expect(page).toContain('21:45–23:00 Kathmandu')
  expect(page).toContain('13:00–14:15 São Paulo')
  expect(await see('/events')).toContain('13:00–14:15 São Paulo')
  expect(await see(`/events/${one!.slug}`)).toContain('16:00–17:15 UTC')
  expect(await see(`/events/${two!.slug}`)).not.toContain('17:15 UTC')
})
