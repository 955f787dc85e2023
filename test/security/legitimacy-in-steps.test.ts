import type { Door, Opportunity } from '@ecotone/engine/opportunities/opportunity.ts'
import { describe, expect, test, vi } from 'vitest'
import { uuidv7 } from '../../app/platform/uuid.ts'
import { tellLegitimacy } from '../../app/workbench/landscape/told-legitimacy-queries.ts'
import { personId, smallCoast } from './small-coast.ts'
import { type Caller, wholeProgram } from './whole-program.ts'

const { db, owner, newcomer, bring, joinTeam, doTheJobs, bugs } = await wholeProgram()
// each of these reads a landscape several times
vi.setConfig({ testTimeout: 120_000 })

const steward = await newcomer('steward@example.org', 'Steward')
const convener = await newcomer('convener@example.org', 'Convener')
const judged = personId('school', 3)

/** A coast in which members of the lab, the first of them first, were asked whether they would come if one of the school called. */
async function coastWith(...answers: ('yes' | 'no')[]) {
  const drawn = smallCoast('fictional', 'Coast')
  const said = { person: judged, practice: 'lab', kind: 'attested', ground: null, recorded: null } as const
  drawn.legitimacy = answers.map((says, nth) => ({
    ...said,
    answeredBy: personId('lab', nth),
    wouldCome: says === 'yes',
  }))
  const landscape = await bring(steward, drawn)
  const rowId = async (external: string): Promise<string> => {
    const { rows } = await owner.query(
      'select person_id from participant where landscape_id = $1 and external_id = $2',
      [landscape.id, external],
    )
    return rows[0].person_id
  }
  const about = [landscape.id, await rowId(judged)]
  const lab = await owner.query("select id from practice where landscape_id = $1 and external_id = 'lab'", [
    landscape.id,
  ])
  return {
    ...landscape,
    rowId,
    answer: async (nth: number, says: 'yes' | 'no') =>
      owner.query(
        `insert into legitimacy (landscape_id, id, person_id, practice_id, kind, answered_by, would_come)
           values ($1, $3, $2, $4, 'attested', $5, $6)`,
        [...about, uuidv7(), lab.rows[0].id, await rowId(personId('lab', nth)), says === 'yes'],
      ),
    leaveAnalysis: async (nth: number) =>
      owner.query(
        `insert into consent (landscape_id, id, person_id, purpose, state, said_at)
           values ($1, $2, $3, 'analysis', 'withdrawn', now())`,
        [landscape.id, uuidv7(), await rowId(personId('lab', nth))],
      ),
    erase: async (nth: number) =>
      owner.query('delete from participant where landscape_id = $1 and person_id = $2', [
        landscape.id,
        await rowId(personId('lab', nth)),
      ]),
    remembered: async () => {
      const { rows } = await owner.query(
        'select answered_by, would_come from legitimacy_told where landscape_id = $1 order by would_come',
        [landscape.id],
      )
      return rows
    },
    takeBack: async (nth: number) =>
      owner.query('delete from legitimacy where landscape_id = $1 and person_id = $2 and answered_by = $3', [
        ...about,
        await rowId(personId('lab', nth)),
      ]),
  }
}

/** What a new reading tells of who is trusted in the lab, on all of its cards. */
async function told({ slug }: { slug: string }, who: Caller = steward): Promise<Door['people']> {
  const asked = await who.call('POST', `/api/landscapes/${slug}/readings`, { size: 6 })
  expect(asked.status).toBeLessThan(300)
  await doTheJobs()
  const { text } = await who.see(`/api/landscapes/${slug}/opportunities`)
  const cards = (JSON.parse(text).cards ?? JSON.parse(text).opportunities) as Opportunity[]
  const doors = cards.flatMap((one) => one.doors).filter(({ practice }) => practice === 'lab')
  expect(doors.length).toBeGreaterThan(0)
  const [first, ...others] = doors.map(({ people }) => JSON.stringify(people))
  expect(others.every((one) => one === first)).toBe(true)
  return doors[0]!.people
}

describe('E11: answers about standing are told in whole steps', () => {
  test('two readings at three answers and at four are the same, whichever the fourth was and even where it turns the majority', async () => {
    for (const fourth of ['yes', 'no'] as const) {
      const coast = await coastWith('yes', 'yes', 'no')
      const three = await told(coast)
      expect(three).toEqual([{ person: expect.anything(), onTeam: false, askedAtLeast: 3, claimed: false }])
      await coast.answer(3, fourth)
      expect(await told(coast)).toEqual(three)
      await coast.answer(4, 'no')
      expect(await told(coast)).toEqual(three)
      await coast.answer(5, 'no')
      // six answers now, three of them new: a whole step, and of these six no more than half would come
      expect(await told(coast)).toEqual([])
    }
  })

  test('whoever reads gets the same steps: what one was told at three answers, another is told at four', async () => {
    const coast = await coastWith('yes', 'yes', 'no')
    await joinTeam(coast, convener)
    const three = await told(coast)
    await coast.answer(3, 'no')
    expect(await told(coast, convener)).toEqual(three)
  })

  test('E11: below three answers it is told that somebody was asked, and the same whatever they said', async () => {
    const [yes, no] = [await told(await coastWith('yes', 'yes')), await told(await coastWith('no'))]
    expect(yes.map(({ askedAtLeast }) => askedAtLeast)).toEqual([null])
    expect(no.map(({ askedAtLeast }) => askedAtLeast)).toEqual([null])
  })

  test.each(['takeBack', 'leaveAnalysis', 'erase'] as const)(
    'an answer that is gone by %s is told no longer, and no new total comes before a whole step',
    async (gone) => {
      const coast = await coastWith('yes', 'yes', 'yes')
      expect((await told(coast)).map(({ askedAtLeast }) => askedAtLeast)).toEqual([3])
      await coast[gone](0)
      expect((await told(coast)).map(({ askedAtLeast }) => askedAtLeast)).toEqual([null])
      await coast.answer(3, 'yes')
      expect((await told(coast)).map(({ askedAtLeast }) => askedAtLeast)).toEqual([null])
      await coast.answer(4, 'yes')
      // one gone, two new: a step of three, and four who answered
      expect((await told(coast)).map(({ askedAtLeast }) => askedAtLeast)).toEqual([3])
    },
  )

  test('of whoever is erased it is remembered that their answer was counted, and neither whose it was nor what it said', async () => {
    const coast = await coastWith('no', 'yes', 'yes')
    await told(coast)
    expect((await coast.remembered()).map(({ would_come }) => would_come)).toEqual([false, true, true])
    await coast.erase(0)
    const rows = await coast.remembered()
    expect(rows.map(({ would_come }) => would_come)).toEqual([true, true, null])
    expect(rows.filter(({ answered_by }) => answered_by === null)).toHaveLength(1)
  })

  describe('of people who live, answers of whoever never said yes to the analysis', () => {
    const yesTo = (...who: string[]) =>
      who.flatMap((person) =>
        (['map', 'analysis'] as const).map((purpose) => ({
          person,
          purpose,
          state: 'agreed' as const,
          said: '2026-10-01',
        })),
      )
    const lab = [0, 1, 2, 3].map((nth) => personId('lab', nth))
    /** Nobody said no; `agreed` said yes. */
    async function livingCoast(...agreed: string[]) {
      const drawn = smallCoast('consented', 'Living')
      drawn.consents = yesTo(judged, ...agreed)
      drawn.legitimacy = lab.map((answeredBy) => ({
        person: judged,
        practice: 'lab',
        kind: 'attested' as const,
        answeredBy,
        wouldCome: true,
        ground: null,
        recorded: null,
      }))
      return bring(steward, drawn)
    }
    /** How many answers a reading of this person would tell. */
    const toldIn = async (coast: { id: string }, who: Caller) =>
      db.as({ kind: 'worker', onBehalfOf: who.id }, async (tx) => {
        const told = await tellLegitimacy(tx, coast.id)
        return told.filter(({ wouldCome }) => wouldCome === true).length
      })

    test('E11: count in no total of a team, nor of what whoever named them is told there', async () => {
      const two = await livingCoast(...lab.slice(0, 2))
      await joinTeam(two, convener)
      for (const who of [convener, steward]) expect(await toldIn(two, who)).toBe(0)
      const three = await livingCoast(...lab.slice(0, 3))
      await joinTeam(three, convener)
      for (const who of [convener, steward]) expect(await toldIn(three, who)).toBe(3)
      // the fourth, who said nothing, is not among those that are remembered as counted
      const { rows } = await owner.query('select from legitimacy_told where landscape_id = $1', [three.id])
      expect(rows).toHaveLength(3)
    })

    test('E11: count as notes of whoever draws alone, until somebody else comes', async () => {
      const alone = await livingCoast()
      expect(await toldIn(alone, steward)).toBe(4)
      await joinTeam(alone, convener)
      for (const who of [convener, steward]) expect(await toldIn(alone, who)).toBe(0)
    })
  })

  test('two readings at one moment do not tell two steps', async () => {
    const coast = await coastWith('yes', 'yes', 'no')
    await joinTeam(coast, convener)
    const readings = [steward, convener].map((who) =>
      who.call('POST', `/api/landscapes/${coast.slug}/readings`, { size: 6 }),
    )
    for (const one of await Promise.all(readings)) expect(one.status).toBeLessThan(300)
    await doTheJobs()
    expect(await coast.remembered()).toHaveLength(3)
    expect(bugs).toEqual([])
  })
})
