import { customRow, customThings } from './custom-rows.ts'
import type { DrawnLandscape } from './drawn-landscape.ts'
import type { DrawingTable } from './keep-landscape-queries.ts'
import type { PlacedPerson } from './place-people.ts'

/** What is being kept, with the row id of everything that has an external id. */
export interface Keeping {
  landscapeId: string
  drawnBy: string
  now: Date
  drawn: DrawnLandscape
  newId(): string
  person(external: string): string
  practice(external: string): string
  boundary(external: string): string
  side(boundary: string, name: string): string
  space(external: string): string
  /** the row ids of memberships and ties, in their order */
  membershipIds: string[]
  tieIds: string[]
}

/** The rows of one table, made when they are asked for: 200,000 at once would block everything else for a second. */
export interface TableRows {
  table: DrawingTable
  count: number
  between(from: number, to: number): object[]
}

/** Every row of a drawing, table by table, in the order in which one may point at another. */
export function drawingRows(keeping: Keeping, people: PlacedPerson[]): TableRows[] {
  const { drawn } = keeping
  function rows<Drawn>(
    table: DrawingTable,
    of: Drawn[],
    rowOf: (keeping: Keeping, one: Drawn, at: number) => object,
  ): TableRows {
    return {
      table,
      count: of.length,
      between: (from, to) => of.slice(from, to).map((one, at) => rowOf(keeping, one, from + at)),
    }
  }
  const labelled = people.filter((person) => person.label !== null)
  const sides = drawn.boundaries.flatMap((boundary) =>
    boundary.sides.map((name, position) => ({ boundary: boundary.id, name, position })),
  )
  return [
    // before the people: a boundary of class, politics or culture comes where nobody is yet, and the care check lets them in
    rows('boundary', drawn.boundaries, boundaryRow),
    rows('side', sides, sideRow),
    rows('participant', people, participantRow),
    rows('placeholder_label', labelled, labelRow),
    rows('practice', drawn.practices, practiceRow),
    rows('consent', drawn.consents, consentRow),
    rows('membership', drawn.memberships, membershipRow),
    rows('standing', drawn.standings, standingRow),
    rows('tie', drawn.ties, tieRow),
    rows('custom_field', customThings(keeping, people), customRow),
    rows('answer', drawn.answers, answerRow),
    rows('concern', drawn.concerns, concernRow),
    rows('legitimacy', drawn.legitimacy, legitimacyRow),
    rows('keep_apart', drawn.keepApart, keepApartRow),
    rows('space', drawn.spaces, spaceRow),
    rows('space_person', drawn.spacePeople, spacePersonRow),
    rows('invitation', drawn.invitations, invitationRow),
  ]
}

type Rows = DrawnLandscape

function participantRow({ landscapeId, drawnBy, now }: Keeping, person: PlacedPerson): object {
  return {
    landscape_id: landscapeId,
    person_id: person.id,
    external_id: person.external,
    named_by: drawnBy,
    named_at: now,
    told_at: person.toldAt,
    consent: person.consent,
  }
}

function labelRow({ landscapeId, drawnBy }: Keeping, person: PlacedPerson): object {
  return { landscape_id: landscapeId, person_id: person.id, named_by: drawnBy, label: person.label }
}

function practiceRow(
  { landscapeId, practice }: Keeping,
  { id, name, kind, does, specialCategory }: Rows['practices'][number],
): object {
  return {
    landscape_id: landscapeId,
    id: practice(id),
    external_id: id,
    name,
    kind,
    does,
    special_category: specialCategory,
  }
}

function consentRow({ landscapeId, newId, person, now, drawnBy }: Keeping, consent: Rows['consents'][number]): object {
  return {
    landscape_id: landscapeId,
    id: newId(),
    person_id: person(consent.person),
    purpose: consent.purpose,
    state: consent.state,
    said_at: consent.said ?? now,
    recorded_by: drawnBy,
  }
}

function membershipRow(
  { landscapeId, membershipIds, person, practice }: Keeping,
  { custom: _, ...membership }: Rows['memberships'][number],
  at: number,
): object {
  return {
    ...membership,
    landscape_id: landscapeId,
    id: membershipIds[at],
    person_id: person(membership.person),
    practice_id: practice(membership.practice),
  }
}

function boundaryRow(
  { landscapeId, boundary }: Keeping,
  { id, name, kind, history, stakes }: Rows['boundaries'][number],
  position: number,
): object {
  return { landscape_id: landscapeId, id: boundary(id), external_id: id, name, kind, history, stakes, position }
}

function sideRow(
  { landscapeId, boundary, side }: Keeping,
  one: { boundary: string; name: string; position: number },
): object {
  return {
    landscape_id: landscapeId,
    id: side(one.boundary, one.name),
    boundary_id: boundary(one.boundary),
    name: one.name,
    position: one.position,
  }
}

function standingRow(keeping: Keeping, standing: Rows['standings'][number]): object {
  const { landscapeId, newId, drawnBy, drawn } = keeping
  return {
    landscape_id: landscapeId,
    id: newId(),
    boundary_id: keeping.boundary(standing.boundary),
    boundary_kind: drawn.boundaries.find(({ id }) => id === standing.boundary)!.kind,
    side_id: standing.side === null ? null : keeping.side(standing.boundary, standing.side),
    ...holderIds(keeping, standing),
    recorded_by: drawnBy,
  }
}

function holderIds({ person, practice }: Keeping, holder: { person: string | null; practice: string | null }) {
  return {
    person_id: holder.person === null ? null : person(holder.person),
    practice_id: holder.practice === null ? null : practice(holder.practice),
  }
}

function tieRow({ landscapeId, tieIds, person, now, drawnBy }: Keeping, tie: Rows['ties'][number], at: number): object {
  return {
    landscape_id: landscapeId,
    id: tieIds[at],
    from_id: person(tie.from),
    to_id: person(tie.to),
    kind: tie.kind,
    strength: tie.strength,
    mutual: tie.mutual,
    says: tie.says,
    reported_by: tie.reportedBy === null ? null : person(tie.reportedBy),
    true_from: tie.since,
    true_until: tie.until,
    confirmed_on: tie.confirmed,
    recorded_at: tie.recorded ?? now,
    retracted_at: tie.retracted,
    recorded_by: drawnBy,
  }
}

function answerRow(
  { landscapeId, newId, person, practice, drawnBy }: Keeping,
  answer: Rows['answers'][number],
): object {
  return {
    landscape_id: landscapeId,
    id: newId(),
    person_id: person(answer.person),
    question: answer.question,
    about_practice_id: answer.about === null ? null : practice(answer.about),
    asked_on: answer.asked,
    answered_on: answer.answered,
    recorded_by: drawnBy,
  }
}

function concernRow(keeping: Keeping, concern: Rows['concerns'][number]): object {
  const { landscapeId, newId, drawnBy } = keeping
  const { concern: key, words, kind } = concern
  return {
    landscape_id: landscapeId,
    id: newId(),
    key,
    words,
    kind,
    ...holderIds(keeping, concern),
    recorded_by: drawnBy,
  }
}

function legitimacyRow(
  { landscapeId, newId, person, practice, drawnBy }: Keeping,
  said: Rows['legitimacy'][number],
): object {
  return {
    landscape_id: landscapeId,
    id: newId(),
    person_id: person(said.person),
    practice_id: practice(said.practice),
    kind: said.kind,
    answered_by: said.answeredBy === null ? null : person(said.answeredBy),
    would_come: said.wouldCome,
    ground: said.ground,
    recorded_on: said.recorded,
    recorded_by: drawnBy,
  }
}

function keepApartRow(keeping: Keeping, { one, other, concern }: Rows['keepApart'][number]): object {
  const { landscapeId, newId, drawnBy, person, practice } = keeping
  return {
    landscape_id: landscapeId,
    id: newId(),
    one_person_id: 'person' in one ? person(one.person) : null,
    one_practice_id: 'practice' in one ? practice(one.practice) : null,
    other_person_id: 'person' in other ? person(other.person) : null,
    other_practice_id: 'practice' in other ? practice(other.practice) : null,
    concern_key: concern,
    flagged_by: drawnBy,
  }
}

function spaceRow(
  { landscapeId, space, drawnBy }: Keeping,
  { id, name, question, why, stage, groundRule }: Rows['spaces'][number],
): object {
  return {
    landscape_id: landscapeId,
    id: space(id),
    external_id: id,
    name,
    question,
    why,
    stage,
    ground_rule: groundRule,
    made_by: drawnBy,
  }
}

function spacePersonRow({ landscapeId, space, person }: Keeping, member: Rows['spacePeople'][number]): object {
  return {
    landscape_id: landscapeId,
    space_id: space(member.space),
    person_id: person(member.person),
    role: member.role,
    state: member.state,
  }
}

function invitationRow({ landscapeId, space, practice }: Keeping, invitation: Rows['invitations'][number]): object {
  return {
    landscape_id: landscapeId,
    space_id: space(invitation.space),
    practice_id: practice(invitation.practice),
    words: invitation.words,
  }
}
