import type { Context } from 'hono'
import type { Tx } from '../../../platform/db/database.ts'
import { readForm, textOf } from '../../../platform/http/body.ts'
import { factsOf, languageOf } from '../../../platform/http/request.ts'
import { isUuid } from '../../../platform/uuid.ts'
import { Chip } from '../../../ui/chip.tsx'
import { ButtonForm } from '../../../ui/form.tsx'
import { EmptyState } from '../../../ui/note.tsx'
import { page } from '../../../ui/page.tsx'
import { Paragraphs, shortened } from './note-parts.tsx'
import { listOwnNotes, type NoteOfChapter, takeBackNote } from './note-queries.ts'
import { notesWords } from './notes-words.ts'

/** `GET /account/notes`: what somebody noted in the handbook, with a way to take each back and to take all along. */
export async function ownNotesPage(c: Context, tx: Tx): Promise<Response> {
  const language = languageOf(c)
  const say = notesWords(language)
  const notes = await listOwnNotes(tx)
  return page(
    c,
    { title: say('own_title'), styles: ['handbook.css', 'notes.css'] },
    <>
      <h1>{say('own_title')}</h1>
      <p>{say('own_text')}</p>
      {notes.length === 0 ? (
        <EmptyState title={say('own_none')} icon="notebook-pen">
          <p>
            <a href="/handbook">{say('to_handbook')}</a>
          </p>
        </EmptyState>
      ) : (
        <>
          <ul class="plain-list stack">
            {notes.map((note) => (
              <li class="card note stack-small">
                <p class="caption">
                  <a href={`/handbook/${note.slug}#note-${note.id}`}>{note.title}</a> ·{' '}
                  {say('day', { day: note.writtenAt })} {note.state === 'waiting' && <Chip>{say('waits')}</Chip>}
                  {note.state === 'set-aside' && <Chip>{say('set_aside')}</Chip>}
                </p>
                {note.passage && <blockquote>{shortened(note.passage.quote, 400)}</blockquote>}
                <p class="note-by">{note.byline}</p>
                <Paragraphs words={note.words} language={note.language} />
                <ButtonForm language={language} action="/account/notes" sends={{ note: note.id }} kind="quiet">
                  {say('take_back')}
                </ButtonForm>
              </li>
            ))}
          </ul>
          <p>
            <a href="/account/notes.json" download>
              {say('take_along')}
            </a>
          </p>
        </>
      )}
    </>,
  )
}

/** `POST /account/notes`: takes one back. */
export async function takeBackOwnNote(c: Context, tx: Tx): Promise<Response> {
  const id = textOf(await readForm(c), 'note')
  if (isUuid(id)) await takeBackNote(tx, id)
  return c.redirect('/account/notes', 303)
}

/** `GET /account/notes.json`: the same as a collection of the Web Annotation Data Model. */
export async function ownNotesFile(c: Context, tx: Tx): Promise<Response> {
  const { origin } = factsOf(c)
  const items = (await listOwnNotes(tx)).map((note) => annotationOf(note, origin))
  c.header('Cache-Control', 'no-store')
  c.header('Content-Disposition', 'attachment; filename="notes.json"')
  return c.body(
    JSON.stringify({ '@context': 'http://www.w3.org/ns/anno.jsonld', type: 'AnnotationCollection', items }, null, 2),
    200,
    { 'Content-Type': 'application/ld+json' },
  )
}

function annotationOf(note: NoteOfChapter, origin: string) {
  const { id, slug, passage, version, words, language, byline, writtenAt, state, answers } = note
  const source = `${origin}/handbook/${slug}`
  const selector = passage && [
    { type: 'TextPositionSelector', start: passage.start, end: passage.end },
    { type: 'TextQuoteSelector', exact: passage.quote, prefix: passage.prefix, suffix: passage.suffix },
  ]
  return {
    id: `urn:uuid:${id}`,
    type: 'Annotation',
    motivation: answers ? 'replying' : 'commenting',
    created: writtenAt.toISOString(),
    creator: { type: 'Person', nickname: byline },
    body: { type: 'TextualBody', value: words, format: 'text/plain', language },
    target: selector
      ? { source, selector, state: { type: 'State', value: `version ${version}` } }
      : `urn:uuid:${answers}`,
    stateHere: state,
  }
}
