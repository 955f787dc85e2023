import { expect, test } from 'vitest'
import { ghost, wxr } from './exports.fixture.ts'
import { readGhost } from './read-ghost.ts'
import { readWxr } from './read-wxr.ts'

test('what WordPress exported is read, entry by entry', async () => {
  const read = (await readWxr(wxr))!
  expect(read.entries).toHaveLength(9)
  expect(read.entries[0]).toMatchObject({
    post: {
      title: 'First',
      slug: 'first',
      byline: 'Ana Prata',
      tags: ['tides & boats'],
      state: 'shown',
      shownAt: new Date('2020-05-06T07:08:09Z'),
    },
  })
  expect(read.entries.flatMap((one) => (one.kind === 'left-out' ? [one.reason] : []))).toEqual([
    'page',
    'not-text',
    'in-the-bin',
    'private',
  ])
  for (const wrong of [
    '',
    '<rss',
    '<html/>',
    '<rss version="2.0"><channel/></rss>',
    '<a>&unknown;</a>',
    wxr.slice(0, -20),
  ])
    expect(await readWxr(wrong)).toBeNull()
})

test('what Ghost exported is read, entry by entry', () => {
  const read = readGhost(ghost)!
  expect(read.entries[0]).toMatchObject({
    post: {
      title: 'From Ghost',
      byline: 'Zé, Rui',
      tags: ['maps'],
      state: 'shown',
      shownAt: new Date('2021-02-03T04:05:06Z'),
    },
  })
  expect(read.entries.slice(1)).toMatchObject([
    { kind: 'left-out', title: 'Members', reason: 'private' },
    { kind: 'left-out', title: 'Blocks only', reason: 'no-html' },
    { kind: 'left-out', title: 'About', reason: 'page' },
  ])
  for (const wrong of ['', '{', 'null', '[]', '{"db":[]}', '{"db":[{"data":{"posts":3}}]}'])
    expect(readGhost(wrong)).toBeNull()
})
