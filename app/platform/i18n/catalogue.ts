import { IntlMessageFormat } from 'intl-messageformat'
import { type Language, regionOf } from './language.ts'

/** What a message may be filled with. Numbers and dates are written the way of the language. */
export type Value = string | number | Date | boolean | null | undefined
export type Values = Record<string, Value>

type Words = Record<string, string>
/** A translation of `E`: every key of it, and none besides. */
type Same<E, T> = T & Record<keyof E, string> & Record<Exclude<keyof T, keyof E>, never>

/** Says one message of a catalogue in one language. */
export interface Say<Key extends string> {
  (key: Key, values?: Values): string
  language: Language
  /**
   * The same for a message with tags (`Read <more>the chapter</more>`): gives the pieces in order, each tag replaced
   * by what its function returns, ready to be put into JSX.
   */
  rich<T>(key: Key, values: Record<string, Value | ((inner: string) => T)>): (string | T)[]
}

/**
 * Joins the four languages of one domain's words into one speaker.
 *
 * `const words = catalogue({ en, pt, es, fr })`, then `const say = words(language)` and `say('greeting', { name })`.
 * Keys are known to the compiler; a key that another language lacks, or has in excess, does not compile. Messages are
 * in ICU form, parsed on first use and kept. A missing value throws, naming the key and the language: a sentence with a
 * hole must not reach a reader.
 */
export function catalogue<E extends Words, P extends Words, S extends Words, F extends Words>(words: {
  en: E
  pt: Same<E, P>
  es: Same<E, S>
  fr: Same<E, F>
}): (language: Language) => Say<keyof E & string> {
  type Key = keyof E & string
  const speakers = new Map<Language, Say<Key>>()
  return (language) => {
    const known = speakers.get(language)
    if (known) return known
    const speaker = speak<Key>(language, words[language] as Record<Key, string>)
    speakers.set(language, speaker)
    return speaker
  }
}

/** Says the words of one language, where the others are not at hand: in a browser that was sent one. */
export function speak<Key extends string>(language: Language, words: Record<Key, string>): Say<Key> {
  const compiled = new Map<Key, IntlMessageFormat>()
  function message(key: Key): IntlMessageFormat {
    const known = compiled.get(key)
    if (known) return known
    const text = words[key]
    if (text === undefined) throw new Error(`No words for "${key}" in "${language}". Add it to words/${language}.json.`)
    const made = new IntlMessageFormat(text, regionOf(language))
    compiled.set(key, made)
    return made
  }
  function formatted(key: Key, values: Record<string, unknown>): unknown {
    try {
      return message(key).format(values as Values)
    } catch (cause) {
      throw new Error(`The words "${key}" in "${language}" could not be said with ${Object.keys(values)}.`, { cause })
    }
  }
  const say = (key: Key, values: Values = {}) => String(formatted(key, values))
  return Object.assign(say, {
    language,
    rich<T>(key: Key, values: Record<string, Value | ((inner: string) => T)>): (string | T)[] {
      const said = formatted(key, joinedInside(values)) as string | T | (string | T)[]
      return Array.isArray(said) ? said : [said]
    },
  })
}

/** Tag functions receive their inner text as one string rather than as a list of pieces. */
function joinedInside<T>(values: Record<string, Value | ((inner: string) => T)>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      typeof value === 'function' ? (pieces: string[]) => value(pieces.join('')) : value,
    ]),
  )
}
