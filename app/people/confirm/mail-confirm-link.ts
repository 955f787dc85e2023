import type { Language } from '../../platform/i18n/language.ts'
import type { Post } from '../../platform/mail/mail.ts'
import type { Person } from '../people.ts'
import { makeProof } from '../proofs/proof-queries.ts'
import type { Auth } from '../sessions/auth.ts'
import { confirmMail } from './confirm-mails.ts'

/** Mails somebody who is signed in a link by which this very session of theirs is confirmed. */
export async function mailConfirmLink(
  { auth, post }: { auth: Auth; post: Post },
  asked: { person: Person; sessionId: string; next: string; language: Language },
): Promise<void> {
  const { person } = asked
  const holds = { session: asked.sessionId, next: asked.next }
  const token = await makeProof(auth, 'confirm', { personId: person.id, holds, minutes: 60 })
  const link = new URL('/confirm/link', auth.origin)
  link.searchParams.set('token', token)
  const language = person.language ?? asked.language
  const mail = await confirmMail(language, link.href)
  await post.send({ to: { personId: person.id }, kind: 'deed', language, ...mail })
}
