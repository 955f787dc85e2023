import type { Context } from 'hono'
import { notFound } from '../platform/http/http.ts'
import { fromThisMachine } from '../platform/http/remote-address.ts'
import { languageOf } from '../platform/http/request.ts'
import { writeMoment } from '../platform/i18n/numbers.ts'
import type { KeptLetter, Post } from '../platform/mail/mail.ts'
import { EmptyState } from '../ui/note.tsx'
import { page } from '../ui/page.tsx'
import { peopleWords } from './people-words.ts'

/**
 * The mails that were not handed on, where there is no mail server. It shows links that sign people in, so it exists only while the
 * program listens to this machine alone (`local`), and answers only this machine, asked by a name of this machine.
 */
export function mailboxPage({ post, local }: { post: Post; local: boolean }) {
  return async (c: Context) => {
    if (!local || !fromThisMachine(c)) throw notFound()
    const letters = await post.kept()
    const say = peopleWords(languageOf(c))
    return page(
      c,
      { title: say('mailbox_title') },
      <>
        <div class="stack-small">
          <h1>{say('mailbox_title')}</h1>
          <p class="lead">{say('mailbox_lead')}</p>
        </div>
        {letters.length === 0 && (
          <EmptyState title={say('mailbox_empty_title')} icon="mail">
            <p>{say('mailbox_empty_text')}</p>
          </EmptyState>
        )}
        {letters.map((letter) => (
          <Letter c={c} letter={letter} />
        ))}
      </>,
    )
  }
}

function Letter({ c, letter }: { c: Context; letter: KeptLetter }) {
  const language = languageOf(c)
  const when = writeMoment(language, letter.writtenAt)
  return (
    <article class="card">
      <h2>{letter.subject}</h2>
      <p class="caption">{peopleWords(language)('mailbox_to', { email: letter.to, when })}</p>
      {letter.text
        .trim()
        .split('\n\n')
        .map((paragraph) => (
          <p>{/^https?:\/\/\S+$/.test(paragraph) ? <a href={paragraph}>{paragraph}</a> : paragraph}</p>
        ))}
    </article>
  )
}
