import type { Language } from '../../../app/platform/i18n/language.ts'
import en from './words/en.json' with { type: 'json' }
import es from './words/es.json' with { type: 'json' }
import fr from './words/fr.json' with { type: 'json' }
import pt from './words/pt.json' with { type: 'json' }

export type Say = (key: string) => string

const words: Record<Language, Record<string, string>> = { en, pt, es, fr }

/** The example's own texts in one language. A key that is not there is a mistake in the example, and throws. */
export function sayIn(language: Language): Say {
  return (key) => {
    const text = words[language][key]
    if (text === undefined) throw new Error(`db/seeds/arrabida-coast/words/${language}.json has no "${key}".`)
    return text
  }
}
