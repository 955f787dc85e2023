import type { Client } from 'pg'
import type { Login } from './login.ts'

/** Lets a login work on the queue of jobs, as its owner does; a newer version of the library may have brought tables it does not know yet. */
export async function openQueueTo(owner: Client, { user }: Login): Promise<void> {
  const missing = await owner.query(
    `select from pg_class c where c.relnamespace = 'graphile_worker'::regnamespace and c.relkind in ('r', 'v')
       and not has_table_privilege($1, c.oid, 'delete') limit 1`,
    [user],
  )
  if (missing.rowCount === 0) return
  await owner.query(`grant usage on schema graphile_worker to ${user}`)
  await owner.query(`grant select, insert, update, delete on all tables in schema graphile_worker to ${user}`)
  await owner.query(`grant execute on all functions in schema graphile_worker to ${user}`)
  const { rows } = await owner.query<{ name: string }>(
    `select c.oid::regclass::text as name from pg_class c
     where c.relnamespace = 'graphile_worker'::regnamespace and c.relrowsecurity
       and not exists (select from pg_policy p where p.polrelid = c.oid and $1::regrole = any (p.polroles))`,
    [user],
  )
  for (const { name } of rows)
    await owner.query(`create policy ${user} on ${name} to ${user} using (true) with check (true)`)
}
