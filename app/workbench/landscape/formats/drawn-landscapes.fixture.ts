import fc from 'fast-check'
import type { CustomFields, DrawnLandscape } from '../drawn-landscape.ts'
import * as words from '../drawn-landscape.ts'
import { cleanId, cleanText } from './clean-text.ts'
import { customLabel } from './custom-fields.ts'

/**
 * Landscapes as a reader could have drawn them, with every kind of text in them: for properties of reading and writing.
 * They are made from a strip of numbers and texts, which fast-check knows how to shorten.
 */
export function drawnLandscapes(nasty: string[] = []): fc.Arbitrary<DrawnLandscape> {
  const parts = [fc.string({ unit: 'binary', maxLength: 40 }), fc.string({ maxLength: 40 })]
  const texts = fc.array(fc.oneof(...parts, fc.constantFrom(...odd, ...nasty)), { minLength: 1, maxLength: 60 })
  const numbers = fc.array(fc.nat(), { minLength: 1, maxLength: 200 })
  return fc.record({ numbers, texts }).map(drawOne)
}

const odd = [
  '=1+1',
  "'=cmd",
  "''@x",
  '+351 000',
  '-',
  '@',
  '\ttab',
  'a"b',
  'a;b',
  'a,b',
  'a|b',
  'a\\|b',
  'x\ny',
  '<b>',
  "'",
  '"',
  'é',
  'nul\0',
  'שלום עולם',
  'مرحبا بالعالم',
  '👩‍👩‍👧‍👦🇵🇹👍🏽',
  'a ["b"]',
  '_x0041_',
  '&amp; <![CDATA[x]]>',
  'x'.repeat(300),
  'ñ😀'.repeat(100),
]

/** Gives the strip again from its beginning when it is used up; numbers are counted on, so that it never only repeats. */
interface Strip {
  numbers: number[]
  texts: string[]
}

function drawOne(strip: Strip): DrawnLandscape {
  const say = sayings(strip)
  const { ids, name, text, maybe, day, flag, one, times, upTo, share, custom } = say
  const people = ids(12, 1)
  const practices = ids(5)
  const boundaries = ids(3)
  const spaces = ids(2)
  const drawn: DrawnLandscape = {
    about: { ...aboutOf(say), team: people.filter(flag) },
    people: people.map((id) => ({
      id,
      name: maybe(name),
      email: maybe(name),
      phone: maybe(name),
      language: maybe(name),
      ...custom(),
    })),
    practices: practices.map((id) => {
      const kind = one(words.practiceKinds)
      return { id, name: name(), kind, does: maybe(text), specialCategory: false, ...custom() }
    }),
    memberships: [],
    boundaries: boundaries.map((id) => {
      const sides = [...new Set([name(), name(), name()])]
      const kind = one(words.boundaryKinds)
      return {
        id,
        name: name(),
        kind,
        sides: sides.length > 1 ? sides : ['in', 'out'],
        history: maybe(text),
        stakes: maybe(text),
      }
    }),
    standings: [],
    ties: [],
    legitimacy: [],
    concerns: [],
    answers: [],
    spaces: spaces.map((id) => {
      const [stage, groundRule] = [one(words.stages), one(words.groundRules)]
      return { id, name: name(), question: text(), why: maybe(text), stage, groundRule }
    }),
    spacePeople: [],
    invitations: [],
    keepApart: [],
    consents: [],
  }
  const holder = () =>
    practices.length === 0 || flag()
      ? { person: one(people), practice: null }
      : { person: null, practice: one(practices) }
  times(8, () => {
    if (practices.length === 0) return
    const [since, until] = period(day)
    const weight = 0.001 + share() * 1000
    const mode = maybe(() => one(words.membershipModes))
    drawn.memberships.push({ person: one(people), practice: one(practices), weight, mode, since, until, ...custom() })
  })
  times(8, () => {
    const boundary = drawn.boundaries[upTo(2)]
    if (!boundary) return
    const held = holder()
    if (held.person !== null && words.practicesOnly.has(boundary.kind)) return
    drawn.standings.push({ boundary: boundary.id, side: maybe(() => one(boundary.sides)), ...held })
  })
  times(10, () => {
    const [from, to] = [one(people), one(people)]
    if (from === to) return
    const [since, until] = period(day)
    const strength = share()
    const said = {
      kind: one(words.tieKinds),
      strength,
      mutual: flag(),
      says: flag() ? ('yes' as const) : ('no' as const),
    }
    const days = { since, until, confirmed: maybe(day), recorded: maybe(day), retracted: maybe(day) }
    drawn.ties.push({ from, to, ...said, reportedBy: maybe(() => one(people)), ...days, ...custom() })
  })
  times(4, () => {
    if (practices.length === 0) return
    const person = one(people)
    const kind = flag() ? ('claimed' as const) : ('attested' as const)
    const answered = maybe(() => one(people))
    const answeredBy = answered === person ? null : answered
    const wouldCome = kind === 'attested' ? flag() : maybe(flag)
    drawn.legitimacy.push({
      person,
      practice: one(practices),
      kind,
      answeredBy,
      wouldCome,
      ground: maybe(text),
      recorded: maybe(day),
    })
  })
  times(4, () =>
    drawn.concerns.push({ concern: ids(1, 1)[0]!, words: text(), kind: one(words.concernKinds), ...holder() }),
  )
  times(4, () => {
    const [asked, answered] = period(day)
    const about = practices.length > 0 ? maybe(() => one(practices)) : null
    drawn.answers.push({
      person: one(people),
      question: flag() ? 'ties' : (shortOf(name(), 100) ?? 'Ana'),
      about,
      asked,
      answered,
    })
  })
  times(4, () => {
    if (spaces.length === 0) return
    const [role, state] = [one(words.spaceRoles), one(words.invitationStates)]
    drawn.spacePeople.push({ space: one(spaces), person: one(people), role, state })
  })
  times(2, () => {
    if (spaces.length === 0 || practices.length === 0) return
    drawn.invitations.push({ space: one(spaces), practice: one(practices), words: text() })
  })
  times(2, () => {
    const [a, b] = [holder(), holder()]
    if (a.person === b.person && a.practice === b.practice) return
    drawn.keepApart.push({ one: keptOf(a), other: keptOf(b), concern: maybe(() => ids(1, 1)[0]!) })
  })
  times(4, () => {
    const [purpose, state] = [one(words.purposes), one(words.consentStates)]
    drawn.consents.push({ person: one(people), purpose, state, said: maybe(day) })
  })
  return withoutRepeats(drawn)
}

function keptOf(holder: { person: string | null; practice: string | null }) {
  return holder.person === null ? { practice: holder.practice! } : { person: holder.person }
}

function sayings({ numbers, texts }: Strip) {
  let at = 0
  const next = () => (numbers[at % numbers.length]! + Math.imul(at++, 2654435761)) >>> 0
  const raw = () => texts[next() % texts.length]!
  const upTo = (most: number) => (next() >>> 3) % (most + 1)
  const share = () => (upTo(9) === 0 ? upTo(1) : next() / 2 ** 32)
  const name = () => shortOf(cleanText(raw(), false).text, 300) ?? 'Ana'
  const text = () => shortOf(cleanText(raw(), true).text, 300) ?? 'words'
  const flag = () => upTo(1) === 1
  const maybe = <T>(make: () => T): T | null => (flag() ? make() : null)
  const one = <T>(from: readonly T[]): T => from[upTo(from.length - 1)]!
  const day = () => new Date(Date.UTC(1990, 0, 1 + upTo(18_000))).toISOString().slice(0, 10)
  const ids = (most: number, least = 0) => {
    const made = Array.from(
      { length: least + upTo(most - least) },
      (_, at) => shortOf(cleanId(raw()).text, 60) ?? `id${at}`,
    )
    return [...new Set(made.map((id) => cleanId(id).text ?? 'id'))]
  }
  const times = (most: number, act: () => void) => {
    for (let left = upTo(most); left > 0; left--) act()
  }
  const custom = (): { custom?: CustomFields } => {
    if (upTo(3) > 0) return {}
    const pairs = Array.from({ length: 1 + upTo(2) }, () => [customLabel(name()) ?? 'Ana', text()] as const)
    return { custom: Object.fromEntries(pairs) }
  }
  return { name, text, flag, maybe, one, day, ids, times, upTo, share, custom }
}

function shortOf(text: string | null, length: number): string | null {
  return text?.slice(0, length).toWellFormed().trim() || null
}

function period(day: () => string): [string | null, string | null] {
  const [a, b] = [day(), day()].sort()
  return [a!, b!]
}

function aboutOf({ name, text, maybe, flag, one, day }: ReturnType<typeof sayings>): DrawnLandscape['about'] {
  const basis = one(words.bases)
  const needed = basis === 'published'
  return {
    name: shortOf(name(), 200) ?? 'Ana',
    language: maybe(name),
    drawnBy: maybe(name),
    hope: maybe(text),
    forWhom: maybe(text),
    notOurAim: maybe(text),
    knownGaps: maybe(text),
    basis,
    source: needed ? text() : maybe(text),
    licence: needed ? text() : maybe(text),
    complete: flag(),
    asOf: maybe(day),
    team: [],
  }
}

/** What a reader would refuse as said twice is said once. */
function withoutRepeats(drawn: DrawnLandscape): DrawnLandscape {
  const once = <T>(rows: T[], keyOf: (row: T) => unknown[]) => [
    ...new Map(rows.map((row) => [JSON.stringify(keyOf(row)), row])).values(),
  ]
  const sure = new Map(
    drawn.standings.map((row) => [JSON.stringify([row.boundary, row.person, row.practice]), row.side !== null]),
  )
  const plain = drawn.standings.filter(
    (row) => sure.get(JSON.stringify([row.boundary, row.person, row.practice])) === (row.side !== null),
  )
  return {
    ...drawn,
    memberships: once(drawn.memberships, (row) => [row.person, row.practice]),
    standings: once(plain, (row) => [row.boundary, row.side, row.person, row.practice]),
    legitimacy: once(drawn.legitimacy, (row) => [row.person, row.practice, row.kind, row.answeredBy]),
    concerns: once(drawn.concerns, (row) => [row.concern, row.words, row.kind, row.person, row.practice]),
    answers: once(drawn.answers, (row) => Object.values(row)),
    spacePeople: once(drawn.spacePeople, (row) => [row.space, row.person]),
    invitations: once(drawn.invitations, (row) => [row.space, row.practice]),
    keepApart: once(drawn.keepApart, (row) => [row.one, row.other, row.concern]),
    consents: once(drawn.consents, (row) => [row.person, row.purpose]),
  }
}
