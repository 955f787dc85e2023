import { expect, test, vi } from 'vitest'
import { emptyWhatIsKept } from '../../app/platform/kept-in-memory.ts'
import { differences, everyExit, standsAt } from './every-exit.ts'
import { personId, smallCoast } from './small-coast.ts'
import { wholeProgram } from './whole-program.ts'

/**
 * People who do not take part have ties that somebody else wrote down. Every exit is fetched, the ties are taken out of the tables and the
 * log behind the program's back, and every exit is fetched again: where one character differs, it told of them.
 */
const program = await wholeProgram()
const { owner, newcomer, bring, joinTeam, doTheJobs, clock } = program
vi.setConfig({ testTimeout: 600_000 })
const author = await newcomer('author@example.org', 'Author')
const colleague = await newcomer('colleague@example.org', 'Colleague')
const steward = await newcomer('steward@example.org', 'Second steward')

/** Of each group the last was never asked, the one before hides, and one is on the map and said no to showing their ties. */
const takesPart = (n: number) => n < 3
const drawn = smallCoast('consented', 'Coast')
drawn.consents = drawn.people.flatMap(({ id }) => {
  const n = Number(id.split('-')[2])
  if (n === 5) return []
  const said = (purpose: 'map' | 'ties' | 'analysis' | 'introductions', state: 'agreed' | 'hidden' | 'withdrawn') => ({
    person: id,
    purpose,
    state,
    said: '2026-10-01',
  })
  const others = (['analysis', 'introductions'] as const).map((purpose) => said(purpose, 'agreed'))
  if (n === 4) return [said('map', 'hidden')]
  return [said('map', 'agreed'), said('ties', takesPart(n) ? 'agreed' : 'withdrawn'), ...others]
})
const tie = drawn.ties[0]!
for (const [from, to] of [
  [personId('crews', 1), personId('clinic', 1)],
  [personId('crews', 3), personId('school', 1)],
  [personId('lab', 4), personId('school', 2)],
  [personId('clinic', 5), personId('crews', 2)],
] as const)
  drawn.ties.push({ ...tie, from, to, since: '2026-11-05', strength: 0.8371 })
const coast = await bring(author, drawn)
await joinTeam(coast, colleague)
await joinTeam(coast, steward, 'steward')

const day = (before: number) => new Date(clock.now().getTime() - before * 86_400_000).toISOString().slice(0, 10)
const days = { earlier: day(4), later: day(1) }
// what was drawn was drawn five days ago, a little of it two days ago
await owner.query(`update change set changed_at = changed_at - interval '5 days' where landscape_id = $1`, [coast.id])
await owner.query(
  `update change set changed_at = changed_at + interval '3 days' where landscape_id = $1 and what in ('tie', 'answer')
   and id % 3 = 0`,
  [coast.id],
)

async function read(): Promise<void> {
  emptyWhatIsKept()
  await owner.query('delete from snapshot where landscape_id = $1', [coast.id])
  for (const who of [author, colleague, steward])
    await who.call('POST', `/api/landscapes/${coast.slug}/readings`, { size: 6 })
  await doTheJobs()
}

async function takeOutTies(): Promise<number> {
  const { rowCount } = await owner
    .query(
      `begin;
     create temp table of_others on commit drop as select t.id from tie t where t.landscape_id = '${coast.id}' and not (
       exists (select 1 from agreement a where a.landscape_id = t.landscape_id and a.person_id = t.from_id and a.purpose = 'ties')
       and exists (select 1 from agreement a where a.landscape_id = t.landscape_id and a.person_id = t.to_id and a.purpose = 'ties'));
     set local session_replication_role = replica;
     delete from change where what = 'tie' and coalesce(after, before) ->> 'id' in (select id::text from of_others);
     delete from tie where id in (select id from of_others);
     commit`,
    )
    // for several statements at once pg gives a list of results, which its types do not know
    .then((results) => (results as unknown as { rowCount: number }[])[4]!)
  return rowCount
}

test('E7: no exit tells anybody but who wrote them down of ties of people who do not take part, by a single character', async () => {
  await read()
  // laid out once, by who knows most
  await author.see(`/landscapes/${coast.slug}/landscape`)
  const all = await Promise.all([colleague, steward].map((who) => everyExit(program, coast, who.id!, days)))
  const ofColleague = all[0]!
  // what a steward alone may fetch, and where whoever wrote the ties finds them
  const ofSteward = all[1]!.filter((path) => /export|words-to-read|\/whole|history$/.test(path))
  const ofAuthor = [
    ...ofSteward,
    ...ofColleague.filter((path) => /map[?.]|view=ties|\/api\/.*known|history|then/.test(path)),
  ]
  const look = async () => ({
    colleague: await standsAt(program, colleague.cookie, ofColleague),
    steward: await standsAt(program, steward.cookie, ofSteward),
    author: await standsAt(program, author.cookie, ofAuthor),
  })
  const before = await look()
  expect(before.colleague.get(ofColleague.find((path) => path.includes('map.png?'))!)).toMatch(/^200/)
  expect(before.colleague.get(ofColleague.find((path) => path.includes('map.pdf?'))!)).toMatch(/^200 %PDF/)
  expect(await takeOutTies()).toBeGreaterThan(10)
  await read()
  const after = await look()
  expect(differences(before.colleague, after.colleague)).toEqual([])
  expect(differences(before.steward, after.steward)).toEqual([])
  // the same look finds them where they may stand
  const told = differences(before.author, after.author).map((one) => one.split(':')[0]!)
  for (const part of [
    '/landscape/map?',
    'map.svg',
    '/export/gexf',
    '/export/folder',
    '.csv?view=ties',
    '/api/',
    '/history',
  ])
    expect(
      told.some((path) => path.includes(part)),
      part,
    ).toBe(true)
})
