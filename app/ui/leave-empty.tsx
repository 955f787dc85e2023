import type { Language } from '../platform/i18n/language.ts'
import { uiWords } from './ui-words.ts'

/** A field for programs that fill in every one: nobody sees it, nobody is read it, no tab reaches it. What fills `website` is no person. */
export function LeaveEmpty({ language }: { language: Language }) {
  return (
    <p class="not-for-people" aria-hidden="true">
      <label for="website">{uiWords(language)('leave_empty')}</label>
      <input id="website" name="website" tabindex={-1} autocomplete="off" />
    </p>
  )
}
