import type { Language } from '../../platform/i18n/language.ts'
import type { Post } from '../../platform/mail/mail.ts'
import { layOutLetter } from '../../ui/letter-layout.tsx'
import { ownDeed } from '../account/own-deed-queries.ts'
import { keepAudit } from '../audit/audit.ts'
import { tellOfNewAddress } from '../changed/tell-of-change.ts'
import type { Person } from '../people.ts'
import { peopleWords } from '../people-words.ts'
import { lookAtProof, makeProof, type ProofKind, useProof, voidProofs } from '../proofs/proof-queries.ts'
import type { Auth } from '../sessions/auth.ts'
import {
  addressOf,
  changeAddress,
  confirmAddress,
  endEverySession,
  forgetWishedAddress,
  wishAddress,
} from './address-queries.ts'
import { addressWords } from './address-words.ts'

const minutes = 60
const links: ProofKind[] = ['address-old', 'address-new', 'address-not-me']

/** Begins a change: a link to the old address, one to the new, and to the old one also a way to stop it. Earlier links are void. */
export async function askForAddress(
  { auth, post }: { auth: Auth; post: Post },
  person: Person,
  wish: { address: string; language: Language },
): Promise<void> {
  const { address, language } = wish
  for (const kind of links) await voidProofs(auth, kind, person.id)
  await wishAddress(auth.kysely, person.id, address, auth.clock.now())
  const link = async (kind: ProofKind, path: string) => {
    const token = await makeProof(auth, kind, { personId: person.id, holds: { address }, minutes })
    return new URL(`${path}?token=${token}`, auth.origin).href
  }
  const stop = await link('address-not-me', '/address/not-me')
  const toOld = await letter(language, address, await link('address-old', '/address/confirm'), stop)
  const toNew = await letter(language, address, await link('address-new', '/address/confirm'), null)
  await post.send({ to: { personId: person.id }, kind: 'deed', language, ...toOld })
  await post.send({ to: { address, personId: person.id }, kind: 'deed', language, ...toNew })
}

function letter(language: Language, address: string, link: string, stop: string | null) {
  const say = addressWords(language)
  return layOutLetter({
    language,
    subject: say('mail_subject'),
    parts: [
      { text: peopleWords(language)('mail_hello') },
      { text: say('mail_text', { new: address }) },
      { link, label: say('open_title') },
      { text: say('mail_once') },
      ...(stop ? [{ text: say('mail_not_me') }, { link: stop, label: say('not_me_title') }] : []),
    ],
    why: stop ? say('mail_why_old') : say('mail_why_new'),
  })
}

/** The address that a link would change to, without using it up. */
export async function addressOfChange(auth: Auth, token: string): Promise<string | null> {
  for (const kind of ['address-old', 'address-new'] as const) {
    const proof = await lookAtProof(auth, kind, token)
    if (proof) return String(proof.holds['address'])
  }
  return null
}

export type Confirmed = { kind: 'half' } | { kind: 'changed'; address: string } | { kind: 'spent' }

/**
 * Confirms a change at one of the two addresses; at the second it is done, and every link that was mailed to the old address is void.
 * An address that is somebody else's by then is refused in the same words as a link that ran out.
 */
export async function confirmChange(auth: Auth, token: string, language: Language): Promise<Confirmed> {
  const old = await useProof(auth, 'address-old', token)
  const proof = old ?? (await useProof(auth, 'address-new', token))
  if (!proof?.personId) return { kind: 'spent' }
  const [personId, address] = [proof.personId, String(proof.holds['address'])]
  return ownDeed(auth, personId, async (tx): Promise<Confirmed> => {
    const confirmed = await confirmAddress(tx, personId, address, old ? 'old' : 'new')
    if (!confirmed) return { kind: 'spent' }
    if (!confirmed.both) return { kind: 'half' }
    await forgetWishedAddress(tx, personId)
    const before = await addressOf(tx, personId)
    if (!(await changeAddress(tx, personId, address))) return { kind: 'spent' }
    for (const kind of ['sign-in', 'confirm', 'second-step', ...links] as const)
      await voidProofs({ kysely: tx, clock: auth.clock }, kind, personId)
    await keepAudit(tx, { what: 'address-changed', aboutId: personId })
    if (before) await tellOfNewAddress(tx, auth, { personId, language }, before)
    return { kind: 'changed', address }
  })
}

export async function mayStopChange(auth: Auth, token: string): Promise<boolean> {
  return (await lookAtProof(auth, 'address-not-me', token)) !== null
}

/** "This was not me": nothing changes, and whoever is signed in as them is signed out. */
export async function stopChange(auth: Auth, token: string): Promise<boolean> {
  const proof = await useProof(auth, 'address-not-me', token)
  const personId = proof?.personId
  if (!personId) return false
  await ownDeed(auth, personId, async (tx) => {
    await forgetWishedAddress(tx, personId)
    for (const kind of links) await voidProofs({ kysely: tx, clock: auth.clock }, kind, personId)
    await endEverySession(tx, personId)
    await keepAudit(tx, { what: 'sessions-ended', aboutId: personId })
  })
  return true
}
