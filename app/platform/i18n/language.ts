/** The languages every text of the product exists in, the first being the one that is always complete. */
export const languages = ['en', 'pt', 'es', 'fr'] as const
export type Language = (typeof languages)[number]

/** Each language in its own words, as the switch shows it. */
export const languageNames: Record<Language, string> = {
  en: 'English',
  pt: 'Português',
  es: 'Español',
  fr: 'Français',
}

const namers = new Map<Language, Intl.DisplayNames>()

/** What a language is called in another: "anglais", for a sentence written in French. */
export function languageIn(language: Language, named: Language): string {
  const namer = namers.get(language) ?? new Intl.DisplayNames([regionOf(language)], { type: 'language' })
  namers.set(language, namer)
  return namer.of(named) ?? languageNames[named]
}

const rightToLeft = new Set(['ar', 'dv', 'fa', 'he', 'ku', 'ps', 'sd', 'ug', 'ur', 'yi'])

export function isLanguage(value: unknown): value is Language {
  return languages.includes(value as Language)
}

/** The writing direction, for the `dir` attribute. Accepts any BCP 47 tag, since names may be in other languages. */
export function dir(language: string): 'ltr' | 'rtl' {
  return rightToLeft.has(language.split('-')[0] ?? '') ? 'rtl' : 'ltr'
}

/**
 * In which language should we answer?
 *
 * What was chosen on this device (the cookie) wins over what the signed-in person prefers, which wins over what the
 * browser asks for; English if nothing fits. `pt-BR` is served by `pt`.
 */
export function chooseLanguage(wishes: {
  cookie?: string | null
  preference?: string | null
  acceptLanguage?: string | null
}): Language {
  if (isLanguage(wishes.cookie)) return wishes.cookie
  if (isLanguage(wishes.preference)) return wishes.preference
  return acceptedLanguage(wishes.acceptLanguage ?? '') ?? 'en'
}

function acceptedLanguage(header: string): Language | undefined {
  return header
    .slice(0, 500)
    .split(',')
    .map(readWish)
    .filter((wish) => wish.quality > 0)
    .sort((a, b) => b.quality - a.quality)
    .map((wish) => wish.language)
    .find(isLanguage)
}

function readWish(part: string): { language: string; quality: number } {
  const [tag = '', ...parameters] = part.split(';').map((piece) => piece.trim())
  const quality = parameters.find((parameter) => parameter.startsWith('q='))
  const asked = quality ? Number(quality.slice(2)) : 1
  return { language: tag.toLowerCase().split('-')[0] ?? '', quality: Number.isFinite(asked) ? asked : 0 }
}

/**
 * Whose habits a language is written with. Our English writes days before months, and lists without a comma before the last; our
 * Portuguese is that of Portugal, where nothing is plural ("0 pessoas") and 1259 has no point.
 */
export function regionOf(language: Language): string {
  return { en: 'en-GB', pt: 'pt-PT', es: 'es', fr: 'fr' }[language]
}
