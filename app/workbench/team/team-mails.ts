import type { Language } from '../../platform/i18n/language.ts'
import { type LaidOut, layOutLetter } from '../../ui/letter-layout.tsx'
import type { TeamRole } from '../landscape/landscape-policy.ts'
import { teamWords } from './team-words.ts'

interface Invited {
  landscape: string
  inviter: string
  role: TeamRole
  link: string
}

/** The letter that asks somebody onto a team. */
export function invitationMail(language: Language, { landscape, inviter, role, link }: Invited): Promise<LaidOut> {
  const say = teamWords(language)
  return layOutLetter({
    language,
    subject: say('mail_subject', { landscape }),
    parts: [
      { text: say('mail_who', { inviter, landscape }) },
      { text: say('mail_role', { role: say(`role_${role}`), means: say(`role_${role}_means`) }) },
      { link, label: say('mail_button') },
      { text: say('mail_once') },
      { text: say('mail_not_you') },
    ],
    sender: `${inviter}, ${landscape}`,
    why: say('mail_why'),
  })
}
