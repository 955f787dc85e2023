/**
 * An invented landscape for tests: eight practices of ten to twenty-four people on two banks of a river, with one opening of each
 * kind planted and one trap. Fictional in every respect.
 *
 * - `weavers` and `dyers`: no known tie, a rare concern in common (`water`), a trusted person on each side.
 * - `millers` and `surveyors`: nine ties, eight of them one miller's (`millers-00`).
 * - `ferry`: in no space, little answered, told by `council` and not heard.
 * - `council` and `smiths`: no tie and a rare concern in common, and kept apart.
 */
import { sequence, streamKey } from '../chance.ts'
import type { LandscapeInput } from '../network/landscape-input.ts'

const SIZES: Record<string, number> = {
  weavers: 18,
  dyers: 14,
  millers: 20,
  surveyors: 16,
  ferry: 15,
  council: 12,
  smiths: 16,
  school: 24,
  pair: 2,
}

export const TRAP = ['council', 'smiths']
export const BRIDGE_CARRIER = 'millers-00'

/** Ids of the members of one practice. */
export function membersOf(practice: string): string[] {
  return Array.from({ length: SIZES[practice]! }, (_, i) => `${practice}-${String(i).padStart(2, '0')}`)
}

/** The landscape, always the same. */
export function inventedLandscape(): LandscapeInput {
  const next = sequence(streamKey(3, 'invented landscape'))
  const practices = Object.keys(SIZES)
  const input: LandscapeInput = {
    complete: false,
    people: practices.flatMap((practice) => membersOf(practice).map((id) => ({ id }))),
    practices: practices.map((id) => ({ id })),
    memberships: practices.flatMap((practice) =>
      membersOf(practice).map((person) => ({ person, practice, weight: 1 })),
    ),
    boundaries: [{ id: 'river', kind: 'geographic', sides: ['north', 'south'] }],
    standings: practices.map((practice) => ({
      boundary: 'river',
      holder: { practice },
      sides: [['weavers', 'millers', 'ferry', 'smiths'].includes(practice) ? 'north' : 'south'],
    })),
    ties: [],
    answers: [],
    concerns: [],
    legitimacy: [],
    keepApart: [{ one: { practice: 'council' }, other: { practice: 'smiths' }, concern: 'taxes' }],
    spaces: [
      {
        id: 'breakfast',
        people: [...membersOf('school').slice(0, 5), ...membersOf('millers').slice(3, 8), 'weavers-03', 'weavers-04'],
      },
      { id: 'evening', people: [...membersOf('smiths').slice(0, 4), ...membersOf('dyers').slice(4, 8)] },
    ],
    stakes: [],
    notInvitable: ['weavers-17', 'dyers-13'],
    team: ['school-00', 'school-01'],
  }
  addTies(input, next)
  addAnswers(input)
  addConcerns(input)
  addLegitimacy(input)
  return input
}

function addTies(input: LandscapeInput, next: () => number): void {
  const seen = new Set<string>()
  const tie = (from: string, to: string, kind: 'talks' | 'learns' = 'talks') => {
    const name = [from, to].sort().join(' ')
    if (from === to || seen.has(name)) return
    seen.add(name)
    input.ties.push({ from, to, mutual: kind === 'talks', kind, strength: 0.8, freshness: 1, says: 'yes' })
  }
  const pick = (practice: string) => membersOf(practice)[Math.floor(next() * SIZES[practice]!)]!
  for (const practice of Object.keys(SIZES)) {
    for (let i = 0; i < SIZES[practice]! * 2; i++) tie(pick(practice), pick(practice))
  }
  const across: [string, string, number][] = [
    ['weavers', 'millers', 16],
    ['weavers', 'smiths', 12],
    ['weavers', 'school', 9],
    ['dyers', 'surveyors', 14],
    ['dyers', 'school', 15],
    ['dyers', 'council', 9],
    ['dyers', 'millers', 8],
    ['surveyors', 'council', 14],
    ['surveyors', 'school', 14],
    ['surveyors', 'weavers', 6],
    ['millers', 'smiths', 14],
    ['millers', 'school', 12],
    ['smiths', 'school', 14],
    ['smiths', 'surveyors', 8],
    ['council', 'school', 12],
    ['ferry', 'smiths', 3],
    ['pair', 'weavers', 3],
  ]
  for (const [one, other, many] of across) for (let i = 0; i < many; i++) tie(pick(one), pick(other))
  for (const other of membersOf('surveyors').slice(0, 8)) tie(BRIDGE_CARRIER, other)
  tie('millers-05', 'surveyors-09')
  for (const other of membersOf('ferry').slice(0, 4)) tie(pick('council'), other, 'learns')
}

function addAnswers(input: LandscapeInput): void {
  for (const practice of Object.keys(SIZES)) {
    const share = practice === 'ferry' ? 0.2 : practice === 'weavers' ? 0.45 : 0.7
    const answering = membersOf(practice).slice(0, Math.round(SIZES[practice]! * share))
    for (const person of answering) input.answers.push({ person, about: null })
  }
}

function addConcerns(input: LandscapeInput): void {
  const cares = (concern: string, practice: string, many: number) => {
    for (const person of membersOf(practice).slice(0, many)) {
      input.concerns.push({ id: concern, holder: { person }, kind: 'cares' })
    }
  }
  cares('water', 'weavers', 9)
  cares('water', 'dyers', 8)
  cares('crossing', 'ferry', 8)
  cares('crossing', 'school', 7)
  cares('crossing', 'council', 6)
  cares('taxes', 'council', 8)
  cares('taxes', 'smiths', 9)
  cares('noise', 'millers', 6)
  cares('noise', 'smiths', 6)
  cares('noise', 'surveyors', 4)
  for (const practice of Object.keys(SIZES)) cares('letters', practice, 2)
  input.concerns.push({ id: 'alum', holder: { person: 'dyers-02' }, kind: 'seeks' })
  input.concerns.push({ id: 'alum', holder: { person: 'weavers-02' }, kind: 'offers' })
}

function addLegitimacy(input: LandscapeInput): void {
  const attest = (person: string, practice: string, wouldCome: number, wouldNot: number) =>
    input.legitimacy.push({ person, practice, wouldCome, wouldNot, claimed: false })
  attest('weavers-01', 'weavers', 5, 1)
  attest('dyers-02', 'dyers', 4, 0)
  attest('dyers-03', 'dyers', 2, 0)
  attest('ferry-03', 'ferry', 3, 0)
  attest('surveyors-02', 'surveyors', 3, 1)
  attest(BRIDGE_CARRIER, 'millers', 6, 0)
  attest(BRIDGE_CARRIER, 'surveyors', 5, 0)
  attest('millers-04', 'millers', 4, 1)
  attest('school-00', 'school', 6, 1)
}
