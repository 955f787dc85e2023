import { describe, expect, test } from 'vitest'
import { testPost } from '../../../test/support/post.ts'
import { get, post, testShell } from '../../../test/support/web.ts'
import { fixedClock } from '../../platform/clock.ts'
import { addPeopleRoutes } from '../people-routes.ts'
import { letIn } from '../signing-in/sign-in.ts'
import { here, signingIn } from '../signing-in/signing-in.fixture.ts'

const { owner, auth, kysely, mail, app, mailed } = await signingIn()

describe('the mailbox page', () => {
  test('shows mails to this machine alone, asked for by its own name', async () => {
    await app.fetch(post('/sign-in', { email: 'madalena@example.org' }))
    await mailed()
    const asked = (host: string, address: string, more: Record<string, string> = {}) =>
      app.fetch(get('/mailbox', { host, ...more }), { incoming: { socket: { remoteAddress: address } } })
    const shown = await asked('localhost:3000', '127.0.0.1')
    expect(await shown.text()).toContain('/sign-in/confirm?token=')
    expect((await asked('[::1]:3000', '::1')).status).toBe(200)
    expect((await asked('localhost:3000', '192.168.1.9')).status).toBe(404)
    expect((await asked('rebound.example:3000', '127.0.0.1')).status).toBe(421)
    expect((await asked('localhost.evil.example', '127.0.0.1')).status).toBe(421)
    expect((await asked('localhost:3000', '127.0.0.1', { 'x-forwarded-for': '203.0.113.7' })).status).toBe(404)
    expect((await app.fetch(get('/mailbox', { host: 'localhost' }))).status).toBe(404)
  })

  test('does not exist where the program can be reached from elsewhere', async () => {
    const open = testShell()
    addPeopleRoutes(open, {
      auth,
      post: mail,
      clock: fixedClock('2027-03-01T10:00:00Z'),
      mailbox: false,
      afterwards: () => {},
    })
    expect((await open.fetch(get('/mailbox', { host: 'localhost' }), here)).status).toBe(404)
  })
})

describe('mail', () => {
  test('goes out once, is blanked when the server took it, and is tried again when it did not', async () => {
    const sent: string[] = []
    let down = true
    const handOn = async (message: { to: string }) => {
      if (down) throw new Error('no route to the mail server')
      sent.push(message.to)
    }
    let now = new Date('2027-03-01T09:00:00Z')
    const out = testPost(kysely, { now: () => now }, { handOn })
    const { id } = await letIn(auth, { email: 'tome@example.org', name: null })
    const secret = { subject: 'Hello', text: 'the secret link', html: '<p>the secret link</p>' }
    await out.send({ to: { personId: id }, kind: 'deed', ...secret })
    expect(sent).toEqual([])
    down = false
    expect(await out.sendWaiting()).toBe(0)
    now = new Date('2027-03-01T09:02:00Z')
    expect(await Promise.all([out.sendWaiting(), out.sendWaiting()]).then(([a, b]) => a + b)).toBe(1)
    expect(await out.sendWaiting()).toBe(0)
    expect(sent).toEqual(['tome@example.org'])
    expect(JSON.stringify((await owner.query('select * from mail')).rows)).not.toContain('secret')
  })
})
