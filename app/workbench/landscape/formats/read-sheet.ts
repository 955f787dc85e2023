import { cleanId } from './clean-text.ts'
import type { Limits } from './limits.ts'
import type { NamedFile } from './named-file.ts'
import { freshFact, type PersonRow } from './read-people.ts'
import { plainHeader, readTable, type TableFormat } from './read-table.ts'
import type { Reading } from './reading.ts'
import { idOf, nameOf, partsOf, refuse, remark, required } from './row.ts'
import { delimiterOf, tableRows } from './table-rows.ts'

/** Which column holds what, counted from 0. Chosen by hand, or guessed from the headers. */
export interface SheetColumns {
  /** false when the first row is already somebody */
  header: boolean
  name: number
  group?: number | null
  place?: number | null
  id?: number | null
  email?: number | null
  phone?: number | null
  language?: number | null
}

export type SheetField = Exclude<keyof SheetColumns, 'header'>

const sheetFields: readonly SheetField[] = ['name', 'group', 'place', 'id', 'email', 'phone', 'language']

/** Headers in four languages, as plainHeader writes them. */
const headers: Record<SheetField, string> = {
  name: 'name label full_name person who nome nombre nom personne pessoa persona etiqueta rotulo libelle quem quien qui',
  group:
    'group groups practice practices team organisation organization community type grupo grupos pratica equipa equipo organizacao organizacion comunidade comunidad groupe groupes pratique equipe communaute',
  place: 'place places location where town city lugar local sitio cidade ciudad vila onde donde lieu ville endroit ou',
  id: 'id identifier identificador identifiant',
  email: 'email e_mail mail correio correo courriel correo_electronico',
  phone: 'phone telephone mobile telefone telemovel telefono movil',
  language: 'language lingua idioma langue lengua',
}

/** The field that a header of somebody's own sheet speaks of, or null. */
function sheetFieldOf(header: string): SheetField | null {
  const plain = plainHeader(header)
  return sheetFields.find((field) => headers[field].split(' ').includes(plain)) ?? null
}

/** A look at a sheet before reading it, for somebody who chooses its columns by hand. */
export interface ColumnLook {
  columns: { index: number; header: string; sample: string[] }[]
  /** what the headers say by themselves; null when no header is a name */
  guess: SheetColumns | null
}

/** The columns of a sheet with the first values of each. Reads no further than it must. */
export async function listColumns(file: NamedFile, limits: Limits, samples = 5): Promise<ColumnLook> {
  const rows: string[][] = []
  for await (const one of tableRows(file, await delimiterOf(file))) {
    if (one.kind === 'broken' || rows.length > samples) break
    if (one.cells.some((cell) => cell.trim() !== '')) rows.push(one.cells.slice(0, limits.columns))
  }
  const width = Math.max(0, ...rows.map((cells) => cells.length))
  const [first = [], ...others] = rows
  const columns = Array.from({ length: width }, (_, index) => {
    return { index, header: (first[index] ?? '').trim(), sample: others.map((cells) => cells[index] ?? '') }
  })
  return { columns, guess: guessColumns(first) }
}

/** What a row of headers says by itself; null when none of them is a name. */
export function guessColumns(cells: string[]): SheetColumns | null {
  const fields = cells.map(sheetFieldOf)
  const at = (field: SheetField) => (fields.includes(field) ? fields.indexOf(field) : null)
  const name = at('name') ?? at('id')
  if (name === null) return null
  const id = at('name') === null ? null : at('id')
  return {
    header: true,
    name,
    group: at('group'),
    place: at('place'),
    id,
    email: at('email'),
    phone: at('phone'),
    language: at('language'),
  }
}

/**
 * People from a sheet of somebody's own. Without an id column the name is the id: a person listed again in another group
 * belongs to both (and the row says so); "|" separates several groups in one cell.
 */
export async function readSheet(file: NamedFile, chosen: SheetColumns, reading: Reading): Promise<PersonRow[]> {
  const people = new Map<string, { row: number; person: PersonRow }>()
  const seen = new Map<string, number>()
  const hasIds = (chosen.id ?? null) !== null
  await readTable(file, sheetFormat(chosen), reading, (row) => {
    const name = nameOf(row, 'name')
    const id = hasIds ? required(row, 'id', idOf(row, 'id')) : required(row, 'name', cleanId(name ?? '').text)
    const groups = partsOf(row, 'group')
    const places = partsOf(row, 'place')
    const known = people.get(id)
    if (known && hasIds) refuse(row, 'id', 'duplicate-id', id, { first: known.row })
    else freshFact(row, seen, id, ...groups, '', ...places)
    const [email, phone, language] = [nameOf(row, 'email'), nameOf(row, 'phone'), nameOf(row, 'language')]
    if (row.refused) return null
    if (known) {
      remark(row, 'name', 'same-name-joined', id, { first: known.row })
      known.person.groups.push(...groups)
      known.person.places.push(...places)
    } else {
      const person = { id, name, email, phone, language }
      people.set(id, { row: row.row, person: { person, groups, places, consent: null } })
    }
    return id
  })
  return reading.files.at(-1)?.accepted === 0 ? [] : [...people.values()].map((one) => one.person)
}

/** Columns are found by their place, so that a sheet without a usable header can be read too. */
function sheetFormat(chosen: SheetColumns): TableFormat {
  const positions = new Map<string, number>()
  for (const field of sheetFields) {
    const at = chosen[field]
    if (at !== null && at !== undefined) positions.set(field, at)
  }
  return { columns: [], chosen: { positions, header: chosen.header } }
}
