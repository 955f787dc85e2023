import type { TestDatabase } from '../../../test/support/database.ts'
import { uuidv7 } from '../../platform/uuid.ts'

/** Somebody who edits the site, as a viewer that a transaction can run for. */
export async function siteEditor(owner: TestDatabase['owner']): Promise<{ kind: 'person'; id: string }> {
  const id = uuidv7()
  await owner.query(`insert into person (id, name, email, email_verified) values ($1, 'Editor', $2, true)`, [
    id,
    `${id}@example.org`,
  ])
  await owner.query(`insert into site_role (person_id, role) values ($1, 'editor')`, [id])
  return { kind: 'person', id }
}
