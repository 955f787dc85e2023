import fc from 'fast-check'
import type { DrawnLandscape, DrawnTie } from '../../app/workbench/landscape/drawn-landscape.ts'
import { emptyLandscape } from '../../app/workbench/landscape/formats/empty-landscape.ts'

/** Somebody on a random landscape of people who live. */
export interface DrawnPerson {
  map: 'agreed' | 'told' | 'not yet asked' | 'hidden' | 'withdrawn'
  /** agreed that their ties show; counts only beside "on the map" */
  ties: boolean
  analysis: boolean
  /** which of the two drawers put them there */
  namer: 0 | 1
  group: 0 | 1 | 2
  side: 'cape' | 'city' | null
}

/** A random landscape: who is on it, what they said, and who talks with whom by their place in the list. */
export interface Scene {
  /** stands in every mark, so that no scene is taken for another */
  nth: number
  basis: 'own-sketch' | 'consented'
  people: DrawnPerson[]
  ties: [number, number][]
}

let made = 0

const arbitraryPerson: fc.Arbitrary<DrawnPerson> = fc.record({
  map: fc.constantFrom('agreed', 'agreed', 'told', 'not yet asked', 'hidden', 'withdrawn'),
  ties: fc.boolean(),
  analysis: fc.boolean(),
  namer: fc.constantFrom(0, 1),
  group: fc.constantFrom(0, 1, 2),
  side: fc.constantFrom('cape', 'city', null),
})

export const arbitraryScene: fc.Arbitrary<Scene> = fc
  .record({
    basis: fc.constantFrom('own-sketch', 'consented'),
    // somebody of each drawer at least, so that there is always a person that the other may not know
    first: arbitraryPerson.map((one) => ({ ...one, namer: 0 as const, map: 'not yet asked' as const })),
    second: arbitraryPerson.map((one) => ({ ...one, namer: 1 as const, map: 'agreed' as const })),
    more: fc.array(arbitraryPerson, { minLength: 4, maxLength: 9 }),
    pairs: fc.array(fc.tuple(fc.nat(10), fc.nat(10)), { minLength: 5, maxLength: 20 }),
  })
  .map(({ basis, first, second, more, pairs }) => {
    const people: DrawnPerson[] = [first, second, ...more]
    const within = pairs.map(([one, other]) => [one % people.length, other % people.length].toSorted((a, b) => a - b))
    const ties = within.filter(([one, other]) => one !== other) as [number, number][]
    const once = ties.filter(([a, b], at) => ties.findIndex(([c, d]) => a === c && b === d) === at)
    return { nth: ++made, basis, people, ties: once }
  })

export function nameMark({ nth }: Scene, person: number): string {
  return `Zqname${nth}n${person}e`
}

export function wordsMark({ nth }: Scene, person: number): string {
  return `Zqwords${nth}n${person}e`
}

/** The id that the first drawer gave; people of the second one get theirs from the program. */
export function idMark({ nth }: Scene, person: number): string {
  return `zqid${nth}n${person}e`
}

/** What one of the drawers brings of a scene: groups and boundary, their people with what those said, and ties among them. */
export function drawnBy(scene: Scene, drawer: 0 | 1): DrawnLandscape {
  const drawn = emptyLandscape({ name: `Scene ${scene.nth}`, basis: scene.basis })
  for (const group of [0, 1, 2])
    drawn.practices.push({
      id: `g${group}`,
      name: `Group ${group}`,
      kind: 'community',
      does: null,
      specialCategory: false,
    })
  const sides = ['cape', 'city']
  drawn.boundaries.push({ id: 'ridge', name: 'The ridge', kind: 'social', sides, history: null, stakes: null })
  drawn.spaces.push({ id: 'pier', name: 'Pier', question: 'Who?', why: null, stage: 'alive', groundRule: 'open' })
  for (const [nth, person] of scene.people.entries()) {
    if (person.namer !== drawer) continue
    const id = idMark(scene, nth)
    drawn.people.push({ id, name: nameMark(scene, nth), email: null, phone: null, language: null })
    const always = { weight: 1, mode: null, since: null, until: null }
    drawn.memberships.push({ person: id, practice: `g${person.group}`, ...always })
    drawn.standings.push({ boundary: 'ridge', side: person.side, person: id, practice: null })
    const concern = { concern: `key ${nth}`, words: wordsMark(scene, nth), kind: 'cares' as const }
    drawn.concerns.push({ ...concern, person: id, practice: null })
    const said = '2026-10-01'
    drawn.consents.push({ person: id, purpose: 'map', state: person.map, said })
    for (const purpose of ['ties', 'analysis'] as const)
      if (person[purpose]) drawn.consents.push({ person: id, purpose, state: 'agreed', said })
  }
  for (const [one, other] of scene.ties) {
    if ([one, other].some((end) => scene.people[end]!.namer !== drawer)) continue
    drawn.ties.push(tie(idMark(scene, one), idMark(scene, other)))
  }
  return drawn
}

function tie(from: string, to: string): DrawnTie {
  const unsaid = { reportedBy: null, since: null, until: null, confirmed: null, recorded: null, retracted: null }
  return { from, to, kind: 'talks', strength: 0.5, mutual: true, says: 'yes', ...unsaid }
}
