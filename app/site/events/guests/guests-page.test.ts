import { describe, expect, test } from 'vitest'
import { get, post } from '../../../../test/support/web.ts'
import { somebody } from '../events.fixture.ts'
import { eventWithGuests } from './event-with-guests.fixture.ts'
import { forgetGuestsJob } from './forget-guests-job.ts'
import { listGuests } from './guest-queries.ts'
import { aQuestion } from './guests.fixture.ts'
import { remindGuestsJob } from './remind-guests-job.ts'

const { db, owner, clock, slug, listId, site, ask, event, say, letters, comes, states, see, runJob, people } =
  await eventWithGuests()
const { editor, moderator } = people
const asEditor = site(editor)

describe('who comes', () => {
  test('is read by editors alone, on the page and in the database', async () => {
    await event({ capacity: 5 })
    await comes('Ana')
    expect(await see(`/events/${slug}/guests`, asEditor)).toContain('ana@example.org')
    expect((await ask(get(`/events/${slug}/guests`))).status).toBe(303)
    expect((await site(moderator).fetch(get(`/events/${slug}/guests`))).status).toBe(403)
    for (const who of [{ kind: 'nobody' } as const, moderator]) {
      expect(await db.as(who, (tx) => listGuests(tx, listId))).toEqual([])
    }
  })

  test('is changed by an editor: somebody does not come, there are more places, and whoever waits moves up', async () => {
    await event({ capacity: 1 })
    await comes('Ana')
    await comes('Rui')
    await comes('Eva')
    await letters()
    const { rows } = await owner.query(`select id from guest where name = 'Ana'`)
    const path = `/events/${slug}/guests/${rows[0].id}/absence`
    expect((await site(moderator).fetch(post(path, {}))).status).toBe(403)
    expect((await asEditor.fetch(post(path, {}))).status).toBe(303)
    expect(await states()).toEqual({ Ana: 'taken-off', Eva: 'waits', Rui: 'comes' })
    expect((await letters()).map(({ to, subject }) => `${to} ${subject.split(':')[0]}`)).toEqual([
      'ana@example.org Noted that you do not come',
      'rui@example.org A place is free for you',
    ])
    expect((await asEditor.fetch(post(`/events/${slug}/guests/places`, { capacity: 'many' }))).status).toBe(422)
    expect((await asEditor.fetch(post(`/events/${slug}/guests/places`, { capacity: '2' }))).status).toBe(303)
    expect(await states()).toEqual({ Ana: 'taken-off', Eva: 'comes', Rui: 'comes' })
    expect((await letters()).map(({ to }) => to)).toEqual(['eva@example.org'])
  })

  test('is asked what an editor wrote, an employer never as something that must be said', async () => {
    await event()
    const asked = {
      open: 'yes',
      wait_list: 'yes',
      closes: '24',
      keep_days: '14',
      remind: 'hour',
      question_0: 'Do you eat fish?',
      kind_0: 'yes-no',
    }
    expect((await asEditor.fetch(post(`/events/${slug}/guests`, asked))).status).toBe(303)
    expect(await see(`/events/${slug}/places`)).toContain('Do you eat fish?')
    for (const words of ['Your employer', 'Job title?', 'Entidade patronal', '¿Cuál es tu cargo?', 'Votre employeur']) {
      const refused = await asEditor.fetch(
        post(`/events/${slug}/guests`, { ...asked, question_0: words, kind_0: 'short', required_0: 'yes' }),
      )
      expect([words, refused.status]).toEqual([words, 422])
    }
    const wrongs: Record<string, string>[] = [
      { keep_days: '900' },
      { closes: '5' },
      { remind: 'daily' },
      { kind_0: 'one-of', choices_0: 'One' },
    ]
    for (const wrong of wrongs)
      expect((await asEditor.fetch(post(`/events/${slug}/guests`, { ...asked, ...wrong }))).status).toBe(422)
  })
})

describe('what is kept of guests', () => {
  test('goes: answers after a week, names and addresses when the list says so, and whoever never confirmed after two days', async () => {
    await event({}, { questions: [aQuestion()], keepDays: 20 })
    await comes('Ana', { 'q-need': 'A ramp' })
    await say({ name: 'Rui', email: 'rui@example.org' })
    clock.set('2027-03-03T10:00:00Z')
    await runJob(forgetGuestsJob)
    expect(await states()).toEqual({ Ana: 'comes' })
    clock.set('2027-03-25T09:00:00Z')
    await runJob(forgetGuestsJob)
    expect((await owner.query('select answers from guest')).rows).toEqual([{ answers: {} }])
    clock.set('2027-04-07T09:00:00Z')
    await runJob(forgetGuestsJob)
    expect(await states()).toEqual({})
  })

  test('goes with an account of the same address, and the clock gives the place on', async () => {
    await event({ capacity: 1 })
    const person = await somebody(owner, 'ana@example.org')
    await comes('Ana')
    await comes('Rui')
    await letters()
    await owner.query('delete from person where id = $1', [person.id])
    expect(await states()).toEqual({ Rui: 'waits' })
    await runJob(remindGuestsJob)
    expect(await states()).toEqual({ Rui: 'comes' })
    expect((await letters()).map(({ to }) => to)).toEqual(['rui@example.org'])
  })
})
