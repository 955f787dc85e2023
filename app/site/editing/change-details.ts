import type { Tx } from '../../platform/db/database.ts'
import { isFreeName } from '../writing/address-of.ts'
import { updateDetails, whoHasSlug } from './details-queries.ts'
import type { Details, EditedWriting } from './editing-queries.ts'

export type Detailed = { kind: 'changed' } | { kind: 'slug-taken' } | { kind: 'slug-reserved' } | { kind: 'fixed' }

/**
 * Changes what of a writing is not in its words. The address of something that was ever shown goes on leading to it. Pages of the site have
 * a fixed address.
 */
export async function changeDetails(tx: Tx, writing: EditedWriting, details: Details): Promise<Detailed> {
  const { id, kind, state } = writing
  const moves = details.slug !== writing.slug
  if (moves) {
    if (kind === 'page') return { kind: 'fixed' }
    if (!isFreeName(kind, details.slug)) return { kind: 'slug-reserved' }
    if (await whoHasSlug(tx, { id, kind, slug: details.slug })) return { kind: 'slug-taken' }
  }
  const wasSeen = state === 'shown' || state === 'taken-down'
  await updateDetails(tx, id, kind, details, moves && wasSeen ? writing.slug : null)
  return { kind: 'changed' }
}
