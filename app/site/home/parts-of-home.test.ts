import { toString as textOf } from 'mdast-util-to-string'
import { describe, expect, test } from 'vitest'
import { partsOfHome } from './parts-of-home.ts'

const told = (words: string) =>
  partsOfHome(words).map((part) => {
    if (part.kind === 'block') return `::${part.block}`
    return part.kind === 'self-check' ? part.statements : `${part.kind}: ${textOf(part.root)}`
  })

describe('the first page, as it is written', () => {
  test('has each block where its line stands', () => {
    expect(told('One.\n\n::latest-post\n\n## Two\n\n::handbook')).toEqual([
      'words: One.',
      '::latest-post',
      'words: Two',
      '::handbook',
    ])
  })

  test('has all blocks after the words when it names none, and only those it names when it names one', () => {
    expect(told('One.')).toEqual(['words: One.', '::latest-post', '::next-events', '::handbook', '::supporters'])
    expect(told('')).toEqual(['::latest-post', '::next-events', '::handbook', '::supporters'])
    expect(told('::handbook')).toEqual(['::handbook'])
  })

  test('makes boxes of the list after ::self-check, and of no other', () => {
    expect(told('1. plain\n\n::self-check\n\n1. *First* one\n2. Second\n\n::handbook')).toEqual([
      'words: plain',
      ['First one', 'Second'],
      '::handbook',
    ])
    expect(told('::self-check\n\nNo list.\n\n- plain\n\n::handbook')).toEqual(['words: No list.plain', '::handbook'])
  })

  test('puts quotes that follow one another together, and leaves callouts among the words', () => {
    expect(told('> A\n\n> B\n\n> [!NOTE]\n> C\n\n::handbook')).toEqual(['voices: AB', 'words: C', '::handbook'])
  })

  test('leaves a line that names nothing of ours as the words it is', () => {
    expect(told('::unheard-of\n\na ::handbook inside\n\n::handbook')).toEqual([
      'words: ::unheard-ofa ::handbook inside',
      '::handbook',
    ])
  })

  test('keeps footnotes and link targets in every piece', () => {
    const parts = partsOfHome('a[^1]\n\n::handbook\n\nb [x]\n\n[^1]: Note\n\n[x]: https://example.org')
    const kinds = parts.flatMap((part) => (part.kind === 'words' ? [part.root.children.map(({ type }) => type)] : []))
    expect(kinds).toEqual([
      ['paragraph', 'footnoteDefinition', 'definition'],
      ['paragraph', 'footnoteDefinition', 'definition'],
    ])
  })
})
