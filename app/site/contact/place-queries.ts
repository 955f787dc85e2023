import { sql } from 'kysely'
import type { Tx } from '../../platform/db/database.ts'
import type { ContactPlace } from './contact-place.ts'

const columns = sql`id, position, shown, organization, street, postal_code as "postalCode", locality, country, email, phone, zone`

/** The places that are shown, the main one first. */
export async function listPlaces(tx: Tx): Promise<ContactPlace[]> {
  const { rows } =
    await sql<ContactPlace>`select ${columns} from contact_place where shown order by position, id`.execute(tx)
  return rows
}

/** All of them, for editors: nobody else is given those that are not shown. */
export async function listEveryPlace(tx: Tx): Promise<ContactPlace[]> {
  const { rows } = await sql<ContactPlace>`select ${columns} from contact_place order by position, id`.execute(tx)
  return rows
}

/** Writes one down, new or changed. */
export async function keepPlace(tx: Tx, one: ContactPlace): Promise<void> {
  await sql`insert into contact_place (id, position, shown, organization, street, postal_code, locality, country, email, phone, zone)
    values (${one.id}, ${one.position}, ${one.shown}, ${one.organization}, ${one.street}, ${one.postalCode}, ${one.locality}, ${one.country},
      ${one.email}, ${one.phone}, ${one.zone})
    on conflict (id) do update set position = excluded.position, shown = excluded.shown, organization = excluded.organization,
      street = excluded.street, postal_code = excluded.postal_code, locality = excluded.locality, country = excluded.country,
      email = excluded.email, phone = excluded.phone, zone = excluded.zone`.execute(tx)
}
