import type { Context, Handler } from 'hono'
import { signedIn } from '../../people/people.ts'
import { languageOf } from '../../platform/http/request.ts'
import type { Language } from '../../platform/i18n/language.ts'
import { Icon } from '../../ui/icon.tsx'
import { page } from '../../ui/page.tsx'
import { listSupporters } from '../supporters/supporter-queries.ts'
import { type Supporter, supportersOf } from '../supporters/supporters.ts'
import { setLine } from '../writing/set-quotes.ts'
import type { ShownWriting } from '../writing/writing.ts'
import { findShown } from '../writing/writing-queries.ts'
import type { Book } from './book.ts'
import { newestEditionOf } from './closed/closed-edition-queries.ts'
import { closedWords } from './closed/closed-words.ts'
import { Contents, ShortContents } from './contents.tsx'
import { isStandingScreen, neighboursOf, partsOf, readingMinutes } from './handbook.ts'
import { handbookWords } from './handbook-words.ts'
import { treeOf } from './kept-trees.ts'
import { Orphaned, WordsWithNotes } from './notes/note-parts.tsx'
import { listNotesOn } from './notes/note-queries.ts'
import { notedTree } from './notes/noted-words.ts'
import { notesWords } from './notes/notes-words.ts'
import { type PlacedNotes, placeNotes } from './notes/place-notes.ts'
import { threadsOf } from './notes/reader-note.ts'
import type { Term } from './read-glossary.ts'
import { type BookPlace, drawnWords, forAnybody, Popovers, type Reading, reading } from './reading.tsx'

/** One chapter: the contents beside it, the text, its words, its card, and the chapters before and after. */
export function chapterPage(place: BookPlace): Handler {
  return reading(
    place,
    (tx, c) => findShown(tx, 'chapter', c.req.param('slug') ?? ''),
    (slug) => `/handbook/${slug}`,
    drawChapter,
  )
}

async function drawChapter(reading: Reading): Promise<Response> {
  const { c, tx, book, writing } = reading
  const { title, summary: description, slug, version } = writing
  const language = languageOf(c)
  const notes = placeNotes(writing, threadsOf(await listNotesOn(tx, writing.id)))
  const newest = await newestEditionOf(tx, writing.id)
  const supporters = supportersOf(await listSupporters(tx), slug)
  const label = notesWords(language)('note_on')
  const { tree, slots } = notedTree(treeOf(writing), {
    placed: notes.placed,
    link: (start, end) => ({ href: `/handbook/${slug}/notes/new?at=${version}-${start}-${end}`, label }),
  })
  const { html, terms } = drawnWords(reading, tree)
  return page(
    c,
    {
      title,
      description,
      width: 'wide',
      ...forAnybody,
      styles: [...forAnybody.styles, 'notes.css'],
      islands: ['reader-notes-island.js'],
      preview: { path: `/handbook/${slug}`, kind: 'article', language: writing.language },
    },
    <div class="book">
      <Contents c={c} book={book} at={writing} />
      <ShortContents c={c} at={writing} />
      <article class="book-text" lang={writing.language}>
        <Head c={c} book={book} chapter={writing} notes={notes} newest={newest} />
        <reader-notes>
          <div class="words">
            <WordsWithNotes html={html} slots={slots} slug={slug} language={language} />
          </div>
          <a class="button button-primary note-selected" hidden rel="nofollow" href={`/handbook/${slug}/notes/new`}>
            {notesWords(language)('note_selected')}
          </a>
        </reader-notes>
        <Orphaned threads={notes.orphaned} slug={slug} language={language} />
        <Popovers c={c} book={book} terms={terms} />
        <ChapterCredit c={c} supporters={supporters} />
        <End c={c} book={book} chapter={writing} />
      </article>
      <Margin c={c} chapter={writing} book={book} terms={terms} />
    </div>,
  )
}

interface HeadProps {
  c: Context
  book: Book
  chapter: ShownWriting
  notes: PlacedNotes
  newest: Awaited<ReturnType<typeof newestEditionOf>>
}

function Head({ c, book, chapter, notes, newest }: HeadProps) {
  const language = languageOf(c)
  const say = handbookWords(language)
  const part = partsOf(book.chapters).find(({ name }) => name === (chapter.part ?? ''))
  return (
    <header class="book-head">
      <p class="book-where" lang={language}>
        {chapter.position !== null && say('chapter_n', { n: chapter.position })}
        {part && part.name !== '' && (
          <>
            {' · '}
            {say('part', { n: part.number })}: <span lang={chapter.language}>{part.name}</span>
          </>
        )}
      </p>
      <h1 class="display">{setLine(chapter.title, chapter.language)}</h1>
      {chapter.summary !== '' && <p class="book-summary">{setLine(chapter.summary, chapter.language)}</p>}
      <p class="caption" lang={language}>
        {say('minutes', { n: readingMinutes(chapter.words) })} · {say('changed', { day: chapter.changedAt })}
        {newest &&
          newest.version !== chapter.version &&
          ` · ${closedWords(language)(newest.version === null ? 'new_since' : 'changed_since', { name: newest.name })}`}
        <NotesCount notes={notes} language={language} />
      </p>
    </header>
  )
}

/** How many notes there are, with the way to the first of them. */
function NotesCount({ notes: { placed, orphaned }, language }: { notes: PlacedNotes; language: Language }) {
  const threads = [...placed, ...orphaned]
  const n = threads.reduce((sum, { answers }) => sum + 1 + answers.length, 0)
  if (n === 0) return null
  return (
    <>
      {' · '}
      <a href={`#note-${threads[0]!.note.id}`}>{notesWords(language)('count', { n })}</a>
    </>
  )
}

/** Whoever made the chapter possible, under its words. */
function ChapterCredit({ c, supporters }: { c: Context; supporters: readonly Supporter[] }) {
  const language = languageOf(c)
  if (supporters.length === 0) return null
  return (
    <aside class="book-credit" lang={language} aria-label={handbookWords(language)('supported_by')}>
      <p>{handbookWords(language)('supported_by')}</p>
      <ul class="book-funders">
        {supporters.map(({ name, url, grantId, ror }) => (
          <li class="book-funder">
            {url ? (
              <a href={url} rel="noopener">
                {name}
              </a>
            ) : (
              name
            )}
            {grantId && ` · ${grantId}`}
            {ror && (
              <>
                {' · '}
                <a href={ror} rel="noopener">
                  ROR {ror.slice('https://ror.org/'.length)}
                </a>
              </>
            )}
          </li>
        ))}
      </ul>
    </aside>
  )
}

/** What stands under the text: the page to print, and the chapters before and after. */
function End({ c, book, chapter }: { c: Context; book: Book; chapter: ShownWriting }) {
  const language = languageOf(c)
  const say = handbookWords(language)
  const card = book.cards.find(({ slug }) => slug === chapter.card)
  const { before, after } = neighboursOf(book.chapters, chapter.id)
  return (
    <footer class="book-end" lang={language}>
      {card && (
        <a class="book-card" href={`/handbook/cards/${card.slug}`}>
          <span class="book-card-sheet" aria-hidden="true" />
          <span>
            <span class="caption">{say('card_of')}</span>
            <strong lang={card.language}>{card.title}</strong>
            <span class="ui">{say('card_usable')}</span>
          </span>
        </a>
      )}
      <nav class="book-steps" aria-label={say('steps')}>
        {before && <Step chapter={before} rel="prev" says={say('before')} />}
        {after && <Step chapter={after} rel="next" says={say('after')} />}
      </nav>
    </footer>
  )
}

function Step({ chapter, rel, says }: { chapter: ShownWriting; rel: 'prev' | 'next'; says: string }) {
  return (
    <a class={`book-step book-step-${rel}`} rel={rel} href={`/handbook/${chapter.slug}`}>
      <span class="caption">
        {rel === 'prev' && <Icon name="arrow-left" size={16} />} {says}{' '}
        {rel === 'next' && <Icon name="arrow-right" size={16} />}
      </span>
      <span lang={chapter.language}>
        {chapter.position !== null && `${chapter.position} · `}
        {chapter.title}
      </span>
    </a>
  )
}

interface MarginProps {
  c: Context
  book: Book
  chapter: ShownWriting
  terms: readonly Term[]
}

/** Beside the text: the screen it belongs to, for whoever has one, and the words it leans on. */
function Margin({ c, book, chapter, terms }: MarginProps) {
  const say = handbookWords(languageOf(c))
  const screen = signedIn(c) && isStandingScreen(chapter.screen) ? chapter.screen : null
  if (!screen && terms.length === 0) return null
  return (
    <aside class="book-margin" aria-label={say('words_here')}>
      {screen && (
        <section>
          <h2>{say('try_it')}</h2>
          <p>
            <a class="book-screen" href={`/handbook/screens/${screen}`}>
              {say(`screen_${screen}`)} <Icon name="arrow-right" size={16} />
            </a>
          </p>
        </section>
      )}
      {terms.length > 0 && (
        <section>
          <h2>{say('words_here')}</h2>
          <ul class="plain-list" lang={book.glossary?.language}>
            {terms.map(({ key, term }) => (
              <li>
                <a class="margin-word" href={`/handbook/glossary#${key}`}>
                  {term}
                </a>
              </li>
            ))}
          </ul>
        </section>
      )}
    </aside>
  )
}
