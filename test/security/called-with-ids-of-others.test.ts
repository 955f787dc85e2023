import { expect, test } from 'vitest'
import type { Viewer } from '../../app/platform/db/database.ts'
import { uuidv7 } from '../../app/platform/uuid.ts'
import { personId } from './small-coast.ts'
import { as, teamAndStranger } from './team-and-stranger.ts'

const { owner, steward, convener, stranger, agreed, theirs, tried, rowId } = await teamAndStranger()

test('functions say nothing about the landscape of others, whatever the transaction claims to be for', async () => {
  const who = await rowId(theirs, personId('crews', 0))
  const out = await rowId(theirs, personId('crews', 1))
  expect(await tried(as(stranger), `select take_out('${theirs.id}', '${out}') as it`)).toEqual([{ it: true }])
  const kept = await owner.query<{ at: string }>(
    'select taken_at::text as at from kept_back where person_id = $1 limit 1',
    [out],
  )
  const keptBack = kept.rows[0]!.at
  for (const viewer of [as(convener), { kind: 'nobody' } as const]) {
    expect(await tried(viewer, `select * from people_in('${theirs.id}')`, 'restorable export')).toEqual([])
    expect(await tried(viewer, `select * from people_shown_to_me() where landscape_id = '${theirs.id}'`)).toEqual([])
    expect(await tried(viewer, `select * from participant_seen where landscape_id = '${theirs.id}'`)).toEqual([])
    expect(await tried(viewer, `select name_is_mine_to_see('${who}') as it`)).toEqual([{ it: false }])
    expect(await tried(viewer, `select name_is_mine_to_see('${stranger.id}') as it`)).toEqual([{ it: false }])
    expect(await tried(viewer, `select last_given_number('${theirs.id}') as n`)).toEqual([{ n: 0 }])
    expect(await tried(viewer, `select take_out('${theirs.id}', '${who}') as it`)).toEqual([{ it: false }])
    expect(
      await tried(
        viewer,
        `select sum(rows_of_deed('${theirs.id}', changed_at, changed_by)) as n from change where landscape_id = '${theirs.id}'`,
      ),
    ).toEqual([{ n: null }])
    expect(await tried(viewer, `select call_person('${theirs.id}', '${who}', 'x') as it`)).toEqual([{ it: false }])
    expect(await tried(viewer, `select call_again('${theirs.id}', '${who}', now()) as it`)).toEqual([
      { it: 'not-yours' },
    ])
    expect(await tried(viewer, `select bring_back('${theirs.id}', '${keptBack}') as it`)).toEqual([
      { it: ['not-yours'] },
    ])
    expect(await tried(viewer, `select part_again('${theirs.id}', now()) as it`)).toEqual([{ it: ['erased'] }])
    expect(await tried(viewer, `select * from still_kept('${theirs.id}')`)).toEqual([])
    expect(await tried(viewer, `select said_since('${theirs.id}', '${who}', '2020-01-01') as it`)).toEqual([
      { it: false },
    ])
    expect(await tried(viewer, `select forget_what_was_kept('${theirs.id}', array['${who}']::uuid[])`)).toBe('refused')
    expect(await tried(viewer, `select forget_what_was_kept_back(now())`)).toBe('refused')
    expect(await tried(viewer, `select join_people('${theirs.id}', '${who}', '${stranger.id}') as it`)).toEqual([
      { it: 'not-allowed' },
    ])
    expect(
      await tried(
        viewer,
        `select record_consent('${uuidv7()}', '${theirs.id}', '${who}', 'withdrawn', null, now()) as it`,
      ),
    ).toEqual([{ it: 'not-allowed' }])
    expect(await tried(viewer, `select * from legitimacy_to_tell('${theirs.id}')`)).toBe('refused')
    expect(await tried(viewer, `select remember_telling('${theirs.id}', '{}', '{}', '{}')`)).toBe('refused')
    expect(await tried(viewer, 'select * from legitimacy_told')).toBe('refused')
    expect(await tried(viewer, `select forget_the_untold(now() + interval '9 years')`)).toBe('refused')
    expect(await tried(viewer, `select unsay_in_the_log('${theirs.id}', array['${who}']::uuid[])`)).toBe('refused')
  }
  const worker: Viewer = { kind: 'worker', onBehalfOf: convener.id }
  expect(await tried(worker, `select * from legitimacy_to_tell('${theirs.id}')`)).toEqual([])
  expect(await tried(worker, 'select * from legitimacy_told')).toBe('refused')
  expect(await rowId(theirs, personId('crews', 0))).toBe(who)
})

test('without anybody signed in nothing is opened, found, asked for or erased', async () => {
  for (const call of [
    `open_landscape('${uuidv7()}', 'x', 'x', 'fictional', null, null)`,
    `person_by_email('${uuidv7()}', null, 'steward@example.org', null, null)`,
    `enqueue_job('spot-opportunities', '{}')`,
    'erase_me()',
  ])
    expect(await tried({ kind: 'nobody' }, `select ${call}`)).toBe('refused')
})

test('calling it a restorable export opens answers and flags for the steward alone', async () => {
  for (const [who, n] of [
    [steward, 2],
    [convener, 0],
    [stranger, 0],
  ] as const) {
    const answers = `select * from legitimacy where landscape_id = '${agreed.id}'`
    expect(await tried(as(who), answers)).toEqual([])
    expect(await tried(as(who), answers, 'restorable export')).toHaveLength(n)
  }
})
