import type { Context, Handler } from 'hono'
import { raw } from 'hono/html'
import { factsOf, languageOf } from '../../platform/http/request.ts'
import { Icon } from '../../ui/icon.tsx'
import { EmptyState } from '../../ui/note.tsx'
import { page } from '../../ui/page.tsx'
import { type Blocks, blocksOf } from '../blocks/blocks-of.ts'
import { SupporterLogo } from '../supporters/supporter-logo.tsx'
import { drawWords } from '../writing/draw-words.ts'
import { setLine } from '../writing/set-quotes.ts'
import type { ShownWriting } from '../writing/writing.ts'
import { type Book, readWholeBook, type WholeBook } from './book.ts'
import { bookCover, inksOfPages } from './book-cover.ts'
import { linkIn, saysIn } from './book-links.ts'
import { type ClosedEdition, listClosedEditions } from './closed/closed-edition-queries.ts'
import { closedWords } from './closed/closed-words.ts'
import { ClosedList } from './closed/editions-page.tsx'
import { editionOf, fileName, formats } from './edition/edition.ts'
import { type Part, partsOf, readingMinutes } from './handbook.ts'
import { handbookWords } from './handbook-words.ts'
import { treeOf } from './kept-trees.ts'
import { countNotes } from './notes/note-queries.ts'
import { notesWords } from './notes/notes-words.ts'
import { type BookPlace, forAnybody, viewerOf } from './reading.tsx'
import { SearchForm } from './search/search-page.tsx'

/** The book from outside: its cover, what it is, and every chapter with its one sentence. */
export function handbookPage({ db, clock }: BookPlace): Handler {
  return async (c) => {
    const { book, blocks, notes, editions } = await db.as(
      viewerOf(c),
      async (tx) => {
        const book = await readWholeBook(tx)
        const texts = book.front ? [book.front.words] : []
        return {
          book,
          blocks: await blocksOf(tx, { texts, now: clock.now(), theme: factsOf(c).theme }),
          notes: await countNotes(tx),
          editions: await listClosedEditions(tx),
        }
      },
      { ofSite: true },
    )
    const say = handbookWords(languageOf(c))
    const title = book.front?.title ?? say('title_untold')
    const description = book.front?.summary || say('description')
    return page(
      c,
      {
        title,
        description,
        width: 'wide',
        ...forAnybody,
        styles: [...forAnybody.styles, 'supporters.css'],
        preview: { path: '/handbook', kind: 'website' },
      },
      <>
        <Front c={c} book={book} blocks={blocks} title={title} description={description} />
        {book.chapters.length === 0 ? (
          <EmptyState title={say('empty_title')} icon="book-open">
            <p>{say('empty_text')}</p>
          </EmptyState>
        ) : (
          <>
            <SearchForm c={c} question="" />
            <ChapterList c={c} book={book} notes={notes} />
          </>
        )}
        <TakeAlong c={c} book={book} />
        <Editions c={c} editions={editions} />
        <Supporters c={c} book={book} />
      </>,
    )
  }
}

interface FrontProps {
  c: Context
  book: Book
  blocks: Blocks
  title: string
  description: string
}

function Front({ c, book, blocks, title, description }: FrontProps) {
  const say = handbookWords(languageOf(c))
  const { front } = book
  const [first] = book.chapters
  return (
    <header class="book-front">
      <div class="book-cover" aria-hidden="true">
        {raw(bookCover({ title, below: front?.byline ?? '', inks: inksOfPages }))}
      </div>
      <div class="book-front-words">
        <p class="book-where">{say('handbook')}</p>
        <h1 class="display" lang={front?.language}>
          {title}
        </h1>
        <p class="book-summary" lang={front?.language}>
          {description}
        </p>
        {front && <Introduction book={book} blocks={blocks} front={front} />}
        {first && (
          <>
            <p class="caption">
              {say('chapters_count', { n: book.chapters.length })} ·{' '}
              {say('minutes_all', { n: minutesOf(book.chapters) })}
            </p>
            <p>
              <a class="button button-primary" href={`/handbook/${first.slug}`}>
                <Icon name="book-open" /> {say('begin')}
              </a>
            </p>
          </>
        )}
      </div>
    </header>
  )
}

/** The book as files of this edition. */
function TakeAlong({ c, book }: { c: Context; book: WholeBook }) {
  const say = handbookWords(languageOf(c))
  const edition = editionOf(book, factsOf(c).origin, say('title_untold'))
  if (!edition) return null
  return (
    <section class="book-part">
      <h2>{say('take_along')}</h2>
      <ul class="book-files">
        {formats.map((format) => (
          <li>
            <a class="button button-plain" href={`/handbook/files/${fileName(edition, format)}`} download>
              <Icon name="download" /> {say(`take_${format}`)}
            </a>
          </li>
        ))}
      </ul>
      <p class="caption">{say('changed', { day: edition.changedAt })}</p>
    </section>
  )
}

/** The editions that were closed, each as it was. */
function Editions({ c, editions }: { c: Context; editions: readonly ClosedEdition[] }) {
  const say = closedWords(languageOf(c))
  if (editions.length === 0) return null
  return (
    <section class="book-part" id="editions">
      <h2>{say('title')}</h2>
      <p class="caption">{say('lead')}</p>
      <ClosedList c={c} editions={editions} />
    </section>
  )
}

/** Who gives so that the book can be written; the same stand in its files. */
function Supporters({ c, book: { supporters, pictures } }: { c: Context; book: WholeBook }) {
  const say = handbookWords(languageOf(c))
  if (supporters.length === 0) return null
  return (
    <section class="book-part" id="supporters">
      <h2>
        <a href="/supporters">{say('supporters')}</a>
      </h2>
      <ul class="book-supporters">
        {supporters.map((one) => (
          <li>
            <SupporterLogo supporter={one} pictures={pictures} />
            <strong>{one.name}</strong>
            <span class="caption">
              {one.grantId}
              {one.grantId && one.ror && ' · '}
              {one.ror && <a href={one.ror}>ROR {one.ror.slice('https://ror.org/'.length)}</a>}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Introduction({ book, blocks, front }: { book: Book; blocks: Blocks; front: ShownWriting }) {
  const html = drawWords(treeOf(front), {
    prefix: 'front-',
    link: linkIn(book),
    picture: blocks.picture,
    dates: (asked) => blocks.dates(asked, front.language),
    says: saysIn(front.language),
  })
  return (
    <div class="words book-introduction" lang={front.language}>
      {raw(html)}
    </div>
  )
}

function minutesOf(chapters: readonly ShownWriting[]): number {
  return chapters.reduce((sum, { words }) => sum + readingMinutes(words), 0)
}

function ChapterList({ c, book, notes }: { c: Context; book: Book; notes: ReadonlyMap<string, number> }) {
  const say = handbookWords(languageOf(c))
  return (
    <div class="book-parts">
      {partsOf(book.chapters).map((part) => (
        <PartSection c={c} book={book} part={part} notes={notes} />
      ))}
      <section class="book-part">
        <h2>{say('appendix')}</h2>
        <ul class="book-rows">
          {[book.glossary, book.sources].map(
            (one) =>
              one && (
                <li class="book-row">
                  <a href={`/handbook/${one.slug}`} lang={one.language}>
                    {setLine(one.title, one.language)}
                  </a>
                  <p lang={one.language}>{setLine(one.summary, one.language)}</p>
                </li>
              ),
          )}
        </ul>
      </section>
    </div>
  )
}

interface PartProps {
  c: Context
  book: Book
  part: Part
  notes: ReadonlyMap<string, number>
}

function PartSection({ c, book, part, notes }: PartProps) {
  const say = handbookWords(languageOf(c))
  return (
    <section class="book-part">
      <h2>
        <span class="caption">{say('part', { n: part.number })}</span>{' '}
        <span lang={part.chapters[0]?.language}>{part.name}</span>
      </h2>
      <ol class="book-rows">
        {part.chapters.map((chapter) => (
          <ChapterRow
            c={c}
            chapter={chapter}
            card={book.cards.find(({ slug }) => slug === chapter.card)}
            notes={notes.get(chapter.id) ?? 0}
          />
        ))}
      </ol>
    </section>
  )
}

interface RowProps {
  c: Context
  chapter: ShownWriting
  card: ShownWriting | undefined
  notes: number
}

function ChapterRow({ c, chapter, card, notes }: RowProps) {
  const say = handbookWords(languageOf(c))
  return (
    <li class="book-row" value={chapter.position ?? undefined}>
      <span class="book-number" aria-hidden="true">
        {chapter.position}
      </span>
      <a href={`/handbook/${chapter.slug}`} lang={chapter.language}>
        {setLine(chapter.title, chapter.language)}
      </a>
      <p lang={chapter.language}>{setLine(chapter.summary, chapter.language)}</p>
      <p class="caption">
        {say('minutes', { n: readingMinutes(chapter.words) })}
        {notes > 0 && ` · ${notesWords(languageOf(c))('count', { n: notes })}`}
        {card && (
          <>
            {' · '}
            {say('card_of')}:{' '}
            <a class="row-card" href={`/handbook/cards/${card.slug}`} lang={card.language}>
              {setLine(card.title, card.language)}
            </a>
          </>
        )}
      </p>
    </li>
  )
}
