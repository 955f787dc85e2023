import type { Basis, DrawnLandscape, DrawnPractice, PracticeKind } from '../drawn-landscape.ts'
import { boundaryOfHeading } from './boundary-heading.ts'
import { cleanId, cleanText } from './clean-text.ts'
import { drawMembership, drawTie } from './draw-graph-tie.ts'
import { drawGroups } from './draw-groups.ts'
import { drawSides, type HeldSides, type SaidSides } from './draw-sides.ts'
import { emptyLandscape } from './empty-landscape.ts'
import { type End, type GraphDrawing, type KumuMeaning, placeOf, refuseItem } from './graph-drawing.ts'
import { fieldText, type GraphConnection, type GraphItem, type GraphMap, OUR_ID, splitTexts } from './graph-map.ts'
import { shortened } from './problem.ts'
import { notice, plainHeader } from './read-table.ts'
import type { FileCount, Reading } from './reading.ts'
import { findHomes, type Said, startSaid, take } from './said-of-item.ts'
import { setStrengths } from './set-strengths.ts'

/** Stands where a side is known to be unknown. */
export const UNKNOWN_SIDE = '?'

const personTypes =
  /^(person|people|individual|stakeholder|actor|contact|member|pessoa|persona|individuo|personne)s?$/iu
const kindsOfPractices: [PracticeKind, RegExp][] = [
  ['organisation', /^(organi[sz]ation|company|ngo|agency|association|organiza[cç][aã]o|organizaci[oó]n)s?$/iu],
  ['institution', /^(institution|institui[cç][aã]o|instituci[oó]n)s?$/iu],
  ['network', /^(network|rede|red|r[eé]seau)s?$/iu],
  ['public', /^public$/iu],
  [
    'community',
    /^(group|community|team|practice|grupo|comunidade|comunidad|equipa|equipo|groupe|communaut[eé]|[eé]quipe)s?$/iu,
  ],
]

function practiceKindOf(type: string): PracticeKind | null {
  return kindsOfPractices.find(([, words]) => words.test(type))?.[0] ?? null
}

export interface GraphOptions {
  /** the landscape's name where the file gives none */
  name: string
  /** on what ground it will be drawn: decides what a file may say of people */
  basis?: Basis | undefined
  /** what the elements are, by their type */
  types?: Record<string, KumuMeaning> | undefined
}

/**
 * A landscape from a map of things and connections. Elements are people; where some types speak of persons and others of groups, each
 * is what its type says, and otherwise the type of a person is their practice. Connections between people are ties, between a
 * person and a group memberships; what has no place here is told, never dropped without a word.
 */
export function drawGraph(file: string, map: GraphMap, reading: Reading, options: GraphOptions): DrawnLandscape | null {
  const count: FileCount = { file, rowsRead: 0, accepted: 0, refused: 0 }
  reading.files.push(count)
  const name =
    cleanText(map.name ?? '', false)
      .text?.slice(0, 200)
      .toWellFormed()
      .trim() || options.name
  const drawing: GraphDrawing = {
    file,
    map,
    meaningOf: meaningsIn(map, options.types ?? {}),
    reading,
    count,
    drawn: emptyLandscape({ name, ...(options.basis && { basis: options.basis }) }),
    ends: new Map(),
    ids: { person: new Set(), practice: new Set() },
    rows: [],
    members: new Set(),
    said: new Set(),
    special: new Set(),
    ties: [],
    sidesOfPractices: [],
    aside: { privately: new Map(), picture: 0 },
    otherKinds: new Map(),
  }
  for (const element of map.elements) countRow(drawing, readElement(drawing, element))
  for (const item of map.merged) tellMerged(drawing, item)
  for (const connection of map.connections) countRow(drawing, readConnection(drawing, connection))
  const { drawn, rows } = drawing
  setStrengths(drawing.ties, file, reading)
  for (const { tie } of drawing.ties) drawn.ties.push(tie)
  for (const { person } of rows) drawn.people.push(person)
  drawGroups(drawn, rows, file, reading)
  drawSides(drawn, sidesOf(drawing), file, reading)
  tellLeftOut(drawing)
  return drawn.people.length === 0 ? null : drawn
}

function countRow({ count }: GraphDrawing, accepted: boolean): void {
  count.rowsRead++
  if (accepted) count.accepted++
  else count.refused++
}

function tellMerged(drawing: GraphDrawing, item: GraphItem): void {
  countRow(drawing, true)
  const { file, row } = placeOf(drawing, item)
  const value = shortened(item.id ?? item.label ?? '')
  notice(drawing.reading, { file, row, field: item.place ? null : item.path, value, code: 'item-merged' })
}

/** What each type of element stands for: by choice, else by its word, else a person. */
function meaningsIn(map: GraphMap, chosen: Record<string, KumuMeaning>): (types: string[]) => KumuMeaning {
  const anyPerson = map.elements.some((element) => element.types.some((type) => personTypes.test(type)))
  const choices = new Map(Object.entries(chosen))
  return (types) => {
    const choice = types.map((type) => choices.get(type)).find((one) => one !== undefined)
    if (choice) return choice
    return anyPerson && types.some((type) => practiceKindOf(type) !== null) ? 'practice' : 'person'
  }
}

const isKumu = ({ map }: GraphDrawing) => map.format.startsWith('kumu')

function readElement(drawing: GraphDrawing, element: GraphItem): boolean {
  const { ends, ids, reading } = drawing
  const said = startSaid(element)
  const label = cleanText(element.label ?? '', false).text
  const key = cleanId(element.id ?? '').text ?? ownKey(drawing, element, label)
  const ours = cleanId(take(said, plainHeader(OUR_ID)) ?? '').text
  const id = ours ?? key
  const name = label ?? (isKumu(drawing) ? null : key)
  if (id === null || key === null || name === null) return refuseItem(drawing, element, 'cell-empty', null)
  if (id.length > reading.limits.id || name.length > reading.limits.name)
    return refuseItem(drawing, element, 'too-long', name)
  const means = drawing.meaningOf(element.types)
  if (ends.has(key) || ids[means].has(id)) return refuseItem(drawing, element, 'duplicate-item', id)
  ends.set(key, { means, id })
  ids[means].add(id)
  if (means === 'person') drawPerson(drawing, element, said, { id, name })
  else drawPractice(drawing, element, said, { id, name })
  return true
}

/** Of two elements without ids that differ in type alone, connections mean the first; the other is known by its type besides. */
function ownKey(drawing: GraphDrawing, element: GraphItem, label: string | null): string | null {
  if (label === null || !drawing.ends.has(label)) return label
  const { file, row } = placeOf(drawing, element)
  const own = cleanId(`${label} (${element.types.join(', ')})`).text
  const field = element.place ? null : element.path
  notice(drawing.reading, { file, row, field, value: shortened(label), code: 'label-twice' })
  return own
}

function drawPerson(drawing: GraphDrawing, element: GraphItem, said: Said, called: { id: string; name: string }): void {
  const { map, rows, reading } = drawing
  const own = (field: string) => {
    const text = map.privateFields.includes(field)
      ? null
      : take(said, field, (one) => one.length <= reading.limits.name)
    return cleanText(text ?? '', false).text
  }
  const addresses = { email: own('email'), phone: own('phone'), language: own('language') }
  const groups = element.types.filter((type) => !personTypes.test(type) && type.length <= reading.limits.name)
  const clean = groups.flatMap((group) => cleanText(group, false).text ?? [])
  const sides = takeSides(said)
  const person = { ...called, ...addresses, ...findHomes(said, whereOf(drawing, 'people'), drawing.aside, reading) }
  rows.push({ person, groups: clean, places: [], sides, consent: null })
}

function drawPractice(
  drawing: GraphDrawing,
  element: GraphItem,
  said: Said,
  called: { id: string; name: string },
): void {
  const { drawn, map, reading } = drawing
  const isPrivate = map.privateFields.includes('description')
  const text = isPrivate ? null : take(said, 'description', (one) => one.length <= reading.limits.cell)
  const special = take(said, 'special_category', (one) => /^(yes|no)$/u.test(one)) === 'yes'
  const sides = takeSides(said)
  const practice: DrawnPractice = {
    ...called,
    kind: element.types.map(practiceKindOf).find((kind) => kind !== null) ?? 'community',
    does: cleanText(text ?? '', true).text,
    specialCategory: special,
    ...findHomes(said, whereOf(drawing, 'practices'), drawing.aside, reading),
  }
  drawn.practices.push(practice)
  if (special) drawing.special.add(practice.id)
  for (const one of sides) drawing.sidesOfPractices.push({ ...one, person: null, practice: practice.id })
}

/** Where it stands on boundaries, from columns such as `geographic: The ridge ["cape","city"]`. */
function takeSides(said: Said): SaidSides[] {
  const found: SaidSides[] = []
  for (const [heading, value] of said.left) {
    const boundary = boundaryOfHeading(heading)
    const text = boundary && fieldText(value)
    if (!boundary || text === null) continue
    said.left.delete(heading)
    const parts = splitTexts(text).flatMap((one) => cleanText(one, false).text ?? [])
    const isUnknown = parts.length === 1 && parts[0] === UNKNOWN_SIDE && !boundary.sides.includes(UNKNOWN_SIDE)
    found.push({ boundary, on: isUnknown ? [] : parts })
  }
  return found
}

function sidesOf({ rows, sidesOfPractices }: GraphDrawing): HeldSides[] {
  const ofPeople = rows.flatMap(({ person, sides }) =>
    sides.map((one) => ({ ...one, person: person.id, practice: null })),
  )
  return [...ofPeople, ...sidesOfPractices]
}

function whereOf({ file, map }: GraphDrawing, of: 'people' | 'practices') {
  return { file, of, privateFields: map.privateFields }
}

function readConnection(drawing: GraphDrawing, connection: GraphConnection): boolean {
  const from = endOf(drawing, connection, connection.from)
  const to = endOf(drawing, connection, connection.to)
  if (from === null || to === null) return false
  return from.means === to.means
    ? drawTie(drawing, connection, from, to)
    : drawMembership(drawing, connection, from, to)
}

/** Some files name people in connections alone: such a person is made, and the reader is told. */
function endOf(drawing: GraphDrawing, connection: GraphItem, value: string | null): End | null {
  const name = cleanId(value ?? '').text
  const found = drawing.ends.get(name ?? '')
  if (found) return found
  if (name === null || !drawing.map.makesEnds || name.length > drawing.reading.limits.id) {
    refuseItem(drawing, connection, name === null ? 'cell-empty' : 'unknown-person', name)
    return null
  }
  const made: End = { means: 'person', id: name }
  drawing.ends.set(name, made)
  drawing.ids.person.add(name)
  const person = { id: name, name, email: null, phone: null, language: null }
  drawing.rows.push({ person, groups: [], places: [], sides: [], consent: null })
  const { file, row } = placeOf(drawing, connection)
  const field = connection.place ? null : connection.path
  notice(drawing.reading, { file, row, field, value: shortened(name), code: 'person-made' })
  return made
}

function tellLeftOut({ file, map, reading, aside, otherKinds }: GraphDrawing): void {
  const part = (field: string, count: number) =>
    notice(reading, { file, row: null, field, code: 'part-left-out', facts: { count } })
  for (const [field, count] of aside.privately) {
    notice(reading, { file, row: null, field: shortened(field), code: 'private-left-out', facts: { count } })
  }
  for (const { part: field, count } of map.leftOut) part(field, count)
  if (aside.picture > 0) part('x, y, z, r, g, b, a', aside.picture)
  for (const [value, count] of otherKinds) {
    const code = 'kind-told-as-talks'
    notice(reading, { file, row: null, field: 'type', value: shortened(value), code, facts: { count } })
  }
}
