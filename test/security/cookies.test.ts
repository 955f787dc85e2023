import { expect, test } from 'vitest'
import { createAuth, openSession } from '../../app/people/sessions/auth.ts'
import { giveCookies, rememberHere, takeBackCookie } from '../../app/people/sessions/who-asks.ts'
import { letIn } from '../../app/people/signing-in/sign-in.ts'
import { noteLinksShown } from '../../app/workbench/held/held-session.ts'
import { testDatabase } from '../support/database.ts'
import { testShell } from '../support/web.ts'

const { db } = await testDatabase()

/** Every cookie that the program gives, where it is asked at this origin. */
async function cookiesAt(origin: string): Promise<string[]> {
  const auth = createAuth({ pool: db.pools.auth, secret: 'a secret that only this test knows', origin })
  const { id } = await letIn(auth, { email: 'ana@example.org', name: null })
  const session = await openSession(auth, id, new Headers())
  const app = testShell({ origin })
  app.get('/all', (c) => {
    giveCookies(c, session)
    takeBackCookie(c)
    rememberHere(c, 'language', 'pt')
    rememberHere(c, 'theme', 'dark')
    noteLinksShown(c)
    return c.text('')
  })
  const answer = await app.fetch(new Request(`${origin}/all`))
  return answer.headers.getSetCookie()
}

test('over HTTPS no cookie leaves by a connection that others can read; no script reads one, and no other site sends one along', async () => {
  const cookies = await cookiesAt('https://ecotone.test')
  expect(cookies).toHaveLength(5)
  for (const cookie of cookies) {
    for (const flag of [/; Secure\b/, /; HttpOnly\b/, /; SameSite=Lax\b/]) expect(cookie).toMatch(flag)
    expect(cookie).not.toContain('Domain=')
  }
  // a session is bound to this host by its name
  expect(cookies.filter((one) => one.startsWith('__Host-')).length).toBe(2)
})

test('over HTTP, on one machine, the same cookies are kept by browsers that would refuse a secure one', async () => {
  const cookies = await cookiesAt('http://ecotone.test')
  expect(cookies).toHaveLength(5)
  for (const cookie of cookies) expect(cookie).not.toMatch(/Secure/)
})
