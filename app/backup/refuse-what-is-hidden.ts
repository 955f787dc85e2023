import type { Client } from 'pg'
import type { KeptTable } from './kept-tables.ts'

/**
 * Throws when a policy could keep rows of these tables from the connected user, whose copy of them would then lack some unseen. A superuser
 * passes every policy by; an owner who is none sees everything by the policy `the_owner`, as long as nothing narrows that.
 */
export async function refuseWhatIsHidden(client: Client, tables: readonly KeptTable[]): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    `with mine as (
       select polrelid, polpermissive, pg_get_expr(polqual, polrelid) as says from pg_policy
       where polcmd in ('*', 'r') and exists (select from unnest(polroles) r where r = 0 or pg_has_role(r, 'usage')))
     select c.relname as name from pg_class c
     where c.relnamespace = 'public'::regnamespace and c.relname = any ($1) and c.relrowsecurity
       and not (select rolsuper or rolbypassrls from pg_roles where rolname = current_user)
       and (not exists (select from mine where polrelid = c.oid and polpermissive and says = 'true')
         or exists (select from mine where polrelid = c.oid and not polpermissive
           and not starts_with(says, format('((CURRENT_USER = %L::name) OR ', current_user))))
     order by 1`,
    [tables.map(({ name }) => name)],
  )
  if (rows.length > 0)
    throw new Error(
      `row-level security may keep rows of ${rows.map(({ name }) => name).join(', ')} from the database user; it has to be the one that owns the tables, or a superuser`,
    )
}
