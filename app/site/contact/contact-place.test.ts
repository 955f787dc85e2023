import { describe, expect, test } from 'vitest'
import { placeOfTheExample } from '../../../db/seeds/site-behind.ts'
import { testDatabase } from '../../../test/support/database.ts'
import { get, post, testShell } from '../../../test/support/web.ts'
import { setSignedIn } from '../../people/people.ts'
import { sealWith } from '../../people/seal.ts'
import { fixedClock } from '../../platform/clock.ts'
import { uuidv7 } from '../../platform/uuid.ts'
import { zoneOfTheSite } from '../site-clock-queries.ts'
import { type ContactPlace, dialled, writeCard } from './contact-place.ts'
import { contactRoutes } from './contact-routes.ts'
import { keepPlace } from './place-queries.ts'

const { db, owner } = await testDatabase()
const clock = fixedClock('2027-03-01T09:00:00Z')
const place: ContactPlace = { ...placeOfTheExample, id: '01900000-0000-7000-8000-000000000001' }
const editor = uuidv7()
await owner.query(`insert into person (id, name, email, email_verified) values ($1, 'E', 'e@example.org', true)`, [
  editor,
])
await owner.query(`insert into site_role (person_id, role) values ($1, 'editor')`, [editor])

function site({ signedIn = false } = {}) {
  const app = testShell()
  if (signedIn)
    app.use((c, next) => {
      setSignedIn(c, { id: editor, name: 'E', email: 'e@example.org', language: null })
      return next()
    })
  contactRoutes(app, { db, clock, seal: sealWith('a secret that only these tests know') })
  return app
}

test('a telephone number is dialled as E.164, or is none', () => {
  expect(dialled('+351 212 (000) 000')).toBe('+351212000000')
  for (const typed of ['212000000', '+0351212', '+351 abc', '+1', `+${'1'.repeat(16)}`, '+351;ext=1', ''])
    expect(dialled(typed)).toBeNull()
})

describe('the card for an address book', () => {
  test('has the parts of the place, each line ended and folded as the format wants', () => {
    const card = writeCard({ ...place, organization: `Associação; de, ${'á'.repeat(80)}\nX` }, 'https://e.example/')
    expect(card.endsWith('END:VCARD\r\n')).toBe(true)
    for (const line of card.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75)
    const whole = card.replaceAll('\r\n ', '')
    expect(whole).toContain(`FN:Associação\\; de\\, ${'á'.repeat(80)}\\nX\r\n`)
    expect(whole).toContain('ADR;TYPE=work:;;Rua da Ponte Velha;Sesimbra;;;PT\r\n')
    expect(whole).toContain('TZ:Europe/Lisbon\r\n')
    expect(whole).toContain('TEL;VALUE=uri;TYPE="work,voice":tel:+351000000000\r\n')
  })
})

describe('the contact page', () => {
  test('is there without words and without a place', async () => {
    expect((await site().fetch(get('/contact'))).status).toBe(200)
    expect((await site().fetch(get('/contact/contact.vcf'))).status).toBe(404)
  })

  test('tells people and programs where one is found', async () => {
    await db.as({ kind: 'person', id: editor }, (tx) => keepPlace(tx, place))
    const answer = await site().fetch(get('/contact'))
    const html = await answer.text()
    expect(html).toContain('class="p-tel" href="tel:+351000000000"')
    expect(html).toContain('class="u-email" href="mailto:hello@example.org"')
    expect(html).toContain('<span class="p-country-name">Portugal</span>')
    const [, json] = /<script type="application\/ld\+json">(.*?)<\/script>/s.exec(html)!
    expect(JSON.parse(json!).mainEntity).toMatchObject({
      name: 'Associação Ecótono da Costa',
      telephone: '+351000000000',
      address: { '@type': 'PostalAddress', streetAddress: 'Rua da Ponte Velha', addressCountry: 'PT' },
    })
    expect(answer.headers.getSetCookie()).toEqual([])
    const file = await site().fetch(get('/contact/contact.vcf'))
    expect(file.headers.get('content-type')).toBe('text/vcard; charset=utf-8')
  })

  test('an editor changes the place, and what cannot be is refused with the reason', async () => {
    const app = site({ signedIn: true })
    const form = { organization: 'Us', street: 'Elsewhere 1', country: 'es', phone: '+34 600 000 000', shown: 'yes' }
    expect((await app.fetch(post('/contact/details', form))).status).toBe(303)
    expect(await (await site().fetch(get('/contact'))).text()).toContain('Elsewhere 1')
    const wrongs: Record<string, string>[] = [
      { organization: '' },
      { phone: '600' },
      { country: 'Spain' },
      { email: 'a@' },
      { zone: 'Atlantis' },
    ]
    for (const wrong of wrongs) {
      const answer = await app.fetch(post('/contact/details', { ...form, ...wrong }))
      expect([answer.status, (await answer.text()).includes('aria-invalid')]).toEqual([422, true])
    }
  })

  test('says by which clock the site goes, by the name of a place, and anybody may ask it', async () => {
    const app = site({ signedIn: true })
    const zone = () => db.as({ kind: 'nobody' }, zoneOfTheSite)
    const keep = (typed: string) =>
      app.fetch(post('/contact/details', { organization: 'Us', zone: typed, shown: 'no' }))
    await keep('')
    expect(await zone()).toBeNull()
    await keep(' lisboa ')
    expect(await zone()).toBe('Europe/Lisbon')
    expect(await (await app.fetch(get('/contact/details'))).text()).toContain('value="Europe/Lisbon"')
  })
})
