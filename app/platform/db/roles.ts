import type { Client } from 'pg'

/** The roles that grants and policies in the migrations name. */
const roles = ['ecotone_app', 'ecotone_auth', 'ecotone_worker'] as const

/**
 * Sees to it that the three roles exist and that the connected user may enter them. They belong to the whole server, so several
 * databases on one server share them; what each may do is granted database by database.
 *
 * Throws with the statements an administrator would run when the connected user may neither find nor make them.
 */
export async function ensureRoles(client: Client): Promise<void> {
  const { rows } = await client.query<{ superuser: boolean; may_create: boolean; here: string[] }>(
    `select rolsuper as superuser, rolcreaterole as may_create,
       array(select rolname::text from pg_roles where rolname = any ($1)) as here
     from pg_roles where rolname = current_user`,
    [roles],
  )
  const { superuser, may_create: mayCreate, here } = rows[0]!

  for (const role of roles.filter((name) => !here.includes(name))) {
    if (!superuser && !mayCreate) throw new Error(`The database lacks the role ${role}. ${forTheAdministrator()}`)
    await createRole(client, role)
  }
  if (!superuser) await ensureEntry(client)
}

async function createRole(client: Client, role: string): Promise<void> {
  // Another database of the same server may be migrating at this moment and come first.
  await client.query(`do $$ begin create role ${role} nologin;
    exception when duplicate_object or unique_violation then null; end $$`)
}

async function ensureEntry(client: Client): Promise<void> {
  for (const role of roles) {
    if (await canEnter(client, role)) continue
    try {
      await client.query(`grant ${role} to current_user`)
    } catch (cause) {
      throw new Error(`The database user may not enter the role ${role}. ${forTheAdministrator()}`, { cause })
    }
  }
}

async function canEnter(client: Client, role: string): Promise<boolean> {
  try {
    await client.query(`set role ${role}`)
    await client.query('reset role')
    return true
  } catch {
    return false
  }
}

function forTheAdministrator(): string {
  const statements = roles.map((role) => `create role ${role} nologin; grant ${role} to USER;`)
  return `Ask its administrator to run, with the user of DATABASE_URL for USER: ${statements.join(' ')}`
}
