import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { auditedDeeds } from '../../app/people/audit/audit.ts'
import { checkAudit } from '../../app/people/audit/audit-queries.ts'
import { languages } from '../../app/platform/i18n/language.ts'
import { auditWords } from '../../app/workbench/audit/audit-words.ts'
import { markOfIds, markOfNames, personId, smallCoast } from './small-coast.ts'
import { type Caller, wholeProgram } from './whole-program.ts'

const { db, owner, newcomer, bring, joinTeam, nobody, bugs } = await wholeProgram()
const steward = await newcomer('steward@example.org', 'Steward')
const ours = await bring(steward, smallCoast('own-sketch', 'Ours'))
const home = `/landscapes/${ours.slug}`

interface Line {
  who: string | null
  what: string
  landscape_id: string | null
  about: string | null
  outcome: string
}

/** The lines that a deed left. */
async function linesOf(deed: () => Promise<unknown>): Promise<Line[]> {
  const { head } = await checkAudit(db)
  await deed()
  const { rows } = await owner.query<Line>(
    'select who, what, landscape_id, about, outcome from audit where seq > $1 order by seq',
    [head.seq],
  )
  return rows
}

async function rowOf(person: string): Promise<string> {
  const { rows } = await owner.query('select person_id from participant where landscape_id = $1 and external_id = $2', [
    ours.id,
    person,
  ])
  return rows[0].person_id
}

const line = (what: string, about: string | null = null): Line => ({
  who: steward.id,
  what,
  landscape_id: ours.id,
  about,
  outcome: 'done',
})

test('signing in leaves a line', async () => {
  let who: Caller | undefined
  const lines = await linesOf(async () => {
    who = await newcomer('new@example.org', 'Newcomer')
  })
  expect(lines).toEqual([{ who: null, what: 'signed-in', landscape_id: null, about: who!.id, outcome: 'done' }])
})

test('every way to take a landscape away leaves a line, and a refused one leaves none', async () => {
  for (const format of ['export.zip', 'export/gexf', 'export/workbook'])
    expect(await linesOf(() => steward.see(`${home}/${format}`)), format).toEqual([line('export-taken')])
  const stranger = await newcomer('stranger@example.org')
  expect(await linesOf(() => stranger.see(`${home}/export.zip`))).toEqual([])
})

test('writing down what somebody said, and taking somebody out, leave a line each about them', async () => {
  const person = personId('crews', 0)
  const row = await rowOf(person)
  expect(await linesOf(() => steward.send(`${home}/told/${person}`, { state: 'told' }))).toEqual([
    line('consent-recorded', row),
  ])
  const thing = `/api${home}/drawing/person/${person}`
  const { based } = JSON.parse((await steward.see(thing)).text) as { based: string }
  const taken = await linesOf(() => steward.call('DELETE', `${thing}?based=${based}`))
  expect(taken).toEqual([line('taken-out', row)])
})

test('pages that are only read leave none', async () => {
  const read = async () => {
    for (const page of ['', '/landscape', '/spaces', '/opportunities', '/told', '/export'])
      await steward.see(home + page)
  }
  expect(await linesOf(read)).toEqual([])
})

test('no line holds anything that was written by somebody, and the chain is whole', async () => {
  const { rows } = await owner.query('select audit::text as line from audit')
  const found = rows.filter(
    ({ line: text }) => /@|Steward|Ours/.test(text) || text.includes(markOfNames) || text.includes(markOfIds),
  )
  expect(found).toEqual([])
  expect((await checkAudit(db)).problem).toBeNull()
  expect(bugs).toEqual([])
})

test("a landscape's stewards read its deeds in words, with the names they may see; others on the team and elsewhere do not", async () => {
  const shown = await steward.see(`${home}/people/deeds`)
  expect(shown.status).toBe(200)
  for (const words of ['The whole landscape was taken away as files', 'Somebody was taken out', 'Steward'])
    expect(shown.text).toContain(words)
  expect((await steward.see(`${home}/people`)).text).toContain(`href="${home}/people/deeds"`)
  const convener = await newcomer('convener@example.org', 'Convener')
  await joinTeam(ours, convener)
  expect((await convener.see(`${home}/people/deeds`)).status).toBe(403)
  expect((await convener.see(`${home}/people`)).text).not.toContain('/people/deeds')
  const stranger = await newcomer('another-stranger@example.org')
  expect((await stranger.see(`${home}/people/deeds`)).status).toBe(404)
  expect((await nobody.see(`${home}/people/deeds`)).status).toBe(303)
})

test('older lines are a page further on', async () => {
  for (let n = 0; n < 55; n++) await steward.see(`${home}/export.zip`)
  const first = await steward.see(`${home}/people/deeds`)
  const older = /href="([^"]+\?before=\d+)"/.exec(first.text)?.[1] ?? ''
  expect((await steward.see(older)).text).toContain('Somebody was taken out')
  expect((await steward.see(`${home}/people/deeds?before=x%27--`)).status).toBe(200)
})

test('E8: whoever runs the instance reads deeds about accounts, and none that was done inside a landscape; nobody else reads those', async () => {
  const plain = await newcomer('plain@example.org', 'Plain')
  expect((await plain.see('/instance/audit')).status).toBe(403)
  expect((await nobody.see('/instance/audit')).status).toBe(303)
  const runs = await newcomer('runs@example.org', 'Runs')
  await owner.query(`create or replace function i_steward_the_instance() returns boolean language sql stable security definer
    set search_path = public, pg_temp as $$ select viewer() in ('${steward.id}', '${runs.id}') $$`)
  const read = await db.as({ kind: 'person', id: runs.id! }, (tx) =>
    sql<{
      mine: number
      all: number
    }>`select count(*)::int as all, count(landscape_id)::int as mine from audit`.execute(tx),
  )
  expect(read.rows[0]!.all).toBeGreaterThan(3)
  expect(read.rows[0]!.mine).toBe(0)
  const whole = await steward.see('/instance/audit')
  expect(whole.status).toBe(200)
  expect(whole.text).toContain('Signed in')
  expect(whole.text).not.toContain(markOfNames)
  expect(whole.text).not.toMatch(/taken away as files|written down|taken out/)
})

test('every deed has words in every language', () => {
  for (const language of languages)
    for (const what of auditedDeeds)
      expect(auditWords(language)('deed', { what: what.replaceAll('-', '_') }), `${language}: ${what}`).not.toBe('')
})
