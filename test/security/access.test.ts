import { beforeAll, describe, expect, test } from 'vitest'
import { teamRoles } from '../../app/workbench/landscape/landscape-policy.ts'
import { accessTable } from './access-table.ts'
import { markOfNames, personId, smallCoast } from './small-coast.ts'
import { askRoute, filledRoute, saidBy } from './try-route.ts'
import type { Who } from './who-may.ts'
import { type Caller, wholeProgram } from './whole-program.ts'

/**
 * Every address of the program × every role, made from the access table: who may get in, and everybody else is refused in the same words,
 * changes nothing and is told no name. One program and one database for all of it.
 */
const program = await wholeProgram()
const { app, owner, newcomer, nobody, bring, joinTeam, bugs } = program

// whoever comes first runs the instance
const instanceSteward = await newcomer('runs-it@example.org', 'Runs It')
const steward = await newcomer('steward@example.org', 'Steward')
const convener = await newcomer('convener@example.org', 'Convener')
const teamMember = await newcomer('member@example.org', 'Member')
const reader = await newcomer('reader@example.org', 'Reader')
const stranger = await newcomer('stranger@example.org', 'Stranger')
const participant = await newcomer('participant@example.org', 'Participant')
const spaceMember = await newcomer('in-the-space@example.org', 'In the space')
const keeper = await newcomer('keeper@example.org', 'Keeper')
const moderator = await newcomer('moderator@example.org', 'Moderator')
await owner.query(`insert into site_role (person_id, role) values ($1, 'moderator')`, [moderator.id])

const ours = await bring(steward, smallCoast('own-sketch', 'Ours'))
const locked = await bring(steward, smallCoast('own-sketch', 'Locked'))
await bring(stranger, smallCoast('own-sketch', 'Theirs'))
for (const landscape of [ours, locked]) {
  await joinTeam(landscape, convener)
  await joinTeam(landscape, teamMember, 'team-member')
  await joinTeam(landscape, reader, 'reader')
  for (const who of [participant, spaceMember]) await putOnTheMap(landscape, who)
  await steward.send(`/landscapes/${landscape.slug}/readings`, { size: '6' })
}
await sitIn('pier', ours, spaceMember)
await sitIn('pier', locked, spaceMember)
await joinTeam(locked, keeper, 'steward')
await program.doTheJobs()
const { rows } = await owner.query<{ landscape_id: string; id: string }>('select landscape_id, id from snapshot')
const filling = { readings: new Map(rows.map((row) => [row.landscape_id, row.id])), upload: locked.id }
const reading = filling.readings.get(ours.id)!
await lockAwayFrom(steward)

async function putOnTheMap(landscape: { id: string }, who: Caller): Promise<void> {
  await owner.query(
    `insert into participant (landscape_id, person_id, external_id, named_by, consent) values ($1, $2::uuid, $2::text, $3, 'agreed')`,
    [landscape.id, who.id, steward.id],
  )
}

async function sitIn(space: string, landscape: { id: string }, who: Caller): Promise<void> {
  await owner.query(
    `insert into space_person (landscape_id, space_id, person_id, role, state)
     select landscape_id, id, $3, 'member', 'accepted' from space where landscape_id = $1 and external_id = $2`,
    [landscape.id, space, who.id],
  )
}

/** Locked by its second steward, with the convener as the other keeper: the first steward is out as well. */
async function lockAwayFrom(first: Caller): Promise<void> {
  const path = `/landscapes/${locked.slug}/people/lock`
  const named = await first.send(`${path}/keepers`, { keeper: [keeper.id!, convener.id!] })
  const pressed = await keeper.send(path, { word: 'lock' })
  if (named.status !== 303 || pressed.status !== 303)
    throw new Error(`Locking was answered ${named.status}, ${pressed.status}.`)
}

const routes = [
  ...new Set(app.routes.filter(({ method }) => method !== 'ALL').map((one) => `${one.method} ${one.path}`)),
]
const whoOf = (route: string) => accessTable[route]?.who ?? 'anybody'
/** Tried by tests of their own, since more than a role decides: an upload, a link, a machine. */
const decidedOtherwise: Who[] = ['anybody', 'sent it', 'takes part', 'holds the link', 'on this machine']
const byRole = routes.filter((route) => !decidedOtherwise.includes(whoOf(route)))
/** Whoever is let in first runs the instance and edits the site; nobody else here does. */
const ofFirst: Who[] = ['instance steward', 'edits the site', 'moderates the site']
const inLandscape = byRole.filter((route) => route.includes('/landscapes/:slug'))
const elsewhere = byRole.filter((route) => !route.includes('/landscapes/:slug'))

/** The least role on the team that gets in. */
const least = {
  sees: 'reader',
  reads: 'reader',
  draws: 'team-member',
  convenes: 'convener',
  stewards: 'steward',
} as const
const onTheTeam = { steward, convener, 'team-member': teamMember, reader }
const outside = { stranger, participant, 'space member': spaceMember, 'instance steward': instanceSteward }

const mayEnter = (role: (typeof teamRoles)[number], route: string) =>
  teamRoles.indexOf(role) <= teamRoles.indexOf(least[whoOf(route) as keyof typeof least])

const tables = (
  await owner.query<{ name: string }>(
    `select relname as name from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace order by 1`,
  )
).rows.map(({ name }) => name)
const counting = `select ${tables.map((name) => `(select count(*) from ${name})::int as ${name}`).join(', ')},
  (select sum(version) from landscape)::int as versions, (select max(id) from change)::int as newest`

/** How many rows every table has. */
async function everything(): Promise<unknown> {
  return (await owner.query(counting)).rows[0]
}

let counted: unknown
/** A refused request leaves everything as it was: counted once after each test, and held against what was counted last. */
async function expectNoTrace(): Promise<void> {
  const before = counted
  counted = await everything()
  expect(counted).toEqual(before)
}

const saidOfNone = new Map<string, Promise<string>>()
/** What somebody is told where there is no landscape; asked once for each of them and each address. */
function nowhere(who: Caller, route: string): Promise<string> {
  const asked = `${who.id} ${route}`
  const path = filledRoute(route, filling, ours, 'nowhere-at-all')
  const said =
    saidOfNone.get(asked) ?? askRoute(who, route, path, { reading }).then((it) => saidBy(it, 'nowhere-at-all'))
  saidOfNone.set(asked, said)
  return said
}

test('every address of the program says here who may', () => {
  expect(routes.toSorted()).toEqual(Object.keys(accessTable).toSorted())
})

test('the marks of names are there to be found by those who may', async () => {
  expect((await steward.see(`/landscapes/${ours.slug}/landscape?view=people`)).text).toContain(markOfNames)
})

describe('C18: refused, in the same words, without a name and without a trace', () => {
  // looking at people is written down, so what came before this does not count
  beforeAll(async () => {
    counted = await everything()
  })

  test.each(byRole)('C18: nobody: %s', async (route) => {
    const answer = await askRoute(nobody, route, filledRoute(route, filling, ours), { reading })
    if (route.includes(' /api/')) expect(answer.status).toBe(403)
    else if (answer.status === 404) expect(whoOf(route)).toBe('instance steward')
    else expect([answer.status, answer.location]).toEqual([303, expect.stringMatching(/^\/sign-in\?next=(%2F|\/)/)])
    expect(answer.text).not.toContain(markOfNames)
    await expectNoTrace()
  })

  test.each(inLandscape)('C18: whoever is not on the team, as if there were none: %s', async (route) => {
    for (const [who, outsider] of Object.entries(outside)) {
      const there = await askRoute(outsider, route, filledRoute(route, filling, ours), { reading })
      expect(there.status, who).toBe(404)
      expect(saidBy(there, ours.slug), who).toBe(await nowhere(outsider, route))
      expect(there.text, who).not.toContain(markOfNames)
    }
    await expectNoTrace()
  })

  const lower = inLandscape.filter((route) => !mayEnter('reader', route))
  test.each(lower)('C18: whoever is on the team with less than it takes: %s', async (route) => {
    for (const role of teamRoles.filter((one) => !mayEnter(one, route))) {
      const answer = await askRoute(onTheTeam[role], route, filledRoute(route, filling, ours), { reading })
      expect(answer.status, role).toBe(403)
      expect(answer.text, role).not.toContain(markOfNames)
    }
    await expectNoTrace()
  })

  test.each(inLandscape)(
    'E23: of a locked landscape, everybody but the keepers, whatever their role: %s',
    async (route) => {
      for (const [who, shutOut] of Object.entries({ steward, teamMember, reader, ...outside })) {
        const there = await askRoute(shutOut, route, filledRoute(route, filling, locked), { reading })
        expect(there.status, who).toBe(404)
        expect(saidBy(there, locked.slug), who).toBe(await nowhere(shutOut, route))
      }
      await expectNoTrace()
    },
  )

  const ownPage = '/landscapes/:slug/people/lock'
  const others = inLandscape.filter((route) => !route.endsWith(` ${ownPage}`) && !route.endsWith(`${ownPage}/opening`))
  test.each(others)('E23: a keeper is led to the one page of a locked landscape: %s', async (route) => {
    const answer = await askRoute(keeper, route, filledRoute(route, filling, locked), { reading })
    if (answer.status === 303) expect(answer.location).toBe(`/landscapes/${locked.slug}/people/lock`)
    else expect([403, 404]).toContain(answer.status)
    expect(answer.text).not.toContain(markOfNames)
    await expectNoTrace()
  })

  const ofTheInstance = elsewhere.filter((route) => ofFirst.includes(whoOf(route)))
  test.each(ofTheInstance)('E8: whoever does not run the instance, nor edits the site: %s', async (route) => {
    for (const [who, one] of Object.entries({ ...onTheTeam, stranger, participant, spaceMember })) {
      const answer = await askRoute(one, route, filledRoute(route, filling, ours), { reading })
      // some say no, some say that nothing is here
      expect([403, 404], who).toContain(answer.status)
    }
    await expectNoTrace()
  })

  test.each(ofTheInstance)(
    'C18: a moderator is let into what moderators share, and into nothing else: %s',
    async (route) => {
      const { status } = await askRoute(moderator, route, filledRoute(route, filling, ours), { reading })
      if (whoOf(route) !== 'moderates the site') expect([403, 404]).toContain(status)
      // no message has this id, which whoever may not get in is never told
      else expect(status).toBe(route.includes(':') ? 404 : route.startsWith('POST') ? 303 : 200)
    },
  )
})

describe('C18: let in', () => {
  const tried = inLandscape.filter((route) => !accessTable[route]!.more)
  test.each(tried)('C18: those on the team who may: %s', async (route) => {
    for (const role of teamRoles.filter((one) => mayEnter(one, route))) {
      const { status } = await askRoute(onTheTeam[role], route, filledRoute(route, filling, ours), { reading })
      expect(status, role).toBeLessThan(500)
      expect(status, role).not.toBe(403)
      if (route.startsWith('GET ') && role === 'steward') expect(status).toBe(200)
    }
  })

  const looking = elsewhere.filter((route) => route.startsWith('GET '))
  test.each(looking)('those who are signed in, and whoever runs the instance: %s', async (route) => {
    const who = ofFirst.includes(whoOf(route)) ? [instanceSteward] : [instanceSteward, stranger, participant, reader]
    for (const one of who) {
      const { status } = await askRoute(one, route, filledRoute(route, filling, ours), { reading })
      // what one has not got, or a link that was never made, is not there
      expect([200, 303, 404, 410]).toContain(status)
    }
  })
})

test('no request met a bug on the way', () => {
  expect(bugs).toEqual([])
})

test('the people of the coast are there, so that the refusals above mean something', () => {
  expect(personId('crews', 0)).not.toBe('')
})
