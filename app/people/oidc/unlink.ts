import { ownDeed } from '../account/own-deed-queries.ts'
import { keepAudit } from '../audit/audit.ts'
import { type Told, tellOfChange } from '../changed/tell-of-change.ts'
import type { Auth } from '../sessions/auth.ts'
import { forgetShut, shutLink } from './oidc-queries.ts'

/**
 * Knows somebody no longer as who they are at another provider. Its address does not link them again either, or whoever has got into their
 * account there would be back with the next sign-in. The mailed link stays, so this is never the last way in.
 */
export async function unlinkElsewhere(auth: Auth, told: Told, id: string): Promise<boolean> {
  return ownDeed(auth, told.personId, async (tx) => {
    if (!(await shutLink(tx, told.personId, id))) return false
    await keepAudit(tx, { what: 'provider-unlinked', aboutId: told.personId })
    await tellOfChange(tx, auth, told, 'elsewhere_unlinked')
    return true
  })
}

/** Lets their next sign-in there link them again; that is told when it happens. */
export async function allowElsewhere(auth: Auth, personId: string, id: string): Promise<boolean> {
  return ownDeed(auth, personId, (tx) => forgetShut(tx, personId, id))
}
