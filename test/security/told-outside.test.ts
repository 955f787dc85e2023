import { sql } from 'kysely'
import { expect, test, vi } from 'vitest'
import type { DrawnLandscape } from '../../app/workbench/landscape/drawn-landscape.ts'
import { markOfIds, markOfNames, smallCoast } from './small-coast.ts'
import { type Caller, wholeProgram } from './whole-program.ts'

const { db, owner, newcomer, bring } = await wholeProgram()
vi.setConfig({ testTimeout: 60_000 })
const steward = await newcomer('steward@example.org', 'Steward')
const colleague = await newcomer('colleague@example.org', 'Colleague')
const reader = await newcomer('reader@example.org', 'Reader')
const coast = await bring(steward, someAgreed())
for (const [who, role] of [
  [colleague, 'team-member'],
  [reader, 'reader'],
] as const)
  await owner.query('insert into convener (landscape_id, person_id, role) values ($1, $2, $3)', [
    coast.id,
    who.id,
    role,
  ])

/** Of the crews all six agreed to stand on the map, of the lab five, of the clinic two, of the school nobody. */
function someAgreed(): DrawnLandscape {
  const drawn = smallCoast('consented', 'Agreed')
  const agreed: Record<string, number> = { crews: 6, lab: 5, clinic: 2, school: 0 }
  drawn.consents = drawn.people.map(({ id }) => {
    const [, group, n] = id.split('-')
    return {
      person: id,
      purpose: 'map',
      state: Number(n) < agreed[group!]! ? 'agreed' : 'not yet asked',
      said: '2026-10-01',
    }
  })
  drawn.boundaries.push({
    id: 'mixing',
    name: 'Who mixes',
    kind: 'social',
    sides: ['in', 'out'],
    history: null,
    stakes: null,
  })
  for (const { id } of drawn.people.slice(0, 6))
    drawn.standings.push({ boundary: 'mixing', side: 'in', person: id, practice: null })
  return drawn
}

async function rows(who: Caller, statement: string): Promise<number> {
  return db.as({ kind: 'person', id: who.id! }, async (tx) => {
    const { rows } = await sql.raw<{ n: number }>(`select count(*)::int as n from ${statement}`).execute(tx)
    return rows[0]!.n
  })
}

const here = `where landscape_id = '${coast.id}'`
const page = async (who: Caller, path: string) => (await who.see(`/landscapes/${coast.slug}/${path}`)).text

test('E10: the database gives a reader those who agreed, and neither row nor number of anybody else', async () => {
  for (const [from, team, outside] of [
    [`participant_seen ${here}`, 24, 13],
    [`participant ${here}`, 24, 13],
    [`membership ${here}`, 24, 13],
    [`people_in('${coast.id}')`, 24, 13],
  ] as const) {
    expect(await rows(colleague, from), from).toBe(team)
    expect(await rows(reader, from), from).toBe(outside)
  }
})

test('E10: a reader is told no number of fewer than five people, in no table, on no page and in no file, nor what gives one away', async () => {
  const told = await page(reader, 'landscape.csv?view=practices')
  expect(told).toMatch(/The clinic.*not told/)
  const counts = [...told.matchAll(/"?(\d+) of (\d+)/g)].flatMap(([, answered, people]) => [
    Number(answered),
    Number(people),
  ])
  for (const count of counts) expect(count === 0 || count >= 5).toBe(true)
  expect(await page(reader, 'practices/clinic')).toContain('not told')
  expect(await page(colleague, 'practices/clinic')).not.toContain('not told')
  const crossings = await page(reader, 'landscape.csv?view=crossings')
  for (const [, seen] of crossings.matchAll(/(\d+) seen/g)) expect(Number(seen) === 0 || Number(seen) >= 5).toBe(true)
})

test('E10: whoever only reads gets no exact differences between two days, and no picture with small groups', async () => {
  const changes = await reader.call('GET', `/api/landscapes/${coast.slug}/changes?than=2026-01-01&by=now`)
  expect(changes.status).toBe(403)
  expect(await page(reader, 'landscape/map.svg?for=team')).toBe(await page(reader, 'landscape/map.svg'))
})

test('E16: who was not asked and who hides are named to nobody, and no row tells a reader that they are there', async () => {
  for (const view of ['people', 'ties', 'practices']) {
    const text = await page(reader, `landscape?view=${view}`)
    expect(text).not.toContain(`${markOfNames} school`)
    expect(text).not.toContain(`${markOfIds}-school`)
  }
})

test('E4: on a boundary of who mixes with whom no page shows a single side to others, and a reader gets none from the database', async () => {
  const person = `${markOfIds}-crews-0`
  expect(await page(steward, `people/${person}`)).toContain('Who mixes')
  expect(await page(colleague, `people/${person}`)).not.toContain('Who mixes')
  expect(await rows(reader, `standing ${here} and boundary_kind = 'social'`)).toBe(0)
  expect(await rows(colleague, `standing ${here} and boundary_kind = 'social'`)).toBe(6)
})
