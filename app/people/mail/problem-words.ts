import type { Language } from '../../platform/i18n/language.ts'
import { mailWords } from './mail-words.ts'

/** What stood in the way of a letter, in words; the code of the other server is left out. */
export function problemWords(language: Language, problem: string): string {
  const say = mailWords(language)
  switch (problem.split(' ')[0]) {
    case 'busy':
      return say('problem_busy')
    case 'away':
      return say('problem_away')
    case 'slow':
      return say('problem_slow')
    case 'tls':
      return say('problem_tls')
    case 'sign-in':
      return say('problem_sign_in')
    case 'refused-us':
      return say('problem_refused_us')
    case 'full':
      return say('problem_full')
    case 'no-mailbox':
      return say('problem_no_mailbox')
    case 'too-large':
      return say('problem_too_large')
    case 'too-late':
      return say('problem_too_late')
    case 'no-address':
      return say('problem_no_address')
    case 'spoilt':
      return say('problem_spoilt')
    case 'not-wanted':
      return say('problem_not_wanted')
    case 'stopped':
      return say('problem_stopped')
    default:
      return say('problem_failed')
  }
}
