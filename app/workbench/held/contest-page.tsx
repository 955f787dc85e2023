import type { Context } from 'hono'
import { languageOf } from '../../platform/http/request.ts'
import { type Language, languages } from '../../platform/i18n/language.ts'
import { writeDay } from '../../platform/i18n/numbers.ts'
import { ButtonForm, ButtonLink } from '../../ui/form.tsx'
import { type LaidOut, layOutLetter } from '../../ui/letter-layout.tsx'
import { EvidenceNote } from '../../ui/note.tsx'
import { shortPage } from '../../ui/short-page.tsx'
import { heldWords } from './held-words.ts'

/** What a code says that ended as an account was begun: when that was, and a button for whoever did not do it. It shows nothing that is held. */
export function contestPage(c: Context, code: string, begun: Date): Promise<Response> {
  const language = languageOf(c)
  const say = heldWords(language)
  return shortPage(
    c,
    { title: say('contest_title'), lead: say('contest_lead', { day: writeDay(language, begun) }) },
    <>
      <div class="actions">
        <ButtonLink href="/sign-in?next=/held" kind="primary">
          {say('contest_was_me')}
        </ButtonLink>
      </div>
      <ButtonForm language={language} action="/held/contested" sends={{ code }} kind="danger">
        {say('contest_not_me')}
      </ButtonForm>
      <EvidenceNote icon="info">{say('contest_note')}</EvidenceNote>
    </>,
  )
}

/** The account is closed, and the code that closed it had been ended before: it opens nothing any more. */
export function contestedPage(c: Context): Promise<Response> {
  const say = heldWords(languageOf(c))
  return shortPage(c, { title: say('contested_title'), lead: say('contested_no_way') })
}

type Letters = Record<Language, { account: LaidOut; stewards: LaidOut }>

/** What whoever began the account is told, and the stewards of each map it stood on; `{landscape}` stands for the name of one in addresses. */
export async function lettersOfContest(origin: string): Promise<Letters> {
  const all = languages.map(async (language) => {
    const say = heldWords(language)
    const account = await layOutLetter({
      language,
      subject: say('contest_mail_subject'),
      parts: [{ text: say('contest_mail_text') }, { text: say('contest_mail_if_yours') }],
      why: say('contest_mail_why'),
    })
    const stewards = await layOutLetter({
      language,
      subject: say('contest_team_subject'),
      parts: [
        { text: say('contest_team_text') },
        { text: say('contest_team_do') },
        { link: `${origin}/landscapes/{landscape}/people/deeds`, label: say('contest_team_deeds') },
      ],
      why: say('contest_team_why'),
    })
    return [language, { account, stewards }]
  })
  return Object.fromEntries(await Promise.all(all)) as Letters
}
