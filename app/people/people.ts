import type { Context } from 'hono'
import { Refusal } from '../platform/http/http.ts'
import { isLanguage, type Language } from '../platform/i18n/language.ts'

/** Somebody who is signed in. */
export interface Person {
  id: string
  /** As they call themselves; the part of their address before the @ until they say. */
  name: string
  /** They have said no name yet: theirs is made of their address. */
  guessed?: true
  email: string
  /** The language they prefer; null until they choose one. */
  language: Language | null
}

/** The session of whoever asks. */
export interface OpenSession {
  id: string
  /** did they sign in, or confirm that it is them, within the last quarter of an hour? */
  fresh: boolean
  /** asks anew whether it is still open */
  still(): Promise<boolean>
}

const key = 'ecotone.person'
const sessionKey = 'ecotone.session'

/** Who is asking, or null when nobody is signed in. */
export function signedIn(c: Context): Person | null {
  return (c.get(key) as Person | undefined) ?? null
}

/** Who is asking. For pages where nobody can get without being signed in; anybody else is refused with 403. */
export function requirePerson(c: Context): Person {
  const person = signedIn(c)
  if (!person) throw new Refusal({ status: 403 })
  return person
}

/** Says who is asking; called once per request, by the one who checked it. Without a session they count as not fresh. */
export function setSignedIn(c: Context, person: Person, session?: OpenSession): void {
  c.set(key, person)
  c.set(sessionKey, session)
}

/** The session of whoever asks; null when nobody is signed in, or a program asks for somebody. */
export function sessionOf(c: Context): OpenSession | null {
  return (c.get(sessionKey) as OpenSession | undefined) ?? null
}

/** What a program may do for somebody, as its token says. */
export const tokenScopes = ['read', 'write', 'export'] as const
export type TokenScope = (typeof tokenScopes)[number]

const programKey = 'ecotone.program'

/** Says that a program asks for somebody, and how far it may go. */
export function setProgram(c: Context, program: { scopes: readonly TokenScope[] }): void {
  c.set(programKey, program)
}

/** The program that asks for somebody; null when they ask themselves, in a browser. */
export function programOf(c: Context): { scopes: readonly TokenScope[] } | null {
  return (c.get(programKey) as { scopes: readonly TokenScope[] } | undefined) ?? null
}

/** Whether whoever asked is signed in at this moment: for answers that go on for longer than a page takes. */
export async function stillSignedIn(c: Context): Promise<boolean> {
  if (!signedIn(c)) return false
  return sessionOf(c)?.still() ?? true
}

/**
 * An e-mail address as it is stored and compared: trimmed, in lower case. Null if it cannot be one. Whether a mailbox is behind it,
 * only a mail can tell.
 *
 * Some letters become plain ones in lower case (the sign of kelvin becomes a k): an address with one of them is another than it looks, and
 * would be taken for somebody else's.
 */
export function readAddress(text: unknown): string | null {
  if (typeof text !== 'string' || text.length > 254) return null
  const typed = text.trim()
  const address = typed.toLowerCase()
  if (foreignLetters(address) !== foreignLetters(typed)) return null
  return /^[^\s@<>()[\]\\,;:"]{1,64}@[^\s@<>()[\]\\,;:"]+\.[^\s@<>()[\]\\,;:".]{2,}$/.test(address) ? address : null
}

function foreignLetters(text: string): number {
  return text.match(/[^\0-\x7f]/gu)?.length ?? 0
}

/** A person as their stored row says, with what is missing filled in. */
export function readPerson(row: { id: string; name: string | null; email: string; language?: unknown }): Person {
  return {
    id: row.id,
    name: row.name?.trim() || (row.email.split('@')[0] ?? row.email),
    ...(!row.name?.trim() && { guessed: true as const }),
    email: row.email,
    language: isLanguage(row.language) ? row.language : null,
  }
}
