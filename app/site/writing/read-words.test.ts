import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { drawWords } from './draw-words.ts'
import { readWords } from './read-words.ts'

const spec = readFileSync(join(import.meta.dirname, '../../../../shared/inputs/commonmark/spec.txt'), 'utf8')
const examples = [...spec.matchAll(/^`{32} example\n([\s\S]*?)^\.\n([\s\S]*?)^`{32}$/gm)].map(
  ([, words, html], nth) => ({
    number: nth + 1,
    words: words!.replaceAll('→', '\t'),
    html: html!.replaceAll('→', '\t'),
  }),
)

const drawing = {
  prefix: '',
  link: () => null,
  picture: () => null,
  says: { callout: () => '', footnotes: '', back: '' },
}

const named: Record<string, string> = { quot: '"', lt: '<', gt: '>', amp: '&' }

/** What one reads, whatever it is marked with; of pictures their words. */
function readable(html: string): string {
  return html
    .replace(/<img[^>]*alt="([^"]*)"[^>]*>/g, '$1')
    .replace(/<(?:[^<>"]|"[^"]*")*>/g, '')
    .replace(/&(?:#x([0-9a-f]{1,5})|(quot|lt|gt|amp));/gi, (_, hex, name) =>
      hex ? String.fromCodePoint(parseInt(hex, 16)) : named[name]!,
    )
    .replace(/\s+/g, ' ')
    .trim()
}

/** Paragraphs, headings, lists, quotes, code and stress, in their order. A picture that is not of this site is told by its words alone. */
function shape(html: string): string {
  const drawn = html.replace(/<em class="picture-missing">(.*?)<\/em>/g, '$1')
  return (drawn.match(/<\/?(?:p|h[1-6]|ul|ol|li|blockquote|pre|code|em|strong|hr|br|a)\b/g) ?? []).join('')
}

interface Node {
  type: string
  children?: Node[]
}
const holdsMarkup = (node: Node): boolean => node.type === 'html' || (node.children ?? []).some(holdsMarkup)

/** A sign of money that came into Unicode after our reader was written: taken for a letter, so stress begins before it. */
const newerThanOurReader = 356

/** Addresses without a mark around them, which CommonMark leaves as words and GFM, as we read it, makes links. */
const bareLinks = [604, 608, 610, 613, 614]
const withoutLinks = (drawn: string) => drawn.replace(/<\/?a\b/g, '')

test('the examples of CommonMark are read as it says: the same words in the same shape', () => {
  const plain = examples.filter(({ words }) => !holdsMarkup(readWords(words)))
  expect([examples.length > 640, plain.length > 580]).toEqual([true, true])
  const differing = plain.filter(({ words, html, number }) => {
    const drawn = drawWords(readWords(words), drawing)
    const ours = bareLinks.includes(number) ? withoutLinks(shape(drawn)) : shape(drawn)
    return readable(drawn) !== readable(html) || ours !== shape(html)
  })
  expect(differing.map(({ number }) => number)).toEqual([newerThanOurReader])
})

test('of its examples with markup of their own none becomes markup here', () => {
  const marked = examples.filter(({ words }) => holdsMarkup(readWords(words)))
  expect(marked.length).toBeGreaterThan(50)
  const ours = /^(p|h[1-6]|ul|ol|li|blockquote|pre|code|em|strong|hr|br|a)$/
  for (const { words, number } of marked) {
    const tags = [...drawWords(readWords(words), drawing).matchAll(/<\/?([a-z][\w-]*)/gi)].map(([, tag]) => tag!)
    expect(
      tags.filter((tag) => !ours.test(tag)),
      `example ${number}`,
    ).toEqual([])
  }
})
