import type { Context } from 'hono'
import { raw } from 'hono/html'
import type { Child } from 'hono/jsx'
import { signedIn } from '../../people/people.ts'
import { languageOf } from '../../platform/http/request.ts'
import { type Language, languageIn } from '../../platform/i18n/language.ts'
import { writeDay } from '../../platform/i18n/numbers.ts'
import { Chip } from '../../ui/chip.tsx'
import { Icon } from '../../ui/icon.tsx'
import { timeOf } from '../contact/form-time.ts'
import {
  anchorOf,
  type Conversation,
  type DiscussionPlace,
  type Message,
  pageOf,
  type Thread,
  threadsOf,
} from './discussion.ts'
import { discussionWords } from './discussion-words.ts'
import { drawMessage } from './draw-message.ts'
import { pathOfOwn } from './link-to-own.ts'
import { MessageForm } from './message-form.tsx'
import { MessagePages, MessagePagesBelow, pathOfMessage } from './message-pages.tsx'

interface ConversationProps {
  c: Context
  place: Pick<DiscussionPlace, 'clock' | 'seal'>
  conversation: Conversation
  /** the language of what it is about */
  language: Language
  /** the address of what it is about */
  path: string
  /** the address of a feed of it */
  feed?: string
}

/** What was said to a text, under it, and the form for saying more. Its styles are in `discussion.css` and `words.css`. */
export function ConversationSection({ c, place, conversation, language: ofText, path, feed }: ConversationProps) {
  const language = languageOf(c)
  const say = discussionWords(language)
  const { messages, count: n, state, topicId } = conversation
  const threads = threadsOf(messages)
  if (n === 0 && state === 'closed') return null
  return (
    <section class="conversation" id="messages" aria-labelledby="messages-title">
      <header class="conversation-head">
        <h2 id="messages-title">{say('title', { n })}</h2>
        {n > 0 && feed && (
          <a class="caption" href={feed}>
            <Icon name="rss" size={16} /> {say('feed')}
          </a>
        )}
      </header>
      {n === 0 && <p class="muted">{say('none')}</p>}
      <MessagePages conversation={conversation} path={path} language={language} />
      {threads.length > 0 && (
        <ol class="threads">
          {threads.map((thread) => (
            <ThreadItem
              thread={thread}
              topicId={topicId}
              ofText={ofText}
              language={language}
              path={path}
              isOpen={state === 'open'}
            />
          ))}
        </ol>
      )}
      <MessagePagesBelow conversation={conversation} path={path} language={language} />
      {state === 'open' ? (
        <div class="conversation-write not-printed" id="write">
          <h3>{say('write')}</h3>
          <MessageForm
            filled={{ language }}
            topicId={topicId}
            opened={timeOf(place.seal, place.clock.now())}
            writer={writerOf(c)}
          />
        </div>
      ) : (
        <p class="muted">{say('closed_note')}</p>
      )}
    </section>
  )
}

/** Whoever is signed in, with the name they gave themselves; one that was made of their address is not shown. */
export function writerOf(c: Context): { name: string } | null {
  const person = signedIn(c)
  return person && { name: person.guessed ? '' : person.name }
}

interface ItemProps {
  topicId: string
  ofText: Language
  language: Language
  path: string
  isOpen: boolean
}

/** A message that another one answers: where it stands, and whose it is. */
type Answered = Pick<Message, 'id' | 'signed' | 'nth'>

function ThreadItem({ thread: { root, answers }, ...item }: ItemProps & { thread: Thread }) {
  return (
    <li>
      <MessageArticle message={root} to={elsewhere(root)} {...item} />
      {answers.length > 0 && (
        <ol class="thread-answers">
          {answers.map(({ message, to }) => (
            <li>
              <MessageArticle message={message} to={to.id === root.id ? null : to} {...item} />
            </li>
          ))}
        </ol>
      )}
    </li>
  )
}

/** What the first of a thread answers stands on an earlier page. */
function elsewhere({ answers, answeredNth, answeredSigned }: Message): Answered | null {
  return answers === null || answeredNth === null ? null : { id: answers, nth: answeredNth, signed: answeredSigned }
}

function MessageArticle({
  message,
  to = null,
  topicId,
  language,
  path,
  isOpen,
}: ItemProps & { message: Message; to?: Answered | null }) {
  const say = discussionWords(language)
  if (message.state !== 'shown') return <Gone message={message} language={language} />
  return (
    <article class="message-said" id={anchorOf(message)} aria-labelledby={`by-${message.id}`}>
      <MessageHead message={message} language={language} to={to && { ...to, href: hrefOf(path, message, to) }} />
      <div class="words message-words" lang={message.language} dir="auto">
        {raw(drawMessage(message))}
      </div>
      <p class="message-foot not-printed">
        {isOpen && (
          <a
            href={`/discussion/${topicId}/write?answers=${message.id}`}
            rel="nofollow"
            aria-describedby={`by-${message.id}`}
          >
            {say('answer')}
          </a>
        )}
        {message.mine && (
          <a href={pathOfOwn(message.id)} rel="nofollow">
            {say('own')}
          </a>
        )}
      </p>
    </article>
  )
}

/** The same page is not asked for once more. */
function hrefOf(path: string, from: Message, to: Answered): string {
  return pageOf(from.nth) === pageOf(to.nth) ? `#${anchorOf(to)}` : pathOfMessage(path, to)
}

/** Who said it and when, whom it answers, and its language where that is not the reader's. */
export function MessageHead({
  message,
  language,
  to = null,
}: {
  message: Pick<Message, 'id' | 'signed' | 'writtenAt' | 'changedAt' | 'ofTeam' | 'language'>
  language: Language
  to?: { signed: string; href: string } | null
}) {
  const say = discussionWords(language)
  return (
    <header class="message-head">
      <p class="message-by" id={`by-${message.id}`}>
        <b dir="auto">{message.signed}</b>
        {message.ofTeam && <Chip>{say('of_team')}</Chip>}
      </p>
      <p class="caption">
        <a class="message-when" href={`#${anchorOf(message)}`}>
          <time datetime={message.writtenAt.toISOString()}>{writeDay(language, message.writtenAt)}</time>
        </a>
        {message.changedAt && <span> · {say('changed')}</span>}
        {message.language !== language && <span> · {languageIn(language, message.language)}</span>}
        {to && (
          <span>
            {' · '}
            <a href={to.href}>{say('to', { name: to.signed || say('somebody') })}</a>
          </span>
        )}
      </p>
    </header>
  )
}

/** The place of what is gone: somebody answered it. */
function Gone({ message, language }: { message: Message; language: Language }) {
  const say = discussionWords(language)
  const words: Child =
    message.state === 'taken-back'
      ? say('gone_taken_back')
      : message.reason
        ? say('gone_hidden', { reason: say(`reason_${message.reason}`) })
        : say('gone_held')
  return (
    <p class="message-gone" id={anchorOf(message)}>
      {words}
    </p>
  )
}
