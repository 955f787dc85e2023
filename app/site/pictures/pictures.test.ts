import sharp from 'sharp'
import { describe, expect, test } from 'vitest'
import { type Caller, wholeProgram } from '../../../test/security/whole-program.ts'
import { picturesOf } from './pictures-of.ts'

const { db, owner, newcomer, nobody, bugs } = await wholeProgram()
const ana = await newcomer('ana@example.org', 'Ana')
const visitor = await newcomer('visitor@example.org', 'Visitor')
const quay = await sharp({ create: { width: 1200, height: 600, channels: 3, background: '#7fb3c4' } })
  .withExif({ IFD0: { Artist: 'Zulmira' }, IFD3: { GPSLatitude: '38/1 31/1 0/1' } })
  .jpeg()
  .toBuffer()

interface Sending {
  bytes?: Buffer | string
  name?: string
  type?: string
  fields?: Record<string, string>
}

function send(who: Caller, { bytes = quay, name = 'quay.jpg', type = 'image/jpeg', fields = {} }: Sending) {
  const body = new FormData()
  body.append('picture', new File([typeof bytes === 'string' ? bytes : new Uint8Array(bytes)], name, { type }))
  for (const [field, value] of Object.entries(fields)) body.append(field, value)
  return who.ask('POST', '/writing/pictures', { body, headers: { origin: 'http://ecotone.test' } })
}

const resolved = (who: { kind: 'nobody' } | { kind: 'person'; id: string }, name: string) =>
  db.as(who, async (tx) => (await picturesOf(tx, [`![x](picture:${name})`], 'system'))(name))
const anybody = { kind: 'nobody' } as const
const editor = { kind: 'person', id: ana.id! } as const

async function showTextWith(words: string): Promise<string> {
  const { location } = await ana.send('/writing', { title: 'With a picture', kind: 'post', language: 'en' })
  await ana.send(`${location}/draft`, { round: '1', title: 'With a picture', summary: '', words })
  await ana.send(`${location}/showing`, { round: '2', how: 'now' })
  return location!
}

describe('a picture', () => {
  test('is kept in widths, in both forms, under a name made from its words, and nothing of the file but what one sees', async () => {
    const sent = await send(ana, { fields: { alt: 'Boats at the quay' } })
    expect(sent.location).toBe('/writing/pictures?kept=boats-at-the-quay')
    const { rows } = await owner.query(
      `select width, height, webp, avif from site_picture_size s join site_picture p on p.id = s.picture_id
       where name = 'boats-at-the-quay' order by width`,
    )
    expect(rows.map(({ width, height }) => [width, height])).toEqual([
      [480, 240],
      [960, 480],
      [1200, 600],
    ])
    for (const { webp, avif } of rows) {
      expect([(await sharp(webp).metadata()).format, (await sharp(avif).metadata()).format]).toEqual(['webp', 'heif'])
      for (const made of [webp, avif]) {
        expect((await sharp(made).metadata()).exif).toBeUndefined()
        expect(made.includes('Zulmira')).toBe(false)
      }
    }
    expect((await ana.see('/writing/pictures')).text).toContain('![Boats at the quay](picture:boats-at-the-quay)')
  })

  test('asks for words, or that it is only decoration', async () => {
    const without = await send(ana, {})
    expect(without.status).toBe(422)
    expect(without.text).toContain('Say what is to be seen')
    expect((await send(ana, { fields: { decoration: 'yes' } })).location).toBe('/writing/pictures?kept=quay')
  })

  test('is read by editors alone until a text that is shown names it, and no longer once that is taken down', async () => {
    await send(ana, { fields: { alt: 'Nets drying' } })
    const drawn = (await resolved(editor, 'nets-drying'))!
    expect(await resolved(anybody, 'nets-drying')).toBeNull()
    for (const who of [nobody, visitor]) expect((await who.see(drawn.src)).status).toBe(404)
    const early = await ana.see(drawn.src)
    expect([early.status, early.headers.get('cache-control')]).toEqual([200, 'private, no-cache'])

    const text = await showTextWith('![Nets drying](picture:nets-drying)')
    expect(await resolved(anybody, 'nets-drying')).toEqual(drawn)
    const seen = await nobody.see(drawn.src)
    expect([seen.status, seen.headers.get('cache-control')]).toEqual([200, 'public, max-age=31536000, immutable'])
    expect((await nobody.see('/blog/with-a-picture')).text).toContain(`src="${drawn.src}"`)

    await ana.send(`${text}/taking-down`, {})
    expect((await nobody.see(drawn.src)).status).toBe(404)
  })

  test('is sent as AVIF to whoever takes it, as WebP to others, and not again to whoever has it', async () => {
    const { src } = (await resolved(editor, 'boats-at-the-quay'))!
    const as = (accept: string, more = {}) => ana.ask('GET', src, { headers: { accept, ...more } })
    const avif = await as('image/avif,image/webp,*/*')
    expect(avif.headers.get('content-type')).toBe('image/avif')
    expect((await as('image/webp,*/*')).headers.get('content-type')).toBe('image/webp')
    expect((await as('image/avif;q=0,*/*')).headers.get('content-type')).toBe('image/webp')
    expect((await as('image/avif', { 'if-none-match': avif.headers.get('etag')! })).status).toBe(304)
  })

  test('is taken away for good, and its words stand for it', async () => {
    const { rows } = await owner.query("select id from site_picture where name = 'quay'")
    expect((await visitor.send(`/writing/pictures/${rows[0].id}/removal`, {})).status).toBe(403)
    await ana.send(`/writing/pictures/${rows[0].id}/removal`, {})
    expect(await resolved(editor, 'quay')).toBeNull()
  })

  test('is sent by editors alone', async () => {
    expect((await send(visitor, { fields: { alt: 'x' } })).status).toBe(403)
    expect((await send(nobody, { fields: { alt: 'x' } })).location).toMatch(/^\/sign-in/)
  })
})

describe('a file that is no picture we take', () => {
  const svg = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
  test.each<[string, Sending, string]>([
    ['an SVG with a script', { bytes: svg, name: 'x.svg', type: 'image/svg+xml' }, 'which can carry a program'],
    ['an SVG that says it is a PNG', { bytes: svg, name: 'x.png', type: 'image/png' }, 'which can carry a program'],
    ['a JPEG that says it is a PNG', { type: 'image/png' }, 'another kind than it says'],
    ['one that was cut off', { bytes: quay.subarray(0, 2000) }, 'could not be read to its end'],
    ['a text', { bytes: 'hello', name: 'x.txt', type: 'text/plain' }, 'no picture that we can read'],
    ['nothing', { bytes: '', name: '' }, 'Choose a picture'],
    ['one of 13 MB', { bytes: Buffer.alloc(13_000_000, 1) }, 'more than 12 MB'],
  ])('is refused with why: %s', async (_, sending, why) => {
    const { status, text } = await send(ana, { ...sending, fields: { alt: 'Something' } })
    expect(status).toBe(422)
    expect(text).toContain(why)
    expect(text).toContain('Something')
  })

  test('is not even read to its end when it has 60 MB', async () => {
    const { status } = await send(ana, { bytes: Buffer.alloc(60_000_000), fields: { alt: 'Something' } })
    expect(status).toBe(413)
  })
})

test('no request met a bug on the way', () => {
  expect(bugs).toEqual([])
})
