import { createHash, randomBytes } from 'node:crypto'
import { uuidv7 } from '../../platform/uuid.ts'
import { ownDeed } from '../account/own-deed-queries.ts'
import { keepAudit } from '../audit/audit.ts'
import { type Told, tellOfChange } from '../changed/tell-of-change.ts'
import type { TokenScope } from '../people.ts'
import type { Auth } from '../sessions/auth.ts'
import { deleteToken, insertToken, replaceToken } from './api-token-queries.ts'

/** How a token is kept. It is random through and through, so a plain hash tells nothing of it. */
export function hashOfToken(token: string): string {
  return createHash('sha256').update(token).digest('base64url')
}

function newToken(): { token: string; hash: string; beginning: string } {
  const token = `eco_${randomBytes(32).toString('base64url')}`
  return { token, hash: hashOfToken(token), beginning: token.slice(0, 10) }
}

/** Makes a token for somebody's program. What is given back is shown this once. */
export async function makeApiToken(
  auth: Auth,
  told: Told,
  wish: { name: string; scopes: TokenScope[]; landscapeId: string | null; days: number },
): Promise<string> {
  const { personId } = told
  const { token, hash, beginning } = newToken()
  const at = auth.clock.now()
  const row = {
    ...{ id: uuidv7(at.getTime()), person_id: personId, name: wish.name, hash, beginning, scopes: wish.scopes },
    ...{ landscape_id: wish.landscapeId, made_at: at, expires_at: new Date(at.getTime() + wish.days * 86_400_000) },
  }
  await ownDeed(auth, personId, async (tx) => {
    await insertToken(tx, row)
    await keepAudit(tx, { what: 'token-made', aboutId: row.id })
    await tellOfChange(tx, auth, told, 'token_made')
  })
  return token
}

/** Makes a token anew: the same name and reach, another secret; the old one dies at once. Null when it is not theirs. */
export async function rollApiToken(auth: Auth, told: Told, id: string): Promise<string | null> {
  const { personId } = told
  const { token, hash, beginning } = newToken()
  return ownDeed(auth, personId, async (tx) => {
    if (!(await replaceToken(tx, personId, id, { hash, beginning, at: auth.clock.now() }))) return null
    await keepAudit(tx, { what: 'token-made', aboutId: id })
    await tellOfChange(tx, auth, told, 'token_made')
    return token
  })
}

export async function endApiToken(auth: Auth, told: Told, id: string): Promise<void> {
  const { personId } = told
  await ownDeed(auth, personId, async (tx) => {
    if (!(await deleteToken(tx, personId, id))) return
    await keepAudit(tx, { what: 'token-ended', aboutId: id })
    await tellOfChange(tx, auth, told, 'token_ended')
  })
}
