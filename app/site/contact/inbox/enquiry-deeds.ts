import type { Context } from 'hono'
import { requirePerson } from '../../../people/people.ts'
import type { Clock } from '../../../platform/clock.ts'
import type { Tx } from '../../../platform/db/database.ts'
import { readForm, textOf } from '../../../platform/http/body.ts'
import { once } from '../../../platform/http/idempotency.ts'
import { languageOf } from '../../../platform/http/request.ts'
import { uuidv7 } from '../../../platform/uuid.ts'
import { answerEnquiry } from './answer-enquiry.ts'
import { enquiryAt, showEnquiry } from './enquiry-page.tsx'
import { addLine, deleteEnquiry, moveEnquiry, readersOfTheInbox } from './inbox-queries.ts'
import { inboxWords } from './inbox-words.ts'

/** `POST /inbox/:enquiry/assignment`: whose it is from now on; nobody's with an empty choice. */
export async function assign(c: Context, tx: Tx, clock: Clock): Promise<Response> {
  const message = await enquiryAt(c, tx)
  const reader = textOf(await readForm(c), 'reader')
  const known = (await readersOfTheInbox(tx)).has(reader)
  await moveEnquiry(tx, message.id, { state: message.state, assignedTo: known ? reader : null }, clock.now())
  return c.redirect(`/inbox/${message.id}`, 303)
}

/** `POST /inbox/:enquiry/lines`: an answer, which goes out by mail, or a note that stays here. */
export async function addToEnquiry(c: Context, tx: Tx, clock: Clock): Promise<Response> {
  const message = await enquiryAt(c, tx)
  const sent = await readForm(c)
  const language = languageOf(c)
  const words = textOf(sent, 'words').replace(/\r\n?/g, '\n').trim()
  if (words === '' || words.length > 8000) {
    const problems = { words: inboxWords(language)(words === '' ? 'words_missing' : 'words_long') }
    return showEnquiry(c, tx, message, { language, typed: sent, problems })
  }
  const { id, name, guessed } = requirePerson(c)
  const isAnswer = textOf(sent, 'kind') === 'answer'
  // it is promised that an answer bears a name, and one that was made of an address is none
  if (isAnswer && guessed)
    return showEnquiry(c, tx, message, { language, typed: sent, problems: { words: inboxWords(language)('nameless') } })
  const { location } = await once(tx, textOf(sent, 'form_key'), id, async () => {
    if (isAnswer) await answerEnquiry(tx, clock, message, { words, by: { id, name } })
    else await addLine(tx, message.id, { id: uuidv7(), kind: 'note', words, writtenAt: clock.now() })
    return `/inbox/${message.id}`
  })
  return c.redirect(location, 303)
}

/** `POST /inbox/:enquiry/state`: done with, spam, or open again. */
export async function setState(c: Context, tx: Tx, clock: Clock): Promise<Response> {
  const message = await enquiryAt(c, tx)
  const wish = textOf(await readForm(c), 'state')
  const state = (['open', 'settled', 'spam'] as const).find((one) => one === wish)
  if (state) await moveEnquiry(tx, message.id, { state, assignedTo: message.assignedTo }, clock.now())
  return c.redirect('/inbox', 303)
}

/** `POST /inbox/:enquiry/deletion`: gone at once, with all that was written about it. */
export async function deleteNow(c: Context, tx: Tx): Promise<Response> {
  const message = await enquiryAt(c, tx)
  await deleteEnquiry(tx, message.id)
  return c.redirect('/inbox', 303)
}
