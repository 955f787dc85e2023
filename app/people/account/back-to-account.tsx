import type { Language } from '../../platform/i18n/language.ts'
import { Icon } from '../../ui/icon.tsx'
import { peopleWords } from '../people-words.ts'

/** From a page about one thing of an account back to the whole of it. */
export function BackToAccount({ language }: { language: Language }) {
  return (
    <p>
      <a class="back" href="/account">
        <Icon name="arrow-left" /> {peopleWords(language)('account_title')}
      </a>
    </p>
  )
}
