import type { Context, Handler } from 'hono'
import { requirePerson, signedIn } from '../../../people/people.ts'
import { readForm, textOf } from '../../../platform/http/body.ts'
import { forbidden, notFound } from '../../../platform/http/http.ts'
import { factsOf, languageOf } from '../../../platform/http/request.ts'
import { isUuid } from '../../../platform/uuid.ts'
import { TextArea, TextField } from '../../../ui/fields.tsx'
import { Button, ButtonForm, type Filled, Form, type Problems } from '../../../ui/form.tsx'
import { page } from '../../../ui/page.tsx'
import { forWhoMay } from '../../for-editors.ts'
import { mayEditTheSite } from '../../writing/writing-policy.ts'
import { formats, typeOf } from '../edition/edition.ts'
import { handbookWords } from '../handbook-words.ts'
import type { BookPlace } from '../reading.tsx'
import { closeEdition } from './close-edition.ts'
import { type ClosedEdition, closedFile, deleteEdition, listClosedEditions } from './closed-edition-queries.ts'
import { closedWords } from './closed-words.ts'

const path = '/handbook/editions'
const editors = { may: mayEditTheSite, back: path }
const longestNote = 2000

/** `GET /handbook/editions`, for editors: those that were closed, and the form that closes the next. */
export function editionsPage(place: BookPlace): Handler {
  return forWhoMay(place, editors, async (c, tx) =>
    drawEditions(c, await listClosedEditions(tx), { language: languageOf(c) }),
  )
}

/** `POST /handbook/editions`: closes one, or takes one away. */
export function changeEditions(place: BookPlace): Handler {
  return async (c) => {
    if (!signedIn(c)) return c.redirect(`/sign-in?next=${encodeURIComponent(path)}`, 303)
    const who = { kind: 'person', id: requirePerson(c).id } as const
    if (!(await place.db.as(who, mayEditTheSite))) throw forbidden()
    const typed = await readForm(c)
    const gone = textOf(typed, 'edition')
    if (gone !== '') {
      if (isUuid(gone)) await place.db.as(who, (tx) => deleteEdition(tx, gone))
      return c.redirect(path, 303)
    }
    const language = languageOf(c)
    const [name, note] = [textOf(typed, 'name').trim(), textOf(typed, 'note').replace(/\r\n?/g, '\n').trim()]
    const problems = problemsOf(name, note, language)
    if (Object.keys(problems).length === 0) {
      const untitled = handbookWords(language)('title_untold')
      const closed = await closeEdition(place.db, place.clock, who, { name, note, origin: factsOf(c).origin, untitled })
      if (closed.kind === 'closed') return c.redirect(path, 303)
      problems[''] = closedWords(language)(closed.reason === 'nothing' ? 'nothing' : 'not_made')
    }
    const editions = await place.db.as(who, listClosedEditions)
    return drawEditions(c, editions, { language, typed, problems })
  }
}

function problemsOf(name: string, note: string, language: Filled['language']): Problems {
  const say = closedWords(language)
  return {
    ...((name === '' || name.length > 120) && { name: say('name_problem') }),
    ...(note.length > longestNote && { note: say('note_problem', { n: longestNote }) }),
  }
}

function drawEditions(c: Context, editions: readonly ClosedEdition[], filled: Filled): Promise<Response> {
  const say = closedWords(filled.language)
  return page(
    c,
    { title: say('title'), styles: ['handbook.css'], status: filled.problems ? 422 : 200 },
    <>
      <h1>{say('title')}</h1>
      {editions.length === 0 ? <p>{say('none')}</p> : <ClosedList c={c} editions={editions} removable />}
      <section class="card">
        <h2>{say('close_title')}</h2>
        <p>{say('close_text')}</p>
        <Form filled={filled} action={path}>
          <TextField filled={filled} name="name" label={say('name')} hint={say('name_hint')} maxlength={120} />
          <TextArea
            filled={filled}
            name="note"
            label={say('note')}
            hint={say('note_hint')}
            maxlength={longestNote}
            optional
          />
          <div class="actions">
            <Button>{say('close')}</Button>
          </div>
        </Form>
      </section>
      <p>
        <a href="/handbook">{say('to_book')}</a>
      </p>
    </>,
  )
}

interface ClosedListProps {
  c: Context
  editions: readonly ClosedEdition[]
  removable?: boolean
}

/** Editions with what changed in each and their files, the newest first. */
export function ClosedList({ c, editions, removable = false }: ClosedListProps) {
  const language = languageOf(c)
  const say = closedWords(language)
  return (
    <ul class="book-editions">
      {editions.map(({ id, number, name, note, closedAt }) => (
        <li>
          <h3>{name}</h3>
          <p class="caption">{say('closed', { day: closedAt })}</p>
          {note !== '' && <p class="book-edition-note">{note}</p>}
          <p class="row">
            {formats.map((format) => (
              <a
                href={`${path}/${number}/handbook-${number}.${format}`}
                download
                aria-label={`${name}, ${format.toUpperCase()}`}
              >
                {format.toUpperCase()}
              </a>
            ))}
          </p>
          {removable && (
            <ButtonForm language={language} action={path} sends={{ edition: id }} kind="quiet">
              {say('remove')}
            </ButtonForm>
          )}
        </li>
      ))}
    </ul>
  )
}

/** `GET /handbook/editions/:edition/:file`: a file of an edition as it was made. The bytes of a number and a format stay while it stands. */
export function closedEditionFile({ db }: BookPlace): Handler {
  return async (c) => {
    const number = /^[1-9]\d{0,5}$/.exec(c.req.param('edition') ?? '') ? Number(c.req.param('edition')) : null
    const format = formats.find((one) => c.req.param('file') === `handbook-${number}.${one}`)
    if (number === null || !format) throw notFound()
    const bytes = await db.as({ kind: 'nobody' }, (tx) => closedFile(tx, number, format))
    if (!bytes) throw notFound()
    return c.body(new Uint8Array(bytes), 200, {
      'Content-Type': typeOf[format],
      'Content-Disposition': `attachment; filename="handbook-${number}.${format}"`,
      'Cache-Control': 'no-cache',
    })
  }
}
