import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { landscapeKnownOn } from '../../app/workbench/landscape/known/known-landscape.ts'
import { drawnLandscape } from '../../app/workbench/landscape/landscape.ts'
import { landscapeInput } from '../../app/workbench/landscape/landscape-input.ts'
import { consentedValley, type Valley } from './consented-valley.ts'

const { ana, rui, his, as, valley, says } = await consentedValley()

describe('ties of people who live', () => {
  const tiesOf = async (who: { id: string }, where: Valley) =>
    as(who, async (tx) => (await drawnLandscape(tx, where)).ties.map(({ from, to }) => `${from} ${to}`).sort())

  test('E3: a tie shows to others when both of its ends agreed to ties; whoever wrote it down sees it', async () => {
    const where = await valley(['map'])
    expect(await tiesOf(rui, where)).toEqual([])
    expect(await tiesOf(ana, where)).toHaveLength(4)
    await says(where, 'joel', { ties: true })
    expect(await tiesOf(rui, where)).toEqual([])
    await says(where, 'marta', { ties: true })
    expect(await tiesOf(rui, where)).toEqual(['joel marta'])
    await says(where, 'marta', { ties: false })
    expect(await tiesOf(rui, where)).toEqual([])
  })

  test('E7: of whoever does not take part no tie leaves by any way out, and they count in the totals', async () => {
    const where = await valley(['map', 'ties', 'analysis'], ['joel', 'marta'])
    const drawn = await as(rui, (tx) => drawnLandscape(tx, where))
    expect(drawn.people).toHaveLength(4)
    expect(drawn.ties.map(({ from, to }) => `${from} ${to}`)).toEqual(['joel marta'])
    const silent = [await where.row('rosa'), await where.row('joel2')]
    const shown = `${where.root}/landscape`
    const exits = [
      `${where.api}`,
      `${where.api}?known=2099-01-01`,
      `${where.api}/history`,
      `${where.root}/history`,
      `${where.root}/history?kind=ties`,
      ...['map', 'people', 'ties', 'practices', 'crossings'].map((view) => `${shown}?view=${view}`),
      `${shown}?view=ties&known=2099-01-01`,
      `${shown}.csv?view=ties`,
      `${shown}.csv?view=people`,
    ]
    for (const path of exits) {
      const { status, text } = await his.see(path)
      expect(status, path).toBeLessThan(500)
      expect(text, path).not.toContain('Call rosa')
      expect(text, path).not.toContain('Call joel2')
      for (const [nth, one] of [...silent.entries()])
        expect(text, `${path} ${nth}`).not.toMatch(new RegExp(`"(from|to)": ?"${one}"`))
    }
    expect((await his.see(`${shown}?view=map`)).text).toContain('4')
  })

  test('E7: the log holds no tie that its table does not show', async () => {
    const where = await valley(['map'])
    const inLog = () =>
      as(rui, async (tx) => {
        const { rows } = await sql<{ n: number }>`select count(*)::int as n from change
          where landscape_id = ${where.id} and what = 'tie'`.execute(tx)
        return rows[0]!.n
      })
    expect(await inLog()).toBe(0)
    for (const one of ['joel', 'marta']) await says(where, one, { ties: true })
    expect(await inLog()).toBe(1)
  })
})

describe('the analysis', () => {
  const read = async (who: { id: string }, where: Valley) => {
    const drawn = await as(who, (tx) => drawnLandscape(tx, where))
    return landscapeInput(drawn, { asOf: '2027-03-01' })
  }

  test('E3: without a yes others count a head and read nothing; the notes of whoever named them count for that one alone', async () => {
    const where = await valley(['map', 'ties'])
    const [hers, hisOwn] = [await read(ana, where), await read(rui, where)]
    expect(hers.ties).toHaveLength(4)
    expect(hers.memberships).toHaveLength(5)
    expect(hisOwn).toMatchObject({ ties: [], memberships: [], answers: [] })
    expect(hisOwn.people).toHaveLength(4)
    expect(hisOwn.notInvitable).toHaveLength(4)
    for (const one of ['joel', 'marta']) await says(where, one, { analysis: true })
    expect((await read(rui, where)).ties).toHaveLength(1)
  })

  test('E3: a no to the analysis holds for everybody, also for whoever named them, and on past days as well', async () => {
    const where = await valley(['map', 'ties', 'analysis'])
    expect((await read(ana, where)).ties).toHaveLength(4)
    await says(where, 'joel2', { analysis: false })
    expect((await read(ana, where)).ties).toHaveLength(1)
    const then = await as(ana, (tx) => landscapeKnownOn(tx, where, '2099-01-01', 'somebody'))
    expect(landscapeInput(then!, { asOf: '2027-03-01' }).ties).toHaveLength(1)
    await says(where, 'joel2', { analysis: true })
    expect((await read(ana, where)).ties).toHaveLength(4)
  })

  test('E3: whoever is out of introductions is proposed to nobody, and the newest word counts', async () => {
    const where = await valley(['map', 'ties', 'analysis', 'introductions'])
    expect((await read(rui, where)).notInvitable).toEqual([])
    await says(where, 'rosa', { introductions: false })
    for (const who of [ana, rui]) expect((await read(who, where)).notInvitable).toEqual(['rosa'])
    await says(where, 'rosa', { introductions: true })
    expect((await read(rui, where)).notInvitable).toEqual([])
  })

  test('E3: a yes is written down by whoever named somebody, and never over their own no', async () => {
    const where = await valley(['map'])
    const rosa = await where.row('rosa')
    const write = (who: { id: string }, day = '2027-03-05') =>
      as(who, (tx) =>
        sql`insert into consent (landscape_id, id, person_id, purpose, state, said_at, recorded_by)
          values (${where.id}, gen_random_uuid(), ${rosa}, 'ties', 'agreed', ${day}::timestamptz, viewer())`.execute(
          tx,
        ),
      )
    await expect(write(rui)).rejects.toMatchObject({ code: '42501' })
    await write(ana)
    await says(where, 'rosa', { ties: false })
    await expect(write(ana, '2027-03-06')).rejects.toMatchObject({ code: '42501' })
  })
})
