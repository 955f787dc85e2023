import type { Context, Handler } from 'hono'
import { raw } from 'hono/html'
import { signedIn } from '../../people/people.ts'
import { languageOf } from '../../platform/http/request.ts'
import { isUuid } from '../../platform/uuid.ts'
import type { Filled } from '../../ui/form.tsx'
import { Icon } from '../../ui/icon.tsx'
import { page } from '../../ui/page.tsx'
import { timeOf } from '../contact/form-time.ts'
import { addressOf } from '../writing/address-of.ts'
import { MessageHead, writerOf } from './conversation.tsx'
import { type DiscussionPlace, type Message, pageOf, type TopicPlace } from './discussion.ts'
import { discussionWords } from './discussion-words.ts'
import { drawMessage } from './draw-message.ts'
import { MessageForm } from './message-form.tsx'
import { pathOfMessage } from './message-pages.tsx'
import { conversationOf, placeOfMessage } from './message-queries.ts'
import { topicAt } from './topic-at.ts'

/** `GET /discussion/:topic/write?answers=…`: the form by itself, with what is answered above it. */
export function writePage(place: DiscussionPlace): Handler {
  return async (c) => {
    const topic = await topicAt(c, place)
    const answers = c.req.query('answers')
    return showWritePage(c, place, topic, isUuid(answers) ? answers : null, { language: languageOf(c) })
  }
}

/** The form as it was sent, when it was refused. */
export async function showWritePage(
  c: Context,
  { db, clock, seal }: DiscussionPlace,
  topic: TopicPlace,
  answers: string | null,
  filled: Filled,
): Promise<Response> {
  const { language } = filled
  const say = discussionWords(language)
  const person = signedIn(c)
  const viewer = person ? { kind: 'person' as const, id: person.id } : { kind: 'nobody' as const }
  const conversation = await db.as(viewer, async (tx) => {
    const nth = answers && (await placeOfMessage(tx, answers))
    return conversationOf(tx, topic.id, { page: pageOf(nth || 0) })
  })
  const to = conversation?.messages.find(({ id, state }) => id === answers && state === 'shown') ?? null
  const back = to ? pathOfMessage(addressOf(topic), to) : `${addressOf(topic)}#messages`
  return page(
    c,
    {
      title: say(to ? 'answer_title' : 'write'),
      width: 'reading',
      styles: ['words.css', 'discussion.css'],
      status: filled.problems ? 422 : 200,
    },
    <div class="conversation-page">
      <p>
        <a class="back" href={back}>
          <Icon name="arrow-left" size={16} /> <span lang={topic.language}>{topic.title}</span>
        </a>
      </p>
      <h1>{say(to ? 'answer_title' : 'write')}</h1>
      {to && <Answered message={to} filled={filled} />}
      {topic.state === 'open' ? (
        <MessageForm
          filled={filled}
          topicId={topic.id}
          answers={to?.id ?? null}
          opened={timeOf(seal, clock.now())}
          writer={writerOf(c)}
        />
      ) : (
        <p>{say('closed_note')}</p>
      )}
    </div>,
  )
}

function Answered({ message, filled: { language } }: { message: Message; filled: Filled }) {
  return (
    <article class="message-said message-answered">
      <MessageHead message={message} language={language} />
      <div class="words message-words" lang={message.language} dir="auto">
        {raw(drawMessage(message))}
      </div>
    </article>
  )
}
