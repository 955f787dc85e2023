import type { Context } from 'hono'
import { notFound } from '../../platform/http/http.ts'
import { fromThisMachine } from '../../platform/http/remote-address.ts'
import { languageOf } from '../../platform/http/request.ts'
import { inFrames } from '../../platform/http/security.ts'
import type { Language } from '../../platform/i18n/language.ts'
import { writeMoment } from '../../platform/i18n/numbers.ts'
import type { Post } from '../../platform/mail/mail.ts'
import type { KeptLetter } from '../../platform/mail/mail-desk.ts'
import { Button } from '../../ui/form.tsx'
import { Icon } from '../../ui/icon.tsx'
import { EmptyState, Message } from '../../ui/note.tsx'
import { page } from '../../ui/page.tsx'
import { Rows, Segments } from '../../ui/rows.tsx'
import { Table } from '../../ui/table.tsx'
import { mailWords } from './mail-words.ts'
import { problemWords } from './problem-words.ts'

const views = ['text', 'html', 'headers'] as const
type View = (typeof views)[number]

const isId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/**
 * The mails that were not handed on. They hold links that sign people in, so these pages exist only while the program listens to this
 * machine alone (`local`), and answer only this machine, asked by a name of this machine.
 */
export function mailboxPages({ post, local }: { post: Post; local: boolean }) {
  async function letterOf(c: Context) {
    if (!local || !fromThisMachine(c)) throw notFound()
    const id = c.req.param('letter') ?? ''
    const letter = isId.test(id) ? await post.letter(id) : null
    if (!letter) throw notFound()
    return letter
  }

  return {
    async list(c: Context) {
      if (!local || !fromThisMachine(c)) throw notFound()
      return listPage(c, await post.kept(), post.hasServer)
    },

    async one(c: Context) {
      const letter = await letterOf(c)
      inFrames(c, 'the page')
      return letterPage(c, letter, views.find((one) => one === c.req.query('as')) ?? 'text', post.hasServer)
    },

    /** The HTML of a letter, as a frame shows it: it runs nothing, fetches nothing and leads nowhere. */
    async html(c: Context) {
      const { html } = await letterOf(c)
      inFrames(c, 'the letter')
      return c.html(html)
    },

    async tryAgain(c: Context) {
      const { id } = await letterOf(c)
      await post.tryAgain(id)
      return c.redirect('/mailbox?done=trying', 303)
    },
  }
}

function listPage(c: Context, letters: KeptLetter[], hasServer: boolean) {
  const language = languageOf(c)
  const say = mailWords(language)
  const [newest] = letters
  return page(
    c,
    { title: say('mailbox_title'), styles: ['mail.css'] },
    <>
      <div class="stack-small">
        <h1>{say('mailbox_title')}</h1>
        <p class="lead">{say(hasServer ? 'mailbox_lead_server' : 'mailbox_lead')}</p>
      </div>
      {c.req.query('done') === 'trying' && (
        <Message language={language} kind="done">
          {say('trying')}
        </Message>
      )}
      {newest ? (
        <article class="card stack-small">
          <h2>{newest.subject}</h2>
          <p class="caption">
            {say('mailbox_to', { email: newest.to, when: writeMoment(language, newest.writtenAt) })}
          </p>
          <Words text={newest.text} />
        </article>
      ) : (
        <EmptyState title={say('mailbox_empty_title')} icon="mail">
          <p>{say('mailbox_empty_text')}</p>
        </EmptyState>
      )}
      {newest && <Letters language={language} letters={letters} />}
    </>,
  )
}

function Letters({ language, letters }: { language: Language; letters: KeptLetter[] }) {
  const say = mailWords(language)
  return (
    <Table
      language={language}
      rowsOnPhone
      caption={say('mailbox_list')}
      columns={[
        { label: say('column_letter') },
        { label: say('column_to') },
        { label: say('column_written') },
        { label: say('column_state') },
      ]}
      rows={letters.map((letter) => [
        <a href={`/mailbox/${letter.id}`}>{letter.subject || say('open_letter')}</a>,
        letter.to,
        writeMoment(language, letter.writtenAt),
        letter.problem ? problemWords(language, letter.problem) : say('waits'),
      ])}
    />
  )
}

function letterPage(c: Context, letter: KeptLetter & { head: string }, view: View, hasServer: boolean) {
  const language = languageOf(c)
  const say = mailWords(language)
  const when = (date: Date) => writeMoment(language, date)
  return page(
    c,
    { title: letter.subject, styles: ['mail.css'] },
    <>
      <p>
        <a class="back" href="/mailbox">
          <Icon name="arrow-left" /> {say('mailbox_title')}
        </a>
      </p>
      <h1>{letter.subject}</h1>
      <Rows
        rows={[
          { term: say('column_to'), value: letter.to },
          { term: say('column_written'), value: when(letter.writtenAt) },
          { term: say('column_state'), value: letter.problem ? problemWords(language, letter.problem) : say('waits') },
          ...(letter.files.length > 0 ? [{ term: say('files'), value: letter.files.join(', ') }] : []),
          ...(letter.problem ? [{ term: say('column_code'), value: letter.problem }] : []),
          ...(hasServer
            ? [
                {
                  term: say('attempts', { n: letter.attempts }),
                  value: say('next_try', { when: when(letter.nextTryAt) }),
                },
              ]
            : []),
        ]}
      />
      {hasServer && (
        <form method="post" action={`/mailbox/${letter.id}/again`}>
          <Button kind="plain">{say('try_again')}</Button>
        </form>
      )}
      <Segments
        label={letter.subject}
        items={views.map((one) => ({ label: say(`as_${one}`), href: `?as=${one}`, current: one === view }))}
      />
      {view === 'text' && (
        <article class="card">
          <Words text={letter.text} />
        </article>
      )}
      {view === 'html' && (
        <iframe class="mail-frame" src={`/mailbox/${letter.id}/html`} title={say('frame_title')} sandbox="" />
      )}
      {view === 'headers' && <pre class="mail-head">{letter.head}</pre>}
    </>,
  )
}

/** A letter as text, in paragraphs; an address that stands by itself can be followed. */
function Words({ text }: { text: string }) {
  return (
    <>
      {text
        .trim()
        .split('\n\n')
        .map((paragraph) => (
          <p class="mail-words">
            {/^https?:\/\/\S+$/.test(paragraph) ? <a href={paragraph}>{paragraph}</a> : paragraph}
          </p>
        ))}
    </>
  )
}
