import { expect, test } from 'vitest'
import { testDatabase } from '../../../../test/support/database.ts'
import { fixedClock } from '../../../platform/clock.ts'
import { addPerson, appFor, asking } from '../../signed-in.fixture.ts'
import { bringLandscape } from '../bring-landscape.fixture.ts'
import type { DrawnLandscape } from '../drawn-landscape.ts'
import { drawnLandscape } from '../landscape.ts'
import { landscapeRoutes } from '../landscape-routes.ts'
import { valleyDrawing } from '../valley.fixture.ts'

const { db, owner } = await testDatabase()
const clock = fixedClock('2027-03-01T09:00:00Z')
const app = appFor({ db, clock }, (to, place) => landscapeRoutes(to, place, async () => []))
const ana = await addPerson(owner, 'Ana')
const mine = asking(app, ana)

async function valley(change: (drawn: DrawnLandscape) => void = () => {}) {
  const drawn = valleyDrawing()
  change(drawn)
  const brought = await bringLandscape({ db, clock }, ana, { drawn })
  return { ...brought, page: `/landscapes/${brought.slug}/landscape` }
}

const seen = (landscape: { id: string }) => db.as({ kind: 'person', id: ana.id }, (tx) => drawnLandscape(tx, landscape))

/** The names in the first column of the table. */
function names(html: string): string[] {
  return [...html.matchAll(/<th scope="row">(.*?)<\/th>/gs)].map(([, cell]) => cell!.replace(/<[^>]*>/g, '').trim())
}

function hidden(html: string): Record<string, string> {
  const form = html.slice(html.indexOf('name="form_key"'))
  return Object.fromEntries(
    [...form.matchAll(/name="(\w+)" value="([^"]*)"/g)].map(([, name, value]) => [
      name!,
      value!.replaceAll('&#39;', "'"),
    ]),
  )
}

test('a table is sorted by any column, filtered by words whatever their case and accents, and shows the columns one chooses', async () => {
  const { page } = await valley((drawn) => {
    drawn.practices[0]!.name = 'The Créws'
    drawn.practices[1]!.does = 'They count fish'
  })
  expect(names((await mine.see(`${page}?view=practices&sort=-kind`)).text)).toEqual(['The lab', 'The Créws'])
  const found = await mine.see(`${page}?view=practices&find=FISH+count`)
  expect(names(found.text)).toEqual(['The lab'])
  expect(found.text).toContain('1 of 2 rows')
  expect(names((await mine.see(`${page}?view=practices&find=crews`)).text)).toEqual(['The Créws'])
  const none = await mine.see(`${page}?view=practices&find=%3Cb%3E`)
  expect(none.text).toContain('Nothing here says “&lt;b&gt;”')
  const few = await mine.see(`${page}?view=practices&column=kind`)
  expect(few.text).toContain('>organisation<')
  expect(few.text).not.toContain('They count fish')
})

test('the rows that are shown come as a file, safe from formulas, named after the boundary and the day', async () => {
  const { slug } = await valley((drawn) => {
    drawn.practices[0]!.name = '=cmd()'
  })
  const answer = await app.fetch(
    new Request(`http://localhost/landscapes/${slug}/landscape.csv?view=people&boundary=ridge&find=joel&sort=-name`, {
      headers: { 'x-test-person': ana.id },
    }),
  )
  expect(answer.headers.get('content-disposition')).toContain(`${slug}-people-the-ridge-2027-03-01.csv`)
  expect((await answer.text()).replace(/^\uFEFF/, '').split('\n')).toEqual([
    'Name,Groups,Answered,Side',
    `Call joel2,"'=cmd(), The lab",not yet,cape`,
    `Call joel,'=cmd(),not yet,not known`,
    '',
  ])
})

test('the table of ties says since when each account is known, and nobody writes in that', async () => {
  const { page, id } = await valley((drawn) => {
    drawn.ties[0]!.recorded = '2026-05-04'
  })
  const { text } = await mine.see(`${page}?view=ties`)
  expect(text).toContain('Known since')
  expect(text).toContain('<td>4 May 2026</td>')
  expect(text).not.toContain('data-cell="recorded"')
  const { ties } = await seen({ id })
  expect(ties.map(({ recorded }) => recorded).toSorted()).toEqual(['2026-05-04', ...Array(3).fill('2027-03-01')])
})

test('whoever may draw gets cells to write in and a link to each form; visitors get neither, and no paste', async () => {
  const landscape = await valley()
  await owner.query('update landscape set example = true where id = $1', [landscape.id])
  const visitor = asking(app, await addPerson(owner, 'Visitor'))
  for (const view of ['practices', 'people', 'ties']) {
    const own = (await mine.see(`${landscape.page}?view=${view}&boundary=ridge`)).text
    for (const part of ['<table-cells', 'data-cell=', '/drawing/', '/landscape/pasted']) expect(own).toContain(part)
    const theirs = (await visitor.see(`${landscape.page}?view=${view}&boundary=ridge`)).text
    for (const part of ['<table-cells', 'data-cell=', '/drawing/', '/landscape/pasted'])
      expect(theirs).not.toContain(part)
    expect(names(theirs).length).toBeGreaterThan(1)
  }
  const past = (await mine.see(`${landscape.page}?view=people&known=2027-02-01`)).text
  expect(past).not.toContain('data-cell=')
  expect((await visitor.see(`${landscape.page}/pasted?view=people`)).status).toBe(403)
  expect((await visitor.send(`${landscape.page}/pasted?view=people`, { text: 'Zulmira' })).status).toBe(403)
  expect((await asking(app, null).see(`${landscape.page}/pasted?view=people`)).location).toContain('/sign-in')
})

test('nobody who may not be seen is in a table, in what one can filter by, or in the file', async () => {
  const brought = await bringLandscape({ db, clock }, ana, { drawn: valleyDrawing('own-sketch') })
  const rui = await addPerson(owner, 'Rui')
  await owner.query("insert into convener values ($1, $2, 'convener')", [brought.id, rui.id])
  await owner.query("update participant set consent = 'hidden' where landscape_id = $1 and external_id = 'rosa'", [
    brought.id,
  ])
  const his = asking(app, rui)
  const address = `/landscapes/${brought.slug}/landscape`
  for (const path of [`${address}?view=people`, `${address}.csv?view=people`, `${address}?view=ties`]) {
    const { text, status } = await his.see(path)
    expect(status).toBe(200)
    expect(text).not.toMatch(/Call |rosa|joel/)
  }
  expect(names((await his.see(`${address}?view=people&find=Call`)).text)).toEqual([])
  expect((await mine.see(`${address}.csv?view=people`)).text).toContain('Call joel')
})

test('chosen rows lead on to what if they met, and to a space', async () => {
  const { page, slug } = await valley()
  const { text } = await mine.see(`${page}?view=people`)
  expect(text).toContain(`action="/landscapes/${slug}/what-if"`)
  expect(text).toContain(`formaction="/landscapes/${slug}/spaces/new"`)
  expect(text).toMatch(
    /<input type="checkbox" form="chosen-rows" name="person" value="joel" aria-label="Choose Call joel"/,
  )
})

test('people chosen on the map are ticked in the table, before all others, and the ticked lead back to the map', async () => {
  const { page } = await valley()
  const { text } = await mine.see(
    `${page}?view=people&boundary=ridge&sel=${encodeURIComponent('people:rosa,marta,nobody')}`,
  )
  const ticked = [...text.matchAll(/name="person" value="(\w+)"[^>]* checked/g)].map(([, id]) => id)
  expect(ticked).toEqual(['marta', 'rosa'])
  expect(names(text).slice(0, 2)).toEqual(['Call marta', 'Call rosa'])
  const looked = /name="looked" value="([^"]*)"/.exec(text)![1]!
  expect(looked).toBe('?boundary=ridge')
  const asked = new URLSearchParams([
    ['by', 'people'],
    ['looked', looked],
    ['person', 'marta'],
    ['person', 'rosa'],
  ])
  const back = await mine.see(`${page}?${asked}`)
  expect([back.status, back.location]).toEqual([303, `${page}?boundary=ridge&sel=people%3Amarta%2Crosa`])
  const none = await mine.see(`${page}?by=people&looked=https%3A%2F%2Felsewhere.example`)
  expect(none.location).toBe(page)
  for (const sel of ['hill:crews', 'people:', 'people:%25E0%25A4%25A', 'nonsense'])
    expect((await mine.see(`${page}?view=people&sel=${sel}`)).text).not.toMatch(/name="person"[^>]* checked/)
})

test('the crossings come as a file as the page shows them; of what is no table there is none, and words say so', async () => {
  const { page } = await valley()
  const file = await mine.see(`${page}.csv?view=crossings`)
  expect(file.status).toBe(200)
  expect(file.text.replace(/^\uFEFF/, '').split('\n')).toEqual([
    'Ties between,The crews,The lab',
    'The crews,,fewer than five people: not shown',
    'The lab,fewer than five people: not shown,',
    '',
  ])
  expect((await mine.see(`${page}?view=crossings`)).text).toContain(`href="${page}.csv?view=crossings"`)
  for (const view of ['changes', 'map', 'zebra']) {
    const none = await mine.see(`${page}.csv?view=${view}`)
    expect([none.status, none.text]).toEqual([400, expect.stringContaining(`no file of “${view}”`)])
  }
})

test('pasted rows are read by their headings in any of four languages, shown first, and kept as one deed', async () => {
  const landscape = await valley()
  const before = await seen(landscape)
  const path = `${landscape.page}/pasted?view=people&boundary=ridge`
  const text = 'Grupo\tNome\tTelefone\tLado\nO coro\tZulmira\t123\tcity\nThe lab\tYara\t\tsea\nThe lab\tXisto\t\t?'
  const shown = await mine.send(path, { text })
  expect(shown.status).toBe(200)
  for (const words of [
    '2 people come in. 1 cannot be kept.',
    'A new group comes along: O coro.',
    'Columns: Telefone.',
    'Line 3, Side:',
    '“sea” is none of these: cape, city, ?.',
  ])
    expect(shown.text).toContain(words)
  expect(await seen(landscape)).toEqual(before)
  const kept = await mine.send(path, { ...hidden(shown.text), why: 'from the list at the door' })
  expect(kept.status).toBe(303)
  const now = await seen(landscape)
  expect(now.people.map(({ name }) => name)).toEqual(expect.arrayContaining(['Zulmira', 'Xisto']))
  expect(now.people).toHaveLength(6)
  const back = await mine.see(kept.location!)
  expect(back.text).toContain('Kept what was pasted')
  const deed = new URL(`http://x${kept.location}`).searchParams.get('deed')
  await mine.send(`/landscapes/${landscape.slug}/history/${deed}/undo`, {})
  expect(await seen(landscape)).toEqual(before)
})

test('what was pasted onto cells is shown with what stands there, and nothing that changed since is overwritten', async () => {
  const landscape = await valley()
  const path = `${landscape.page}/pasted?view=practices`
  const sent = { text: 'network\nclub', column: 'kind', thing: 'crews' }
  const body = new URLSearchParams(sent)
  body.append('thing', 'lab')
  const shown = await mine.send(path, { text: 'network', thing: 'crews', column: 'kind' })
  for (const words of ['1 cell changes.', 'The crews', 'community', 'network']) expect(shown.text).toContain(words)
  await owner.query("update practice set kind = 'public' where landscape_id = $1 and external_id = 'crews'", [
    landscape.id,
  ])
  const stale = await mine.send(path, hidden(shown.text))
  expect(stale.status).toBe(409)
  expect(stale.text).toContain('nothing was kept')
  expect(stale.text).toContain('public')
  expect((await mine.send(path, hidden(stale.text))).status).toBe(303)
  expect((await seen(landscape)).practices[0]!.kind).toBe('network')
})

test('what cannot be read as rows is said beside the field, with what was pasted still in it', async () => {
  const landscape = await valley()
  const path = `${landscape.page}/pasted?view=people`
  for (const [text, words] of [
    ['', 'There is no row in it'],
    ['name,group', 'There is no row in it'],
    ['"Zulmira', 'never closed'],
    [Array.from({ length: 301 }, (_, nth) => `P${nth}`).join('\n'), 'more than 300 rows'],
  ] as const) {
    const answer = await mine.send(path, { text })
    expect(answer.status).toBe(422)
    expect(answer.text).toContain(words)
    if (text) expect(answer.text).toContain(text.slice(0, 5).replace('"', '&quot;'))
  }
})

test('a boundary of very many sides is drawn, and its crossings say that they are too many to read', async () => {
  const { page } = await valley((drawn) => {
    const sides = Array.from({ length: 600 }, (_, nth) => `Side ${nth}`)
    drawn.boundaries.push({ ...drawn.boundaries[0]!, id: 'many', name: 'Many', sides })
  })
  const map = await mine.see(`${page}?boundary=many`)
  expect([map.status, map.text.includes('<svg')]).toEqual([200, true])
  const crossings = await mine.see(`${page}?view=crossings&boundary=many`)
  expect(crossings.text).toContain('A table of 600 by 600 is too large to read; 150 by 150 is the most.')
  expect((await mine.see(`${page}.csv?view=crossings&boundary=many`)).text).toContain('600 by 600')
})
