import { expect, test } from 'vitest'
import { readSources } from '../../test/support/sources.ts'
import { emptiedTogether, emptyWhatIsKept, keptInMemory } from './kept-in-memory.ts'

test('everything that is kept is emptied together', () => {
  const names = keptInMemory<string, string>()
  let threads = 1
  emptiedTogether(() => {
    threads = 0
  })
  names.set('p001', 'Rosa')
  emptyWhatIsKept()
  expect([names.size, threads]).toEqual([0, 0])
})

test('E3: no part of the workbench keeps anything between requests that is not emptied when somebody is forgotten', () => {
  const kept = readSources()
    .filter(
      ({ path, isTest }) =>
        path.startsWith('app/workbench/') && !isTest && !/fixture|-island|-worker|\/live\//.test(path),
    )
    .flatMap(({ path, text }) =>
      [...text.matchAll(/^(?:const|let) (\w+) = new Map</gm)].map(([, name]) => `${path}: ${name}`),
    )
  // how many streams each person has open: counts, and nothing of a landscape
  expect(kept).toEqual(['app/workbench/landscape/news/news-stream.ts: open'])
})
