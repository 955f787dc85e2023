import type { Tx } from '../../platform/db/database.ts'
import { uuidv7 } from '../../platform/uuid.ts'
import type { DrawnLandscape } from './drawn-landscape.ts'
import { type DrawingTable, insertPeople, insertRows, personByEmail } from './keep-landscape-queries.ts'
import { placePeople } from './place-people.ts'

interface Drawing {
  landscapeId: string
  drawnBy: string
  now: Date
  drawn: DrawnLandscape
  onProgress?: ((share: number) => void) | undefined
}

/** What is being kept, with the row id of everything that has an external id. */
interface Keeping extends Drawing {
  newId(): string
  person(external: string): string
  practice(external: string): string
  boundary(external: string): string
  side(boundary: string, name: string): string
  space(external: string): string
}

/**
 * Writes a drawing into an empty landscape of this transaction and gives the number of rows.
 *
 * Throws when the drawing points at somebody who is not in it: importers have checked that, so it is a bug.
 */
export async function keepDrawing(tx: Tx, drawing: Drawing): Promise<number> {
  const newId = () => uuidv7(drawing.now.getTime())
  const people = placePeople(drawing.drawn, { drawnBy: drawing.drawnBy, now: drawing.now, newId })
  await insertPeople(
    tx,
    people.filter((person) => person.email === null),
  )
  for (const person of people) {
    if (person.email !== null) person.id = await personByEmail(tx, { ...person, email: person.email })
  }
  const keeping = withIds(drawing, newId, new Map(people.map((person) => [person.external, person.id])))

  const writes: [DrawingTable, object[]][] = [
    ['participant', people.map((person) => participantRow(keeping, person))],
    ['placeholder_label', people.filter((person) => person.label !== null).map((person) => labelRow(keeping, person))],
    ...drawingRows(keeping),
  ]
  const total = writes.reduce((sum, [, rows]) => sum + rows.length, 0)
  let written = 0
  for (const [table, rows] of writes) {
    await insertRows(tx, table, rows)
    written += rows.length
    drawing.onProgress?.(total === 0 ? 1 : written / total)
  }
  return total
}

type PlacedPerson = ReturnType<typeof placePeople>[number]

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

function withIds(drawing: Drawing, newId: () => string, people: Map<string, string>): Keeping {
  const { drawn } = drawing
  const practices = new Map(drawn.practices.map(({ id }) => [id, newId()]))
  const boundaries = new Map(drawn.boundaries.map(({ id }) => [id, newId()]))
  const spaces = new Map(drawn.spaces.map(({ id }) => [id, newId()]))
  const sides = new Map(
    drawn.boundaries.flatMap(({ id, sides: names }) => names.map((name) => [JSON.stringify([id, name]), newId()])),
  )
  const lookUp = (what: string, ids: Map<string, string>) => (external: string) => {
    const id = ids.get(external)
    if (!id) throw new Error(`The drawing names the ${what} ${external}, which is not in it.`)
    return id
  }
  const side = lookUp('side', sides)
  return {
    ...drawing,
    newId,
    person: lookUp('person', people),
    practice: lookUp('practice', practices),
    boundary: lookUp('boundary', boundaries),
    side: (boundary, name) => side(JSON.stringify([boundary, name])),
    space: lookUp('space', spaces),
  }
}

/** Every other row, table by table, in the order in which one may point at another. */
function drawingRows(keeping: Keeping): [DrawingTable, object[]][] {
  const { drawn } = keeping
  return [
    ['practice', drawn.practices.map((practice) => practiceRow(keeping, practice))],
    ['consent', drawn.consents.map((consent) => consentRow(keeping, consent))],
    ['membership', drawn.memberships.map((membership) => membershipRow(keeping, membership))],
    ['boundary', drawn.boundaries.map((boundary, position) => boundaryRow(keeping, boundary, position))],
    ['side', drawn.boundaries.flatMap((boundary) => sideRows(keeping, boundary))],
    ['standing', drawn.standings.map((standing) => standingRow(keeping, standing))],
    ['tie', drawn.ties.map((tie) => tieRow(keeping, tie))],
    ['answer', drawn.answers.map((answer) => answerRow(keeping, answer))],
    ['concern', drawn.concerns.map((concern) => concernRow(keeping, concern))],
    ['legitimacy', drawn.legitimacy.map((legitimacy) => legitimacyRow(keeping, legitimacy))],
    ['keep_apart', drawn.keepApart.map((pair) => keepApartRow(keeping, pair))],
    ['space', drawn.spaces.map((space) => spaceRow(keeping, space))],
    ['space_person', drawn.spacePeople.map((member) => spacePersonRow(keeping, member))],
    ['invitation', drawn.invitations.map((invitation) => invitationRow(keeping, invitation))],
  ]
}

type Rows = DrawnLandscape

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
  { landscapeId, newId, person, practice }: Keeping,
  membership: Rows['memberships'][number],
): object {
  return {
    ...membership,
    landscape_id: landscapeId,
    id: newId(),
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

function sideRows({ landscapeId, boundary, side }: Keeping, { id, sides }: Rows['boundaries'][number]): object[] {
  return sides.map((name, position) => ({
    landscape_id: landscapeId,
    id: side(id, name),
    boundary_id: boundary(id),
    name,
    position,
  }))
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

function tieRow({ landscapeId, newId, person, now, drawnBy }: Keeping, tie: Rows['ties'][number]): object {
  return {
    landscape_id: landscapeId,
    id: newId(),
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
