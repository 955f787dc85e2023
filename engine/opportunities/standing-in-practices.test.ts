import { expect, test } from 'vitest'
import { buildLandscape } from '../network/build-landscape.ts'
import { inventedLandscape } from './invented-landscape.ts'
import type { Opportunity } from './opportunity.ts'
import { spot } from './spot.ts'
import { type Attested, askedAtLeast, byStanding, chanceToCome, coverage, isTrusted } from './standing-in-practices.ts'

const judged = (wouldCome: number, wouldNot: number, person = 0): Attested => ({
  person,
  wouldCome,
  asked: wouldCome + wouldNot,
  claimed: false,
})

/** The cards of a landscape in which the dyers gave these answers about one of them. */
function cardsAfter(wouldCome: number, wouldNot: number): Opportunity[] {
  const input = inventedLandscape()
  const row = input.legitimacy.find(({ person }) => person === 'dyers-02')!
  Object.assign(row, { wouldCome, wouldNot })
  const outcome = spot(buildLandscape(input), {
    seed: 7,
    decoys: 0,
    limit: 4,
    comparisons: 20,
    assumptions: { worlds: 40 },
  })
  if (outcome.kind !== 'spotted') throw new Error(outcome.kind)
  return outcome.opportunities
}

test('all that is told of three answers and of four is the same, whichever the fourth was', () => {
  const three = cardsAfter(3, 0)
  expect(JSON.stringify(three)).toContain('"askedAtLeast":3')
  expect(cardsAfter(4, 0)).toEqual(three)
  expect(cardsAfter(3, 1)).toEqual(three)
}, 120_000)

test('answers are told in steps of three, and nothing below three', () => {
  const steps = [0, 1, 2, 3, 4, 5, 6, 8, 9].map((yes) => askedAtLeast(judged(yes, 0)))
  expect(steps).toEqual([null, null, null, 3, 3, 3, 6, 6, 9])
})

test('a chance to come is one of two steps, so that it does not give the answers away', () => {
  expect(
    [judged(2, 0), judged(3, 0), judged(9, 1), judged(2, 1), judged(1, 2), judged(3, 3)].map(chanceToCome),
  ).toEqual([null, 0.75, 0.75, 0.75, 0.25, 0.25])
  expect([judged(2, 0), judged(2, 1), judged(2, 2)].map(isTrusted)).toEqual([false, true, false])
})

test('hosts cover a practice by 1 − Π(1 − chance), and nothing is known where nobody was judged by three', () => {
  const input = inventedLandscape()
  const landscape = buildLandscape(input)
  const practice = (id: string) => landscape.ids.practices.indexOf(id)
  const person = (id: string) => landscape.ids.people.indexOf(id)
  expect(coverage(landscape, practice('dyers'), [person('dyers-02')])).toBe(0.75)
  expect(coverage(landscape, practice('dyers'), [])).toBe(0)
  expect(coverage(landscape, practice('council'), [person('school-00')])).toBeNull()
})

test('door-openers are looked at by the majority, then by steps, then by id', () => {
  const rows = [judged(2, 2, 1), judged(3, 1, 9), judged(5, 0, 4), judged(7, 0, 7), judged(1, 0, 2)]
  expect([...rows].sort(byStanding).map(({ person }) => person)).toEqual([7, 4, 9, 1, 2])
})

test('a host of whom fewer than three were asked opens no door, and two of these are looked at by their ids', () => {
  const landscape = buildLandscape(inventedLandscape())
  const dyers = landscape.ids.practices.indexOf('dyers')
  expect(coverage(landscape, dyers, [landscape.ids.people.indexOf('dyers-03')])).toBe(0)
  expect([judged(2, 0, 9), judged(0, 1, 3)].sort(byStanding).map(({ person }) => person)).toEqual([3, 9])
})
