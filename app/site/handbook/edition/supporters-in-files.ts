import { element } from '../../../platform/write-xml.ts'
import { supportersOf } from '../../supporters/supporters.ts'
import type { ShownWriting } from '../../writing/writing.ts'
import { handbookWords } from '../handbook-words.ts'
import type { Edition } from './edition.ts'
import { type PictureFiles, placeOfPicture } from './pictures-in-files.ts'
import type { Told } from './told-tree.ts'

/** Who supports the book, as XHTML: each with logo, name, what they give, the number of the grant and their entry in ROR. */
export function supportersInFile({ book }: Edition, pictures: PictureFiles, heading: 'h2' | 'h3'): string[] {
  return book.supporters.map(({ name, url, gives, grantId, ror, logo }) => {
    const picture = logo === null ? undefined : pictures.get(logo)
    const line = [
      ...(grantId === '' ? [] : [element('span', {}, grantId)]),
      ...(ror === null ? [] : [element('a', { href: ror }, ror)]),
    ]
    return element('div', { class: 'supporter' }, [
      picture ? element('p', {}, [element('img', { src: placeOfPicture(picture), alt: picture.alt })]) : '',
      element(heading, {}, url === null ? name : [element('a', { href: url }, name)]),
      gives === '' ? '' : element('p', {}, gives),
      line.length === 0 ? '' : element('p', { class: 'small' }, [line.join(' · ')]),
    ])
  })
}

/** The same for paper. */
export function supportersOnPaper({ book }: Edition, pictures: PictureFiles): Told[] {
  const text = (v: string): Told => ({ t: 'text', v })
  const link = (to: string, v: string): Told => ({ t: 'link', to, c: [text(v)] })
  return book.supporters.flatMap(({ name, url, gives, grantId, ror, logo }) => {
    const picture = logo === null ? undefined : pictures.get(logo)
    const line = ror === null ? [text(grantId)] : [text(grantId === '' ? '' : `${grantId} · `), link(ror, ror)]
    const told: Told[] = [{ t: 'h', l: 2, c: [url === null ? text(name) : link(url, name)] }]
    if (picture) told.unshift({ t: 'logo', file: picture.file, alt: picture.alt })
    if (gives !== '') told.push({ t: 'p', c: [text(gives)] })
    if (grantId !== '' || ror !== null) told.push({ t: 'p', c: line })
    return told
  })
}

/** Whoever made a chapter possible, for its foot, as XHTML; empty where nobody is named for it. */
export function creditInFile({ book }: Edition, { slug, language }: ShownWriting): string {
  const named = supportersOf(book.supporters, slug).map(({ name, url, grantId, ror }) =>
    [
      url === null ? element('span', {}, name) : element('a', { href: url }, name),
      ...(grantId === '' ? [] : [element('span', {}, grantId)]),
      ...(ror === null ? [] : [element('a', { href: ror }, ror)]),
    ].join(' · '),
  )
  if (named.length === 0) return ''
  return element('div', { class: 'credit' }, [
    element('p', {}, `${handbookWords(language)('supported_by')}:`),
    element(
      'ul',
      {},
      named.map((one) => element('li', {}, [one])),
    ),
  ])
}

/** The same for paper. */
export function creditOnPaper({ book }: Edition, { slug, language }: ShownWriting): Told[] {
  const items = supportersOf(book.supporters, slug).map(({ name, url, grantId, ror }): Told[] => {
    const text = (v: string): Told => ({ t: 'text', v })
    const c: Told[] = [url === null ? text(name) : { t: 'link', to: url, c: [text(name)] }]
    if (grantId !== '') c.push(text(` · ${grantId}`))
    if (ror !== null) c.push(text(' · '), { t: 'link', to: ror, c: [text(ror)] })
    return [{ t: 'p', c }]
  })
  if (items.length === 0) return []
  const words = `${handbookWords(language)('supported_by')}:`
  return [
    {
      t: 'credit',
      c: [
        { t: 'p', c: [{ t: 'text', v: words }] },
        { t: 'list', start: null, items },
      ],
    },
  ]
}
