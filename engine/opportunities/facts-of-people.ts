/** Facts of openings that are about two people, about whole sides, or about people who stand ready: what may be told of each, and no more. */
import type { Candidate, PairOfPeople } from './candidate.ts'
import type { Fact } from './fact.ts'
import { type Ground, spacesOf } from './ground.ts'
import { countAnswered } from './known-pairs.ts'
import { seatsOfSide, sideCountsOf, tiesBetweenSides } from './sides.ts'

/**
 * Of a pair: what speaks for it, in words that hold for both alike. What one of them needs is never told as theirs: "one offers what the
 * other seeks" does not say which.
 */
export function pairFacts(ground: Ground, candidate: Candidate, pair: PairOfPeople): Fact[] {
  const { ids } = ground.landscape
  const named = (concerns: readonly number[]) => concerns.map((concern) => ids.concerns[concern]!)
  const facts: Fact[] = []
  if (pair.fits.length > 0) facts.push({ kind: 'pair-fits', concerns: named(pair.fits) })
  if (pair.cares.length > 0) facts.push({ kind: 'pair-cares', concerns: named(pair.cares) })
  facts.push({ kind: 'seldom-met', oneIn: inRoundSteps(1 / pair.likely) })
  facts.push({
    kind: 'pair-way-in',
    steps: pair.steps,
    hosts: pair.hosts.map((person) => ids.people[person]!),
  })
  facts.push(...sharedSpaces(ground, candidate, pair))
  if (pair.among !== null) facts.push({ kind: 'picked-by-lot', among: pair.among })
  for (const practice of candidate.between) {
    facts.push({
      kind: 'answered',
      practice: ids.practices[practice]!,
      answered: countAnswered(ground.landscape, practice),
      people: ground.landscape.practiceStart[practice + 1]! - ground.landscape.practiceStart[practice]!,
    })
  }
  return facts
}

/** 1, 2, 5, 10, 20, 50 …: "about one in 200". */
export function inRoundSteps(number: number): number {
  let step = 1
  while (step * 10 <= number) step *= 10
  return number >= step * 5 ? step * 5 : number >= step * 2 ? step * 2 : step
}

function sharedSpaces(ground: Ground, candidate: Candidate, pair: PairOfPeople): Fact[] {
  const { landscape } = ground
  const [one, other] = pair.people
  if (spacesOf(landscape, one) === 0 || spacesOf(landscape, other) === 0) return []
  const practices = candidate.between.map((practice) => landscape.ids.practices[practice]!) as [string, string]
  const theirs = landscape.personSpace.subarray(
    landscape.personSpaceStart[other]!,
    landscape.personSpaceStart[other + 1]!,
  )
  return Array.from(
    landscape.personSpace.subarray(landscape.personSpaceStart[one]!, landscape.personSpaceStart[one + 1]!),
  )
    .filter((space) => theirs.includes(space))
    .map((space) => ({ kind: 'meet-in-space', practices, space: landscape.ids.spaces[space]! }))
}

/** Of whole sides: ties between each two of them, and seats of one alone. */
export function sideFacts(ground: Ground, candidate: Candidate): Fact[] {
  const { sides, boundary } = candidate
  if (!sides || boundary < 0) return []
  const { ids } = ground.landscape
  const counts = sideCountsOf(ground, boundary)
  const about = { boundary: ids.boundaries[boundary]! }
  if (sides.length === 1) {
    const { seats, expected } = seatsOfSide(ground, counts, sides[0]!)
    return [
      { kind: 'side-in-no-space', ...about, side: ids.sides[sides[0]!]!, seats, expected, spaces: ids.spaces.length },
    ]
  }
  return sides.flatMap((one, i) =>
    sides.slice(i + 1).map((other): Fact => {
      const { seen, expected } = tiesBetweenSides(ground, counts, one, other)
      return { kind: 'sides-hardly-tied', ...about, sides: [ids.sides[one]!, ids.sides[other]!], seen, expected }
    }),
  )
}

/** Of people who stand ready: how many at least, in steps, and who agreed to be told of. */
export function readyFacts(
  ground: Ground,
  candidate: Candidate,
  { atLeast, agreed }: NonNullable<Candidate['ready']>,
): Fact[] {
  const { ids } = ground.landscape
  const [one, other] = candidate.sides!
  const where = {
    boundary: ids.boundaries[candidate.boundary]!,
    sides: [ids.sides[one!]!, ids.sides[other!]!] as [string, string],
  }
  const facts: Fact[] = []
  if (agreed.length > 0) {
    facts.push({ kind: 'agreed-to-convene', ...where, people: agreed.map((person) => ids.people[person]!) })
  }
  if (atLeast > 0) facts.push({ kind: 'stand-ready', ...where, atLeast })
  return facts
}
