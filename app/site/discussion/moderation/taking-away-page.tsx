import type { Context } from 'hono'
import { requirePerson } from '../../../people/people.ts'
import type { Tx } from '../../../platform/db/database.ts'
import { notFound } from '../../../platform/http/http.ts'
import { languageOf } from '../../../platform/http/request.ts'
import { isUuid, uuidv7 } from '../../../platform/uuid.ts'
import { ButtonForm, ButtonLink } from '../../../ui/form.tsx'
import { shortPage } from '../../../ui/short-page.tsx'
import type { DiscussionPlace } from '../discussion.ts'
import { discussionWords } from '../discussion-words.ts'
import { findMessage, takeAwayMessage, type WaitingMessage } from './moderation-queries.ts'

/** `GET /moderation/:message/taking-away`: what would be gone for good, before it is. */
export async function askBeforeTakingAway(c: Context, tx: Tx): Promise<Response> {
  const message = await messageAt(c, tx)
  const language = languageOf(c)
  const say = discussionWords(language)
  return shortPage(
    c,
    { title: say('take_away_title'), lead: say('take_away_text', { name: message.signed, title: message.title }) },
    <div class="row">
      <ButtonForm language={language} action={`/moderation/${message.id}/taking-away`} kind="danger">
        {say('take_away')}
      </ButtonForm>
      <ButtonLink href={listOf(message)}>{say('take_away_not')}</ButtonLink>
    </div>,
  )
}

/** `POST /moderation/:message/taking-away`: signed like every deed, and not to be undone. */
export async function takeAway(c: Context, tx: Tx, { clock }: DiscussionPlace): Promise<Response> {
  const message = await messageAt(c, tx)
  if (requirePerson(c).guessed) return c.redirect(`${listOf(message)}&nameless`, 303)
  const at = clock.now()
  await takeAwayMessage(tx, { messageId: message.id, id: uuidv7(at.getTime()), at })
  return c.redirect(`${listOf(message)}&taken-away`, 303)
}

async function messageAt(c: Context, tx: Tx): Promise<WaitingMessage> {
  const id = c.req.param('message')
  const message = isUuid(id) ? await findMessage(tx, id) : null
  if (!message) throw notFound()
  return message
}

function listOf({ state }: WaitingMessage): string {
  return `/moderation?state=${state}`
}
