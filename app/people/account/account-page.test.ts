import { describe, expect, test } from 'vitest'
import { get, post } from '../../../test/support/web.ts'
import { signingIn } from '../signing-in/signing-in.fixture.ts'

const { owner, app, signIn } = await signingIn()

describe('the account', () => {
  test('asks the signed-out to sign in and brings them back', async () => {
    for (const request of [get('/account'), post('/account', { name: 'x' })]) {
      const answer = await app.fetch(request)
      expect([answer.status, answer.headers.get('location')]).toEqual([303, '/sign-in?next=/account'])
    }
  })

  test('keeps name, language and light or dark', async () => {
    const cookie = await signIn()
    const answer = await app.fetch(
      post('/account', { name: '  Madalena <b>C.</b> ', language: 'pt', theme: 'dark' }, { cookie }),
    )
    expect(answer.status).toBe(303)
    const html = await (await app.fetch(get('/account?done=saved', { cookie, 'accept-language': 'en' }))).text()
    expect(html).toContain('lang="pt" dir="ltr" data-theme="dark"')
    expect(html).toContain('Madalena &lt;b&gt;C.&lt;/b&gt;')
  })

  test('refuses an empty name and keeps the rest as typed', async () => {
    const cookie = await signIn()
    const answer = await app.fetch(post('/account', { name: ' ', language: 'es', theme: 'light' }, { cookie }))
    expect(answer.status).toBe(422)
    expect(await answer.text()).toMatch(/<option value="es" selected/)
  })

  test('remembers the language chosen in the header, for the device and for the person', async () => {
    const cookie = await signIn()
    const chosen = await app.fetch(post('/language', { language: 'fr', back: '/account?x=1' }, { cookie }))
    expect(chosen.headers.get('location')).toBe('/account?x=1')
    expect(chosen.headers.getSetCookie().join()).toContain('language=fr')
    expect((await owner.query(`select language from person`)).rows[0].language).toBe('fr')
  })

  test('takes no language or address that is not ours', async () => {
    const answer = await app.fetch(post('/language', { language: 'xx; Path=/', back: 'https://evil.example' }))
    expect(answer.headers.getSetCookie()).toEqual([])
    expect(answer.headers.get('location')).toBe('/')
  })
})
