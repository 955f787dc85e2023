import type { Context } from 'hono'
import { Refusal } from '../platform/http/http.ts'
import { isLanguage, type Language } from '../platform/i18n/language.ts'

/** Somebody who is signed in. */
export interface Person {
  id: string
  /** As they call themselves; the part of their address before the @ until they say. */
  name: string
  email: string
  /** The language they prefer; null until they choose one. */
  language: Language | null
}

const key = 'ecotone.person'
const stillKey = 'ecotone.still-signed-in'

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

/** Says who is asking; called once per request, by the one who checked it. `still` asks anew whether they are signed in. */
export function setSignedIn(c: Context, person: Person, still: () => Promise<boolean> = async () => true): void {
  c.set(key, person)
  c.set(stillKey, still)
}

/** Whether whoever asked is signed in at this moment: for answers that go on for longer than a page takes. */
export async function stillSignedIn(c: Context): Promise<boolean> {
  const still = c.get(stillKey) as (() => Promise<boolean>) | undefined
  return still ? still() : false
}

/**
 * An e-mail address as it is stored and compared: trimmed, in lower case. Null if it cannot be one. Whether a mailbox is behind it,
 * only a mail can tell.
 */
export function readAddress(text: unknown): string | null {
  if (typeof text !== 'string' || text.length > 254) return null
  const address = text.trim().toLowerCase()
  return /^[^\s@<>()[\]\\,;:"]{1,64}@[^\s@<>()[\]\\,;:"]+\.[^\s@<>()[\]\\,;:".]{2,}$/.test(address) ? address : null
}

/** A person as their stored row says, with what is missing filled in. */
export function readPerson(row: { id: string; name: string | null; email: string; language?: unknown }): Person {
  return {
    id: row.id,
    name: row.name?.trim() || (row.email.split('@')[0] ?? row.email),
    email: row.email,
    language: isLanguage(row.language) ? row.language : null,
  }
}
