import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/database.ts'
import type { Language } from '../../../platform/i18n/language.ts'
import type { ShownWriting } from '../../writing/writing.ts'
import type { Book } from '../book.ts'
import { marked, type Piece, snippetOf } from './mark-found.ts'
import { plainLetters, type Section, sectionsOf } from './sections.ts'

/** One place where something was found. */
export interface FoundSection {
  href: string
  /** the heading it stands under; null at the beginning of a text */
  heading: string | null
  pieces: Piece[]
}

/** A writing of the book with the places in it. */
export interface FoundWriting {
  writing: ShownWriting
  href: string
  sections: FoundSection[]
}

/** What is asked for is cut to so many characters. */
export const longestQuestion = 200

/** Places shown at most, and of one writing. */
const mostPlaces = 40
const mostOfOne = 4

/** The text search configurations of PostgreSQL. */
const configurations: Record<Language, string> = {
  en: 'english',
  pt: 'portuguese',
  es: 'spanish',
  fr: 'french',
}

interface Place extends Section {
  writing: ShownWriting
  href: string
}

/**
 * Where the book speaks of something: each text is searched in its own language, so that "boundary" finds "boundaries", and marks over
 * letters make no difference. `"two words"` are looked for together, `-word` leaves out, `or` lets one of two do. The best first.
 *
 * Cost: the whole book is read anew by the database, some 0.1 s for a hundred and fifty pages.
 */
export async function searchBook(tx: Tx, book: Book, question: string): Promise<FoundWriting[]> {
  const asked = plainLetters(question.slice(0, longestQuestion)).trim()
  if (asked === '') return []
  const places = placesOf(book)
  const found = new Map<string, FoundWriting>()
  for (const { n, shown } of await ask(tx, places, asked)) {
    const place = places[n]!
    const { writing, href } = place
    const one = found.get(writing.id) ?? { writing, href, sections: [] }
    found.set(writing.id, one)
    if (one.sections.length === mostOfOne) continue
    one.sections.push({
      href: place.id ? `${href}#${place.id}` : href,
      heading: place.heading,
      pieces: snippetOf(marked(place.text, shown)),
    })
  }
  return [...found.values()]
}

function placesOf({ chapters, cards, glossary }: Book): Place[] {
  const within = (writing: ShownWriting, href: string) =>
    sectionsOf(writing).map((section) => ({ ...section, writing, href }))
  return [
    ...chapters.flatMap((one) => within(one, `/handbook/${one.slug}`)),
    ...cards.flatMap((one) => within(one, `/handbook/cards/${one.slug}`)),
    ...(glossary ? within(glossary, '/handbook/glossary') : []),
  ]
}

async function ask(tx: Tx, places: readonly Place[], asked: string): Promise<{ n: number; shown: string }[]> {
  const { rows } = await sql<{ n: number; shown: string }>`
    with place as (
      select n, config::regconfig as config, heading, words, websearch_to_tsquery(config::regconfig, ${asked}) as query
      from unnest(
        ${places.map((_, n) => n)}::int[], ${places.map(({ writing }) => configurations[writing.language])}::text[],
        ${places.map(headingsAbove)}::text[], ${places.map(({ plain }) => plain)}::text[]
      ) as place (n, config, heading, words)
    ), found as (
      select n, config, words, query,
        ts_rank(setweight(to_tsvector(config, heading), 'A') || setweight(to_tsvector(config, words), 'C'), query, 1) as rank
      from place
      where (to_tsvector(config, heading) || to_tsvector(config, words)) @@ query
      order by rank desc, n limit ${mostPlaces}
    )
    select n, ts_headline(config, words, query, ${`HighlightAll=true, StartSel=${'\uE002'}, StopSel=${'\uE003'}`}) as shown
    from found order by rank desc, n`.execute(tx)
  return rows
}

/** What stands over a place counts for it: its heading, and over the first words of a text its title and its sentence. */
function headingsAbove({ heading, writing }: Place): string {
  return plainLetters(heading ?? `${writing.title} ${writing.summary}`)
}
