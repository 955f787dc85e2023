import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { element } from '../../../platform/write-xml.ts'
import { drawWords } from '../../writing/draw-words.ts'
import type { ShownWriting } from '../../writing/writing.ts'
import { bookCover, inksOfFiles } from '../book-cover.ts'
import { saysIn } from '../book-links.ts'
import { partsOf } from '../handbook.ts'
import { handbookWords } from '../handbook-words.ts'
import { treeOf } from '../kept-trees.ts'
import type { Edition } from './edition.ts'
import { linkInFile } from './edition-links.ts'
import { offlineStyle } from './offline-style.ts'
import { type PictureFiles, pictureInFile, placeOfPicture } from './pictures-in-files.ts'
import { creditInFile, supportersInFile } from './supporters-in-files.ts'

/** The whole book in one file that a browser opens without a network: its letters and its cover are inside, and it asks for nothing. */
export async function writeOffline(whole: Edition, pictures: PictureFiles): Promise<Uint8Array<ArrayBuffer>> {
  const edition = { ...whole, pictures }
  const { title, summary, byline, language, book, changedAt } = edition
  const say = handbookWords(language)
  const cover = bookCover({ title, below: byline, inks: inksOfFiles })
  const front = element('header', { class: 'front' }, [
    element('div', { class: 'cover', 'aria-hidden': 'true' }, [cover]),
    element('div', {}, [
      element('h1', {}, title),
      element('p', { class: 'summary' }, summary),
      book.front ? wordsOf(edition, book.front, 'front') : '',
      element(
        'p',
        { class: 'small' },
        [byline, edition.name ?? say('changed', { day: changedAt })].filter(Boolean).join(' · '),
      ),
    ]),
  ])
  const pieces = [
    ...book.chapters.map((one) => piece(edition, one, `chapter-${one.slug}`)),
    ...book.cards.map((one) => piece(edition, one, `card-${one.slug}`)),
    ...[book.glossary, book.sources].flatMap((one) => (one ? [piece(edition, one, one.slug)] : [])),
  ]
  if (book.supporters.length > 0)
    pieces.push(
      element('article', { id: 'supporters', lang: language }, [
        element('h2', {}, say('supporters')),
        ...supportersInFile(edition, pictures, 'h3'),
      ]),
    )
  const head = element('head', {}, [
    '<meta charset="utf-8">',
    // nothing of it may run or ask for anything, wherever it is opened
    '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; style-src \'unsafe-inline\'; font-src data:; img-src data:">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="color-scheme" content="light dark">',
    element('title', {}, title),
    `<style>${await letters()}${offlineStyle}</style>`,
  ])
  const body = element('body', {}, [front, contents(edition), element('main', {}, pieces)])
  return new TextEncoder().encode(
    `<!doctype html>\n${element('html', { lang: language }, [head, within(body, pictures)])}\n`,
  )
}

/** Puts the pictures into the file. Only tags begin with the sign that is looked for: in words it is written otherwise. */
function within(body: string, pictures: PictureFiles): string {
  const byPlace = new Map([...pictures.values()].map((one) => [placeOfPicture(one), one]))
  return body.replace(/<img src="([^"]+)"/g, (tag, place: string) => {
    const found = byPlace.get(place)
    return found ? `<img src="data:${found.type};base64,${found.bytes.toString('base64')}"` : tag
  })
}

const places = {
  chapter: (slug: string) => `#chapter-${slug}`,
  card: (slug: string) => `#card-${slug}`,
  term: (key: string) => `#glossary-${key}`,
}

function contents({ book, language }: Edition): string {
  const say = handbookWords(language)
  const item = (id: string, { title, position }: Pick<ShownWriting, 'title' | 'position'>) =>
    element('li', { value: position }, [element('a', { href: `#${id}` }, title)])
  const list = (name: string, kind: 'ol' | 'ul', items: string[]) => [
    name === '' ? '' : element('h3', {}, name),
    element(kind, {}, items),
  ]
  const parts = partsOf(book.chapters).flatMap(({ number, name, chapters }) =>
    list(
      name === '' ? '' : `${say('part', { n: number })}: ${name}`,
      'ol',
      chapters.map((one) => item(`chapter-${one.slug}`, one)),
    ),
  )
  const cards = book.cards.map((one) => item(`card-${one.slug}`, { ...one, position: null }))
  const appendix = [book.glossary, book.sources].flatMap((one) => (one ? [item(one.slug, one)] : []))
  if (book.supporters.length > 0) appendix.push(item('supporters', { title: say('supporters'), position: null }))
  return element('nav', { 'aria-label': say('contents') }, [
    element('h2', {}, say('contents')),
    ...parts,
    ...(cards.length > 0 ? list(say('cards'), 'ul', cards) : []),
    ...(appendix.length > 0 ? list(say('appendix'), 'ul', appendix) : []),
  ])
}

type Pictured = Edition & { pictures: PictureFiles }

function piece(edition: Pictured, writing: ShownWriting, id: string): string {
  const { title, summary, language, position, kind } = writing
  const say = handbookWords(edition.language)
  return element('article', { id, lang: language, class: kind }, [
    kind === 'chapter' && position !== null ? element('p', { class: 'small' }, say('chapter_n', { n: position })) : '',
    element('h2', {}, title),
    summary === '' ? '' : element('p', { class: 'summary' }, summary),
    wordsOf(edition, writing, id),
    kind === 'chapter' ? creditInFile(edition, writing) : '',
  ])
}

function wordsOf(edition: Pictured, writing: ShownWriting, id: string): string {
  return drawWords(treeOf(writing), {
    prefix: `${id}-`,
    link: linkInFile(edition, places),
    picture: pictureInFile(edition.pictures),
    says: saysIn(writing.language),
    headings: 3,
    boxes: 'to tick',
  })
}

const faces = [
  ['literata-latin-wght-normal', 'normal'],
  ['literata-latin-wght-italic', 'italic'],
] as const

async function letters(): Promise<string> {
  const rules = faces.map(async ([name, style]) => {
    const path = fileURLToPath(import.meta.resolve(`@fontsource-variable/literata/files/${name}.woff2`))
    const bytes = await readFile(path, 'base64')
    return `@font-face{font-family:Literata;font-style:${style};font-weight:200 900;src:url(data:font/woff2;base64,${bytes}) format("woff2")}`
  })
  return (await Promise.all(rules)).join('\n')
}
