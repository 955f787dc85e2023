import { describe, expect, test } from 'vitest'
import { rawSessions, roles } from './raw-sessions.ts'
import { smallCoast } from './small-coast.ts'
import { wholeProgram } from './whole-program.ts'

/** Where somebody gets who has a connection of the program in their hands and wants to be more than it is. */
const program = await wholeProgram()
const { owner, newcomer, bring } = program
const { sessions, rowsOf, count } = await rawSessions(program)
const steward = await newcomer('steward@example.org', 'Steward')
const coast = await bring(steward, smallCoast('own-sketch', 'Coast'))

describe('out of its role', () => {
  test.each(roles)(
    'a session of %s gets nowhere: not into another role, nor out of its own into more',
    async (role) => {
      const client = sessions[role]
      const { rows } = await owner.query('select current_user::text as me')
      const others = roles.filter((one) => one !== role).map((one) => `ecotone_${one}`)
      for (const other of [rows[0].me, 'pg_read_all_data', ...others])
        await expect(client.query(`set role "${other}"`), other).rejects.toThrow(/permission denied/)
      await expect(client.query(`set session authorization "${rows[0].me}"`)).rejects.toThrow(/permission denied/)
      await client.query('reset role')
      if (role !== 'auth') expect(await count(rowsOf(role, 'select count(*)::int as n from person'))).toBe(0)
      await client.query(`set role ecotone_${role}`)
      for (const statement of ['set row_security = off', 'set session_replication_role = replica'])
        await client.query(statement).catch(() => {})
      if (role !== 'auth') expect(await count(rowsOf(role, 'select count(*)::int as n from person'))).toBe(0)
      await client.query('reset row_security')
    },
  )

  test.each(roles)('a session of %s neither switches guards off nor makes a way around them', async (role) => {
    for (const statement of [
      'alter table person no force row level security',
      'alter table person disable row level security',
      'drop policy the_owner on person',
      'create policy mine on person using (true)',
      'alter table change disable trigger all',
      `create function around() returns void language sql as 'select 1'`,
      `copy person to program 'true'`,
      `select pg_read_file('/etc/hostname')`,
      'select * from graphile_worker.jobs',
      `select take_out('${coast.id}', '${steward.id}')`,
      'select forget_again()',
    ]) {
      const refused = await sessions[role].query(statement).then(
        (answer) => (answer.rows?.[0]?.take_out === false ? 'nothing' : 'done'),
        () => 'refused',
      )
      expect(refused, statement).not.toBe('done')
    }
  })

  test('the program itself comes back to its role when a role is reset on its connection', async () => {
    for (const role of roles) {
      const { rows } = await program.db.pools[role].query('select current_user::text as it')
      expect(rows).toEqual([{ it: `ecotone_${role}` }])
      const client = await program.db.pools[role].connect()
      await client.query('reset role')
      expect((await client.query('select current_user::text as it')).rows).toEqual([{ it: `ecotone_${role}` }])
      client.release()
    }
  })
})
