import { beforeEach } from 'vitest'
import { testDatabase } from '../../../../test/support/database.ts'
import { testPost } from '../../../../test/support/post.ts'
import { get, post, testShell } from '../../../../test/support/web.ts'
import { setSignedIn } from '../../../people/people.ts'
import { createAuth } from '../../../people/sessions/auth.ts'
import { fixedClock } from '../../../platform/clock.ts'
import type { Message } from '../../../platform/mail/compose.ts'
import { uuidv7 } from '../../../platform/uuid.ts'
import { eventRoutes } from '../event-routes.ts'
import { anEvent, somebody } from '../events.fixture.ts'
import type { EventWords } from '../events.ts'
import { addEvent, changeEvent } from '../keep-event.ts'
import { keepList } from './guest-queries.ts'
import { byTheClock, comingForm, keyIn, plainTimes } from './guests.fixture.ts'
import { type ListWords, usualList } from './guests.ts'
import type { remindGuestsJob } from './remind-guests-job.ts'

const begins = '2027-03-01T09:00:00Z'
/** Where the event is that each test makes. */
const slug = 'breakfast-on-the-quay'

/** An event with a guest list, whoever comes, and the letters they get; all of it anew before each test. Ask for it once, at the top of the file. */
export async function eventWithGuests() {
  const { db, owner } = await testDatabase()
  const clock = fixedClock(begins)
  const secret = 'a secret that only these tests know'
  const auth = createAuth({ pool: db.pools.auth, secret, origin: 'http://ecotone.test', clock })
  const sent: Message[] = []
  const newPost = () =>
    testPost(auth.kysely, clock, {
      handOn: async (one) => void sent.push(one),
      gentleness: { burst: 1000, perMinute: 1000 },
    })
  const editor = await somebody(owner, 'editor@example.org', ['editor'])
  const moderator = await somebody(owner, 'moderator@example.org', ['moderator'])
  const listId = uuidv7()

  function site(who: { id: string } | null = null) {
    const app = testShell({ clock })
    if (who)
      app.use((c, next) => {
        setSignedIn(c, { id: who.id, name: 'E', email: 'e@example.org', language: null })
        return next()
      })
    eventRoutes(app, { db, clock, formTimes: plainTimes })
    return app
  }
  let [out, anybody] = [newPost(), site()]
  const ask = (request: Request) => anybody.fetch(request)

  async function event(words: Partial<EventWords> = {}, list: Partial<ListWords> = {}) {
    await db.as(editor, async (tx) => {
      const made = await addEvent(tx, clock, anEvent({ ends: '2027-03-18T08:00', ...words }))
      await keepList(tx, made.id, listId, { ...usualList, ...list }, clock.now())
    })
  }
  const change = (to: Partial<EventWords>) =>
    db.as(editor, (tx) => changeEvent(tx, clock, slug, (was) => ({ ...was, ...to })))
  const say = (more: Record<string, string> = {}, language = 'en') =>
    ask(post(`/events/${slug}/places`, comingForm(clock.now(), more), { 'accept-language': language }))
  const press = (key: string, deed = 'confirmation', fields = {}) => ask(post(`/places/${key}/${deed}`, fields))
  async function letters(): Promise<Message[]> {
    sent.length = 0
    await out.sendWaiting()
    return [...sent].sort((a, b) => (a.to < b.to ? -1 : 1))
  }
  /** Says that they come, and presses the button; gives the key. */
  async function comes(name: string, more: Record<string, string> = {}): Promise<string> {
    const email = `${name.toLowerCase()}@example.org`
    await say({ name, email, ...more })
    const key = keyIn((await letters()).find(({ to }) => to === email)!)
    await press(key)
    return key
  }
  const states = async () =>
    Object.fromEntries(
      (await owner.query('select name, state from guest order by name')).rows.map((r) => [r.name, r.state]),
    )
  const see = async (path: string, app = anybody) => (await app.fetch(get(path))).text()
  const runJob = (job: typeof remindGuestsJob) => byTheClock(db, clock, job)

  beforeEach(async () => {
    clock.set(begins)
    ;[out, anybody] = [newPost(), site()]
    await owner.query('truncate event, guest_list, guest, guest_key, guest_tally, mail, mail_stop, form_key cascade')
  })
  const people = { editor, moderator }
  return {
    db,
    owner,
    clock,
    slug,
    listId,
    people,
    site,
    ask,
    event,
    change,
    say,
    press,
    letters,
    comes,
    states,
    see,
    runJob,
  }
}
