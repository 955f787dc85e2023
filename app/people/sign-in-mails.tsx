import type { Language } from '../platform/i18n/language.ts'
import { MailButton, MailText, mailHtml } from '../ui/mail-layout.tsx'
import { peopleWords } from './people-words.ts'

/** The mail with a link to sign in with, in plain text and HTML. */
export async function signInMail(
  language: Language,
  link: string,
): Promise<{ subject: string; text: string; html: string }> {
  const say = peopleWords(language)
  const subject = say('mail_subject')
  const html = await mailHtml(
    language,
    subject,
    <>
      <MailText>{say('mail_hello')}</MailText>
      <MailText>{say('mail_text')}</MailText>
      <MailButton href={link}>{say('mail_button')}</MailButton>
      <MailText>{say('mail_once')}</MailText>
      <MailText>{say('mail_not_you')}</MailText>
    </>,
  )
  const text = [say('mail_hello'), say('mail_text'), link, say('mail_once'), say('mail_not_you')].join('\n\n')
  return { subject, text: `${text}\n`, html }
}
