import type { Handler } from 'hono'
import { raw } from 'hono/html'
import { page } from '../../ui/page.tsx'
import { drawWords } from '../writing/draw-words.ts'
import { findShown } from '../writing/writing-queries.ts'
import { linkIn, saysIn } from './book-links.ts'
import { Contents } from './contents.tsx'
import { treeOf } from './kept-trees.ts'
import { type BookPlace, forAnybody, type Reading, reading } from './reading.tsx'

/** The glossary, or what was read for the book. A word of the glossary has an address of its own: `/handbook/glossary#tie`. */
export function appendixPage(place: BookPlace, slug: 'glossary' | 'sources'): Handler {
  return reading(
    place,
    (tx) => findShown(tx, 'page', slug),
    // these two have their addresses whatever an editor calls them
    () => `/handbook/${slug}`,
    (found) => drawAppendix(found, slug),
  )
}

function drawAppendix({ c, book, writing, blocks }: Reading, slug: 'glossary' | 'sources'): Promise<Response> {
  const { title, summary: description } = writing
  const html = drawWords(treeOf(writing), {
    prefix: '',
    link: linkIn(book),
    picture: blocks.picture,
    dates: (asked) => blocks.dates(asked, writing.language),
    says: saysIn(writing.language),
  })
  return page(
    c,
    {
      title,
      description,
      width: 'wide',
      ...forAnybody,
      preview: { path: `/handbook/${slug}`, kind: 'article', language: writing.language },
    },
    <div class="book">
      <Contents c={c} book={book} at={writing} />
      <article class={`book-text book-${slug}`} lang={writing.language}>
        <header class="book-head">
          <h1 class="display">{title}</h1>
          {description !== '' && <p class="book-summary">{description}</p>}
        </header>
        <div class="words">{raw(html)}</div>
      </article>
    </div>,
  )
}
