import type { Context } from 'hono'
import { chooseLanguage, type Language } from '../i18n/language.ts'
import type { Assets } from './assets.ts'

/** What the shell knows about each request. Set once by `httpApp`, read through the functions below. */
export interface RequestFacts {
  id: string
  language: Language
  theme: Theme
  assets: Assets
  /** The address people type, without a slash at the end: `https://ecotone.example.org`. */
  origin: string
}

export type Theme = 'system' | 'light' | 'dark'

const facts = 'ecotone.facts'

export function setFacts(c: Context, value: RequestFacts): void {
  c.set(facts, value)
}

export function factsOf(c: Context): RequestFacts {
  const value = c.get(facts) as RequestFacts | undefined
  if (!value) throw new Error(`The request ${c.req.path} did not pass through httpApp, so nothing is known about it.`)
  return value
}

/** The language to answer in. */
export function languageOf(c: Context): Language {
  return factsOf(c).language
}

/** Once it is known who asks: their preferred language, which holds unless this device chose another. */
export function preferLanguage(c: Context, preference: string | null): void {
  const known = factsOf(c)
  known.language = chooseLanguage({
    cookie: cookieOf(c, 'language'),
    preference,
    acceptLanguage: c.req.header('accept-language'),
  })
}

/** One cookie by name, undecoded; undefined if the browser did not send it. */
export function cookieOf(c: Context, name: string): string | undefined {
  for (const part of (c.req.header('cookie') ?? '').split(';')) {
    const at = part.indexOf('=')
    if (at > 0 && part.slice(0, at).trim() === name) return part.slice(at + 1).trim()
  }
  return undefined
}

/**
 * An address on this site to go to after a form, as a path. Anything else (another site, `//host`, a control character)
 * gives `otherwise`, so that no link can send a person away from here.
 */
export function localPath(wish: unknown, otherwise = '/'): string {
  if (typeof wish !== 'string' || wish.length > 2_000 || !/^\/(?![/\\])[\x21-\x7e]*$/.test(wish)) return otherwise
  const here = new URL('http://here.invalid')
  const there = URL.parse(wish, here)
  // "/.//host" and "/x/..//host" become "//host" on their way through: an address elsewhere.
  if (there?.origin !== here.origin || there.pathname.startsWith('//')) return otherwise
  return there.pathname + there.search + there.hash
}
