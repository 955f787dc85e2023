import type { Context } from 'hono'
import { signedIn } from '../../../people/people.ts'
import type { Tx } from '../../../platform/db/database.ts'
import { notFound } from '../../../platform/http/http.ts'
import { languageOf } from '../../../platform/http/request.ts'
import { type Language, languageIn } from '../../../platform/i18n/language.ts'
import { isUuid } from '../../../platform/uuid.ts'
import { Select, TextArea } from '../../../ui/fields.tsx'
import { Button, ButtonForm, ButtonLink, type Filled, Form } from '../../../ui/form.tsx'
import { Icon } from '../../../ui/icon.tsx'
import { Message } from '../../../ui/note.tsx'
import { page } from '../../../ui/page.tsx'
import { type Enquiry, type EnquiryLine, findEnquiry, linesOf, readersOfTheInbox } from './inbox-queries.ts'
import { inboxWords } from './inbox-words.ts'

/** The message at this address; what is not there looks the same as what was forgotten. */
export async function enquiryAt(c: Context, tx: Tx): Promise<Enquiry> {
  const id = c.req.param('enquiry')
  const found = isUuid(id) ? await findEnquiry(tx, id) : null
  if (!found) throw notFound()
  return found
}

/** `GET /inbox/:enquiry`. */
export async function showEnquiryAt(c: Context, tx: Tx): Promise<Response> {
  return showEnquiry(c, tx, await enquiryAt(c, tx), { language: languageOf(c) })
}

/** One message, what was written about it, and what can be done. A form that was refused comes back as it was sent. */
export async function showEnquiry(c: Context, tx: Tx, message: Enquiry, filled: Filled): Promise<Response> {
  const say = inboxWords(filled.language)
  const lines = await linesOf(tx, message.id)
  const readers = await readersOfTheInbox(tx)
  return page(
    c,
    {
      title: message.subject || say('no_subject'),
      styles: ['contact.css'],
      status: filled.problems ? 422 : 200,
    },
    <>
      <p>
        <a class="back" href={`/inbox?state=${message.state}`}>
          <Icon name="arrow-left" size={16} /> {say('title')}
        </a>
      </p>
      <Written message={message} language={filled.language} />
      {lines.map((line) => (
        <Line
          line={line}
          by={line.writtenBy ? (readers.get(line.writtenBy) ?? null) : null}
          language={filled.language}
        />
      ))}
      <Assignment message={message} readers={readers} filled={filled} />
      {signedIn(c)?.guessed && (
        <Message language={filled.language} kind="note">
          {say('nameless')} <a href="/account">{say('to_account')}</a>
        </Message>
      )}
      <AnswerForm message={message} filled={filled} />
      <Deeds message={message} language={filled.language} />
    </>,
  )
}

function Written({ message, language }: { message: Enquiry; language: Language }) {
  const say = inboxWords(language)
  return (
    <article class="card">
      <h1>{message.subject || say('no_subject')}</h1>
      <p class="muted">
        {say('from', { name: message.name || message.email, email: message.email, day: message.cameAt })}
        {' · '}
        {languageIn(language, message.language)}
      </p>
      <p class="inbox-words" dir="auto">
        {message.words}
      </p>
    </article>
  )
}

function Line({ line, by, language }: { line: EnquiryLine; by: string | null; language: Language }) {
  const say = inboxWords(language)
  return (
    <article class={`inbox-line inbox-${line.kind}`}>
      <p class="card-kind">{say(`${line.kind}_by`, { name: by ?? say('somebody'), day: line.writtenAt })}</p>
      <p class="inbox-words" dir="auto">
        {line.words}
      </p>
    </article>
  )
}

function Assignment({ message, readers, filled }: { message: Enquiry; readers: Map<string, string>; filled: Filled }) {
  const say = inboxWords(filled.language)
  const choices = [...readers].map(([value, label]) => ({ value, label }))
  return (
    <Form filled={{ language: filled.language }} action={`/inbox/${message.id}/assignment`} class="row-end">
      <Select
        filled={{ language: filled.language }}
        name="reader"
        label={say('assigned')}
        choices={[{ value: '', label: say('nobody') }, ...choices]}
        value={message.assignedTo ?? ''}
        optional
      />
      <Button kind="plain">{say('assign')}</Button>
    </Form>
  )
}

function AnswerForm({ message, filled }: { message: Enquiry; filled: Filled }) {
  const say = inboxWords(filled.language)
  return (
    <Form filled={filled} action={`/inbox/${message.id}/lines`}>
      <TextArea
        filled={filled}
        name="words"
        label={say('write')}
        hint={say('write_hint', { email: message.email, language: languageIn(filled.language, message.language) })}
        rows={7}
        maxlength={8000}
        voice="reading"
      />
      <p class="actions">
        <Button name="kind" value="answer">
          {say('send')}
        </Button>
        <Button kind="plain" name="kind" value="note">
          {say('keep_note')}
        </Button>
      </p>
    </Form>
  )
}

function Deeds({ message, language }: { message: Enquiry; language: Language }) {
  const say = inboxWords(language)
  const others = (['open', 'settled', 'spam'] as const).filter((state) => state !== message.state)
  return (
    <div class="row">
      {others.map((state) => (
        <ButtonForm language={language} action={`/inbox/${message.id}/state`} sends={{ state }} kind="quiet">
          {say(`to_${state}`)}
        </ButtonForm>
      ))}
      <ButtonLink href={`/inbox/${message.id}/deletion`} kind="quiet">
        {say('delete')}
      </ButtonLink>
    </div>
  )
}
