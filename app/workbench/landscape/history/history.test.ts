import fc from 'fast-check'
import { expect, test } from 'vitest'
import { testDatabase } from '../../../../test/support/database.ts'
import { fixedClock } from '../../../platform/clock.ts'
import { addPerson, asking } from '../../signed-in.fixture.ts'
import { changing } from '../changing.fixture.ts'
import { changeDrawing } from '../drawing/change-drawing.ts'
import type { ThingKind, Values } from '../drawing/drawn-things.ts'
import { standingUndoings } from './deeds.ts'

const { db, owner } = await testDatabase()
const clock = fixedClock('2027-03-01T09:00:00Z')
const { app, ana, rui, mine, his, valley, seen, does, changes, log, undo } = await changing({ db, owner, clock })

test('the page tells who changed what, when and why, in words, newest first, and a kind at a time', async () => {
  const landscape = await valley()
  await does(landscape, {
    kind: 'practice',
    do: 'add',
    values: { name: 'The choir', kind: 'network' },
    why: 'they sang',
  })
  await changes(landscape, 'practice', 'lab', { name: 'The marine lab', kind: 'institution' }, rui)
  const { text } = await mine.see(`/landscapes/${landscape.slug}/history`)
  for (const words of [
    'you',
    'Rui',
    'Why: they sang',
    'Added: the group or practice “The choir”',
    'Name: was The lab, is The marine lab',
    'brought in',
  ])
    expect(text.replaceAll('&#39;', "'")).toContain(words)
  expect(text.indexOf('The marine lab')).toBeLessThan(text.indexOf('they sang'))
  const ties = await mine.see(`/landscapes/${landscape.slug}/history?kind=ties`)
  expect(ties.text).not.toContain('The choir')
  expect(ties.text).toContain('Call joel and Call marta')
})

test('what was undone is as before, what is done again is as after, and every step is told', async () => {
  const landscape = await valley()
  const before = await seen(landscape)
  await changes(landscape, 'practice', 'lab', null)
  const after = await seen(landscape)
  expect(after.memberships.length).toBeLessThan(before.memberships.length)
  const [removal] = await log(landscape)
  expect((await undo(landscape, removal!, his)).status).toBe(200)
  expect(await seen(landscape)).toEqual(before)
  expect((await undo(landscape, removal!)).json).toMatchObject({ detail: 'undone-already' })
  const [undoing, undone] = await log(landscape)
  expect([undoing!.undoes, undone!.undone]).toEqual([removal!.id, true])
  expect((await undo(landscape, undoing!)).status).toBe(200)
  expect(await seen(landscape)).toEqual(after)
  expect((await log(landscape)).slice(0, 3).map((deed) => deed.undone)).toEqual([false, true, false])
})

test('whatever was done, undoing it from the last to the first leads back to the beginning', async () => {
  const kinds: [ThingKind, Values][] = [
    ['person', { name: 'Newly named', practice: 'lab' }],
    ['practice', { name: 'New', kind: 'public' }],
    ['membership', { person: 'marta', practice: 'crews', weight: '2' }],
    ['boundary', { name: 'Border', kind: 'other', sides: 'in\nout' }],
    ['side', { boundary: 'ridge', name: 'middle' }],
    ['standing', { practice: 'lab', side: 'ridge/city' }],
    ['tie', { from: 'marta', to: 'rosa', says: 'yes', kind: 'works', strength: '0.7' }],
    ['concern', { practice: 'lab', kind: 'offers', words: 'A boat' }],
  ]
  const others: Record<string, Values> = {
    person: { name: 'Said otherwise' },
    practice: { name: 'Called otherwise', kind: 'network' },
    membership: { weight: '3', mode: 'alignment' },
    boundary: { name: 'Frontier', kind: 'institutional', stakes: 'Much' },
    side: { name: 'between' },
    standing: { side: 'ridge/' },
    tie: { says: 'no', kind: 'talks', strength: '0.1', until: '2027-01-01' },
    concern: { kind: 'seeks', words: 'Two boats' },
  }
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(fc.nat(kinds.length - 1), fc.constantFrom('change', 'remove', 'leave')), {
        minLength: 1,
        maxLength: 5,
      }),
      async (steps) => {
        const landscape = await valley()
        const begun = await seen(landscape)
        let done = 0
        for (const [nth, then] of steps) {
          const [kind, values] = kinds[nth]!
          const added = await changeDrawing(db, clock, ana, landscape.slug, { kind, do: 'add', values })
          if (added.kind === 'refused') continue
          done += then === 'leave' ? 1 : 2
          if (then !== 'leave') await changes(landscape, kind, added.id, then === 'change' ? others[kind]! : null)
        }
        for (const deed of (await log(landscape)).slice(0, done)) {
          const outcome = await undo(landscape, deed)
          expect(outcome.json).toMatchObject({ kind: 'undone' })
        }
        expect(await seen(landscape)).toEqual(begun)
      },
    ),
    { numRuns: 12, seed: 7 },
  )
}, 60_000)

test('an undo that no longer applies says why, and changes nothing', async () => {
  const landscape = await valley()
  const choir = await does(landscape, { kind: 'practice', do: 'add', values: { name: 'The choir', kind: 'network' } })
  const [adding] = await log(landscape)
  await does(landscape, { kind: 'membership', do: 'add', values: { person: 'rosa', practice: choir, weight: '1' } })
  expect((await undo(landscape, adding!)).json).toMatchObject({ detail: 'built-upon' })
  await changes(landscape, 'practice', choir, { name: 'The big choir', kind: 'network' })
  expect((await undo(landscape, adding!)).json).toMatchObject({ detail: 'changed-since' })
  await changes(landscape, 'practice', choir, null)
  expect((await undo(landscape, adding!)).json).toMatchObject({ detail: 'gone-since' })
  const page = await mine.send(`/landscapes/${landscape.slug}/history/${adding!.id}/undo`, {})
  expect(page.status).toBe(409)
  expect(page.text).toContain('what it left is no longer there')
  const [removing] = await log(landscape)
  await changes(landscape, 'person', 'rosa', null)
  expect((await undo(landscape, removing!)).json).toMatchObject({ detail: 'nothing-to-hang-on' })
  const begun = (await log(landscape)).at(-1)!
  expect((await undo(landscape, begun)).json).toMatchObject({
    detail: expect.stringMatching(/beginning|not-yours|their-word|erased/),
  })
  expect((await undo(landscape, { id: '1234567890' })).status).toBe(404)
})

test('where people live, each reads and undoes what they may see: of a colleague’s notes about people, nothing', async () => {
  const landscape = await valley('own-sketch')
  await does(landscape, { kind: 'concern', do: 'add', values: { person: 'rosa', kind: 'cares', words: 'Zqword' } })
  const [noted] = await log(landscape)
  await does(landscape, { kind: 'concern', do: 'add', values: { practice: 'lab', kind: 'cares', words: 'Ours' } })
  expect(JSON.stringify(await log(landscape, his))).not.toContain('Zqword')
  expect(JSON.stringify(await log(landscape, his))).toContain('Ours')
  expect((await undo(landscape, noted!, his)).status).toBe(404)
  const shared = (await log(landscape, his))[0]!
  expect((await undo(landscape, shared, his)).json).toMatchObject({ kind: 'undone' })
  const stranger = asking(app, await addPerson(owner, 'Stranger'))
  expect((await stranger.see(`/landscapes/${landscape.slug}/history`)).status).toBe(404)
  expect((await undo(landscape, noted!, stranger)).status).toBe(404)
})

test('pages of the log follow one another without a gap', async () => {
  const landscape = await valley()
  for (let n = 0; n < 53; n++)
    await does(landscape, {
      kind: 'concern',
      do: 'add',
      values: { practice: 'lab', kind: 'cares', words: `Matter ${n}.` },
    })
  const first = await mine.see(`/landscapes/${landscape.slug}/history`)
  const next = /href="([^"]*before=\d+)"/.exec(first.text)![1]!
  const second = await mine.see(next.replaceAll('&amp;', '&'))
  const told = (text: string) => [...text.matchAll(/Matter (\d+)\./g)].map(([, n]) => Number(n))
  expect([...told(first.text), ...told(second.text)]).toEqual(Array.from({ length: 53 }, (_, n) => 52 - n))
})

test('an undo that was undone counts for nothing', () => {
  const chain = [
    { id: '20', undoes: '10' },
    { id: '30', undoes: '20' },
  ]
  expect([...standingUndoings(chain)]).toEqual([['20', '30']])
  expect([...standingUndoings([...chain, { id: '40', undoes: '10' }])]).toEqual([
    ['10', '40'],
    ['20', '30'],
  ])
})
