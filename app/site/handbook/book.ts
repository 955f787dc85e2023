import type { Tx } from '../../platform/db/database.ts'
import { type BookPicture, bookPictures } from '../pictures/book-pictures.ts'
import { listSupporters } from '../supporters/supporter-queries.ts'
import { logosOf, type Supporter } from '../supporters/supporters.ts'
import type { ShownWriting } from '../writing/writing.ts'
import { findShown, listShown } from '../writing/writing-queries.ts'
import { termsOf } from './kept-trees.ts'
import type { Term } from './read-glossary.ts'

/** The book as it stands: what goes before it, its chapters in order, its cards, and its appendix. */
export interface Book {
  /** the page `handbook`: its title is that of the book, its words go before the contents. Null where an editor took it down */
  front: ShownWriting | null
  chapters: ShownWriting[]
  cards: ShownWriting[]
  glossary: ShownWriting | null
  terms: ReadonlyMap<string, Term>
  sources: ShownWriting | null
}

/** The book with what its files hold beside its words: who supports it, and its pictures by name. */
export interface WholeBook extends Book {
  supporters: Supporter[]
  pictures: ReadonlyMap<string, BookPicture>
}

/** More than a book on paper would hold. */
const mostChapters = 200

/** Everything of the book that anybody may read. */
export async function readBook(tx: Tx): Promise<Book> {
  const chapters = await listShown(tx, { kind: 'chapter', limit: mostChapters })
  const cards = await listShown(tx, { kind: 'card', limit: mostChapters })
  const front = await shownPage(tx, 'handbook')
  const glossary = await shownPage(tx, 'glossary')
  const sources = await shownPage(tx, 'sources')
  return { front, chapters, cards, glossary, terms: glossary ? termsOf(glossary) : new Map(), sources }
}

/** The same with supporters and pictures, whose bytes are left where they are. */
export async function readWholeBook(tx: Tx): Promise<WholeBook> {
  const book = await readBook(tx)
  const supporters = await listSupporters(tx)
  const { front, chapters, cards, glossary, sources } = book
  const texts = [...chapters, ...cards, ...[front, glossary, sources].filter((one) => one !== null)]
  const pictures = await bookPictures(
    tx,
    texts.map(({ words }) => words),
    logosOf(supporters),
  )
  return { ...book, supporters, pictures }
}

async function shownPage(tx: Tx, slug: string): Promise<ShownWriting | null> {
  const found = await findShown(tx, 'page', slug)
  return found.kind === 'shown' ? found.writing : null
}
