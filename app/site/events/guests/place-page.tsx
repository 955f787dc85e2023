import type { Context, Handler } from 'hono'
import type { Clock } from '../../../platform/clock.ts'
import type { Database, Tx } from '../../../platform/db/database.ts'
import { readForm } from '../../../platform/http/body.ts'
import { tooMany } from '../../../platform/http/http.ts'
import { rateLimit } from '../../../platform/http/rate-limit.ts'
import { remotePlace } from '../../../platform/http/remote-address.ts'
import { languageOf } from '../../../platform/http/request.ts'
import { TextField } from '../../../ui/fields.tsx'
import { Button, ButtonForm, type Filled, Form, type Problems } from '../../../ui/form.tsx'
import { Message } from '../../../ui/note.tsx'
import { page } from '../../../ui/page.tsx'
import { Rows } from '../../../ui/rows.tsx'
import { shortPage } from '../../../ui/short-page.tsx'
import { findEvent } from '../event-queries.ts'
import { whereOf } from '../event-row.tsx'
import { eventWords } from '../event-words.ts'
import { guestLetters, writeWhen } from './guest-letters.ts'
import { answerByKey, changeGuest, confirmGuest, leaveAsGuest, type OwnAnswer } from './guest-queries.ts'
import { type GuestSay, guestWords } from './guest-words.ts'
import { freePlaces, type Occasion, occasionAt, standingOf } from './occasion.ts'
import { readSaid } from './read-coming.ts'
import { QuestionFields, ReminderField } from './said-fields.tsx'

interface Found {
  answer: OwnAnswer
  occasion: Occasion
  key: string
  tx: Tx
  now: Date
}

type Deed = (c: Context, found: Found) => Promise<Response>

/** The pages that a key in a letter opens. Nobody is signed in there: the key is all that is asked for, and it opens one answer. */
export function placePages({ db, clock }: { db: Database; clock: Clock }) {
  const limit = rateLimit({ attempts: 120, windowMs: 15 * 60_000, clock })
  const opened =
    (deed: Deed): Handler =>
    async (c) => {
      const taken = limit.take(remotePlace(c))
      if (taken.kind === 'wait') throw tooMany(taken.seconds)
      const key = c.req.param('key') ?? ''
      // what somebody else signed in with may not matter here, nor be seen by whoever holds the link
      return db.as({ kind: 'nobody' }, async (tx) => {
        const now = clock.now()
        const answer = await answerByKey(tx, key, now)
        const event = answer && (await findEvent(tx, answer.slug))
        const occasion = event && (await occasionAt(tx, event, answer.time))
        return answer && occasion ? deed(c, { answer, occasion, key, tx, now }) : nothingHere(c)
      })
    }
  return {
    see: opened((c, found) =>
      found.answer.confirms ? askPage(c, found) : answerPage(c, found, { language: languageOf(c) }),
    ),
    confirm: opened(confirm),
    change: opened(change),
    cancel: opened((c, found) => leave(c, found, 'gone')),
    erase: opened((c, found) => leave(c, found, 'erased')),
  }
}

function nothingHere(c: Context): Promise<Response> {
  const say = guestWords(languageOf(c))
  return shortPage(c, { title: say('no_key_title'), lead: say('no_key_text'), status: 404 })
}

/** What mail programs open as well: it shows a button and takes no place. */
function askPage(c: Context, { answer, occasion, key, now }: Found): Promise<Response> {
  const language = languageOf(c)
  const say = guestWords(language)
  const standing = standingOf(occasion, now)
  const free = freePlaces(occasion)
  return shortPage(
    c,
    { title: say('ask_title'), lead: say('ask_lead', { name: answer.name }) },
    <>
      <Facts occasion={occasion} language={language} />
      {standing === 'wait-list' && (
        <Message language={language} kind="note">
          {say('ask_wait_list')}
        </Message>
      )}
      {standing === 'open' && free !== null && free <= 5 && <p>{say('ask_few', { free })}</p>}
      {standing === 'open' || standing === 'wait-list' ? (
        <ButtonForm language={language} action={`/places/${key}/confirmation`}>
          {say(standing === 'open' ? 'ask_button' : 'ask_button_wait')}
        </ButtonForm>
      ) : (
        <Message language={language} kind="note">
          {say(standing === 'full' ? 'standing_full_long' : 'standing_closed_long')}
        </Message>
      )}
      <ButtonForm language={language} action={`/places/${key}/erasure`} kind="quiet">
        {say('ask_not_me')}
      </ButtonForm>
    </>,
  )
}

function Facts({ occasion: { event, at }, language }: { occasion: Occasion; language: Filled['language'] }) {
  const say = eventWords(language)
  return (
    <Rows
      kind="told"
      rows={[
        {
          term: guestWords(language)('event'),
          value: (
            <a href={`/events/${event.slug}`} lang={event.language}>
              {event.title}
            </a>
          ),
        },
        { term: say('when'), value: writeWhen(language, event, at) },
        { term: say('where'), value: whereOf(say, event) },
      ]}
    />
  )
}

async function confirm(c: Context, { occasion, key, tx, now }: Found): Promise<Response> {
  const letters = {
    comes: await guestLetters('comes', occasion, now),
    waits: await guestLetters('waits', occasion, now),
  }
  await confirmGuest(tx, key, letters, now)
  // what became of it stands on the page, also for whoever pressed twice or came too late
  return c.redirect(`/places/${key}`, 303)
}

async function change(c: Context, found: Found): Promise<Response> {
  const { occasion, key, tx, now } = found
  const language = languageOf(c)
  const sent = await readForm(c)
  const problems: Problems = {}
  const said = readSaid(guestWords(language), sent, occasion.list.questions, problems)
  if (Object.keys(problems).length > 0) return answerPage(c, found, { language, typed: sent, problems })
  await changeGuest(tx, key, said, now)
  return c.redirect(`/places/${key}?kept`, 303)
}

async function leave(c: Context, { occasion, key, tx, now }: Found, how: 'gone' | 'erased'): Promise<Response> {
  const letters = { gone: await guestLetters('gone', occasion, now), up: await guestLetters('up', occasion, now) }
  await leaveAsGuest(tx, key, how, letters, now)
  if (how === 'gone') return c.redirect(`/places/${key}`, 303)
  const say = guestWords(languageOf(c))
  return shortPage(c, { title: say('erased_title'), lead: say('erased_text') })
}

/** One's own answer: how it stands, and what can still be done with it. */
function answerPage(c: Context, found: Found, filled: Filled): Promise<Response> {
  const { answer, occasion, key, now } = found
  const say = guestWords(filled.language)
  const isOn = answer.state === 'comes' || answer.state === 'waits'
  const isToCome = occasion.at === null || occasion.at.to >= now
  const isOff = occasion.event.state === 'cancelled' || occasion.at?.calledOff === true
  const title = isOff && isOn ? say('note_cancelled') : say(`state_${answer.state}`)
  return page(
    c,
    {
      title,
      width: 'reading',
      styles: ['events.css', 'guests.css'],
      status: filled.problems ? 422 : 200,
    },
    <div class="stack">
      <header class="stack-small">
        <h1>{title}</h1>
        {!(isOff && isOn) && <p class="lead">{leadOf(say, found)}</p>}
      </header>
      {c.req.query('kept') !== undefined && (
        <Message language={filled.language} kind="done">
          {say('answer_kept')}
        </Message>
      )}
      {occasion.event.state === 'postponed' && (
        <Message language={filled.language} kind="note">
          {say('note_postponed')}
        </Message>
      )}
      <div class="card">
        <Facts occasion={occasion} language={filled.language} />
      </div>
      {isOn && isToCome && !isOff && <Deeds say={say} found={found} filled={filled} />}
      <ButtonForm language={filled.language} action={`/places/${key}/erasure`} kind="quiet">
        {say('erase_button')}
      </ButtonForm>
      <p class="caption">{say('form_kept', { days: occasion.list.keepDays })}</p>
    </div>,
  )
}

function leadOf(say: GuestSay, { answer }: Found): string {
  if (answer.state === 'waits') return say('lead_waits', { before: answer.beforeMe })
  return say(`lead_${answer.state}`, { name: answer.name })
}

function Deeds({ say, found, filled }: { say: GuestSay; found: Found; filled: Filled }) {
  const { answer, occasion, key } = found
  return (
    <>
      <section class="stack-small">
        <h2>{say('change_title')}</h2>
        <Form filled={filled} action={`/places/${key}`}>
          <TextField filled={filled} name="name" label={say('form_name')} value={answer.name} maxlength={120} />
          <QuestionFields filled={filled} event={occasion.event} list={occasion.list} said={answer} />
          <ReminderField filled={filled} list={occasion.list} said={answer} />
          <p class="actions">
            <Button kind="plain">{say('change_button')}</Button>
          </p>
        </Form>
      </section>
      <section class="stack-small">
        <h2>{say('cancel_title')}</h2>
        <p>{say('cancel_text')}</p>
        <ButtonForm language={filled.language} action={`/places/${key}/cancellation`} kind="danger">
          {say('cancel_button')}
        </ButtonForm>
      </section>
    </>
  )
}
