import { expect, test, vi } from 'vitest'
import { importLandscape } from '../../app/workbench/landscape/import-landscape.ts'
import { markOfNames, personId, smallCoast } from './small-coast.ts'
import { type Caller, wholeProgram } from './whole-program.ts'

/** Somebody of the team guesses names of people who asked to be gone, by files that they bring in. */
const { db, owner, clock, newcomer, bring, joinTeam } = await wholeProgram()
vi.setConfig({ testTimeout: 120_000 })
const steward = await newcomer('steward@example.org', 'Steward')
const curious = await newcomer('curious@example.org', 'Curious')
const coast = await bring(steward, smallCoast('own-sketch', 'Coast'))
await joinTeam(coast, curious, 'team-member')
const leaving = personId('crews', 3)
await steward.send(`/landscapes/${coast.slug}/drawing/person/${leaving}/remove`, { asked_for: 'yes' })

const guess = (id: string, name: string) => `id,name\n${id},${name}\nsomebody,Somebody else\n`

/** What the preview says to a file. */
async function previewOf(who: Caller, text: string): Promise<string> {
  const body = new FormData()
  body.append('files', new File([text], 'people.csv', { type: 'text/csv' }))
  const sent = await who.ask('POST', '/landscapes/bring', {
    body,
    headers: { origin: 'http://ecotone.test', 'sec-fetch-site': 'same-origin' },
  })
  expect(sent.status).toBe(303)
  return (await who.see(sent.location!)).text
}

async function tries(who: Caller): Promise<number> {
  const { rows } = await owner.query(
    `select count(*)::int as n from audit where what = 'held-against-the-gone' and who = $1 and landscape_id = $2`,
    [who.id, coast.id],
  )
  return rows[0].n
}

const sketchOf = (id: string, name: string) => {
  const drawn = smallCoast('own-sketch', 'Guess')
  const people = [{ id, name, email: null, phone: null, language: null }]
  return {
    ...drawn,
    people,
    memberships: [],
    standings: [],
    ties: [],
    answers: [],
    legitimacy: [],
    spacePeople: [],
    keepApart: [],
  }
}

test('E17: a preview says the same to a right guess and to a wrong one, and costs no try', async () => {
  const right = await previewOf(curious, guess(leaving, `${markOfNames} crews 3`))
  const wrong = (await previewOf(curious, guess('zq-no-such', 'Nobody Known'))).replace(
    'Nobody Known',
    `${markOfNames} crews 3`,
  )
  expect(right).toContain('Nobody is told who')
  const bare = (text: string) => text.replaceAll(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|nonce-[^"']+/g, '')
  expect(bare(right)).toBe(bare(wrong))
  expect(await tries(curious)).toBe(0)
})

test('E17: every file that comes in is a try, right or wrong, on a line for the stewards; after twenty in a day none comes in', async () => {
  const bringIn = (who: Caller, drawn: ReturnType<typeof sketchOf>) =>
    importLandscape(db, clock, { id: who.id! }, { drawn })
  expect(await bringIn(curious, sketchOf(leaving, `${markOfNames} crews 3`))).toMatchObject({ kind: 'imported' })
  for (let n = 1; n < 20; n++) await bringIn(curious, sketchOf(`p${n}`, `Guess ${n}`))
  expect(await tries(curious)).toBe(20)
  expect(await bringIn(curious, sketchOf(leaving, `${markOfNames} crews 3`))).toEqual({
    kind: 'refused',
    reason: 'too-many-today',
  })
  expect(await previewOf(curious, guess('p1', 'Another'))).toContain('no more come in today')
  const deeds = (await steward.see(`/landscapes/${coast.slug}/people/deeds`)).text
  expect(deeds).toContain('A file was held against those who asked to be gone')
  // what one of them did is nobody else's limit, and whoever draws nowhere has nothing to be held against
  expect(await bringIn(steward, sketchOf('p1', 'Guess'))).toMatchObject({ kind: 'imported' })
  const stranger = await newcomer('stranger@example.org')
  for (let n = 0; n < 21; n++)
    expect(await bringIn(stranger, sketchOf(`p${n}`, `Guess ${n}`))).toMatchObject({ kind: 'imported' })
})
