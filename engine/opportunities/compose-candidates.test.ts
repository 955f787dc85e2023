import { expect, test } from 'vitest'
import { buildLandscape } from '../network/build-landscape.ts'
import { runParts } from '../parts.ts'
import { openBench } from './bench.ts'
import { composeParts } from './compose-candidates.ts'
import { findCandidates, pairsShown } from './find-candidates.ts'
import { inventedLandscape } from './invented-landscape.ts'
import type { SpotOptions } from './spot-outcome.ts'
import { assumptionGrid } from './stability.ts'

const landscape = buildLandscape(inventedLandscape())
const options: SpotOptions = { seed: 7, assumptions: { worlds: 40 }, limit: 4 }
const bench = openBench(landscape, options)
const candidates = findCandidates(bench, options, -1)

test('what is composed for a candidate does not depend on the worker, nor on what was composed before', () => {
  const here = runParts(composeParts, { landscape, candidates }, options)
  // each on a landscape of its own, as workers have
  const apart = [0, 1].map(() =>
    composeParts.open({ landscape: buildLandscape(inventedLandscape()), candidates }, options),
  )
  const joining = composeParts.join({ landscape, candidates }, options)
  const parts = candidates.map((_, nth) => apart[nth % 2]!)
  const backwards = [...candidates.keys()].reverse().map((nth) => ({ nth, part: parts[nth]!(nth) }))
  for (const { part } of backwards.sort((x, y) => x.nth - y.nth)) joining.add(part)
  expect(joining.result()).toEqual(here)
  expect(here.length).toBeGreaterThan(5)
})

test('a part can travel between workers', () => {
  const compute = composeParts.open({ landscape, candidates }, options)
  const part = compute(0)
  expect(structuredClone(part)).toEqual(part)
  expect(composeParts.count({ landscape, candidates }, options)).toBe(candidates.length)
})

test('candidates are found in the same order each time, each key once', () => {
  const keys = candidates.map(({ key }) => key)
  expect(findCandidates(openBench(landscape, options), options, -1).map(({ key }) => key)).toEqual(keys)
  expect(new Set(keys).size).toBe(keys.length)
})

test('a list shows four pairs of people on ten cards, five at most', () => {
  expect([1, 2, 5, 10, 20, 100].map(pairsShown)).toEqual([1, 1, 2, 4, 5, 5])
})

test('the assumptions are tried at 16 corners, in a large landscape at the half of them in which all pairs of values still meet', () => {
  const grid = (half: boolean) =>
    assumptionGrid({ ...bench.assumptions, chance: 0.3, crossing: 0.5, attendance: 0.6, attentionCost: 0 }, half)
  expect(grid(false).length).toBe(16)
  const values = grid(true).map(({ chance, crossing, attendance, attentionCost }) =>
    [chance, crossing as number, attendance, attentionCost].map((value) => value.toFixed(3)),
  )
  expect(values.length).toBe(8)
  for (let a = 0; a < 4; a++) {
    for (let b = a + 1; b < 4; b++) expect(new Set(values.map((row) => `${row[a]} ${row[b]}`)).size).toBe(4)
  }
})
