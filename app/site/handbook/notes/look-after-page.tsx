import type { Context } from 'hono'
import type { Tx } from '../../../platform/db/database.ts'
import { readForm, textOf } from '../../../platform/http/body.ts'
import { notFound } from '../../../platform/http/http.ts'
import { languageOf } from '../../../platform/http/request.ts'
import type { Language } from '../../../platform/i18n/language.ts'
import { isUuid } from '../../../platform/uuid.ts'
import { Button, Form } from '../../../ui/form.tsx'
import { EmptyState } from '../../../ui/note.tsx'
import { page } from '../../../ui/page.tsx'
import { Paragraphs, shortened } from './note-parts.tsx'
import {
  countNotesByState,
  deleteNote,
  findNote,
  listNotesIn,
  type NoteOfChapter,
  setNoteState,
} from './note-queries.ts'
import { notesWords } from './notes-words.ts'

const states = ['waiting', 'shown', 'set-aside'] as const

/** `GET /notes?state=…`: what readers wrote, for those who look after it; what waits first. */
export async function lookAfterNotes(c: Context, tx: Tx): Promise<Response> {
  const language = languageOf(c)
  const say = notesWords(language)
  const state = states.find((one) => one === c.req.query('state')) ?? 'waiting'
  const counts = await countNotesByState(tx)
  const notes = await listNotesIn(tx, state, 200)
  return page(
    c,
    { title: say('look_after_title'), styles: ['handbook.css', 'notes.css'] },
    <>
      <h1>{say('look_after_title')}</h1>
      <p>{say('look_after_text')}</p>
      <nav aria-label={say('states')}>
        <div class="segments">
          {states.map((one) => (
            <a href={`/notes?state=${one}`} aria-current={one === state ? 'page' : undefined}>
              {say(`state_${one}`)} <span class="numeric">{counts.get(one) ?? 0}</span>
            </a>
          ))}
        </div>
      </nav>
      {notes.length === 0 ? (
        <EmptyState title={say('none_here')} icon="notebook-pen">
          <p>{say('none_here_text')}</p>
        </EmptyState>
      ) : (
        <ul class="plain-list stack">
          {notes.map((note) => (
            <li class="card">
              <NoteToRead note={note} language={language} />
            </li>
          ))}
        </ul>
      )}
    </>,
  )
}

function NoteToRead({ note, language }: { note: NoteOfChapter; language: Language }) {
  const say = notesWords(language)
  return (
    <article class="note stack-small">
      <p class="caption">
        <a href={`/handbook/${note.slug}`}>{note.title}</a> · {say('day', { day: note.writtenAt })}
        {note.answers && ` · ${say('is_answer')}`}
      </p>
      {note.passage && <blockquote>{shortened(note.passage.quote, 400)}</blockquote>}
      <h2 class="note-by">{note.byline}</h2>
      <Paragraphs words={note.words} language={note.language} />
      <Form filled={{ language }} action={`/notes/${note.id}/state`}>
        <p class="actions">
          {note.state !== 'shown' && (
            <Button name="state" value="shown">
              {say('show')}
            </Button>
          )}
          {note.state !== 'set-aside' && (
            <Button kind="plain" name="state" value="set-aside">
              {say('put_aside')}
            </Button>
          )}
          <Button kind="quiet" name="state" value="gone">
            {say('delete')}
          </Button>
        </p>
      </Form>
    </article>
  )
}

/** `POST /notes/:note/state`: shown, set aside, or deleted with its answers. */
export async function setStateOfNote(c: Context, tx: Tx): Promise<Response> {
  const id = c.req.param('note') ?? ''
  const note = isUuid(id) ? await findNote(tx, id) : null
  if (!note) throw notFound()
  const wish = textOf(await readForm(c), 'state')
  if (wish === 'gone') await deleteNote(tx, note.id)
  if (wish === 'shown' || wish === 'set-aside') await setNoteState(tx, note.id, wish)
  return c.redirect(`/notes?state=${note.state}`, 303)
}
