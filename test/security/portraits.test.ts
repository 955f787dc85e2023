import { sql } from 'kysely'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { dangersIn } from './read-tags.ts'
import { smallCoast } from './small-coast.ts'
import { type Answer, type Caller, wholeProgram } from './whole-program.ts'

const { db, owner, newcomer, bring, joinTeam, nobody, bugs } = await wholeProgram()
const ana = await newcomer('ana@example.org', 'Ana <b>')
const rui = await newcomer('rui@example.org', 'Rui')
const stranger = await newcomer('stranger@example.org', 'Stranger')
const visitor = await newcomer('visitor@example.org', 'Visitor')
const ours = await bring(ana, smallCoast('own-sketch', 'Ours'))
await bring(stranger, smallCoast('own-sketch', 'Theirs'))
await bring(ana, smallCoast('fictional', 'Example'), true)
await joinTeam(ours, rui)

const picture = (background: string) =>
  sharp({ create: { width: 400, height: 300, channels: 3, background } })
    .jpeg()
    .toBuffer()

function give(who: Caller, bytes: Buffer, name = 'me.jpg', type = 'image/jpeg'): Promise<Answer> {
  const body = new FormData()
  body.append('picture', new File([new Uint8Array(bytes)], name, { type }))
  return who.ask('POST', '/account/portrait', { body, headers: { origin: 'http://ecotone.test' } })
}

async function own(who: Caller): Promise<string | null> {
  return /src="(\/portraits\/[^"]+)"/.exec((await who.see('/account/portrait')).text)?.[1] ?? null
}

test('a portrait is given, changed and taken away, and says the name of whom it shows', async () => {
  expect(await own(ana)).toBeNull()
  expect((await give(ana, await picture('#a33'))).location).toBe('/account/portrait?done=kept')
  const first = await own(ana)
  const page = await ana.see('/account/portrait')
  expect(page.text).toContain('alt="Ana &lt;b&gt;"')
  expect(dangersIn(page.text)).toEqual([])
  const shown = await ana.see(first!)
  expect([shown.status, shown.headers.get('content-type')]).toEqual([200, 'image/webp'])
  await give(ana, await picture('#3a3'))
  expect(await own(ana)).not.toBe(first)
  expect((await ana.see(first!)).status).toBe(404)
  expect((await ana.send('/account/portrait/remove', {})).status).toBe(303)
  expect(await own(ana)).toBeNull()
  const { rows } = await owner.query('select count(*)::int as n from picture_size')
  expect(rows[0].n).toBe(0)
})

test('C23: a portrait is seen by those who are in a team with its person, and by nobody else, however they ask', async () => {
  await give(ana, await picture('#a33'))
  const address = (await own(ana))!
  expect((await rui.see(address)).status).toBe(200)
  for (const who of [stranger, visitor, nobody]) expect((await who.see(address)).status).toBe(404)
  await owner.query('delete from convener where person_id = $1', [rui.id])
  expect((await rui.see(address)).status, 'whoever left the team').toBe(404)
  await joinTeam(ours, rui)
})

test('a portrait stands beside its name on the page of the team, and says the name only once', async () => {
  const team = await rui.see(`/landscapes/${ours.slug}/people/team`)
  const image = team.text.match(/<img[^>]*portrait[^>]*>/g) ?? []
  expect(image).toHaveLength(1)
  expect(image[0]).toContain(`src="${(await own(ana))!.replace(/[0-9a-f]{64}/, '')}`.slice(0, 30))
  expect(image[0]).toContain('alt=""')
  expect(team.text).toContain('portrait-none')
})

test('C23: a picture that a browser kept is asked about each time, and no cache between keeps it', async () => {
  const shown = await rui.see((await own(ana))!)
  expect(shown.headers.get('cache-control')).toBe('private, no-cache')
  const again = (who: Caller, path: string) =>
    who.ask('GET', path, { headers: { 'if-none-match': shown.headers.get('etag')! } })
  expect((await again(rui, (await own(ana))!)).status).toBe(304)
  expect((await again(stranger, (await own(ana))!)).status).toBe(404)
})

test('C21: no way of writing the address of a portrait opens it to somebody else', async () => {
  const address = (await own(ana))!
  const [, , person, file] = address.split('/')
  const ways = [
    address.replace('/portraits', '//portraits'),
    address.replace('/portraits/', '/portraits//'),
    address.replace('/portraits', '/portraits/.'),
    address.replace('/portraits', '/account/../portraits'),
    address.replace('/portraits', '/account/%2e%2e/portraits'),
    `/portraits/${encodeURIComponent(`${person}/${file}`)}`,
    `${address}::$DATA`,
    `${address}%00.png`,
    `${address}/`,
    `${address}.`,
    `${address}?x=.webp`,
    address.toUpperCase(),
    address.replace('portraits', 'portr%61its'),
    address.replace(person!, `%c0%ae%c0%ae/${person}`),
    `/assets/..${address}`,
    `/assets/%2e%2e${address}`,
  ]
  for (const who of [stranger, nobody])
    for (const way of ways) {
      const { status, text } = await who.see(way)
      expect([way, status]).toEqual([way, 404])
      expect(text).not.toContain('RIFF')
    }
})

test.each([
  [
    'an SVG',
    Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'),
    'image/svg+xml',
    'drawing in code',
  ],
  ['a page called a picture', Buffer.from('<script>alert(1)</script>'), 'image/png', 'drawing in code'],
  ['words', Buffer.from('words'), 'image/jpeg', 'find no picture'],
  ['nothing', Buffer.alloc(0), 'image/jpeg', 'Choose a picture first'],
])('D24: %s is refused with the reason, and what stood before stays', async (_, bytes, type, reason) => {
  const before = await own(ana)
  const answer = await give(ana, bytes, '"><img src=x onerror=alert(1)>.svg', type)
  expect(answer.status).toBe(422)
  expect(answer.text).toContain(reason)
  expect(dangersIn(answer.text)).toEqual([])
  expect(await own(ana)).toBe(before)
})

test('D24: a file beyond the limit is refused before it is read, and one far beyond it is cut off', async () => {
  expect((await give(ana, Buffer.alloc(12_500_000, 1))).text).toContain('larger than 12 MB')
  expect((await give(ana, Buffer.alloc(26_000_000, 1))).status).toBe(413)
})

test('nobody gives or takes away a picture for somebody else, or without being signed in', async () => {
  const before = await own(ana)
  expect((await give(nobody, await picture('#000'))).location).toBe('/sign-in?next=/account/portrait')
  expect((await nobody.send('/account/portrait/remove', {})).location).toBe('/sign-in?next=/account/portrait')
  await rui.send('/account/portrait/remove', { person: ana.id! })
  expect(await own(ana)).toBe(before)
  const foreign = await ana.send('/account/portrait/remove', {}, { origin: 'https://evil.example' })
  expect([foreign.status, await own(ana)]).toEqual([403, before])
})

test('the database itself keeps pictures to their measure', async () => {
  const id = (await owner.query('select id from picture where person_id = $1', [ana.id])).rows[0].id
  const filling = db.as({ kind: 'person', id: ana.id! }, async (tx) => {
    for (let width = 1; width <= 8; width++)
      await sql`insert into picture_size values (${id}, ${width}, 1, ${'a'.repeat(64)}, ${Buffer.alloc(1_900_000)})`.execute(
        tx,
      )
  })
  await expect(filling).rejects.toThrow('ten megabytes')
})

test('a portrait goes with its person', async () => {
  await give(rui, await picture('#33a'))
  await owner.query('delete from person where id = $1', [rui.id])
  const { rows } = await owner.query('select count(*)::int as n from picture where person_id = $1', [rui.id])
  expect(rows[0].n).toBe(0)
})

test('no request met a bug on the way', () => {
  expect(bugs).toEqual([])
})
