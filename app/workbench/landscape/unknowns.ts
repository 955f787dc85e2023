import type { Say } from '../../platform/i18n/catalogue.ts'
import type { DrawnLandscape } from './drawn-landscape.ts'

/** Something about a landscape that nobody has said yet, most telling first. Ids are those of the drawing. */
export type Unknown =
  | { kind: 'no-boundary' }
  | { kind: 'alone'; practice: string }
  | { kind: 'silent'; practice: string }
  | { kind: 'few'; practice: string; answered: number; people: number }
  | { kind: 'person'; person: string }
  | { kind: 'side'; boundary: string; people: number }

/**
 * What do we not know here? A few honest holes rather than a list of every gap: groups without a known tie, groups in which nobody was
 * asked, people of whom nothing is known, sides that are open. Cost: one pass over the drawing.
 */
export function unknownsIn(drawn: DrawnLandscape, most = 3): Unknown[] {
  const found = [
    ...openBoundary(drawn),
    ...lonelyPractices(drawn),
    ...quietPractices(drawn),
    ...lonelyPeople(drawn),
    ...openSides(drawn),
  ]
  return oneOfEachFirst(found).slice(0, most)
}

/** What the words of the landscape say of what is not known; a browser that sketches by itself is sent these alone. */
export type UnknownWord = 'unknown_title' | `unknown_${'no_boundary' | 'alone' | 'silent' | 'few' | 'person' | 'side'}`

/** One hole as a sentence, with the names of the drawing. */
export function unknownSentence(say: Say<UnknownWord>, drawn: DrawnLandscape, unknown: Unknown): string {
  const practice = 'practice' in unknown ? (drawn.practices.find(({ id }) => id === unknown.practice)?.name ?? '') : ''
  switch (unknown.kind) {
    case 'no-boundary':
      return say('unknown_no_boundary')
    case 'alone':
      return say('unknown_alone', { practice })
    case 'silent':
      return say('unknown_silent', { practice })
    case 'few':
      return say('unknown_few', { practice, answered: unknown.answered, people: unknown.people })
    case 'person':
      return say('unknown_person', { person: drawn.people.find(({ id }) => id === unknown.person)?.name ?? '' })
    case 'side': {
      const boundary = drawn.boundaries.find(({ id }) => id === unknown.boundary)?.name ?? ''
      return say('unknown_side', { n: unknown.people, boundary })
    }
  }
}

function openBoundary(drawn: DrawnLandscape): Unknown[] {
  return drawn.boundaries.length === 0 && drawn.practices.length > 1 ? [{ kind: 'no-boundary' }] : []
}

function lonelyPractices(drawn: DrawnLandscape): Unknown[] {
  const tied = new Set<string>()
  const practicesOf = Map.groupBy(drawn.memberships, ({ person }) => person)
  for (const { from, to } of knownTies(drawn)) {
    const here = new Set((practicesOf.get(from) ?? []).map(({ practice }) => practice))
    const there = new Set((practicesOf.get(to) ?? []).map(({ practice }) => practice))
    for (const practice of here) if (!there.has(practice) && there.size > 0) tied.add(practice)
    for (const practice of there) if (!here.has(practice) && here.size > 0) tied.add(practice)
  }
  if (drawn.practices.length < 2) return []
  return drawn.practices.filter(({ id }) => !tied.has(id)).map(({ id }) => ({ kind: 'alone', practice: id }))
}

function quietPractices(drawn: DrawnLandscape): Unknown[] {
  const answered = new Set(drawn.answers.filter((one) => one.answered !== null).map(({ person }) => person))
  const members = Map.groupBy(drawn.memberships, ({ practice }) => practice)
  const quiet = drawn.practices.map(({ id }) => {
    const people = [...new Set((members.get(id) ?? []).map(({ person }) => person))]
    return { practice: id, people: people.length, answered: people.filter((person) => answered.has(person)).length }
  })
  return quiet
    .filter(({ people, answered: some }) => people > 0 && some * 2 < people)
    .sort((a, b) => a.answered / a.people - b.answered / b.people)
    .map((one) => (one.answered === 0 ? { kind: 'silent', practice: one.practice } : { kind: 'few', ...one }))
}

function lonelyPeople(drawn: DrawnLandscape): Unknown[] {
  const tied = new Set(knownTies(drawn).flatMap(({ from, to }) => [from, to]))
  const belonging = new Set(drawn.memberships.map(({ person }) => person))
  const lonely = drawn.people.filter(({ id, name }) => !tied.has(id) && name !== null)
  return lonely
    .toSorted((a, b) => Number(belonging.has(a.id)) - Number(belonging.has(b.id)))
    .map(({ id }) => ({ kind: 'person', person: id }))
}

function openSides(drawn: DrawnLandscape): Unknown[] {
  return drawn.boundaries.flatMap(({ id }) => {
    const open = drawn.standings.filter((one) => one.boundary === id && one.person !== null && one.side === null).length
    return open > 0 ? [{ kind: 'side' as const, boundary: id, people: open }] : []
  })
}

function knownTies(drawn: DrawnLandscape) {
  return drawn.ties.filter((tie) => tie.says === 'yes' && tie.retracted === null)
}

/** Three different holes say more than three of one kind. */
function oneOfEachFirst(found: Unknown[]): Unknown[] {
  const seen = new Map<Unknown['kind'], number>()
  return found
    .map((one, nth) => {
      const round = seen.get(one.kind) ?? 0
      seen.set(one.kind, round + 1)
      return { one, round, nth }
    })
    .sort((a, b) => a.round - b.round || a.nth - b.nth)
    .map(({ one }) => one)
}
