import type { DrawnLandscape, DrawnPractice } from '../drawn-landscape.ts'
import { cleanId, cleanText } from './clean-text.ts'
import { drawGroups } from './draw-groups.ts'
import { emptyLandscape } from './empty-landscape.ts'
import { USUAL_STRENGTH, usuallyMutual } from './folder-format.ts'
import type { KumuItem, KumuMap } from './kumu.ts'
import { textOrNull } from './kumu.ts'
import { tieKindOf } from './other-words.ts'
import type { ProblemCode } from './problem.ts'
import { shortened } from './problem.ts'
import type { PersonRow } from './read-people.ts'
import { notice } from './read-table.ts'
import type { FileCount, Reading } from './reading.ts'

export type KumuMeaning = 'person' | 'practice'

interface KumuReading {
  file: string
  map: KumuMap
  meaningOf: (types: string[]) => KumuMeaning
  reading: Reading
  count: FileCount
  drawn: DrawnLandscape
  /** what an end of a connection may name, and what it stands for */
  ends: Map<string, { means: KumuMeaning; id: string }>
  rows: PersonRow[]
  members: Set<string>
  /** fields and how many items had them, to be told once each */
  leftOut: Map<string, number>
  otherKinds: Map<string, number>
}

const personTypes =
  /^(person|people|individual|stakeholder|actor|contact|member|pessoa|persona|individuo|personne)s?$/iu
const practiceTypes =
  /^(organi[sz]ation|group|community|institution|team|network|company|ngo|agency|association|practice|organiza[cç][aã]o|organizaci[oó]n|grupo|comunidade|comunidad|institui[cç][aã]o|instituci[oó]n|equipa|equipo|rede|red|groupe|communaut[eé]|[eé]quipe|r[eé]seau)s?$/iu

/**
 * A landscape from a Kumu map. Elements are people; where some types speak of persons and others of groups, each is what
 * its type says, and otherwise the type of a person is their practice. Connections between people are ties, between a
 * person and a group memberships; what has no place here is told, never dropped without a word.
 */
export function readKumu(
  file: string,
  map: KumuMap,
  reading: Reading,
  options: { name: string; types?: Record<string, KumuMeaning> | undefined },
): DrawnLandscape | null {
  const count: FileCount = { file, rowsRead: 0, accepted: 0, refused: 0 }
  reading.files.push(count)
  const drawn = emptyLandscape({ name: cleanText(map.name ?? '', false).text?.slice(0, 200) ?? options.name })
  const meaningOf = meaningsIn(map, options.types ?? {})
  const start = { ends: new Map(), rows: [], members: new Set<string>(), leftOut: new Map(), otherKinds: new Map() }
  const kumu: KumuReading = { file, map, meaningOf, reading, count, drawn, ...start }
  for (const element of map.elements) countRow(kumu, readElement(kumu, element))
  for (const connection of map.connections) countRow(kumu, readConnection(kumu, connection))
  drawn.people.push(...kumu.rows.map((row) => row.person))
  drawGroups(drawn, kumu.rows, file, reading)
  tellLeftOut(kumu)
  return drawn.people.length === 0 ? null : drawn
}

function countRow({ count }: KumuReading, accepted: boolean): void {
  count.rowsRead++
  if (accepted) count.accepted++
  else count.refused++
}

/** What each type of element stands for: by choice, else by its word, else a person. */
function meaningsIn(map: KumuMap, chosen: Record<string, KumuMeaning>): (types: string[]) => KumuMeaning {
  const anyPerson = map.elements.some((element) => element.types.some((type) => personTypes.test(type)))
  const choices = new Map(Object.entries(chosen))
  return (types) => {
    const choice = types.map((type) => choices.get(type)).find((one) => one !== undefined)
    if (choice) return choice
    return anyPerson && types.some((type) => practiceTypes.test(type)) ? 'practice' : 'person'
  }
}

function refuseItem(kumu: KumuReading, item: KumuItem, code: ProblemCode, value: string | null): false {
  const problem = {
    file: kumu.file,
    row: null,
    field: item.path,
    value: value === null ? null : shortened(value),
    code,
  }
  kumu.reading.problems.push({ ...problem, severity: 'refused-row', facts: { limit: 200 } })
  return false
}

function readElement(kumu: KumuReading, element: KumuItem): boolean {
  const label = cleanText(element.label ?? '', false).text
  const own = cleanId(element.id ?? '').text
  const id = own ?? label
  if (id === null || label === null) return refuseItem(kumu, element, 'cell-empty', null)
  if (id.length > 200 || label.length > 200) return refuseItem(kumu, element, 'too-long', label)
  if (kumu.ends.has(id)) return refuseItem(kumu, element, 'duplicate-item', id)
  const means = kumu.meaningOf(element.types)
  kumu.ends.set(id, { means, id })
  if (!kumu.ends.has(label)) kumu.ends.set(label, { means, id })
  const used = means === 'person' ? drawPerson(kumu, element, id, label) : drawPractice(kumu, element, id, label)
  leaveOut(kumu, element, used)
  return true
}

function drawPerson(kumu: KumuReading, element: KumuItem, id: string, name: string): string[] {
  const isPrivate = kumu.map.privateFields.includes('email')
  const email = isPrivate ? null : cleanText(textOrNull(element.fields.get('email')) ?? '', false).text
  const groups = element.types.filter((type) => !personTypes.test(type) && type.length <= 200)
  const clean = groups.flatMap((group) => cleanText(group, false).text ?? [])
  const person = { id, name, email, phone: null, language: null }
  kumu.rows.push({ person, groups: clean, places: [], consent: null })
  return ['email']
}

function drawPractice(kumu: KumuReading, element: KumuItem, id: string, name: string): string[] {
  const does = cleanText(textOrNull(element.fields.get('description')) ?? '', true).text
  const fits =
    does !== null && does.length <= kumu.reading.limits.cell && !kumu.map.privateFields.includes('description')
  const practice: DrawnPractice = { id, name, kind: 'community', does: fits ? does : null, specialCategory: false }
  kumu.drawn.practices.push(practice)
  return fits ? ['description'] : []
}

function leaveOut(kumu: KumuReading, item: KumuItem, used: string[]): void {
  for (const field of item.fields.keys()) {
    if (used.includes(field)) continue
    kumu.leftOut.set(field, (kumu.leftOut.get(field) ?? 0) + 1)
  }
}

type End = { means: KumuMeaning; id: string }

function readConnection(kumu: KumuReading, connection: KumuMap['connections'][number]): boolean {
  const from = endOf(kumu, connection, connection.from)
  const to = endOf(kumu, connection, connection.to)
  if (from === null || to === null) return false
  const drew =
    from.means === to.means ? drawTie(kumu, connection, from, to) : drawMembership(kumu, connection, from, to)
  if (drew) leaveOut(kumu, connection, ['strength'])
  return drew
}

/** Blueprints may name people in connections alone: such a person is made, and the reader is told. */
function endOf(kumu: KumuReading, connection: KumuItem, value: string | null): End | null {
  const name = cleanId(value ?? '').text
  const found = kumu.ends.get(name ?? '')
  if (found) return found
  const byIds = kumu.map.elements.some((element) => element.id !== null)
  if (name === null || byIds || name.length > 200) {
    refuseItem(kumu, connection, name === null ? 'cell-empty' : 'unknown-person', name)
    return null
  }
  const made: End = { means: 'person', id: name }
  kumu.ends.set(name, made)
  const person = { id: name, name, email: null, phone: null, language: null }
  kumu.rows.push({ person, groups: [], places: [], consent: null })
  notice(kumu.reading, { file: kumu.file, row: null, field: connection.path, value: name, code: 'person-made' })
  return made
}

function drawMembership(kumu: KumuReading, connection: KumuItem, from: End, to: End): boolean {
  const [person, practice] = from.means === 'person' ? [from.id, to.id] : [to.id, from.id]
  const key = JSON.stringify([person, practice])
  if (kumu.members.has(key)) return refuseItem(kumu, connection, 'said-before-here', `${person}, ${practice}`)
  kumu.members.add(key)
  kumu.drawn.memberships.push({ person, practice, weight: 1, mode: null, since: null, until: null })
  return true
}

function drawTie(kumu: KumuReading, connection: KumuMap['connections'][number], from: End, to: End): boolean {
  if (from.means === 'practice') {
    return refuseItem(kumu, connection, 'tie-between-practices', `${from.id}, ${to.id}`)
  }
  if (from.id === to.id) return refuseItem(kumu, connection, 'self-tie', to.id)
  const said = connection.types[0] ?? null
  const kind = said === null ? null : tieKindOf(said)
  if (said !== null && kind === null) kumu.otherKinds.set(said, (kumu.otherKinds.get(said) ?? 0) + 1)
  const direction = connection.direction?.toLowerCase() ?? null
  const mutual = direction === null ? usuallyMutual(kind ?? 'talks') : direction !== 'directed'
  const strength = strengthOf(kumu, connection)
  if (strength === null) return false
  const nobody = { reportedBy: null, since: null, until: null, confirmed: null, recorded: null, retracted: null }
  kumu.drawn.ties.push({ from: from.id, to: to.id, kind: kind ?? 'talks', strength, mutual, says: 'yes', ...nobody })
  return true
}

function strengthOf(kumu: KumuReading, connection: KumuItem): number | null {
  const said = connection.fields.get('strength') ?? connection.fields.get('Strength') ?? null
  if (said === null || kumu.map.privateFields.includes('strength')) return USUAL_STRENGTH
  const strength = Number(said)
  if (strength >= 0 && strength <= 1) return strength
  refuseItem(kumu, connection, 'strength-outside', String(said))
  return null
}

function tellLeftOut(kumu: KumuReading): void {
  const { file, map, reading } = kumu
  for (const [field, count] of kumu.leftOut) {
    const code = map.privateFields.includes(field.toLowerCase()) ? 'private-left-out' : 'field-left-out'
    notice(reading, { file, row: null, field: shortened(field), code, facts: { count } })
  }
  for (const { part, count } of map.leftOut) {
    notice(reading, { file, row: null, field: part, code: 'part-left-out', facts: { count } })
  }
  for (const [value, count] of kumu.otherKinds) {
    notice(reading, {
      file,
      row: null,
      field: 'type',
      value: shortened(value),
      code: 'kind-told-as-talks',
      facts: { count },
    })
  }
}
