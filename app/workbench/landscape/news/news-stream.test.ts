import { expect, test } from 'vitest'
import { smallCoast } from '../../../../test/security/small-coast.ts'
import { type Caller, wholeProgram } from '../../../../test/security/whole-program.ts'

const program = await wholeProgram()
const { app, newcomer, bring } = program
const ana = await newcomer('ana@example.org', 'Ana')
const rui = await newcomer('rui@example.org', 'Rui')
const stranger = await newcomer('stranger@example.org', 'Stranger')
const ours = await bring(ana, smallCoast('consented', 'Ours'))
const theirs = await bring(stranger, smallCoast('consented', 'Theirs'))
await program.joinTeam(ours, rui)

/** Opens the stream as a browser does and gathers what comes. */
async function opened(who: Caller, slug: string) {
  const response = await app.request(`http://ecotone.test/landscapes/${slug}/landscape/news`, {
    headers: { cookie: who.cookie, accept: 'text/event-stream' },
  })
  const heard = { status: response.status, type: response.headers.get('content-type'), text: '', ended: false }
  if (response.status !== 200) return { heard, close: async () => {} }
  const reader = response.body!.getReader()
  const decoder = new TextDecoder()
  void (async () => {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) break
      heard.text += decoder.decode(value)
    }
    heard.ended = true
  })()
  return { heard, close: () => reader.cancel() }
}

const versions = (text: string) => [...text.matchAll(/event: version\ndata: (\d+)\n\n/g)].map(([, n]) => Number(n))

const draw = (who: Caller, slug: string, words: string) =>
  who.call(
    'POST',
    `/api/landscapes/${slug}/drawing/concern`,
    { values: { practice: 'lab', kind: 'cares', words } },
    { origin: 'http://ecotone.test', 'sec-fetch-site': 'same-origin' },
  )

test('two conveners see each other’s changes within two seconds, and nothing of other landscapes', async () => {
  const [one, other] = [await opened(ana, ours.slug), await opened(rui, ours.slug)]
  expect(one.heard.type).toContain('text/event-stream')
  await expect.poll(() => versions(one.heard.text)).toHaveLength(1)
  await expect.poll(() => versions(other.heard.text)).toHaveLength(1)
  const [from] = versions(one.heard.text)
  expect((await draw(stranger, theirs.slug, 'Zqelsewhere')).status).toBe(200)
  expect((await draw(rui, ours.slug, 'Zqours')).status).toBe(200)
  await expect.poll(() => versions(one.heard.text)).toEqual([from, from! + 1])
  expect((await draw(ana, ours.slug, 'Zqmine')).status).toBe(200)
  await expect.poll(() => versions(other.heard.text).at(-1)).toBe(from! + 2)
  for (const { heard } of [one, other]) {
    expect(heard.text).not.toContain('Zq')
    expect(heard.text).not.toContain(theirs.id)
    expect(versions(heard.text).length).toBe(3)
  }
  await Promise.all([one.close(), other.close()])
})

test('whoever may not see a landscape hears nothing of it, and whoever is signed out hears no more', async () => {
  expect((await opened(stranger, ours.slug)).heard.status).toBe(404)
  const { heard } = await opened(rui, ours.slug)
  await expect.poll(() => versions(heard.text)).toHaveLength(1)
  await rui.send('/sign-out', {})
  expect((await draw(ana, ours.slug, 'After')).status).toBe(200)
  await expect.poll(() => heard.ended).toBe(true)
  expect(versions(heard.text)).toHaveLength(1)
})

test('whoever has the map open is told that a hill was moved, by a sign alone, and the version stays', async () => {
  await ana.see(`/landscapes/${ours.slug}/landscape`)
  const { heard, close } = await opened(ana, ours.slug)
  await expect.poll(() => versions(heard.text)).toHaveLength(1)
  const signs = () => [...heard.text.matchAll(/event: places\ndata: ([\d.]+)\n\n/g)].map(([, sign]) => sign)
  const before = signs()
  const moved = await ana.call(
    'PUT',
    `/api/landscapes/${ours.slug}/practices/lab/place`,
    { to: { x: 30, y: 40 }, based: 'free' },
    { origin: 'http://ecotone.test', 'sec-fetch-site': 'same-origin' },
  )
  expect(moved.status).toBe(200)
  await expect.poll(() => signs()).toHaveLength(before.length + 1)
  expect(versions(heard.text)).toHaveLength(1)
  await close()
})

test('whoever does not ask for events gets the number and the sign once', async () => {
  const { status, text } = await ana.see(`/landscapes/${ours.slug}/landscape/news`)
  expect([status, Object.keys(JSON.parse(text))]).toEqual([200, ['version', 'places']])
})

test('one person has a few streams at once and no more, and a closed one makes room', async () => {
  const streams = []
  for (let n = 0; n < 12; n++) streams.push(await opened(ana, ours.slug))
  expect((await opened(ana, ours.slug)).heard.status).toBe(204)
  await streams[0]!.close()
  const again = await opened(ana, ours.slug)
  expect(again.heard.status).toBe(200)
  await Promise.all([...streams.slice(1), again].map(({ close }) => close()))
})

test('asked for its headers alone, a stream begins nothing that would go on', async () => {
  const headers = { cookie: ana.cookie, accept: 'text/event-stream' }
  for (let n = 0; n < 13; n++) {
    const answer = await app.request(`http://ecotone.test/landscapes/${ours.slug}/landscape/news`, {
      method: 'HEAD',
      headers,
    })
    expect(answer.status).toBe(200)
  }
  const { heard, close } = await opened(ana, ours.slug)
  expect(heard.status).toBe(200)
  await close()
})
