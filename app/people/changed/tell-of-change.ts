import type { Kysely } from 'kysely'
import type { Language } from '../../platform/i18n/language.ts'
import { writeMoment } from '../../platform/i18n/numbers.ts'
import { queueLetter } from '../../platform/mail/queue-letter.ts'
import { type LaidOut, layOutLetter } from '../../ui/letter-layout.tsx'
import { readPerson } from '../people.ts'
import { personWhoMaySignIn } from '../people-queries.ts'
import type { Auth } from '../sessions/auth.ts'
import { changedWords } from './changed-words.ts'

/** What of the ways into an account may have changed, in the words of `what`. */
export type Change =
  | 'passkey_added'
  | 'passkey_removed'
  | 'second_step_on'
  | 'second_step_off'
  | 'recovery_codes_made'
  | 'recovery_code_used'
  | 'token_made'
  | 'token_ended'
  | 'elsewhere_linked'
  | 'elsewhere_unlinked'

/** Whose account it is, and the language of the page they are on: for whoever has chosen none. */
export interface Told {
  personId: string
  language: Language
}

type Tools = Pick<Auth, 'clock' | 'origin'>

/**
 * Writes to somebody that a way into their account changed, in the transaction in which it does: there is no change without a letter.
 * What a passkey or a token is called is left out: whoever has got in could write anything there, to the person, in our name.
 */
export async function tellOfChange(
  tx: Kysely<unknown>,
  auth: Tools,
  { personId, language: heard }: Told,
  change: Change,
): Promise<void> {
  const row = await personWhoMaySignIn(tx, personId)
  if (!row) return
  const language = readPerson(row).language ?? heard
  const letter = await changeLetter(auth, language, change)
  await queueLetter(tx, auth.clock, { to: { personId }, kind: 'deed', language, ...letter })
}

/**
 * Writes to both addresses that one took the place of the other. Whoever still reads the old one cannot sign in with it to look, so they
 * are told whom to write to.
 */
export async function tellOfNewAddress(
  tx: Kysely<unknown>,
  auth: Tools,
  { personId, language: heard }: Told,
  before: string,
): Promise<void> {
  const row = await personWhoMaySignIn(tx, personId)
  if (!row) return
  const language = readPerson(row).language ?? heard
  const toNew = await changeLetter(auth, language, 'address')
  const toOld = await changeLetter(auth, language, 'address', true)
  await queueLetter(tx, auth.clock, { to: { personId }, kind: 'deed', language, ...toNew })
  await queueLetter(tx, auth.clock, { to: { personId, address: before }, kind: 'deed', language, ...toOld })
}

function changeLetter(
  { clock, origin }: Tools,
  language: Language,
  change: Change | 'address',
  toOld = false,
): Promise<LaidOut> {
  const say = changedWords(language)
  const what = say('what', { change })
  const onward = toOld
    ? [{ text: say('from_here') }, { text: say('not_from_here') }]
    : [
        { text: say('was_you') },
        { text: say('was_not_you') },
        { link: `${origin}/account#sessions`, label: say('sessions') },
      ]
  return layOutLetter({
    language,
    subject: what,
    parts: [{ text: say('when', { what, moment: writeMoment(language, clock.now()) }) }, ...onward],
    why: say('why'),
  })
}
