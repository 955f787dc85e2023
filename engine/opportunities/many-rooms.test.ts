import fc from 'fast-check'
import { expect, test } from 'vitest'
import { buildLandscape } from '../network/build-landscape.ts'
import type { LandscapeInput } from '../network/landscape-input.ts'
import { openBench } from './bench.ts'
import { inventedLandscape, membersOf } from './invented-landscape.ts'
import { neverIntroduced, peopleApart, readKeepApart } from './keep-apart.ts'
import { whatIf } from './what-if.ts'

const groups = ['weavers', 'dyers', 'millers', 'surveyors', 'ferry', 'council', 'smiths', 'school']
const pairs = groups.flatMap((a, i) => groups.slice(i + 1).map((b) => [a, b] as const))
const open = { ...inventedLandscape(), notInvitable: [] }

/** Rooms of two groups that somebody who tries all of them is refused, in a landscape with this one flag. */
function refusedRooms(flag: LandscapeInput['keepApart'][number]): { refused: string[]; reasons: Set<string> } {
  const bench = openBench(buildLandscape({ ...open, keepApart: [flag] }), { seed: 7, assumptions: { worlds: 10 } })
  const tried = pairs.map(([a, b]) => ({
    room: `${a}+${b}`,
    outcome: whatIf(bench, { practices: [a, b], size: 6 }, 1),
  }))
  const out = tried.flatMap(({ room, outcome }) =>
    outcome.kind === 'refused' ? [{ room, reason: outcome.reason }] : [],
  )
  return { refused: out.map(({ room }) => room), reasons: new Set(out.map(({ reason }) => reason)) }
}

test('E14: whoever tries every room of two groups points at the flagged pair less than one time in two, and every refusal reads alike', () => {
  const hits: number[] = []
  fc.assert(
    fc.property(fc.constantFrom(...pairs), fc.constantFrom(null, 'water', 'taxes'), ([a, b], concern) => {
      const { refused, reasons } = refusedRooms({ one: { practice: a }, other: { practice: b }, concern })
      expect(refused).toContain(`${a}+${b}`)
      expect(reasons.size).toBe(1)
      // nothing tells the refused rooms apart, so the best guess is any of them
      hits.push(1 / refused.length)
    }),
    { numRuns: 10, seed: 14 },
  )
  expect(hits.reduce((sum, hit) => sum + hit, 0) / hits.length).toBeLessThan(0.5)
})

test('E14: of two people who are kept apart, whoever tries all rooms of two points at them less than one time in twenty', () => {
  const people = groups.flatMap(membersOf)
  const hits: number[] = []
  fc.assert(
    fc.property(fc.constantFrom(...people), fc.constantFrom(...people), (one, other) => {
      fc.pre(one !== other)
      const landscape = buildLandscape({
        ...open,
        keepApart: [{ one: { person: one }, other: { person: other }, concern: null }],
      })
      const apart = readKeepApart(landscape)
      const at = (id: string) => landscape.ids.people.indexOf(id)
      const all = people.flatMap((a, i) => people.slice(i + 1).map((b) => [at(a), at(b)] as const))
      const rooms = all.filter(([a, b]) => peopleApart(landscape, apart, a, b, []))
      const introductions = all.filter(([a, b]) => neverIntroduced(landscape, apart, a, b))
      expect(peopleApart(landscape, apart, at(one), at(other), [])).toBe(true)
      // whoever compares what is refused in both ways is left with these
      const both = rooms.filter(([a, b]) => introductions.some(([c, d]) => a === c && b === d))
      hits.push(1 / both.length)
    }),
    { numRuns: 25, seed: 15 },
  )
  expect(hits.reduce((sum, hit) => sum + hit, 0) / hits.length).toBeLessThan(0.05)
})
