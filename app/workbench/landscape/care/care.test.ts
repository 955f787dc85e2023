import { expect, test } from 'vitest'
import { importLandscape } from '../import-landscape.ts'
import { valleyDrawing } from '../valley.fixture.ts'
import { careAnswered } from './care.fixture.ts'
import { type At, boundaryForm, careForm, path, politics, valleysWithCare } from './valleys-with-care.fixture.ts'

const { db, owner, clock, ana, mine, valley, counted, ago } = await valleysWithCare()

/** The hidden fields and the place of the form that a page offers to send on. */
function sentOn(html: string): { action: string; fields: Record<string, string> } {
  const found = /<form class="form" method="post" action="([^"]+)">(.*?)<\/form>/s.exec(html)!
  const plain = (text: string) => text.replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&amp;', '&')
  const fields = [...found[2]!.matchAll(/type="hidden" name="([^"]+)" value="([^"]*)"/g)]
  return {
    action: plain(found[1]!),
    fields: Object.fromEntries(fields.map(([, name, value]) => [name!, plain(value!)])),
  }
}

async function takeAway(at: At, thing: string): Promise<void> {
  const stands = `/api${path(at, `drawing/${thing}`)}`
  const { json } = await mine.call('GET', stands)
  const based = encodeURIComponent((json as { based: string }).based)
  expect((await mine.call('DELETE', `${stands}?based=${based}`)).status).toBe(200)
}

test('E19: the database refuses a boundary of class where people live before the check is answered, whoever asks', async () => {
  const at = await valley()
  const insert = `insert into boundary (landscape_id, id, external_id, name, kind) values ($1, gen_random_uuid(), $2, 'b', $3)`
  await expect(owner.query(insert, [at.id, 'x1', 'political'])).rejects.toThrow('care check')
  await owner.query(insert, [at.id, 'x2', 'social'])
  await expect(
    owner.query(`update boundary set kind = 'cultural' where landscape_id = $1 and external_id = 'x2'`, [at.id]),
  ).rejects.toThrow('care check')
  const nobodyLives = await valley({ basis: 'fictional' })
  await owner.query(insert, [nobodyLives.id, 'x1', 'political'])
})

test('E19: the database refuses people in a living landscape with such a boundary, and takes them once it is answered', async () => {
  const at = await valley({ politics: true, care: true })
  await owner.query('delete from care_check where landscape_id = $1', [at.id])
  const refused = await mine.call('POST', `/api${path(at, 'people')}`, { people: [{ label: 'B', group: null }] })
  expect(refused).toMatchObject({ status: 422, json: { reason: 'care-check-first' } })
  expect(await counted('participant', at)).toBe(4)
  expect(await mine.call('POST', `/api${path(at, 'care')}`, { decision: 'go', ...careAnswered })).toMatchObject({
    status: 200,
  })
  expect((await mine.call('POST', `/api${path(at, 'people')}`, { people: [{ label: 'B', group: null }] })).status).toBe(
    200,
  )
  expect(await counted('participant', at)).toBe(5)
})

test('E19: a boundary added by a form leads to the five questions, and goes on from there with every word', async () => {
  const at = await valley()
  const asked = await mine.send(path(at, 'drawing/boundary/new'), {
    ...boundaryForm,
    history: 'Since the "dam" & before',
  })
  expect(asked.status).toBe(422)
  expect(asked.text).toContain('Who could be harmed by this map')
  const held = Object.fromEntries(
    [...asked.text.matchAll(/type="hidden" name="(held[^"]+)" value="([^"]*)"/g)].map(([, name, value]) => [
      name!,
      value!.replaceAll('&quot;', '"').replaceAll('&amp;', '&'),
    ]),
  )
  const half = await mine.send(path(at, 'care'), { ...held, ...careForm, care_stopping: '', decision: 'go' })
  expect(half.status).toBe(422)
  expect(half.text).toContain('has no answer yet')
  expect(half.text).toContain('held:history')
  const written = await mine.send(path(at, 'care'), { ...held, ...careForm, decision: 'go' })
  expect(written.status).toBe(200)
  const on = sentOn(written.text)
  expect(on).toMatchObject({ fields: { history: 'Since the "dam" & before', name: 'Who owns' } })
  expect((await mine.send(on.action, on.fields)).status).toBe(303)
  expect(await counted('boundary', at)).toBe(2)
})

test('E19: every other way in leads to the same page and keeps nothing: the sketch, the paste, the cells, the kind of a boundary', async () => {
  const at = await valley({ politics: true, care: true })
  await owner.query('delete from care_check where landscape_id = $1', [at.id])
  const question = 'Who could be harmed by this map'
  const sketched = await mine.send(path(at, 'sketch/people'), { people: 'nurse M, health centre', do: 'add' })
  expect(sketched).toMatchObject({ status: 422, text: expect.stringContaining(question) })
  const pasted = await mine.send(path(at, 'landscape/pasted?view=people'), { text: 'Name\nZulmira', keep: 'yes' })
  expect(pasted).toMatchObject({ status: 422, text: expect.stringContaining(question) })
  expect(pasted.text).toContain('Zulmira')
  const cells = await mine.call('POST', `/api${path(at, 'cells')}`, { table: 'people', rows: [{ name: 'Zulmira' }] })
  expect(JSON.stringify(cells.json)).toContain('care check')
  const drawn = await mine.call('POST', `/api${path(at, 'drawing/person')}`, { values: { name: 'Zulmira' } })
  expect(drawn).toMatchObject({ status: 422, json: { reason: 'care-check-first' } })
  const kind = (await mine.call('GET', `/api${path(at, 'drawing/boundary/ridge')}`)).json as { based: string }
  const changed = await mine.call('PUT', `/api${path(at, 'drawing/boundary/ridge')}`, {
    values: { kind: 'political' },
    based: kind.based,
  })
  expect(changed).toMatchObject({ status: 422, json: { reason: 'care-check-first' } })
  expect(await counted('participant', at)).toBe(4)
})

test('E19: an undoing that would bring such a boundary or somebody back waits for the check too', async () => {
  const at = await valley({ politics: true, care: true })
  const log = async () =>
    ((await mine.call('GET', `/api${path(at, 'history')}`)).json as { deeds: { id: string }[] }).deeds[0]!.id
  await takeAway(at, 'boundary/owners')
  const boundaryGone = await log()
  await ago(at, '2 days')
  const refused = await mine.send(path(at, `history/${boundaryGone}/undo`), {})
  expect(refused).toMatchObject({ status: 422, text: expect.stringContaining('Who could be harmed') })
  await mine.call('POST', `/api${path(at, 'care')}`, { decision: 'go', ...careAnswered })
  expect((await mine.send(path(at, `history/${boundaryGone}/undo`), {})).status).toBe(303)
  await takeAway(at, 'person/rosa')
  const personGone = await log()
  await ago(at, '13 months')
  const bringBack = await mine.call('POST', `/api${path(at, `history/${personGone}/undo`)}`, {})
  expect(bringBack).toMatchObject({ status: 422, json: { reason: 'care-check-first' } })
})

test('E19: a landscape that comes in with both is asked in the form that brings it, which loses nothing', async () => {
  const drawn = valleyDrawing('own-sketch')
  drawn.boundaries.push(politics())
  expect(await importLandscape(db, clock, ana, { drawn })).toEqual({ kind: 'refused', reason: 'care-check-first' })
  expect(await importLandscape(db, clock, ana, { drawn, care: { ...careAnswered, harm: ' ' } })).toMatchObject({
    kind: 'refused',
  })
  expect(await importLandscape(db, clock, ana, { drawn, care: careAnswered })).toMatchObject({ kind: 'imported' })
})

test('E19: a template with a boundary of culture asks before the first people', async () => {
  const begun = await mine.send('/landscapes/new', { name: 'Two cultures', mapped: 'yes', template: 'cultures' })
  const people = await mine.send(begun.location!, { people: 'nurse M, health centre', do: 'add' })
  expect(people).toMatchObject({ status: 422, text: expect.stringContaining('Who could be harmed') })
  expect(people.text).toContain('nurse M, health centre')
})

test('a form that is carried along never leads out of its landscape', async () => {
  const at = await valley()
  const written = await mine.send(path(at, 'care'), {
    ...careForm,
    decision: 'go',
    held_action: 'https://elsewhere.example/x',
    'held:name': 'x',
  })
  expect(written).toMatchObject({ status: 303, location: path(at, 'care') })
})
