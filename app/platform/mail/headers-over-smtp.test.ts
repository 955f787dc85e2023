import { generateKeyPairSync } from 'node:crypto'
import { Kysely, PostgresDialect } from 'kysely'
import { dkimVerify } from 'mailauth'
import { afterEach, describe, expect, test } from 'vitest'
import { testDatabase } from '../../../test/support/database.ts'
import { startMailServer } from '../../../test/support/mail-server.ts'
import { testPost } from '../../../test/support/post.ts'
import { mostAttachedBytes } from './attachment.ts'
import { headerText } from './header-text.ts'
import { herePlace, type Letter } from './letter.ts'
import type { PostSettings } from './mail.ts'
import { mailKeys } from './mail-keys.ts'
import { openSmtp, type SmtpSettings } from './smtp.ts'

const { db, owner } = await testDatabase()
const kysely = new Kysely<unknown>({ dialect: new PostgresDialect({ pool: db.pools.auth }) })
const clock = { now: () => new Date('2027-03-01T09:00:00Z') }
const ending: (() => unknown)[] = []
afterEach(async () => {
  for (const end of ending.splice(0).reverse()) await end()
})

const list = { key: 'coast-letters', name: 'Cartas da Arrábida', archive: 'https://ecotone.example.org/letters' }

/** What a mail server gets of a letter: as it came, with its headers unfolded. */
async function arrives(letter: Partial<Letter>, more: Partial<PostSettings> = {}, smtp: Partial<SmtpSettings> = {}) {
  const there = await startMailServer()
  const handOn = openSmtp({ url: there.url(), tls: { ca: there.ca }, waitMs: 5000, ...smtp })
  ending.push(
    () => there.close(),
    () => handOn.close(),
  )
  const words = { to: { address: 'maria@example.org' }, kind: 'deed', subject: 'Hello', text: 'x\n', html: '<p>x</p>' }
  await testPost(kysely, clock, { handOn, origin: 'https://ecotone.example.org', ...more }).send({
    ...words,
    ...letter,
  } as Letter)
  const { raw, from, to } = there.taken[0]!
  const end = raw.indexOf('\r\n\r\n')
  const lines = raw
    .slice(0, end)
    .replace(/\r\n[ \t]+/g, ' ')
    .split('\r\n')
  const headers = lines.map((line): [string, string] => {
    const at = line.indexOf(':')
    return [line.slice(0, at).toLowerCase(), line.slice(at + 1).trim()]
  })
  return { raw, from, to, names: headers.map(([name]) => name), headers: new Map(headers), body: raw.slice(end + 4) }
}

/** Encoded words (RFC 2047) as a reader sees them. */
function read(value = ''): string {
  return value
    .replace(/(=\?[^?]+\?[BQ]\?[^?]*\?=)\s+(?==\?)/gi, '$1')
    .replace(/(?:=\?UTF-8\?B\?[A-Za-z0-9+/=]*\?=)+/gi, (run) =>
      Buffer.concat(
        [...run.matchAll(/\?B\?([^?]*)\?=/gi)].map(([, piece]) => Buffer.from(piece!, 'base64')),
      ).toString(),
    )
}

describe('what a person types into a subject', () => {
  const hostile: [string, string][] = [
    ['a new header', 'Hi\r\nBcc: all@example.org'],
    ['a bare line feed', 'Hi\nBcc: all@example.org'],
    ['a bare carriage return', 'Hi\rBcc: all@example.org'],
    ['a folded line', 'Hi\r\n Bcc: all@example.org'],
    ['the end of the head', 'Hi\r\n\r\n<script>alert(1)</script>'],
    ['line ends of Unicode', 'Hi\u2028Bcc: all@example.org\u2029X-Mine: 1\u0085Y: 1'],
    ['vertical space', 'Hi\u000bBcc: a@example.org\u000cX: 1'],
    ['NUL', 'Hi\0there'],
    ['an encoded word', '=?UTF-8?B?SGlkZGVu?='],
    ['an encoded line end', '=?UTF-8?Q?Hi=0D=0ABcc:_all@example.org?='],
    ['reading turned round', 'invoice\u202Efdp.exe'],
    ['half a letter', 'Hi \ud83d there'],
    ['much too much', `${'long '.repeat(4000)}`],
    ['one endless word', 'x'.repeat(20_000)],
    ['emoji without end', '🌊'.repeat(3000)],
    ['percent codes', 'Hi%0d%0aBcc: all@example.org'],
  ]
  test.each(hostile)('cannot begin another header, hide or break anything: %s', async (_, subject) => {
    const plain = await arrives({})
    const { names, headers, raw, body } = await arrives({ subject })
    expect(names.toSorted()).toEqual(plain.names.toSorted())
    expect(read(headers.get('subject'))).toBe(headerText(subject))
    expect(raw.split('\r\n').filter((line) => line.length > 998)).toEqual([])
    expect(raw.replaceAll('\r\n', '')).not.toMatch(/[\r\n\0]/)
    expect(body).not.toContain('<script>')
    expect([...headerText(subject)].length).toBeLessThanOrEqual(200)
  })

  test.each([
    ['pt', 'Convite: a maré está a subir — você vem?'],
    ['es', '¿Quién cuida la orilla? Mañana, a las ocho'],
    ['fr', 'Où se rencontrer ? L’été à la crique, œuvres d’été'],
    ['en', 'Plain words stay plain'],
    ['ar', 'دعوة إلى الشاطئ'],
  ])('in another language arrives as it was typed (%s), in both forms of the letter', async (_, subject) => {
    const said = `${subject} 🌊\n.\nFrom here on: ${'é'.repeat(1200)}\n`
    const { headers, body } = await arrives({ subject, text: said, html: `<p>${said}</p>` })
    expect(read(headers.get('subject'))).toBe(subject)
    expect(headers.get('content-type')).toMatch(/^multipart\/alternative/)
    const parts = body.split(/\r\n--[^\r\n]+/).filter((part) => /Content-Type: text/i.test(part))
    expect(parts.map((part) => /Content-Type: (text\/\w+); charset=utf-8/i.exec(part)?.[1])).toEqual([
      'text/plain',
      'text/html',
    ])
    expect(decoded(parts[0]!)).toContain(`${subject} 🌊`)
    expect(decoded(parts[1]!)).toContain(`${subject} 🌊`)
  })
})

function decoded(part: string): string {
  const [head = '', ...rest] = part.trim().split('\r\n\r\n')
  const body = rest.join('\r\n\r\n')
  if (/base64/i.test(head)) return Buffer.from(body, 'base64').toString()
  const bytes = body
    .replace(/=\r\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
  return Buffer.from(bytes, 'latin1').toString()
}

describe('headers', () => {
  test('E30: a letter of a list carries those of RFC 2369, RFC 2919 and RFC 8058, and says it is of a list', async () => {
    const { headers } = await arrives({ kind: 'list', list, subject: 'News' } as Partial<Letter>, {
      replyTo: 'Team <team@example.org>',
    })
    expect(read(headers.get('list-id'))).toBe('Cartas da Arrábida <coast-letters.ecotone.example.org>')
    expect(headers.get('list-unsubscribe')).toMatch(
      /^<https:\/\/ecotone\.example\.org\/mail\/stop\/[\w-]+\.[\w-]{43}>$/,
    )
    expect(headers.get('list-unsubscribe-post')).toBe('List-Unsubscribe=One-Click')
    expect(headers.get('list-help')).toBe('<mailto:team@example.org>')
    expect(headers.get('list-owner')).toBe('<mailto:team@example.org>')
    expect(headers.get('list-archive')).toBe('<https://ecotone.example.org/letters>')
    expect(headers.get('precedence')).toBe('list')
    expect(headers.get('reply-to')).toBe('Team <team@example.org>')
    expect(headers.get('auto-submitted')).toBeUndefined()
    expect(headers.get('list-post')).toBeUndefined()
    expect(headers.get('feedback-id')).toBeUndefined()
  })

  test('E30: what somebody called a list cannot begin another header either', async () => {
    const name = 'Letters"\r\nBcc: all@example.org\r\n<evil.example> \\'
    const archive = 'https://example.org/a\r\nBcc: x@example.org>'
    const { names, headers } = await arrives({ kind: 'list', list: { ...list, name, archive } } as Partial<Letter>)
    expect(names).not.toContain('bcc')
    expect(headers.get('list-id')).toBe(
      '"Letters Bcc: all@example.org evil.example" <coast-letters.ecotone.example.org>',
    )
    expect(headers.get('list-archive')).not.toMatch(/[\s>].*>$/)
  })

  test('the envelope says which letter came back, where a place for that is set', async () => {
    const { from, headers } = await arrives({}, { bounces: 'returned@example.org' })
    const [, mark] = /^returned\+([0-9a-f]+)@example\.org$/.exec(from) ?? []
    const id = /<([^@]+)@/.exec(headers.get('message-id') ?? '')?.[1]
    const keys = mailKeys('a secret that only these tests know')
    expect(keys.readReturnMark(mark!)).toBe(id)
    expect(keys.readReturnMark(`${mark!.slice(0, -1)}${mark!.endsWith('0') ? '1' : '0'}`)).toBeNull()
    expect(mailKeys('another secret').readReturnMark(mark!)).toBeNull()
    expect(headers.get('from')).toBe('Ecotone <ecotone@example.org>')
  })
})

describe('DKIM', () => {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const record = `v=DKIM1; k=rsa; p=${publicKey.export({ type: 'spki', format: 'der' }).toString('base64')}`
  const dkim = {
    domain: 'example.org',
    selector: 'coast',
    privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  }
  const asked: string[] = []
  async function resolver(name: string): Promise<string[][]> {
    asked.push(name)
    return [[record]]
  }
  const checked = async (raw: string) => (await dkimVerify(raw, { resolver })).results[0]

  test('by setting, every letter is signed so that receivers can check it, non-ASCII and all', async () => {
    const news = { kind: 'list', list, subject: 'Maré alta', text: 'água\n', html: '<p>água</p>' } as Partial<Letter>
    const { raw, headers } = await arrives(news, {}, { dkim })
    expect(await checked(raw)).toMatchObject({
      signingDomain: 'example.org',
      status: { result: 'pass', aligned: 'example.org' },
    })
    expect(asked).toContain('coast._domainkey.example.org')
    const signed = /\bh=([^;]+);/
      .exec(headers.get('dkim-signature') ?? '')?.[1]
      ?.toLowerCase()
      .replace(/\s/g, '')
      .split(':')
    for (const name of [
      'from',
      'subject',
      'date',
      'message-id',
      'to',
      'list-unsubscribe',
      'list-unsubscribe-post',
      'list-id',
    ])
      expect(signed).toContain(name)
  })

  test('and a letter with a file is signed whole', async () => {
    const attachments = [{ name: 'event.ics', type: 'text/calendar', content: 'BEGIN:VCALENDAR\r\n' }]
    expect((await checked((await arrives({ attachments }, {}, { dkim })).raw))?.status.result).toBe('pass')
  })

  test('and a letter that was changed on the way does not pass', async () => {
    const { raw } = await arrives({ subject: 'Hello' }, {}, { dkim })
    expect((await checked(raw.replace('Subject: Hello', 'Subject: Hallo')))?.status.result).toBe('fail')
    expect((await checked((await arrives({})).raw))?.status.result).not.toBe('pass')
  })
})

describe('a letter with a file', () => {
  const calendar = `BEGIN:VCALENDAR\r\nSUMMARY:${'á'.repeat(30)}\r\nURL:${herePlace}/events/${'x'.repeat(40)}\r\nEND:VCALENDAR\r\n`
  const attachments = [{ name: 'event.ics', type: 'text/calendar; charset=utf-8; method=PUBLISH', content: calendar }]

  test('arrives with it beside text and HTML, its places filled in and its lines folded anew', async () => {
    const { body, headers, names } = await arrives({ attachments, text: `See ${herePlace}/x\n` })
    expect(headers.get('content-type')).toContain('multipart/mixed')
    expect(names.filter((name) => name === 'content-type')).toHaveLength(1)
    const part = body.slice(body.indexOf('text/calendar'))
    expect(part).toMatch(/^text\/calendar; charset=utf-8; method=PUBLISH; *(\r\n)? *name=event\.ics/)
    expect(part).toMatch(/Content-Disposition: attachment; filename=event\.ics/)
    const got = Buffer.from(/\r\n\r\n([\s\S]*?)\r\n--/.exec(part)![1]!, 'base64').toString()
    expect(got.replaceAll('\r\n ', '')).toBe(calendar.replaceAll(herePlace, 'https://ecotone.example.org'))
    for (const line of got.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75)
    expect(body).toContain('See https://ecotone.example.org/x')
  })

  test.each([
    ['is too large', { content: 'x'.repeat(mostAttachedBytes + 1) }],
    ['has a name that could end a header', { name: 'a.ics"\r\nBcc: b@example.org' }],
    ['has a type that could begin another', { type: 'text/calendar\r\nX-Evil: 1' }],
  ])('is not taken when it %s', async (_, more) => {
    await expect(arrives({ attachments: [{ ...attachments[0]!, ...more }] })).rejects.toThrow(/attachment|files/)
  })

  test('leaves nothing of it here, sent, given up or stopped, and the table holds it to that', async () => {
    await arrives({ attachments })
    const kept = testPost(kysely, clock)
    for (const address of ['a@example.org', 'no address']) {
      await kept.send({ to: { address }, kind: 'deed', subject: 'S', text: 't', html: 'h', attachments })
    }
    const waiting = await owner.query('select id, attachments from mail where attachments is not null')
    expect(waiting.rows).toHaveLength(2)
    expect((await kept.letter(waiting.rows[0].id))?.files).toEqual(['event.ics'])
    const out = testPost(kysely, clock, { handOn: async () => undefined })
    await out.sendWaiting()
    expect((await owner.query('select 1 from mail where attachments is not null')).rows).toEqual([])
    const forced = owner.query(`insert into mail (id, address, subject, plain_text, html, sent_at, attachments)
      values (gen_random_uuid(), null, '', '', '', now(), '[{}]')`)
    await expect(forced).rejects.toThrow(/mail_attachments_wait/)
  })
})
