import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readSeed, siteSeeds } from './site.ts'

const text = `---
title: Seen, at last
author: Madalena Carriço
day: D-6
tags: work, nurses
---

For years.

+++

Then.
`

describe('a seed of the site', () => {
  test('is read with its facts, and its day told from the first day of the instance', () => {
    expect(readSeed('seen-at-last.md', 'post', text, '2027-03-01')).toMatchObject({
      slug: 'seen-at-last',
      byline: 'Madalena Carriço',
      tags: ['work', 'nurses'],
      position: null,
      shownAt: new Date('2027-02-23T08:00:00Z'),
      words: 'For years.\n\n+++\n\nThen.',
    })
  })

  test('has its place in the book from its file name', () => {
    expect(readSeed('04-where-you-are-trusted.md', 'chapter', text, '2027-03-01')).toMatchObject({
      slug: 'where-you-are-trusted',
      position: 4,
    })
  })

  test.each([
    ['no facts', 'Words'],
    ['seen.md has no title', '---\nauthor: x\n---\nWords'],
    ['the day "soon"', text.replace('D-6', 'soon')],
    ['written in "de"', text.replace('tags:', 'language: de\ntags:')],
  ])('names the file when it is wrong: %s', (_, wrong) => {
    expect(() => readSeed('seen.md', 'post', wrong, '2027-03-01')).toThrow(/^seen\.md /)
  })
})

describe('the seeds of the site', () => {
  test('are the whole handbook with a card to each chapter, posts and pages, each at an address of its own', async () => {
    const seeds = await siteSeeds(join(import.meta.dirname, '../..'), '2027-03-01')
    const of = (kind: string) => seeds.filter((seed) => seed.kind === kind)
    expect(of('chapter').map(({ position }) => position)).toEqual(Array.from({ length: 13 }, (_, nth) => nth + 1))
    const cards = of('card').map(({ slug }) => slug)
    expect(
      of('chapter')
        .map(({ card }) => card)
        .filter((card) => !cards.includes(card!)),
    ).toEqual([])
    expect(of('page').map(({ slug }) => slug)).toEqual(
      expect.arrayContaining(['about', 'contact', 'glossary', 'home', 'privacy', 'sources']),
    )
    expect(
      of('post')
        .filter(({ state }) => state === 'scheduled')
        .map(({ slug }) => slug),
    ).toEqual(['handing-over-a-breakfast'])
    const addresses = seeds.map(({ kind, slug }) => `${kind}/${slug}`)
    expect(new Set(addresses).size).toBe(seeds.length)
  })

  test('have chapters of 900 to 1,800 words', async () => {
    const seeds = await siteSeeds(join(import.meta.dirname, '../..'), '2027-03-01')
    for (const { kind, slug, words } of seeds) {
      if (kind !== 'chapter') continue
      const count = words.replace(/^\[\^.*$/gm, '').split(/\s+/).length
      expect([slug, count >= 900 && count <= 1_900]).toEqual([slug, true])
    }
  })
})
