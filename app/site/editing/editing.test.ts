import { describe, expect, test } from 'vitest'
import { uuidv7 } from '../../platform/uuid.ts'
import { siteWithEditors } from './editors.fixture.ts'

const { owner, nobody, bugs, ana, rui, visitor, begin, roundOf, idOf, found, write, newcomer } = await siteWithEditors()

describe('the list of writing', () => {
  test('is for editors alone: others are refused, and the signed-out are asked to sign in', async () => {
    expect((await visitor.see('/writing')).status).toBe(403)
    expect((await visitor.send('/writing', { title: 'T', kind: 'post', language: 'en' })).status).toBe(403)
    expect((await nobody.see('/writing')).location).toBe('/sign-in?next=%2Fwriting')
  })

  test('says so where nothing is written yet, and how to begin', async () => {
    const { status, text } = await ana.see('/writing')
    expect(status).toBe(200)
    expect(text).toContain('Nothing is written here yet')
    expect(text).toContain('href="/writing/new"')
  })

  test('shows what is there, by kind and by who can read it', async () => {
    const post = await begin('Only a draft')
    await begin('A chapter of its own', 'chapter')
    expect((await ana.see('/writing')).text).toContain('A chapter of its own')
    const posts = (await ana.see('/writing?kind=post&state=draft')).text
    expect(posts).toContain(`href="${post}"`)
    expect(posts).not.toContain('A chapter of its own')
    expect((await ana.see('/writing?state=shown')).text).toContain('Nothing of this kind')
  })

  test('takes no writing without a title, of no kind, or in no language we have, and keeps what was typed', async () => {
    for (const wrong of [{ title: '' }, { kind: 'page' }, { kind: 'x' }, { language: 'xx' }]) {
      const refused = await ana.send('/writing', { title: 'Kept', kind: 'post', language: 'en', ...wrong })
      expect(refused.status).toBe(422)
    }
    expect((await ana.send('/writing', { title: 'Kept', kind: 'x', language: 'en' })).text).toContain('value="Kept"')
  })
})

describe('a writing', () => {
  test('is saved as a draft, and anybody reads it once it is shown, and not before', async () => {
    const path = await begin('First light')
    expect((await write(path, 'Before six.', 'First light')).location).toBe(`${path}?done=saved`)
    expect(await found('first-light')).toEqual({ kind: 'none' })
    const shown = await ana.send(`${path}/showing`, { round: await roundOf(path), how: 'now' })
    expect(shown.location).toBe(`${path}?done=shown`)
    expect(await found('first-light')).toMatchObject({ writing: { words: 'Before six.', byline: 'Ana', version: 1 } })
  })

  test('that is changed after it was shown reads as before until the change is shown; its day stays', async () => {
    const path = await begin('Changing')
    await write(path, 'One.', 'Changing')
    await ana.send(`${path}/showing`, { round: await roundOf(path), how: 'now' })
    const before = await found('changing')
    await write(path, 'Two.', 'Changing')
    expect(await found('changing')).toEqual(before)
    expect((await ana.see(path)).text).toContain('Readers see version 1, not this.')
    await ana.send(`${path}/showing`, { round: await roundOf(path), how: 'now', note: 'Better' })
    const after = await found('changing')
    expect(after).toMatchObject({ writing: { words: 'Two.', version: 2 } })
    if (before.kind !== 'shown' || after.kind !== 'shown') throw new Error('not shown')
    expect(after.writing.shownAt).toEqual(before.writing.shownAt)
  })

  test('is scheduled by the clocks of a zone, and can be called back', async () => {
    const path = await begin('Later')
    await write(path, 'Soon.', 'Later')
    const send = async (more: Record<string, string>) =>
      ana.send(`${path}/showing`, { round: await roundOf(path), how: 'later', zone: 'Europe/Lisbon', ...more })
    expect((await send({ day: '2099-07-01', time: '09:00' })).location).toBe(`${path}?done=scheduled`)
    const { rows } = await owner.query('select state, shown_at from writing where id = $1', [idOf(path)])
    expect(rows).toEqual([{ state: 'scheduled', shown_at: new Date('2099-07-01T08:00:00Z') }])
    expect(await found('later')).toEqual({ kind: 'none' })
    const back = (await ana.send(`${path}/taking-down`, {})).location!
    expect((await ana.see(back)).text).toContain('It is a draft again, and will not be shown by itself.')
    expect((await ana.see(path)).text).toContain('Draft')
  })

  test.each([
    ['a time that is none', { day: '2099-07-01', time: 'nine' }, 'is no time we can read'],
    ['a zone that is none', { day: '2099-07-01', time: '09:00', zone: 'Nowhere' }, '“Nowhere” is no time zone'],
    [
      'an hour that the clocks jump over',
      { day: '2027-03-28', time: '01:30' },
      'this time does not exist. Write 02:30',
    ],
    ['a moment that has passed', { day: '2001-01-01', time: '09:00' }, 'That moment has passed'],
  ])('is not scheduled at %s, and the page says why', async (_, wrong, why) => {
    const path = await begin('Never')
    const sent = { round: '1', how: 'later', zone: 'Europe/Lisbon', ...wrong }
    const { status, text } = await ana.send(`${path}/showing`, sent)
    expect(status).toBe(422)
    expect(text).toContain(why)
  })

  test('is scheduled by the clock of the site where an editor said one, and by none of this machine', async () => {
    const path = await begin('By which clock')
    const send = async (zone: string) =>
      ana.send(`${path}/showing`, { round: await roundOf(path), how: 'later', day: '2099-07-01', time: '9:00', zone })
    expect((await ana.see(`${path}/showing`)).text).toMatch(/name="zone"[^>]*value=""|value=""[^>]*name="zone"/)
    const asked = await send('')
    expect([asked.status, asked.text.includes('Say by which clock that hour is meant')]).toEqual([422, true])
    await owner.query(`insert into contact_place (id, organization, zone) values ($1, 'Us', 'Europe/Lisbon')`, [
      uuidv7(),
    ])
    const form = (await ana.see(`${path}/showing`)).text
    expect(form).toMatch(/name="zone"[^>]*value="Europe\/Lisbon"|value="Europe\/Lisbon"[^>]*name="zone"/)
    expect(form).toMatch(/In Europe\/Lisbon it is \d\d:\d\d now/)
    await send('Lisboa')
    const { rows } = await owner.query('select shown_at from writing where id = $1', [idOf(path)])
    expect(rows).toEqual([{ shown_at: new Date('2099-07-01T08:00:00Z') }])
    expect((await ana.see(path)).text).toContain('Shown from 1 July 2099 at 09:00 (Europe/Lisbon)')
    await owner.query('delete from contact_place')
  })

  test('that is scheduled at an hour that comes twice says which one is meant', async () => {
    const path = await begin('Twice')
    await owner.query(`insert into contact_place (id, organization, zone) values ($1, 'Us', 'Europe/Lisbon')`, [
      uuidv7(),
    ])
    const sent = { how: 'later', day: '2099-10-25', time: '01:30', zone: 'Europe/Lisbon' }
    const { location } = await ana.send(`${path}/showing`, { round: await roundOf(path), ...sent })
    expect((await ana.see(location!)).text).toContain('01:30 comes twice: the first one is meant')
    const { rows } = await owner.query('select shown_at from writing where id = $1', [idOf(path)])
    expect(rows).toEqual([{ shown_at: new Date('2099-10-25T00:30:00Z') }])
    await owner.query('delete from contact_place')
  })

  test('is changed from where it is read, by editors and nobody else', async () => {
    const path = await begin('With a slip')
    await ana.send(`${path}/showing`, { round: await roundOf(path), how: 'now' })
    const [reads, changes] = ['/blog/with-a-slip', `href="${path}"`]
    expect((await rui.see(reads)).text).toContain(changes)
    for (const who of [visitor, nobody]) expect((await who.see(reads)).text).not.toContain(changes)
  })

  test('bears no name that was only made of an address', async () => {
    const nameless = await newcomer('r.s.tavares@example.org')
    await owner.query("insert into site_role (person_id, role) values ($1, 'editor')", [nameless.id])
    const { location } = await nameless.send('/writing', { title: 'By whom', kind: 'post', language: 'en' })
    const { rows } = await owner.query('select byline from writing where id = $1', [idOf(location!)])
    expect(rows).toEqual([{ byline: '' }])
  })

  test('that was taken down says so at its address, and can be shown again', async () => {
    const path = await begin('Short-lived')
    await ana.send(`${path}/showing`, { round: await roundOf(path), how: 'now' })
    await ana.send(`${path}/taking-down`, {})
    expect(await found('short-lived')).toEqual({ kind: 'taken-down' })
    await ana.send(`${path}/showing`, { round: await roundOf(path), how: 'now' })
    expect((await found('short-lived')).kind).toBe('shown')
  })

  test('that nobody was shown can be thrown away; what was shown cannot', async () => {
    const path = await begin('Not this one')
    expect((await ana.send(`${path}/removal`, {})).location).toBe('/writing?done=removed')
    expect((await ana.see(path)).status).toBe(404)
    const shown = await begin('Shown once')
    await ana.send(`${shown}/showing`, { round: await roundOf(shown), how: 'now' })
    await ana.send(`${shown}/removal`, {})
    expect((await ana.see(shown)).status).toBe(200)
  })

  test('is previewed as readers will have it, with nothing of it as markup', async () => {
    const path = await begin('Look')
    await write(path, '## A heading\n\n> [!WARNING]\n> Ask.\n\n<script>alert(1)</script>\n\n+++\n\nRest.', 'Look')
    const { text } = await ana.see(`${path}/preview`)
    expect(text).toContain('<h2 id="w-a-heading">A heading</h2>')
    expect(text).toContain('Take care')
    expect(text).not.toContain('<script>alert')
    expect(text).not.toContain('+++')
  })

  test('longer than there is room for is refused with the number of characters, and nothing typed is lost', async () => {
    const path = await begin('Long')
    const long = 'x'.repeat(400_001)
    const { status, text } = await ana.send(`${path}/draft`, { round: '1', title: 'Long', words: long })
    expect(status).toBe(422)
    expect(text.includes('400,001 characters')).toBe(true)
    expect(text.includes(long)).toBe(true)
  })
})

describe('the details of a writing', () => {
  const details = { slug: 'moved', language: 'pt', byline: 'Ana e Rui', tags: 'Tide, tide , low water' }

  test('count at once, and the address of something that was shown goes on leading to it', async () => {
    const path = await begin('Moving on')
    await ana.send(`${path}/showing`, { round: await roundOf(path), how: 'now' })
    expect((await ana.send(`${path}/details`, details)).location).toBe(`${path}?done=details`)
    expect(await found('moved')).toMatchObject({
      writing: { language: 'pt', byline: 'Ana e Rui', tags: ['tide', 'low-water'] },
    })
    expect(await found('moving-on')).toEqual({ kind: 'moved', slug: 'moved' })
    await ana.send(`${path}/details`, { ...details, slug: 'moving-on' })
    expect((await found('moving-on')).kind).toBe('shown')
    expect(await found('moved')).toEqual({ kind: 'moved', slug: 'moving-on' })
  })

  test('refuse an address that leads elsewhere, that led elsewhere, or that is none', async () => {
    const path = await begin('Wanting')
    for (const slug of ['moving-on', 'moved', 'tags', 'Big Letters', '', '../up']) {
      const { status } = await ana.send(`${path}/details`, { ...details, slug })
      expect(status, slug).toBe(422)
    }
  })

  test('of a chapter say its place in the book', async () => {
    const path = await begin('On tides', 'chapter')
    const place = { part: 'Seeing', position: '4', card: 'consent-card', screen: 'landscape' }
    await ana.send(`${path}/details`, { slug: 'on-tides', language: 'en', ...place })
    const { rows } = await owner.query('select part, position, card, screen from writing where id = $1', [idOf(path)])
    expect(rows).toEqual([{ ...place, position: 4 }])
  })
})

test('no request met a bug on the way', () => {
  expect(bugs).toEqual([])
})
