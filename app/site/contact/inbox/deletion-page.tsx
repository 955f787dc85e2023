import type { Context } from 'hono'
import type { Tx } from '../../../platform/db/database.ts'
import { languageOf } from '../../../platform/http/request.ts'
import { ButtonForm, ButtonLink } from '../../../ui/form.tsx'
import { shortPage } from '../../../ui/short-page.tsx'
import { enquiryAt } from './enquiry-page.tsx'
import { linesOf } from './inbox-queries.ts'
import { inboxWords } from './inbox-words.ts'

/** `GET /inbox/:enquiry/deletion`: what would be gone, before it is. */
export async function askBeforeDeletion(c: Context, tx: Tx): Promise<Response> {
  const message = await enquiryAt(c, tx)
  const language = languageOf(c)
  const say = inboxWords(language)
  const name = message.name || message.email
  const lines = (await linesOf(tx, message.id)).length
  return shortPage(
    c,
    { title: say('delete_title'), lead: say('delete_text', { name, day: message.cameAt, lines }) },
    <div class="row">
      <ButtonForm language={language} action={`/inbox/${message.id}/deletion`} kind="danger">
        {say('delete')}
      </ButtonForm>
      <ButtonLink href={`/inbox/${message.id}`}>{say('delete_not')}</ButtonLink>
    </div>,
  )
}
