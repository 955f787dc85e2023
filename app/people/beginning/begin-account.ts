import type { Language } from '../../platform/i18n/language.ts'
import type { Post } from '../../platform/mail/mail.ts'
import { layOutLetter } from '../../ui/letter-layout.tsx'
import { ownDeed } from '../account/own-deed-queries.ts'
import { keepAudit } from '../audit/audit.ts'
import { peopleWords } from '../people-words.ts'
import { lookAtProof, makeProof, useProof, voidProofs } from '../proofs/proof-queries.ts'
import type { Auth } from '../sessions/auth.ts'
import { type Arrival, arrive } from '../signing-in/sign-in.ts'
import { giveAccount, mayBegin, noteAccountBegun } from './begin-queries.ts'
import { beginWords } from './begin-words.ts'

/**
 * Mails somebody who is on a map without an account a link that begins one, to the address they gave. Works once, within the hour; an
 * earlier one is void. Nothing is sent when the address is somebody's already or they have an account: the caller must not let that show.
 */
export async function askForAccount(
  { auth, post }: { auth: Auth; post: Post },
  personId: string,
  wish: { address: string; language: Language },
): Promise<void> {
  const { address, language } = wish
  if (!(await mayBegin(auth.kysely, personId, address))) return
  await voidProofs(auth, 'account-new', personId)
  const token = await makeProof(auth, 'account-new', { personId, holds: { address }, minutes: 60 })
  const say = beginWords(language)
  const letter = await layOutLetter({
    language,
    subject: say('mail_subject'),
    parts: [
      { text: peopleWords(language)('mail_hello') },
      { text: say('mail_text') },
      { link: new URL(`/account/begin?token=${token}`, auth.origin).href, label: say('open_title') },
      { text: say('mail_once') },
    ],
    why: say('mail_why'),
  })
  await post.send({ to: { address, personId }, kind: 'deed', language, ...letter })
}

/** The address that a link begins an account with, without using it up; null when it no longer does. */
export async function addressToBeginWith(auth: Auth, token: string): Promise<string | null> {
  const proof = await lookAtProof(auth, 'account-new', token)
  return proof ? String(proof.holds['address']) : null
}

/**
 * Begins the account and opens a session of it. Every personal link of that person ends, whoever holds a copy; for thirty days the account
 * is new, and each of them can still say that it is not theirs. Spent when the link is used up or too old, or the address became somebody
 * else's meanwhile.
 */
export async function beginAccount(auth: Auth, token: string, headers: Headers): Promise<Arrival> {
  const proof = await useProof(auth, 'account-new', token)
  const personId = proof?.personId
  if (!personId) return { kind: 'spent' }
  const given = await ownDeed(auth, personId, async (tx) => {
    const done = await giveAccount(tx, personId, String(proof.holds['address']))
    if (!done) return false
    await keepAudit(tx, { what: 'account-begun', aboutId: personId })
    await noteAccountBegun(tx, auth.clock.now())
    return true
  })
  return given ? arrive(auth, personId, '/held', headers) : { kind: 'spent' }
}
