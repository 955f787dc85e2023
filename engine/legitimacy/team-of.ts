import { BadInput } from '../bad-input.ts'
import { dyadBetween, type Landscape, tieKinds, way } from '../network/landscape.ts'
import { numberOf } from '../network/number-of.ts'
import { strongestAccount } from '../network/strongest-account.ts'
import type { AttestedCalls } from './attested-calls.ts'

/**
 * Person numbers of a team: the people named, or the landscape's own team when nobody is; ascending, each once.
 *
 * @throws BadInput for an id that the landscape does not have
 */
export function teamOf(landscape: Landscape, ids: readonly string[]): number[] {
  if (ids.length === 0) {
    return Array.from(landscape.team.keys()).filter((person) => landscape.team[person] === 1)
  }
  const people = ids.map((id) => {
    const person = numberOf(landscape.ids.people, id)
    if (person < 0) throw new BadInput('parameter team', id, 'give the id of a person of the landscape')
    return person
  })
  return [...new Set(people)].sort((x, y) => x - y)
}

/**
 * How much two candidates trust each other: the strongest account of trust between them, either way, by strength and freshness; 0 when
 * nobody told of any. Cost: a binary search among the neighbours of one.
 */
export function trustBetween(landscape: Landscape, calls: AttestedCalls): (one: number, other: number) => number {
  const counted = tieKinds.map((kind) => kind === 'trusts')
  return (one, other) => {
    const dyad = dyadBetween(landscape, calls.person[one]!, calls.person[other]!)
    if (dyad < 0) return 0
    return Math.max(
      strongestAccount(landscape, dyad, way.up, counted),
      strongestAccount(landscape, dyad, way.down, counted),
    )
  }
}
