import { sayDrawn } from '../../pictures/pictures-of.ts'
import type { ShownWriting } from '../../writing/writing.ts'
import { saysIn } from '../book-links.ts'
import { partsOf } from '../handbook.ts'
import { handbookWords } from '../handbook-words.ts'
import { treeOf } from '../kept-trees.ts'
import type { Edition } from './edition.ts'
import { linkInFile } from './edition-links.ts'
import type { PictureFiles } from './pictures-in-files.ts'
import { creditOnPaper, supportersOnPaper } from './supporters-in-files.ts'
import { type Told, toldTree } from './told-tree.ts'

/** One piece of the book on paper. */
export interface ToldPiece {
  label: string
  over: string
  title: string
  summary: string
  language: string
  words: Told[]
}

/** The book as values for Typst. */
export interface ToldBook {
  title: string
  summary: string
  byline: string
  language: string
  day: string
  address: string
  contents: string
  introduction: Told[]
  parts: { title: string; sheets: boolean; pieces: ToldPiece[] }[]
}

const labelOf = {
  chapter: (slug: string) => `chapter-${slug}`,
  card: (slug: string) => `card-${slug}`,
  term: () => 'glossary',
}

/** What stands on paper, in its order: the parts with their chapters, the pages to print, the glossary and the sources. */
export function toldBook(whole: Edition, pictures: PictureFiles): ToldBook {
  const edition = { ...whole, pictures }
  const { book, title, summary, byline, language, changedAt, origin } = edition
  const say = handbookWords(language)
  const parts = partsOf(book.chapters).map((part) => ({
    title: part.name === '' ? '' : `${say('part', { n: part.number })}: ${part.name}`,
    sheets: false,
    pieces: part.chapters.map((one) =>
      piece(
        edition,
        one,
        labelOf.chapter(one.slug),
        one.position === null ? '' : say('chapter_n', { n: one.position }),
      ),
    ),
  }))
  const cards = book.cards.map((one) => piece(edition, one, labelOf.card(one.slug), ''))
  if (cards.length > 0) parts.push({ title: say('cards'), sheets: true, pieces: cards })
  const appendix = [book.glossary, book.sources].flatMap((one) => (one ? [piece(edition, one, one.slug, '')] : []))
  if (book.supporters.length > 0) {
    const words = supportersOnPaper(edition, pictures)
    appendix.push({ label: 'supporters', over: '', title: say('supporters'), summary: '', language, words })
  }
  if (appendix.length > 0) parts.push({ title: say('appendix'), sheets: false, pieces: appendix })
  return {
    title,
    summary,
    byline,
    language,
    day: edition.name ?? say('changed', { day: changedAt }),
    address: `${origin}/handbook`,
    contents: say('contents'),
    introduction: book.front ? wordsOf(edition, book.front) : [],
    parts,
  }
}

type Pictured = Edition & { pictures: PictureFiles }

function piece(edition: Pictured, writing: ShownWriting, label: string, over: string): ToldPiece {
  const { title, summary, language } = writing
  const credit = writing.kind === 'chapter' ? creditOnPaper(edition, writing) : []
  return { label, over, title, summary, language, words: [...wordsOf(edition, writing), ...credit] }
}

function wordsOf(edition: Pictured, writing: ShownWriting): Told[] {
  const resolve = linkInFile(edition, labelOf)
  return toldTree(treeOf(writing), {
    link: (scheme, key) => {
      const to = resolve(scheme, key)
      if (!to || !('href' in to)) return null
      return { to: to.href, within: scheme === 'chapter' || scheme === 'card' || scheme === 'glossary' }
    },
    callout: saysIn(writing.language).callout,
    quotes: writing.language,
    picture: (name) => {
      const found = edition.pictures.get(name)
      return found ? { file: found.file, drawnOn: found.drawn && sayDrawn(writing.language, found.drawn) } : null
    },
  })
}
