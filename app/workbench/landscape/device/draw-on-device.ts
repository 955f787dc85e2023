import type { BoundaryKind } from '@ecotone/engine/network/landscape-input.ts'
import type { DrawnLandscape, DrawnStanding, DrawnTie } from '../drawn-landscape.ts'
import { pairKey } from '../sketch/pair-key.ts'
import type { PastedPerson } from '../sketch/read-people-lines.ts'

/**
 * The same steps as on the server, on a drawing that lies in a browser: each gives a new drawing and leaves the old one as it was. Ids and order are
 * those the server gives, so that the same sketch is read to the same openings in both places.
 */
type Drawn = DrawnLandscape

/** Adds pasted people and the groups they are in; a group that is there already (same name) is joined, not doubled. */
export function withPeople(drawn: Drawn, pasted: readonly PastedPerson[]): Drawn {
  const named = withGroups(
    drawn,
    pasted.flatMap(({ group }) => (group === null ? [] : [group])),
  )
  const groups = new Map(named.practices.map(({ id, name }) => [name.toLocaleLowerCase(), id]))
  const ids = newIds('p', named.people, pasted.length)
  const added = pasted.map(({ label, group }, nth) => ({ id: ids[nth]!, label, group }))
  return {
    ...named,
    people: [
      ...named.people,
      ...added.map(({ id, label }) => ({ id, name: label, email: null, phone: null, language: null })),
    ],
    memberships: [
      ...named.memberships,
      ...added.flatMap(({ id, group }) => {
        const practice = group === null ? undefined : groups.get(group.toLocaleLowerCase())
        return practice ? [{ person: id, practice, weight: 1, mode: null, since: null, until: null }] : []
      }),
    ],
  }
}

/** Adds groups that are not there yet, without anybody in them. */
export function withGroups(drawn: Drawn, names: readonly string[]): Drawn {
  const known = new Set(drawn.practices.map(({ name }) => name.toLocaleLowerCase()))
  const fresh: string[] = []
  for (const name of names) {
    if (known.has(name.toLocaleLowerCase())) continue
    known.add(name.toLocaleLowerCase())
    fresh.push(name)
  }
  const ids = newIds('g', drawn.practices, fresh.length)
  const practices = fresh.map((name, nth) => ({
    id: ids[nth]!,
    name,
    kind: 'community' as const,
    does: null,
    specialCategory: false,
  }))
  return { ...drawn, practices: [...drawn.practices, ...practices] }
}

/** Takes one person out, with everything said of them. */
export function withoutPerson(drawn: Drawn, person: string): Drawn {
  const stays = (one: { person: string | null }) => one.person !== person
  return {
    ...drawn,
    people: drawn.people.filter(({ id }) => id !== person),
    memberships: drawn.memberships.filter(stays),
    standings: drawn.standings.filter(stays),
    ties: drawn.ties.filter(({ from, to }) => from !== person && to !== person),
    answers: drawn.answers.filter(stays),
    spacePeople: drawn.spacePeople.filter(stays),
  }
}

/** Adds a boundary and gives its id. */
export function withBoundary(
  drawn: Drawn,
  what: { name: string; kind: BoundaryKind; sides: string[] },
): { drawn: Drawn; id: string } {
  const [id = ''] = newIds('b', drawn.boundaries, 1)
  const boundary = { id, ...what, history: null, stakes: null }
  return { drawn: { ...drawn, boundaries: [...drawn.boundaries, boundary] }, id }
}

/** Where somebody stands: several sides = all of them; `null` = asked oneself and does not know. */
export interface SaidStanding {
  holder: string
  sides: string[] | null
}

/** Puts whole groups, or single people as exceptions, on sides; what was said of groups (or people) on this boundary before is replaced. */
export function withStandings(
  drawn: Drawn,
  boundary: string,
  of: 'practice' | 'person',
  said: readonly SaidStanding[],
): Drawn {
  const others = drawn.standings.filter((one) => one.boundary !== boundary || one[of] === null)
  const sides = drawn.boundaries.find(({ id }) => id === boundary)?.sides ?? []
  const added = said.flatMap(({ holder, sides: on }) =>
    (on === null ? [null] : sides.filter((side) => on.includes(side))).map(
      (side): DrawnStanding => ({ boundary, side, person: null, practice: null, [of]: holder }),
    ),
  )
  const standings = inOrder([...others, ...added], (one) => [one.boundary, one.person ?? '', one.practice ?? ''])
  return { ...drawn, standings }
}

/** What is said of two people; "unknown" takes an earlier word back. */
export interface SaidTie {
  one: string
  other: string
  says: 'yes' | 'no' | 'unknown'
}

/** Keeps who talks with whom, as said on a day: said again, an account is corrected and not doubled. */
export function withTies(drawn: Drawn, said: readonly SaidTie[], day: string): Drawn {
  const pairs = new Set(said.map(({ one, other }) => pairKey(one, other)))
  const added = said.flatMap(({ one, other, says }) => (says === 'unknown' ? [] : [tie(one, other, says, day)]))
  const ties = [...drawn.ties.filter(({ from, to }) => !pairs.has(pairKey(from, to))), ...added]
  return { ...drawn, ties: inOrder(ties, ({ from, to }) => [from, to]) }
}

function tie(from: string, to: string, says: 'yes' | 'no', day: string): DrawnTie {
  return {
    from,
    to,
    kind: 'talks',
    strength: 0.5,
    mutual: true,
    says,
    reportedBy: null,
    since: null,
    until: null,
    confirmed: day,
    recorded: day,
    retracted: null,
  }
}

/** Writes down that somebody was asked whom of a group they talk with; with `answered` they named nobody else than is known. */
export function withAnswer(
  drawn: Drawn,
  fact: { person: string; about: string | null; answered: boolean },
  day: string,
): Drawn {
  const answer = {
    person: fact.person,
    question: 'ties',
    about: fact.about,
    asked: day,
    answered: fact.answered ? day : null,
  }
  return { ...drawn, answers: inOrder([...drawn.answers, answer], (one) => [one.person, one.about ?? '']) }
}

/** Which groups said that something matters to them; what was ticked of these concerns before is replaced. */
export function withConcerns(
  drawn: Drawn,
  said: readonly { key: string; words: string; practices: string[] }[],
): Drawn {
  const keys = new Set(said.map(({ key }) => key))
  const added = said.flatMap(({ key, words, practices }) =>
    practices.map((practice) => ({ concern: key, words, kind: 'cares' as const, person: null, practice })),
  )
  const concerns = [...drawn.concerns.filter(({ concern }) => !keys.has(concern)), ...added]
  return { ...drawn, concerns: inOrder(concerns, (one) => [one.practice ?? '', one.person ?? '', one.concern]) }
}

/** Adds a space that is only imagined, with who might be there. */
export function withSpace(
  drawn: Drawn,
  what: { question: string; name: string; why: string | null; people: readonly string[] },
): Drawn {
  const [id = ''] = newIds('s', drawn.spaces, 1)
  const { question, why } = what
  const name = what.name || question.slice(0, 200)
  return {
    ...drawn,
    spaces: [...drawn.spaces, { id, name, question, why, stage: 'imagined', groundRule: 'open' }],
    spacePeople: [
      ...drawn.spacePeople,
      ...[...what.people].sort().map((person) => ({
        space: id,
        person,
        role: 'invited' as const,
        state: 'not yet asked' as const,
      })),
    ],
  }
}

/** So many ids after the last one: "p001", "p002" … as the server gives them. */
function newIds(letter: string, known: readonly { id: string }[], many: number): string[] {
  const form = new RegExp(`^${letter}([0-9]{1,8})$`)
  const last = Math.max(0, ...known.map(({ id }) => Number(form.exec(id)?.[1] ?? 0)))
  return Array.from({ length: many }, (_, nth) => letter + String(last + 1 + nth).padStart(3, '0'))
}

/** By these texts one after the other, as the database sorts; equal rows keep their order. */
function inOrder<Row>(rows: Row[], by: (row: Row) => string[]): Row[] {
  return rows.toSorted((a, b) => {
    const [one, other] = [by(a), by(b)]
    for (const [nth, text] of one.entries()) {
      if (text !== other[nth]) return text < (other[nth] ?? '') ? -1 : 1
    }
    return 0
  })
}
