import { type DrawnTie, membershipModes } from '../drawn-landscape.ts'
import { cleanId } from './clean-text.ts'
import { isAboutLivingPeople, USUAL_STRENGTH, usuallyMutual } from './folder-format.ts'
import { type End, type GraphDrawing, refuseItem } from './graph-drawing.ts'
import type { GraphConnection } from './graph-map.ts'
import { isDay } from './is-day.ts'
import { tieKindOf } from './other-words.ts'
import type { CustomHolder } from './reading.ts'
import { findHomes, type Said, startSaid, take } from './said-of-item.ts'

/** A connection between a person and a practice, whichever way it runs. False when it is refused. */
export function drawMembership(drawing: GraphDrawing, connection: GraphConnection, from: End, to: End): boolean {
  const { drawn, members } = drawing
  const [person, practice] = from.means === 'person' ? [from.id, to.id] : [to.id, from.id]
  const key = JSON.stringify([person, practice])
  if (members.has(key)) return refuseItem(drawing, connection, 'said-before-here', `${person}, ${practice}`)
  if (drawing.special.has(practice) && isAboutLivingPeople(drawn.about.basis))
    return refuseItem(drawing, connection, 'special-category', practice)
  members.add(key)
  const said = startSaid(connection)
  sayTypeAndLabel(said, connection, /^(member|membership|membro|miembro|membre)$/iu)
  take(said, 'direction', isDirection)
  const weight = numberIn(take(said, 'weight', (text) => isNumber(text) && Number(text) > 0 && Number(text) <= 1e6))
  const mode = take(said, 'mode', (text) => membershipModes.some((one) => one === text))
  drawn.memberships.push({
    person,
    practice,
    weight: weight ?? 1,
    mode: membershipModes.find((one) => one === mode) ?? null,
    ...periodIn(said),
    ...homesOf(drawing, said, 'memberships'),
  })
  return true
}

/** A connection between two people. False when it is refused. */
export function drawTie(drawing: GraphDrawing, connection: GraphConnection, from: End, to: End): boolean {
  if (from.means === 'practice') return refuseItem(drawing, connection, 'tie-between-practices', `${from.id}, ${to.id}`)
  if (from.id === to.id) return refuseItem(drawing, connection, 'self-tie', to.id)
  const { map, otherKinds, ids } = drawing
  if (map.format.startsWith('kumu') && connection.id === null) {
    // Kumu takes two rows of the same ends as one connection, unless they have ids; two of different types say two things here.
    const key = JSON.stringify([from.id, to.id, connection.types[0] ?? ''])
    if (drawing.said.has(key)) return refuseItem(drawing, connection, 'said-before-here', `${from.id}, ${to.id}`)
    drawing.said.add(key)
  }
  const said = startSaid(connection)
  const isPrivate = map.privateFields.includes('strength')
  const strength = isPrivate ? null : (take(said, 'strength', isNumber) ?? take(said, 'weight', isNumber))
  const weight = numberIn(strength)
  if (weight !== null && weight < 0) return refuseItem(drawing, connection, 'strength-outside', String(weight))
  const word = connection.types[0] ?? null
  const kind = word === null ? null : tieKindOf(word)
  if (word !== null && kind === null) otherKinds.set(word, (otherKinds.get(word) ?? 0) + 1)
  sayTypeAndLabel(said, connection, kind === null ? null : /^/u)
  const direction = take(said, 'direction', isDirection)
  const runs = (direction ?? connection.direction)?.toLowerCase() ?? null
  const reporter = cleanId(take(said, 'reported_by', (text) => ids.person.has(cleanId(text).text ?? '')) ?? '').text
  const day = (field: string) => take(said, field, isDay)
  const tie: DrawnTie = {
    from: from.id,
    to: to.id,
    kind: kind ?? 'talks',
    strength: USUAL_STRENGTH,
    mutual: runs === null ? usuallyMutual(kind ?? 'talks') : runs !== 'directed',
    says: take(said, 'says', (text) => text === 'no' || text === 'yes') === 'no' ? 'no' : 'yes',
    reportedBy: reporter,
    ...periodIn(said),
    confirmed: day('confirmed'),
    recorded: day('recorded'),
    retracted: day('retracted'),
    ...homesOf(drawing, said, 'ties'),
  }
  drawing.ties.push({ tie, weight })
  return true
}

/** Words on a connection that say more than a kind of ours are attributes like any other. */
function sayTypeAndLabel(said: Said, connection: GraphConnection, understood: RegExp | null): void {
  const types = connection.types.filter((type, at) => !(at === 0 && understood?.test(type)))
  if (types.length > 0) said.left.set('type', types.join('|'))
  if (connection.label !== null && connection.label.trim() !== '') said.left.set('label', connection.label)
}

/** Since when and until when; GEXF calls them start and end. What is no day of the calendar stays an attribute. */
function periodIn(said: Said): { since: string | null; until: string | null } {
  const since = take(said, 'since', isDay) ?? take(said, 'start', isDay)
  const until = take(said, 'until', (text) => isDay(text) && (since === null || text >= since))
  return { since, until: until ?? take(said, 'end', (text) => isDay(text) && (since === null || text >= since)) }
}

function homesOf({ file, map, aside, reading }: GraphDrawing, said: Said, of: CustomHolder) {
  return findHomes(said, { file, of, privateFields: map.privateFields }, aside, reading)
}

function isDirection(text: string): boolean {
  return /^(directed|undirected|mutual)$/iu.test(text)
}

function isNumber(text: string): boolean {
  return text !== '' && Number.isFinite(Number(text))
}

function numberIn(text: string | null): number | null {
  return text === null ? null : Number(text)
}
