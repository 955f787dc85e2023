import { describe, expect, test } from 'vitest'
import { get, post } from '../../../../test/support/web.ts'
import { postWithMessages } from '../post-with-messages.fixture.ts'

const {
  owner,
  moderator,
  topic,
  site,
  anybody,
  byAna,
  byModerator,
  byEditor,
  see,
  write,
  rows,
  letters,
  look,
  confirmed,
} = await postWithMessages()

describe('C18: moderating', () => {
  test('C18: is for editors and moderators; all others see no held message and change none', async () => {
    const { id } = await confirmed('Held back.')
    expect((await byAna.fetch(get('/moderation'))).status).toBe(403)
    expect((await anybody.fetch(get('/moderation'))).headers.get('location')).toBe('/sign-in?next=%2Fmoderation')
    for (const app of [anybody, byAna]) await look('show', id, {}, app)
    expect((await rows())[0].state).toBe('held')
    expect((await byModerator.fetch(post(`/discussion/${topic}/state`, { state: 'off' }))).status).toBe(403)
  })

  test('shows words as readers will have them, and whom they answer, and where a link leads that says something else', async () => {
    // as they come from another blog: a backslash keeps what would else be a sign
    const { id } = await confirmed('Tides are \\*not\\* late, *never*.')
    await look('show', id)
    const second = await confirmed('[our bank](https://thief.example/in)', { answers: id, email: 'new@example.org' })
    const shown = await see('/moderation?state=shown', byModerator)
    expect(shown).toContain('<p>Tides are *not* late, <em>never</em>.</p>')
    const held = await see('/moderation', byModerator)
    expect(held).toContain(`id="message-${second.id}"`)
    expect(held).toContain('Tides are *not* late, never.')
    expect(held).toContain('<bdi>https://thief.example/in</bdi>')
    expect(shown).not.toContain('<bdi>')
  })

  test('hides with a reason that whoever wrote it is told in their language, signs it for all to read, and can be undone', async () => {
    const { id, path } = await confirmed('A name of somebody.', { name: 'Inês' })
    await owner.query(`update message set language = 'pt'`)
    await look('show', id)
    await write('An answer.', { answers: id }, byEditor)
    expect((await look('hide', id)).headers.get('location')).toBe('/moderation?state=held&reasonless')
    await look('hide', id, { [`reason-${id}`]: 'names-somebody', state: 'shown' })
    const letter = (await letters()).at(-1)!
    expect(letter.subject).toBe('A sua mensagem foi ocultada')
    expect(letter.plain_text).toContain('Tome ocultou')
    expect(letter.plain_text).toContain('Nomeia alguém que não está aqui.')
    await expect.poll(() => see('/blog/the-tide')).toContain('A moderator hid a message here.')
    expect(await see('/blog/the-tide')).not.toMatch(/A name of somebody|Inês/)
    expect(await see(path)).toContain('A moderator hid it.')
    const log = await see('/discussion/rules')
    expect(log).toMatch(/Tome hid a message on/)
    expect(log).not.toMatch(/A name of somebody|Inês/)
    await look('show', id, { state: 'shown' })
    await expect.poll(() => see('/blog/the-tide')).toContain('A name of somebody.')
  })

  test('is signed, so whoever has said no name decides nothing', async () => {
    const { id } = await confirmed('Waits.')
    const nameless = site({ ...moderator, guessed: true })
    expect((await look('show', id, {}, nameless)).headers.get('location')).toBe('/moderation?state=held&nameless')
    expect((await rows())[0].state).toBe('held')
  })

  test('decides on the words that were read, and on no others', async () => {
    const { id, token } = await confirmed('Harmless.')
    await anybody.fetch(post(`/discussion/messages/${id}/words`, { token, words: 'Changed since.' }))
    expect((await look('show', id)).headers.get('location')).toContain('changed')
    expect((await rows())[0].state).toBe('held')
    await look('show', id, { round: '2' })
    expect((await rows())[0]).toMatchObject({ state: 'shown', words: 'Changed since.' })
  })

  test('editors close and turn off messages for one post, and for the site', async () => {
    const { id } = await confirmed('Said before.')
    await look('show', id)
    await byEditor.fetch(post(`/discussion/${topic}/state`, { state: 'closed' }))
    await expect.poll(() => see('/blog/the-tide')).toContain('Nothing more can be added here.')
    expect(await see('/blog/the-tide')).toContain('Said before.')
    expect((await write('Late.')).status).toBe(422)
    await byEditor.fetch(post('/moderation/default', { state: 'off' }))
    await byEditor.fetch(post(`/discussion/${topic}/state`, { state: 'as-site' }))
    await expect.poll(() => see('/blog/the-tide')).not.toContain('Said before.')
    expect((await anybody.fetch(get('/blog/the-tide/messages.atom'))).status).toBe(404)
    expect((await write('Later.')).status).toBe(404)
    expect(await rows()).toHaveLength(1)
  })
})
