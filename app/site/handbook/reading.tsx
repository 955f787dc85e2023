import type { Context, Handler } from 'hono'
import { raw } from 'hono/html'
import type { Child } from 'hono/jsx'
import type { Root } from 'mdast'
import { signedIn } from '../../people/people.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Database, Tx, Viewer } from '../../platform/db/database.ts'
import { notFound } from '../../platform/http/http.ts'
import { factsOf, languageOf } from '../../platform/http/request.ts'
import { Icon } from '../../ui/icon.tsx'
import { page } from '../../ui/page.tsx'
import { type Blocks, blocksOf } from '../blocks/blocks-of.ts'
import { drawKept } from '../writing/draw-kept.ts'
import { type Drawing, drawWords } from '../writing/draw-words.ts'
import type { FoundWriting, ShownWriting } from '../writing/writing.ts'
import { type Book, readBook } from './book.ts'
import { linkIn, popoverId, saysIn } from './book-links.ts'
import { handbookWords } from './handbook-words.ts'
import type { Term } from './read-glossary.ts'

/** What the pages of the handbook stand on. */
export interface BookPlace {
  db: Database
  clock: Clock
  /** the landscapes that whoever asks may see, their own first */
  landscapesOf: (tx: Tx) => Promise<{ slug: string }[]>
}

/** Every page of the book: to be found by anybody, kept in memory until the site changes, for an hour at most. */
export const forAnybody = { isPublic: true, keptSeconds: 3600, styles: ['words.css', 'handbook.css'] }

export function viewerOf(c: Context): Viewer {
  const person = signedIn(c)
  return person ? { kind: 'person', id: person.id } : { kind: 'nobody' }
}

/** What a page of the book is made from: the viewer's book, and the writing that was asked for. */
export interface Reading {
  c: Context
  tx: Tx
  book: Book
  writing: ShownWriting
  /** what its words name */
  blocks: Blocks
}

/**
 * Answers for one writing of the book: draws it, sends on to where it moved for good, or says that it was taken down (410) or that
 * nothing is there (404).
 *
 * @param at the address of a writing with this slug
 */
export function reading(
  { db, clock }: BookPlace,
  find: (tx: Tx, c: Context) => Promise<FoundWriting>,
  at: (slug: string) => string,
  draw: (reading: Reading) => Promise<Response>,
): Handler {
  return (c) =>
    db.as(
      viewerOf(c),
      async (tx) => {
        const found = await find(tx, c)
        if (found.kind === 'none') throw notFound()
        if (found.kind === 'moved') return c.redirect(at(found.slug), 301)
        if (found.kind === 'taken-down') return takenDown(c)
        const { writing } = found
        const blocks = await blocksOf(tx, { texts: [writing.words], now: clock.now(), theme: factsOf(c).theme })
        return draw({ c, tx, book: await readBook(tx), writing, blocks })
      },
      { ofSite: true },
    )
}

function takenDown(c: Context): Promise<Response> {
  const say = handbookWords(languageOf(c))
  return page(
    c,
    { title: say('gone_title'), status: 410, width: 'narrow' },
    <>
      <h1>{say('gone_title')}</h1>
      <p class="lead">{say('gone_text')}</p>
      <p>
        <a class="button button-plain" href="/handbook">
          <Icon name="book-open" /> {say('to_contents')}
        </a>
      </p>
    </>,
  )
}

/** The words of one writing as a page shows them, and the words of the glossary that it opens, in the order of the text. `tree`: its words with what a page puts into them. */
export function drawnWords(
  { book, writing, blocks }: Pick<Reading, 'book' | 'writing' | 'blocks'>,
  tree?: Root,
): { html: string; terms: Term[] } {
  const link = linkIn(book)
  const opened = new Map<string, Term>()
  const drawing: Drawing = {
    prefix: '',
    link: (scheme, key) => {
      const term = scheme === 'glossary' ? book.terms.get(key) : undefined
      if (!term) return link(scheme, key)
      opened.set(key, term)
      return { opens: popoverId(key), class: 'term' }
    },
    picture: blocks.picture,
    dates: (asked) => blocks.dates(asked, writing.language),
    says: saysIn(writing.language),
    boxes: 'to tick',
  }
  // what a page puts into the words differs by who asks
  const html = tree ? drawWords(tree, drawing) : drawKept(writing.words, drawing)
  return { html, terms: [...opened.values()] }
}

/** What the words of the glossary open, above the page and without a script; a browser that cannot do it shows them below the text. */
export function Popovers({ c, book, terms }: { c: Context; book: Book; terms: readonly Term[] }) {
  const say = handbookWords(languageOf(c))
  return (
    <>
      {terms.map((term) => (
        <div class="definition" popover="auto" id={popoverId(term.key)}>
          <p class="definition-term" lang={book.glossary?.language}>
            {term.term}
          </p>
          <Definition book={book} term={term} />
          <p class="definition-more">
            <a href={`/handbook/glossary#${term.key}`}>{say('in_glossary')}</a>
            <button type="button" popovertarget={popoverId(term.key)} popovertargetaction="hide">
              {say('close')}
            </button>
          </p>
        </div>
      ))}
    </>
  )
}

function Definition({ book, term }: { book: Book; term: Term }): Child {
  const language = book.glossary?.language ?? 'en'
  const drawing = { prefix: `${popoverId(term.key)}-`, link: linkIn(book), picture: () => null, says: saysIn(language) }
  const of = `${book.glossary?.id} ${book.glossary?.version} ${term.key}`
  const html = drawKept(of, drawing, term.definition)
  return <div lang={language}>{raw(html)}</div>
}
