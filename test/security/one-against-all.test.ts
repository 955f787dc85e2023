import { expect, test } from 'vitest'
import { uuidv7 } from '../../app/platform/uuid.ts'
import { insertUpload } from '../../app/workbench/landscape/bring/upload-queries.ts'
import { smallCoast } from './small-coast.ts'
import { type Caller, wholeProgram } from './whole-program.ts'

const origin = 'http://ecotone.test'
const { app, db, owner, newcomer, bring, bugs } = await wholeProgram()
const ana = await newcomer('ana@example.org', 'Ana')
const rui = await newcomer('rui@example.org', 'Rui')
const anas = await bring(ana, smallCoast('own-sketch', 'Hers'))
const ruis = await bring(rui, smallCoast('own-sketch', 'His'))

/** A form of which the beginning comes, and the rest when it is asked for. */
function slowly(who: Caller, path: string) {
  const rest = Promise.withResolvers<void>()
  const body = new ReadableStream<Uint8Array>({
    async start(controller) {
      controller.enqueue(Buffer.from('decision='))
      await rest.promise
      controller.close()
    },
  })
  const headers = {
    ...{ cookie: who.cookie, origin, 'sec-fetch-site': 'same-origin' },
    'content-type': 'application/x-www-form-urlencoded',
  }
  const init = { method: 'POST', body, headers, duplex: 'half' } as RequestInit
  return { answer: app.fetch(new Request(origin + path, init)), end: () => rest.resolve() }
}

test('whoever sends many forms and never ends them keeps nobody waiting, not even themselves', async () => {
  const forms = Array.from({ length: 20 }, () => slowly(rui, `/landscapes/${ruis.slug}/care`))
  expect((await ana.see(`/landscapes/${anas.slug}`)).status).toBe(200)
  expect((await rui.see(`/landscapes/${ruis.slug}`)).status).toBe(200)
  for (const { end } of forms) end()
  for (const { answer } of forms) expect((await answer).status).toBe(422)
})

test('whoever has many pages at work at once waits for themselves, and nobody else for them', async () => {
  const end = Promise.withResolvers<void>()
  const works = Array.from({ length: 20 }, () => db.as({ kind: 'person', id: rui.id! }, () => end.promise))
  expect((await ana.see(`/landscapes/${anas.slug}`)).status).toBe(200)
  expect(db.pools.app.waitingCount).toBe(0)
  end.resolve()
  await Promise.all(works)
  expect((await rui.see(`/landscapes/${ruis.slug}`)).status).toBe(200)
})

/** Sends a file to be looked at, as the page does. */
function sendFile(who: Caller) {
  const form = new FormData()
  form.append('files', new File(['name,group\nZulmira,crews\n'], 'people.csv', { type: 'text/csv' }))
  const headers = { cookie: who.cookie, origin, 'sec-fetch-site': 'same-origin' }
  return app.fetch(new Request(`${origin}/landscapes/bring`, { method: 'POST', body: form, headers }))
}

const uploadsOf = async (who: Caller) =>
  (await owner.query('select id from upload where person_id = $1 order by id', [who.id])).rows.map(({ id }) => id)

test('D24: of the files that somebody sends and does not decide about, the newest five stay, and those of others all', async () => {
  await sendFile(ana)
  const sent: string[] = []
  for (let n = 0; n < 7; n++) sent.push((await sendFile(rui)).headers.get('location')!.split('/').at(-1)!)
  expect(await uploadsOf(rui)).toEqual(sent.slice(2))
  expect(await uploadsOf(ana)).toHaveLength(1)
})

test('D24: while five files of somebody are brought in, they send no sixth', async () => {
  await owner.query("update upload set state = 'running' where person_id = $1", [rui.id])
  const refused = await sendFile(rui)
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '60'])
  const past = db.as({ kind: 'person', id: rui.id! }, (tx) => insertUpload(tx, uuidv7(), new Date()))
  await expect(past).rejects.toThrow('five uploads')
  expect((await sendFile(ana)).status).toBe(303)
})

test('E34: one address gets a few letters of invitation from one person, and then they wait', async () => {
  const invite = (email: string) =>
    rui.send(`/landscapes/${ruis.slug}/people/team/invitations`, { email, role: 'reader' })
  for (let n = 0; n < 3; n++) expect((await invite('somebody@example.org')).status).toBe(303)
  const refused = await invite('Somebody@example.org')
  expect([refused.status, refused.headers.has('retry-after')]).toEqual([429, true])
  expect((await invite('another@example.org')).status).toBe(303)
  const { rows } = await owner.query("select count(*)::int as n from mail where address = 'somebody@example.org'")
  expect(rows[0].n).toBeLessThanOrEqual(3)
})

test.each([
  ['/held/open', 'code=00000-00000-00000-00000', 'application/x-www-form-urlencoded'],
  ['/team-invitation', 'token=none', 'application/x-www-form-urlencoded'],
  ['/sign-in/passkey', '{}', 'application/json'],
  ['/sign-in/passkey/question', '{}', 'application/json'],
])('B11: at %s, whoever has a whole network of addresses is one who tries', async (path, body, type) => {
  const headers = { 'content-type': type, origin, 'sec-fetch-site': 'same-origin' }
  const from = async (address: string) =>
    (
      await app.fetch(new Request(origin + path, { method: 'POST', body, headers }), {
        incoming: { socket: { remoteAddress: address } },
      })
    ).status
  const answers: number[] = []
  for (let n = 1; n <= 70; n++) answers.push(await from(`2001:db8:1:2::${n.toString(16)}`))
  expect(answers[0]).not.toBe(429)
  expect(answers.at(-1)).toBe(429)
  expect(await from('2001:db8:1:3::1')).not.toBe(429)
})

test('no request met a bug on the way', () => {
  expect(bugs).toEqual([])
})
