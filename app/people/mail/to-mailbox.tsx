import type { Language } from '../../platform/i18n/language.ts'
import { peopleWords } from '../people-words.ts'

/** Where mails are kept on this machine instead of being sent, the way to them. */
export function ToMailbox({ language }: { language: Language }) {
  return (
    <p class="well">{peopleWords(language).rich('to_mailbox', { a: (words) => <a href="/mailbox">{words}</a> })}</p>
  )
}
