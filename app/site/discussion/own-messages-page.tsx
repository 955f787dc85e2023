import type { Context, Handler } from 'hono'
import { type Person, signedIn } from '../../people/people.ts'
import { languageOf } from '../../platform/http/request.ts'
import { writeDay } from '../../platform/i18n/numbers.ts'
import { EmptyState } from '../../ui/note.tsx'
import { page } from '../../ui/page.tsx'
import type { DiscussionPlace, OwnMessage } from './discussion.ts'
import { discussionWords } from './discussion-words.ts'
import { plainMessage } from './draw-message.ts'
import { pathOfOwn } from './link-to-own.ts'
import { myMessages } from './message-queries.ts'

function forMyself(
  place: DiscussionPlace,
  answer: (c: Context, person: Person, messages: OwnMessage[]) => Response | Promise<Response>,
): Handler {
  return async (c) => {
    const person = signedIn(c)
    if (!person) return c.redirect('/sign-in?next=%2Fdiscussion%2Fmine', 303)
    return answer(c, person, await place.db.as({ kind: 'person', id: person.id }, (tx) => myMessages(tx, person.id)))
  }
}

/** `GET /discussion/mine`: everything one wrote with one's account, whatever became of it. */
export function ownMessagesPage(place: DiscussionPlace): Handler {
  return forMyself(place, (c, _, messages) => {
    const language = languageOf(c)
    const say = discussionWords(language)
    return page(
      c,
      { title: say('mine_title'), width: 'plain', styles: ['discussion.css'] },
      <>
        <h1>{say('mine_title')}</h1>
        {messages.length === 0 ? (
          <EmptyState title={say('mine_none')} icon="notebook-pen">
            <p>
              <a href="/blog">{say('to_blog')}</a>
            </p>
          </EmptyState>
        ) : (
          <>
            <ul class="own-messages">
              {messages.map((one) => (
                <li>
                  <a href={pathOfOwn(one.id)}>{plainMessage(one).slice(0, 120) || say('own_title')}</a>
                  <span class="caption">
                    {say(`state_${one.state}`)} · {writeDay(language, one.writtenAt)}
                  </span>
                </li>
              ))}
            </ul>
            <p>
              <a href="/discussion/mine.json">{say('mine_copy')}</a>
            </p>
          </>
        )}
      </>,
    )
  })
}

/** `GET /discussion/mine.json`: a copy of all of them to take along. */
export function ownMessagesCopy(place: DiscussionPlace): Handler {
  return forMyself(place, (c, _, messages) =>
    c.body(JSON.stringify({ messages }, null, 2), 200, {
      'Content-Type': 'application/json; charset=utf-8',
      'Content-Disposition': 'attachment; filename="messages.json"',
      'Cache-Control': 'no-store',
    }),
  )
}
