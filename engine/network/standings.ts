import type { LandscapeIds } from './landscape.ts'
import type { LandscapeInput } from './landscape-input.ts'
import { find, holderNumber, type Numbers } from './references.ts'

/** Sets of sides, each kept once and numbered; number 0 is the empty set. */
interface Stances {
  number: Map<string, number>
  sets: number[][]
}

/** What a landscape's people stand on: own rows first, else the union of their practices' sides. */
export function standingArrays(
  input: Pick<LandscapeInput, 'standings'>,
  ids: LandscapeIds,
  sideStart: Uint32Array,
  numbers: Numbers,
  members: { memberStart: Uint32Array; memberPractice: Uint32Array },
) {
  const told = readStandings(input, ids, sideStart, numbers)
  const stances: Stances = { number: new Map([['', 0]]), sets: [[]] }
  const peopleCount = ids.people.length
  const standing = new Uint32Array(ids.boundaries.length * peopleCount)
  const practiceStanding = new Uint32Array(ids.boundaries.length * ids.practices.length)
  told.forEach(({ own, ofPractice }, b) => {
    const unions = new Map<string, number>()
    for (const [practice, sides] of [...ofPractice].sort((one, other) => one[0] - other[0])) {
      practiceStanding[b * ids.practices.length + practice] = stanceOf(stances, sides)
    }
    for (let i = 0; i < peopleCount; i++) {
      const sides = own.get(i)
      const practices = members.memberPractice.subarray(members.memberStart[i]!, members.memberStart[i + 1]!)
      standing[b * peopleCount + i] = sides
        ? stanceOf(stances, sides)
        : unionStance(stances, unions, practices, ofPractice)
    }
  })
  const stanceStart = new Uint32Array(stances.sets.length + 1)
  stances.sets.forEach((set, s) => {
    stanceStart[s + 1] = stanceStart[s]! + set.length
  })
  return { standing, practiceStanding, stanceStart, stanceSide: Uint32Array.from(stances.sets.flat()) }
}

function readStandings(
  input: Pick<LandscapeInput, 'standings'>,
  ids: LandscapeIds,
  sideStart: Uint32Array,
  numbers: Numbers,
) {
  const told = ids.boundaries.map((_, b) => ({
    own: new Map<number, Set<number>>(),
    ofPractice: new Map<number, Set<number>>(),
    sides: new Map(ids.sides.slice(sideStart[b]!, sideStart[b + 1]!).map((id, k) => [id, sideStart[b]! + k])),
  }))
  input.standings.forEach((row, i) => {
    const where = `standings row ${i + 1}`
    const boundary = told[find(numbers.boundaries, row.boundary, `${where}, boundary`, 'boundary')]!
    const { isPractice, number } = holderNumber(row.holder, numbers, `${where}, holder`)
    const table = isPractice === 1 ? boundary.ofPractice : boundary.own
    const known = table.get(number) ?? new Set<number>()
    for (const side of row.sides) {
      known.add(find(boundary.sides, side, `${where}, sides`, `side of boundary "${row.boundary}"`))
    }
    table.set(number, known)
  })
  return told
}

function stanceOf(stances: Stances, sides: Iterable<number>): number {
  const set = [...sides].sort((one, other) => one - other)
  const key = set.join(' ')
  const known = stances.number.get(key)
  if (known !== undefined) return known
  stances.number.set(key, stances.sets.length)
  return stances.sets.push(set) - 1
}

function unionStance(
  stances: Stances,
  unions: Map<string, number>,
  practices: Uint32Array,
  ofPractice: Map<number, Set<number>>,
): number {
  const key = practices.join(' ')
  let stance = unions.get(key)
  if (stance === undefined) {
    const union = new Set<number>()
    for (const practice of practices) for (const side of ofPractice.get(practice) ?? []) union.add(side)
    stance = stanceOf(stances, union)
    unions.set(key, stance)
  }
  return stance
}
