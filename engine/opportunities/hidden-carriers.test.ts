import { describe, expect, test } from 'vitest'
import { emptyInput, tie } from '../fixtures/four-worlds.ts'
import { buildLandscape } from '../network/build-landscape.ts'
import type { LandscapeInput } from '../network/landscape-input.ts'
import { carriersAmong, fragileOf, holdsBridge } from './bridges.ts'
import { candidateFor } from './candidates.ts'
import { doorsOf } from './doors.ts'
import { factsOf } from './facts.ts'
import { type Ground, readGround } from './ground.ts'
import { spot } from './spot.ts'
import type { SpotResult } from './spot-outcome.ts'
import { anyWayIn, wayIn } from './ways-in.ts'

const six = [0, 1, 2, 3, 4, 5]
const practices = ['A', 'B', 'C', 'D']

/** Four practices of six, each a ring, and these ties across; c3 is on the team. */
function fourPractices(across: readonly (readonly [string, string])[]): LandscapeInput {
  const people = practices.flatMap((practice) => six.map((i) => `${practice.toLowerCase()}${i}`))
  const rings = people.map((person, i) => tie(person, people[i - (i % 6) + ((i + 1) % 6)]!))
  return {
    ...emptyInput,
    complete: true,
    people: people.map((id) => ({ id })),
    practices: practices.map((id) => ({ id })),
    memberships: people.map((person) => ({ person, practice: person[0]!.toUpperCase(), weight: 1 })),
    ties: [...rings, ...across.map(([one, other]) => tie(one, other))],
    concerns: practices.map((practice) => ({ id: 'water', holder: { practice }, kind: 'cares' as const })),
    team: ['c3'],
  }
}

/** a0 alone holds three ties between A and B; B and C are tied by one; C and D by two pairs of people of their own. */
const hanging: [string, string][] = [
  ['a0', 'b0'],
  ['a0', 'b2'],
  ['a0', 'b4'],
  ['c1', 'b3'],
  ['c0', 'd0'],
  ['c4', 'd4'],
]

function spotted(input: LandscapeInput): SpotResult {
  const asked = { seed: 7, decoys: 0, limit: 20, size: 6, comparisons: 5, assumptions: { worlds: 20 } }
  const outcome = spot(buildLandscape(input), asked)
  if (outcome.kind !== 'spotted') throw new Error(outcome.kind)
  return outcome
}

const numberOf = (ground: Ground, id: string) => ground.landscape.ids.people.indexOf(id)

describe('who carries a bridge that hangs on few', () => {
  const ground = readGround(buildLandscape(fourPractices(hanging)), 5, { decoys: 0 })
  const result = spotted(fourPractices(hanging))

  test('is withheld from the card of the bridge and from every other card about the same practices', () => {
    const about = result.opportunities.filter(({ between }) => between.includes('A') && between.includes('B'))
    expect(about.map(({ key }) => key)).toContain('fragile-bridge:A+B')
    expect(about.map(({ key }) => key)).toContain('missing-conversation:A+B')
    for (const one of about) expect(JSON.stringify(one)).not.toContain('"a0"')
  })

  test('stands on no path of any card of the result, nor does anybody else with a tie on which a bridge hangs', () => {
    const paths = result.opportunities.flatMap(({ facts, doors }) => [
      ...facts.flatMap((fact) => (fact.kind === 'way-in' && fact.by === 'path' ? [fact.people] : [])),
      ...doors.flatMap(({ path }) => (path ? [path] : [])),
    ])
    expect(paths.length).toBeGreaterThan(0)
    for (const path of paths) {
      expect(path).not.toContain('a0')
      for (const [i, one] of path.slice(1).entries()) {
        expect(holdsBridge(ground, numberOf(ground, path[i]!), numberOf(ground, one))).toBe(false)
      }
    }
  })

  test('is the one who holds all three ties, and not those who share the other end', () => {
    expect([...fragileOf(ground)].map(({ a, b }) => [a, b])).toContainEqual([0, 1])
    expect([...carriersAmong(ground, [0, 1])].map((person) => ground.landscape.ids.people[person])).toEqual(['a0'])
    expect(carriersAmong(ground, [0, 3]).size).toBe(0)
  })

  test('is not named by a way in: it counts as known, and nothing is told of it', () => {
    expect(anyWayIn(ground, 0, 1)).toBe(true)
    expect(wayIn(ground, 0, 1, new Set())).toBeNull()
    const facts = factsOf(ground, candidateFor(ground, [0, 1]), null)
    expect(facts.map(({ kind }) => kind)).not.toContain('way-in')
  })

  test('is not named where one tie alone is known, whose path would name exactly its two people', () => {
    expect(anyWayIn(ground, 1, 2)).toBe(true)
    expect(wayIn(ground, 1, 2, new Set())).toBeNull()
    const door = doorsOf(ground, candidateFor(ground, [1, 2])).find(({ practice }) => practice === 'B')!
    expect(door).toMatchObject({ path: null, teamKnown: false })
  })

  test('is left out alone: a way over ties of several people is told as before', () => {
    const path = ['c0', 'd0'].map((id) => numberOf(ground, id))
    expect(wayIn(ground, 2, 3, new Set())).toEqual({ by: 'path', people: path })
    const door = doorsOf(ground, candidateFor(ground, [2, 3])).find(({ practice }) => practice === 'D')!
    expect(door.path).toEqual(['c3', 'c4', 'd4'])
  })
})
