import type { Language } from '../../platform/i18n/language.ts'
import { type LaidOut, layOutLetter } from '../../ui/letter-layout.tsx'
import { noticeWords } from './notice-words.ts'

/** The letter of rule E2: that one stands on a map, by whom, for what, what may be decided, and the way to it. */
export function noticeMail(
  language: Language,
  about: { landscape: string; hope: string | null; namedBy: string; link: string },
): Promise<LaidOut> {
  const say = noticeWords(language)
  const { landscape, namedBy, link } = about
  return layOutLetter({
    language,
    subject: say('subject', { landscape }),
    parts: [
      { text: say('hello') },
      { text: say('who', { name: namedBy, landscape }) },
      { text: about.hope ? say('hope', { hope: about.hope }) : say('for_what') },
      { text: say('seen', { name: namedBy }) },
      { text: say('purposes') },
      { link, label: say('open') },
      { text: say('no_is_fine') },
    ],
    why: say('why'),
  })
}
