import { expect, test } from 'vitest'
import { tie } from '../fixtures/four-worlds.ts'
import { buildLandscape } from '../network/build-landscape.ts'
import type { LandscapeInput } from '../network/landscape-input.ts'
import { readGround } from './ground.ts'
import { smallVillage } from './small-village.fixture.ts'
import { type WayIn, wayIn } from './ways-in.ts'

/** The way from the loft into the yard, in ids. */
function way(change: Partial<LandscapeInput>, withheld: string[] = []): { by: WayIn['by']; people: string[] } | null {
  const ground = readGround(buildLandscape(smallVillage(change)), 5, { decoys: 0 })
  const { people, practices } = ground.landscape.ids
  const number = (id: string) => people.indexOf(id)
  const found = wayIn(ground, practices.indexOf('loft'), practices.indexOf('yard'), new Set(withheld.map(number)))
  return found && { by: found.by, people: found.people.map((person) => people[person]!) }
}

const both = { memberships: [...smallVillage().memberships, { person: 'loft-5', practice: 'yard', weight: 1 }] }
const trusted = ['loft', 'yard'].map((practice) => ({
  person: 'mill-1',
  practice,
  wouldCome: 3,
  wouldNot: 0,
  claimed: false,
}))
const steps = {
  ties: [
    ...smallVillage().ties,
    ...[0, 1, 2].flatMap((i) => [tie(`loft-${i}`, `mill-${i}`), tie(`mill-${i}`, `yard-${i}`)]),
  ],
}

test('somebody trusted in both comes before somebody who is in both, and that before a path', () => {
  expect(way({ ...both, ...steps, legitimacy: trusted })).toEqual({ by: 'trusted-in-both', people: ['mill-1'] })
  expect(way({ ...both, ...steps })).toEqual({ by: 'member-of-both', people: ['loft-5'] })
  expect(way(steps)).toEqual({ by: 'path', people: ['loft-0', 'mill-0', 'yard-0'] })
  expect(way({})).toBeNull()
})

test('nobody stands on a way in who may not be named, or is withheld from the card', () => {
  expect(way({ ...both, notInvitable: ['loft-5'] })).toBeNull()
  expect(way(both, ['loft-5'])).toBeNull()
  expect(way({ legitimacy: trusted, notInvitable: ['mill-1'] })).toBeNull()
  expect(way(steps, ['mill-0'])).toEqual({ by: 'path', people: ['loft-1', 'mill-1', 'yard-1'] })
})

test('a path begins with those who are trusted, where somebody is', () => {
  const legitimacy = [{ person: 'loft-2', practice: 'loft', wouldCome: 3, wouldNot: 0, claimed: false }]
  expect(way({ ...steps, legitimacy })).toEqual({ by: 'path', people: ['loft-2', 'mill-2', 'yard-2'] })
})

test('whoever is trusted in the one and at home in the other is a way of a single step', () => {
  const legitimacy = [{ person: 'yard-4', practice: 'loft', wouldCome: 3, wouldNot: 0, claimed: false }]
  expect(way({ legitimacy })).toEqual({ by: 'path', people: ['yard-4'] })
})
