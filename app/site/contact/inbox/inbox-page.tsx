import type { Context } from 'hono'
import type { Tx } from '../../../platform/db/database.ts'
import { languageOf } from '../../../platform/http/request.ts'
import { EmptyState } from '../../../ui/note.tsx'
import { page } from '../../../ui/page.tsx'
import { countEnquiries, type EnquiryState, enquiryStates, listEnquiries, readersOfTheInbox } from './inbox-queries.ts'
import { inboxWords } from './inbox-words.ts'

/** `GET /inbox?state=…`: what came in and waits, and what is done with. */
export async function showInbox(c: Context, tx: Tx): Promise<Response> {
  const say = inboxWords(languageOf(c))
  const state = enquiryStates.find((one) => one === c.req.query('state')) ?? 'open'
  const counts = await countEnquiries(tx)
  const messages = await listEnquiries(tx, state, 200)
  const readers = await readersOfTheInbox(tx)
  return page(
    c,
    { title: say('title'), width: 'wide', styles: ['contact.css'] },
    <>
      <h1>{say('title')}</h1>
      <nav aria-label={say('states')}>
        <div class="segments">
          {enquiryStates.map((one) => (
            <a href={`/inbox?state=${one}`} aria-current={one === state ? 'page' : undefined}>
              {say(`state_${one}`)} <span class="numeric">{counts.get(one) ?? 0}</span>
            </a>
          ))}
        </div>
      </nav>
      {messages.length === 0 ? (
        <EmptyState title={say(emptyKey(state))} icon="mail">
          <p>{say('none_text')}</p>
        </EmptyState>
      ) : (
        <ul class="inbox">
          {messages.map((one) => (
            <li>
              <a href={`/inbox/${one.id}`}>{one.subject || say('no_subject')}</a>
              <span>{one.name || one.email}</span>
              <span class="muted">{one.words.slice(0, 120)}</span>
              <span class="muted">{one.assignedTo ? readers.get(one.assignedTo) : say('nobody')}</span>
              <time class="numeric muted" datetime={one.cameAt.toISOString()}>
                {say('day', { day: one.cameAt })}
              </time>
            </li>
          ))}
        </ul>
      )}
    </>,
  )
}

function emptyKey(state: EnquiryState): 'none_open' | 'none_here' {
  return state === 'open' ? 'none_open' : 'none_here'
}
