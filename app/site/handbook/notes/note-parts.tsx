import { raw } from 'hono/html'
import type { Child } from 'hono/jsx'
import type { Language } from '../../../platform/i18n/language.ts'
import { Chip } from '../../../ui/chip.tsx'
import { slotMark } from './noted-words.ts'
import { notesWords } from './notes-words.ts'
import type { PlacedThread } from './place-notes.ts'
import type { ReaderNote, Thread } from './reader-note.ts'

interface Around {
  language: Language
  /** the slug of the chapter */
  slug: string
}

/** The words of a chapter as they were drawn, with its threads in their slots. */
export function WordsWithNotes({ html, slots, ...around }: Around & { html: string; slots: PlacedThread[][] }): Child {
  const pieces: Child[] = []
  let rest = html
  slots.forEach((threads, nth) => {
    const mark = slotMark(nth)
    const at = rest.indexOf(mark)
    if (at < 0) return
    pieces.push(raw(rest.slice(0, at)), <NotesHere threads={threads} {...around} />)
    rest = rest.slice(at + mark.length)
  })
  return (
    <>
      {pieces}
      {raw(rest)}
    </>
  )
}

/** The notes on passages of one block: folded away below it, beside it where there is room and a script. */
function NotesHere({ threads, ...around }: Around & { threads: readonly Thread[] }) {
  const say = notesWords(around.language)
  return (
    <aside class="notes" aria-label={say('notes_here')} lang={around.language}>
      {threads.map((thread) => (
        <details class="note">
          <summary>
            <span class="note-by">{nameOf(thread.note, around.language)}</span>
            {thread.answers.length > 0 && (
              <span class="note-count">{say('answers_count', { n: thread.answers.length })}</span>
            )}
          </summary>
          <ThreadBody thread={thread} {...around} />
        </details>
      ))}
    </aside>
  )
}

function ThreadBody({ thread: { note, answers }, slug, language }: Around & { thread: Thread }) {
  const say = notesWords(language)
  return (
    <div class="note-body" id={`note-${note.id}`}>
      {note.passage && <p class="note-quote sr">{say('on_passage', { quote: shortened(note.passage.quote) })}</p>}
      <NoteWords note={note} language={language} />
      {answers.length > 0 && (
        <ol class="note-answers">
          {answers.map((answer) => (
            <li id={`note-${answer.id}`}>
              <p class="note-by">{nameOf(answer, language)}</p>
              <NoteWords note={answer} language={language} />
            </li>
          ))}
        </ol>
      )}
      {(note.state === 'shown' || note.state === 'taken-back') && (
        <p>
          <a class="note-answer" rel="nofollow" href={`/handbook/${slug}/notes/new?answers=${note.id}`}>
            {say('answer')}
          </a>
        </p>
      )}
    </div>
  )
}

function NoteWords({ note, language }: { note: ReaderNote; language: Language }) {
  const say = notesWords(language)
  return (
    <>
      {note.state === 'taken-back' ? (
        <p class="muted">{say('taken_back')}</p>
      ) : (
        <Paragraphs words={note.words} language={note.language} />
      )}
      <p class="note-day">
        {say('day', { day: note.writtenAt })}
        {note.state === 'waiting' && <Chip>{say('waits')}</Chip>}
        {note.state === 'set-aside' && <Chip>{say('set_aside')}</Chip>}
      </p>
    </>
  )
}

/** What somebody wrote, by paragraphs; nothing in it is a sign. */
export function Paragraphs({ words, language }: { words: string; language: Language }) {
  return (
    <div class="note-words" lang={language} dir="auto">
      {words
        .split(/\n{2,}/)
        .filter((part) => part.trim() !== '')
        .map((part) => (
          <p>{part}</p>
        ))}
    </div>
  )
}

/** The notes whose passages are no longer there, each with the words that it was about. Nothing where there are none. */
export function Orphaned({ threads, ...around }: Around & { threads: readonly Thread[] }) {
  const say = notesWords(around.language)
  if (threads.length === 0) return null
  return (
    <section class="notes-orphaned" aria-labelledby="notes-orphaned" lang={around.language}>
      <h2 id="notes-orphaned">{say('orphaned_title')}</h2>
      <p class="caption">{say('orphaned_text')}</p>
      <ul class="plain-list">
        {threads.map((thread) => (
          <li class="note">
            <blockquote lang={undefined}>{thread.note.passage && shortened(thread.note.passage.quote, 400)}</blockquote>
            <p class="note-by">{nameOf(thread.note, around.language)}</p>
            <ThreadBody thread={thread} {...around} />
          </li>
        ))}
      </ul>
    </section>
  )
}

function nameOf({ state, byline }: ReaderNote, language: Language): string {
  return state === 'taken-back' ? notesWords(language)('somebody') : byline
}

/** A passage, cut at a word where it is long. */
export function shortened(quote: string, most = 160): string {
  const line = quote.replace(/\s+/g, ' ').trim()
  if (line.length <= most) return line
  return `${line.slice(0, Math.max(1, line.lastIndexOf(' ', most)))} …`
}
