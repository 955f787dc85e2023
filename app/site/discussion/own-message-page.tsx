import type { Context, Handler } from 'hono'
import { raw } from 'hono/html'
import { signedIn } from '../../people/people.ts'
import type { Tx, Viewer } from '../../platform/db/database.ts'
import { readForm, type Sent, textOf } from '../../platform/http/body.ts'
import { notFound } from '../../platform/http/http.ts'
import { languageOf } from '../../platform/http/request.ts'
import { isUuid } from '../../platform/uuid.ts'
import { TextArea } from '../../ui/fields.tsx'
import { Button, ButtonForm, type Filled, Form } from '../../ui/form.tsx'
import { Message as Note } from '../../ui/note.tsx'
import { page } from '../../ui/page.tsx'
import { shortPage } from '../../ui/short-page.tsx'
import { addressOf } from '../writing/address-of.ts'
import { type DiscussionPlace, mayStillChange, mostWords, type OwnMessage, type TopicPlace } from './discussion.ts'
import { discussionWords } from './discussion-words.ts'
import { drawMessage } from './draw-message.ts'
import { hashOfToken, pathOfOwn } from './link-to-own.ts'
import { pathOfMessage } from './message-pages.tsx'
import {
  changeOwnMessage,
  confirmMessage,
  findTopic,
  type Key,
  ownMessage,
  placeOfMessage,
  takeBackMessage,
} from './message-queries.ts'
import { readWordsOf } from './read-message.ts'

interface Own {
  message: OwnMessage
  topic: TopicPlace | null
  /** how many messages stand before it; null while nobody may read it */
  nth: number | null
  token: string
}

/**
 * `/discussion/messages/:message`: one's own message, by the account or by the link that was mailed. Opening the link does nothing: its button
 * does, since programs that look through mail open links too.
 */
export function ownMessagePages(place: DiscussionPlace) {
  const { db, clock } = place
  return {
    show: (async (c) => {
      const own = await openOwn(c, place, c.req.query('token') ?? '')
      return own ? showOwn(c, place, own, { language: languageOf(c) }) : notThere(c)
    }) satisfies Handler,

    confirm: (async (c) => {
      const { token } = await deedOf(c)
      const id = idAt(c)
      const state = await db.as(viewerOf(c), (tx) => confirmMessage(tx, id, hashOfToken(token), clock.now()))
      // used before: the page says how it stands
      return c.redirect(`${pathOfOwn(id, token)}${state ? '&sent' : ''}`, 303)
    }) satisfies Handler,

    change: (async (c) => {
      const { token, key, sent } = await deedOf(c)
      const language = languageOf(c)
      const read = readWordsOf(sent, language)
      const own = await openOwn(c, place, token)
      if (!own) return notThere(c)
      if ('problem' in read) return showOwn(c, place, own, { language, typed: sent, problems: { words: read.problem } })
      const changed = await db.as(viewerOf(c), (tx) => changeOwnMessage(tx, own.message.id, key, read, clock.now()))
      if (!changed)
        return showOwn(c, place, own, {
          language,
          typed: sent,
          problems: { '': discussionWords(language)('too_late') },
        })
      return c.redirect(`${pathOfOwn(own.message.id, token || undefined)}${token ? '&' : '?'}changed`, 303)
    }) satisfies Handler,

    takeBack: (async (c) => {
      const { key } = await deedOf(c)
      const id = idAt(c)
      const gone = await db.as(viewerOf(c), (tx) => takeBackMessage(tx, id, key))
      if (!gone) return notThere(c)
      const say = discussionWords(languageOf(c))
      return shortPage(c, { title: say('taken_back_title'), lead: say('taken_back_lead') })
    }) satisfies Handler,
  }
}

function idAt(c: Context): string {
  const id = c.req.param('message')
  if (!isUuid(id)) throw notFound()
  return id
}

function viewerOf(c: Context): Viewer {
  const person = signedIn(c)
  return person ? { kind: 'person', id: person.id } : { kind: 'nobody' }
}

function keyOf(token: string): Key {
  return token === '' ? null : hashOfToken(token)
}

async function deedOf(c: Context): Promise<{ token: string; key: Key; sent: Sent }> {
  const sent = await readForm(c)
  const token = textOf(sent, 'token').slice(0, 100)
  return { token, key: keyOf(token), sent }
}

async function openOwn(c: Context, { db }: DiscussionPlace, token: string): Promise<Own | null> {
  const id = idAt(c)
  return db.as(viewerOf(c), async (tx: Tx) => {
    const message = await ownMessage(tx, id, keyOf(token.slice(0, 100)))
    return message && { message, topic: await findTopic(tx, message.topicId), nth: await placeOfMessage(tx, id), token }
  })
}

/** Taken back, never sent on within two days, or somebody else's: the same words for all. */
function notThere(c: Context): Promise<Response> {
  const say = discussionWords(languageOf(c))
  return shortPage(c, { title: say('own_gone_title'), lead: say('own_gone_lead'), status: 404 })
}

function showOwn(c: Context, { clock }: DiscussionPlace, own: Own, filled: Filled): Promise<Response> {
  const { language } = filled
  const say = discussionWords(language)
  const { message, topic, nth } = own
  const { state } = message
  return page(
    c,
    {
      title: say('own_title'),
      width: 'reading',
      styles: ['words.css', 'discussion.css'],
      status: filled.problems ? 422 : 200,
    },
    <div class="conversation-page">
      <h1>{say('own_title')}</h1>
      {c.req.query('changed') !== undefined && !filled.problems && (
        <Note language={language} kind="done">
          {say('own_changed')}
        </Note>
      )}
      <p class="lead">{say(`own_${state === 'taken-back' ? 'hidden' : stateKey(state)}`)}</p>
      {message.reason && <p>{say(`reason_${message.reason}`)}</p>}
      {state === 'unconfirmed' && (
        <ButtonForm
          language={language}
          action={`/discussion/messages/${message.id}/confirmation`}
          sends={{ token: own.token }}
        >
          {say('confirm')}
        </ButtonForm>
      )}
      {topic && (
        <p class="muted">
          {say('own_on')} <a href={pathOfMessage(addressOf(topic), { id: message.id, nth })}>{topic.title}</a>
        </p>
      )}
      <article class="message-said">
        <p class="message-by">
          <b dir="auto">{message.signed}</b>
        </p>
        <div class="words message-words" lang={message.language} dir="auto">
          {raw(drawMessage(message))}
        </div>
      </article>
      {mayStillChange(message, clock.now()) && <ChangeForm own={own} filled={filled} />}
      <section class="stack-small">
        <h2>{say('take_back')}</h2>
        <p>{say('take_back_text')}</p>
        <ButtonForm
          language={language}
          action={`/discussion/messages/${message.id}/taking-back`}
          sends={tokenOf(own)}
          kind="plain"
        >
          {say('take_back')}
        </ButtonForm>
      </section>
    </div>,
  )
}

function stateKey(state: Exclude<OwnMessage['state'], 'taken-back'>): 'unconfirmed' | 'held' | 'shown' | 'hidden' {
  return state
}

function tokenOf({ token }: Own): Record<string, string> {
  return token === '' ? {} : { token }
}

function ChangeForm({ own, filled }: { own: Own; filled: Filled }) {
  const say = discussionWords(filled.language)
  return (
    <section class="stack-small">
      <h2>{say('change')}</h2>
      <Form filled={filled} action={`/discussion/messages/${own.message.id}/words`}>
        {own.token !== '' && <input type="hidden" name="token" value={own.token} />}
        <TextArea
          filled={filled}
          name="words"
          label={say('your_words')}
          hint={say('change_hint')}
          value={own.message.words}
          rows={6}
          maxlength={mostWords}
          voice="reading"
        />
        <p class="actions">
          <Button kind="plain">{say('save')}</Button>
        </p>
      </Form>
    </section>
  )
}
