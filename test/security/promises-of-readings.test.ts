import type { Opportunity } from '@ecotone/engine/opportunities/opportunity.ts'
import { expect, test, vi } from 'vitest'
import { sketchAndAgreed, where } from './sketch-and-agreed.ts'
import { markOfAnswers, markOfIds, personId } from './small-coast.ts'

// what openings, and the rooms that somebody tries, may tell
const { owner, steward, convener, sketch, agreed, everything, bugs } = await sketchAndAgreed()
// each of these fetches a hundred pages
vi.setConfig({ testTimeout: 120_000 })

async function rowId({ id }: { id: string }, external: string): Promise<string> {
  const { rows } = await owner.query('select person_id from participant where landscape_id = $1 and external_id = $2', [
    id,
    external,
  ])
  return rows[0].person_id
}

test('where every way between two groups hangs on one person, no path is stored that leads over somebody', async () => {
  const { rows } = await owner.query('select result from snapshot where landscape_id = $1', [agreed.id])
  const all = rows.flatMap(({ result }) => result.spotted.opportunities as Opportunity[])
  const paths = all.flatMap((one) => [
    ...one.facts.flatMap((fact) => (fact.kind === 'way-in' && fact.by === 'path' ? [fact.people] : [])),
    ...one.doors.flatMap(({ path }) => (path ? [path] : [])),
  ])
  expect(all.length).toBeGreaterThan(0)
  // where ways hang on more than one, paths are told and their middle is left out: example-reading.test.ts looks at those
  expect(paths.filter((path) => path.length > 2)).toEqual([])
})

test('a card about a fragile bridge holds nobody who carries it, in no fact and no door', async () => {
  const { rows } = await owner.query('select result from snapshot where landscape_id = $1', [agreed.id])
  const fragile = rows.flatMap(({ result }) =>
    (result.spotted.opportunities as Opportunity[]).filter(({ kind }) => kind === 'fragile-bridge'),
  )
  expect(fragile.length).toBeGreaterThan(0)
  for (const card of fragile) {
    const carriers = await Promise.all(card.between.map((group) => rowId(agreed, `${markOfIds}-${group}-0`)))
    for (const carrier of carriers) expect(JSON.stringify(card), card.key).not.toContain(carrier)
  }
})

test('E9: no number says anything about one person', async () => {
  const { text } = await steward.see(`/api/landscapes/${agreed.slug}/opportunities`)
  const numbered: string[] = []
  const walk = (value: unknown, path: string) => {
    if (Array.isArray(value)) for (const one of value) walk(one, `${path}[]`)
    else if (value && typeof value === 'object') {
      const row = value as Record<string, unknown>
      if ('person' in row)
        numbered.push(
          ...Object.keys(row)
            .filter((key) => typeof row[key] === 'number')
            .map((key) => `${path}.${key}`),
        )
      for (const [key, one] of Object.entries(row)) walk(one, `${path}.${key}`)
    }
  }
  walk(JSON.parse(text), '')
  // sums of three answers and more are the one exception, and here nobody has three
  expect(numbered).toEqual([])
})

test('E11: two answers about somebody give no total, in no reading and on no page, and no ground is told', async () => {
  for (const landscape of [sketch, agreed]) {
    const { rows } = await owner.query('select result from snapshot where landscape_id = $1', [landscape.id])
    const doors = rows.flatMap(({ result }) =>
      (result.spotted.opportunities as Opportunity[]).flatMap((one) => one.doors),
    )
    for (const { people } of doors) for (const { askedAtLeast } of people) expect(askedAtLeast).toBeNull()
    expect(JSON.stringify(rows)).not.toContain(markOfAnswers)
    const said = await everything(steward, landscape)
    said.delete(`/landscapes/${landscape.slug}/export.zip`)
    expect(where(said, markOfAnswers)).toEqual([])
  }
})

test('E14: who must be kept apart shows nowhere: not to another convener, not in a reading, not in a room somebody tries', async () => {
  const flagged = [personId('crews', 2), personId('clinic', 2)]
  const { rows } = await owner.query('select options, result, problem from snapshot where landscape_id = $1', [
    agreed.id,
  ])
  expect(JSON.stringify(rows)).not.toMatch(/apart/i)
  const room = async (people: string[]) => {
    const answer = await convener.call('POST', `/api/landscapes/${agreed.slug}/what-if`, { people })
    return {
      status: answer.status,
      kind: JSON.parse(answer.text).kind,
      people: JSON.parse(answer.text).people.toSorted(),
    }
  }
  expect(await room(flagged)).toEqual({ status: 200, kind: 'computed', people: flagged.toSorted() })
  const free = [personId('crews', 4), personId('clinic', 4)]
  expect(await room(free)).toEqual({ status: 200, kind: 'computed', people: free.toSorted() })
  const seats = flagged.map((person) => ({ person, role: 'invited' }))
  const seated = await convener.call('PUT', `/api/landscapes/${agreed.slug}/spaces/pier/people`, { seats })
  expect(seated.status).toBe(200)
})

test('no request met a bug on the way', () => {
  expect(bugs).toEqual([])
})
