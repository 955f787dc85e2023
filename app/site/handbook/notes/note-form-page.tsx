import type { Context, Handler } from 'hono'
import { requirePerson } from '../../../people/people.ts'
import type { Tx } from '../../../platform/db/database.ts'
import { readForm, textOf } from '../../../platform/http/body.ts'
import { notFound } from '../../../platform/http/http.ts'
import { once } from '../../../platform/http/idempotency.ts'
import { languageOf } from '../../../platform/http/request.ts'
import { isUuid } from '../../../platform/uuid.ts'
import { TextArea, TextField } from '../../../ui/fields.tsx'
import { Button, type Filled, Form, type Problems, typedText } from '../../../ui/form.tsx'
import { Icon } from '../../../ui/icon.tsx'
import { page } from '../../../ui/page.tsx'
import { forWhoMay, type SitePlace } from '../../for-editors.ts'
import type { ShownWriting } from '../../writing/writing.ts'
import { findShown } from '../../writing/writing-queries.ts'
import { treeOf } from '../kept-trees.ts'
import { Paragraphs } from './note-parts.tsx'
import { findNote } from './note-queries.ts'
import { notesWords } from './notes-words.ts'
import { plainText } from './plain-text.ts'
import { longestNote, mostInADay, type ReaderNote } from './reader-note.ts'
import { type Meant, passageMeant, readMeant, type WrittenNote, writeNote } from './write-note.ts'

/** Whoever has an account may write a note: somebody reads the first before it is shown. */
const anybodySignedIn = { may: async () => true, back: '/handbook' }

/** What a note is written about: a passage, or a note. */
type About = { kind: 'passage'; quote: string; on: Meant } | { kind: 'note'; note: ReaderNote }

/** `GET /handbook/:slug/notes/new?at=3-120-480` or `?answers=…`: the form for a note on that passage, or for an answer. */
export function noteFormPage(place: SitePlace): Handler {
  return forWhoMay(place, anybodySignedIn, async (c, tx) => {
    const chapter = await chapterAt(c, tx)
    const about = await aboutOf(tx, chapter, {
      on: readMeant(c.req.query('at'), c.req.query('quote')),
      answers: c.req.query('answers') ?? '',
    })
    // what it was about is not there any longer: the chapter shows what is
    if (!about) return c.redirect(`/handbook/${chapter.slug}`, 303)
    return drawForm(c, chapter, about, { language: languageOf(c) })
  })
}

/** `POST /handbook/:slug/notes`: keeps it, and leads to it on the page of the chapter. */
export function keepNote(place: SitePlace): Handler {
  return forWhoMay(place, anybodySignedIn, async (c, tx) => {
    const chapter = await chapterAt(c, tx)
    const language = languageOf(c)
    const typed = await readForm(c)
    const on = readMeant(textOf(typed, 'at'), textOf(typed, 'quote'))
    const answers = textOf(typed, 'answers') || null
    const sent = {
      language,
      byline: textOf(typed, 'byline').replace(/\s+/g, ' ').trim(),
      words: textOf(typed, 'words').replace(/\r\n?/g, '\n').trim(),
      on,
      answers,
    }
    let refusal: Extract<WrittenNote, { kind: 'refused' }> | null = null
    const { location } = await once(tx, textOf(typed, 'form_key'), requirePerson(c).id, async () => {
      const written = await writeNote(tx, place.clock, chapter, sent)
      if (written.kind === 'written') return `/handbook/${chapter.slug}#note-${written.id}`
      refusal = written
      return `/handbook/${chapter.slug}`
    })
    if (!refusal) return c.redirect(location, 303)
    const about = await aboutOf(tx, chapter, { on, answers: answers ?? '' })
    // what comes back is a form of its own, with a key of its own
    const again = { ...typed, form_key: undefined }
    return drawForm(c, chapter, about, { language, typed: again, problems: problemsOf(refusal, language) })
  })
}

async function chapterAt(c: Context, tx: Tx): Promise<ShownWriting> {
  const found = await findShown(tx, 'chapter', c.req.param('slug') ?? '')
  if (found.kind !== 'shown') throw notFound()
  return found.writing
}

async function aboutOf(
  tx: Tx,
  chapter: ShownWriting,
  { on, answers }: { on: Meant | null; answers: string },
): Promise<About | null> {
  if (answers !== '') {
    const note = isUuid(answers) ? await findNote(tx, answers) : null
    const stands = note?.writingId === chapter.id && note.answers === null && note.state !== 'waiting'
    return stands ? { kind: 'note', note } : null
  }
  const found = on && passageMeant(chapter, on)
  if (!found) return null
  const quote = plainText(treeOf(chapter)).text.slice(found.start, found.end)
  return { kind: 'passage', quote, on: { version: chapter.version, ...found, quote } }
}

function problemsOf({ reason }: Extract<WrittenNote, { kind: 'refused' }>, language: Filled['language']): Problems {
  const say = notesWords(language)
  if (reason === 'words-missing') return { words: say('words_missing') }
  if (reason === 'words-long') return { words: say('words_long', { n: longestNote }) }
  if (reason === 'name-missing' || reason === 'name-long') return { byline: say('name_problem') }
  if (reason === 'too-many') return { '': say('too_many', { n: mostInADay }) }
  return { '': say(reason === 'not-there' ? 'note_gone' : 'passage_changed') }
}

function drawForm(c: Context, chapter: ShownWriting, about: About | null, filled: Filled): Promise<Response> {
  const say = notesWords(filled.language)
  const title = about?.kind === 'note' ? say('answer_title') : say('note_title')
  return page(
    c,
    { title, width: 'narrow', styles: ['words.css', 'handbook.css', 'notes.css'], status: filled.problems ? 422 : 200 },
    <>
      <p>
        <a class="back" href={`/handbook/${chapter.slug}`} lang={chapter.language}>
          <Icon name="arrow-left" size={16} /> {chapter.title}
        </a>
      </p>
      <h1>{title}</h1>
      <WhatItIsAbout about={about} chapter={chapter} />
      <NoteForm chapter={chapter} about={about} filled={filled} name={requirePerson(c).name} />
    </>,
  )
}

function WhatItIsAbout({ about, chapter }: { about: About | null; chapter: ShownWriting }) {
  if (!about) return null
  if (about.kind === 'passage')
    return (
      <blockquote class="note-passage" lang={chapter.language}>
        {about.quote}
      </blockquote>
    )
  return (
    <blockquote class="note-passage">
      <p class="note-by">{about.note.byline}</p>
      <Paragraphs words={about.note.words} language={about.note.language} />
    </blockquote>
  )
}

interface NoteFormProps {
  chapter: ShownWriting
  about: About | null
  filled: Filled
  name: string
}

function NoteForm({ chapter, about, filled, name }: NoteFormProps) {
  const say = notesWords(filled.language)
  const on = about?.kind === 'passage' ? about.on : null
  return (
    <Form filled={filled} action={`/handbook/${chapter.slug}/notes`}>
      {on && <input type="hidden" name="at" value={`${on.version}-${on.start}-${on.end}`} />}
      {on && <input type="hidden" name="quote" value={on.quote ?? ''} />}
      <input
        type="hidden"
        name="answers"
        value={about?.kind === 'note' ? about.note.id : typedText(filled, 'answers')}
      />
      <TextArea
        filled={filled}
        name="words"
        label={say('words')}
        hint={say('words_hint')}
        rows={7}
        maxlength={longestNote}
        voice="reading"
      />
      <TextField
        filled={filled}
        name="byline"
        label={say('byline')}
        hint={say('byline_hint')}
        value={name}
        autocomplete="nickname"
        maxlength={80}
      />
      <div class="actions">
        <Button>{say('send')}</Button>
      </div>
      <p class="caption">{say('what_is_held')}</p>
    </Form>
  )
}
