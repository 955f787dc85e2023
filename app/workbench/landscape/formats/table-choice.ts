import type { TableFormat } from './read-table.ts'
import { plainHeader } from './read-table.ts'

/** What a column of somebody's own table may hold: of a person, of a tie between two, or of neither. */
export const personRoles = ['name', 'id', 'group', 'place', 'side', 'email', 'phone', 'language'] as const
export const tieRoles = [
  'from',
  'to',
  'weight',
  'kind',
  'direction',
  'reported_by',
  'since',
  'until',
  'confirmed',
] as const
export const columnRoles = ['skip', 'keep', ...personRoles, ...tieRoles] as const
export type ColumnRole = (typeof columnRoles)[number]

/** What each column of a table is, in their order. Chosen by hand, or guessed from its headings. */
export interface TableChoice {
  /** false when the first row is already somebody */
  header: boolean
  roles: ColumnRole[]
}

type WordRole = Exclude<ColumnRole, 'skip' | 'keep' | 'side' | 'reported_by' | 'since' | 'until' | 'confirmed'>

/** Headings in four languages, as plainHeader writes them. Days and who told are never guessed: a wrong guess would cost rows. */
const headings: Record<WordRole, string> = {
  name: 'name label full_name person who nome nombre nom personne pessoa persona etiqueta rotulo libelle quem quien qui',
  group:
    'group groups practice practices team organisation organization community type grupo grupos pratica equipa equipo organizacao organizacion comunidade comunidad groupe groupes pratique equipe communaute',
  place: 'place places location where town city lugar local sitio cidade ciudad vila onde donde lieu ville endroit ou',
  id: 'id identifier identificador identifiant',
  email: 'email e_mail mail correio correo courriel correo_electronico',
  phone: 'phone telephone mobile telefone telemovel telefono movil',
  language: 'language lingua idioma langue lengua',
  from: 'source from de origem origen desde depuis person_a',
  to: 'target to para a destino vers cible person_b',
  weight: 'weight strength peso forca fuerza poids force',
  kind: 'type kind relation relationship tipo genero genre nature',
  direction: 'direction direcao direccion sens',
}

const guessedOfPeople: readonly WordRole[] = ['name', 'group', 'place', 'id', 'email', 'phone', 'language']
const guessedOfTies: readonly WordRole[] = ['from', 'to', 'weight', 'kind', 'direction']

function roleOf(heading: string, among: readonly WordRole[]): ColumnRole {
  const plain = plainHeader(heading)
  return among.find((role) => headings[role].split(' ').includes(plain)) ?? 'skip'
}

/** What a single heading speaks of, in four languages, among people or among ties; `skip` when nothing of ours. */
export function roleOfHeading(heading: string, of: 'people' | 'ties'): ColumnRole {
  return roleOf(heading, of === 'people' ? guessedOfPeople : guessedOfTies)
}

/** True when a first row names two ends, as an edge list of Gephi, Kumu or a spreadsheet does. */
function isEdgeHeader(cells: readonly string[]): boolean {
  const roles = cells.map((cell) => roleOf(cell, ['from', 'to']))
  return roles.includes('from') && roles.includes('to')
}

/** What a row of headings says by itself; null when it names neither two ends nor anybody. Of two equal columns the first counts. */
export function guessChoice(cells: readonly string[]): TableChoice | null {
  if (isEdgeHeader(cells))
    return {
      header: true,
      roles: firstOfEach(cells.map((cell) => roleOf(cell, guessedOfTies))),
    }
  const roles = firstOfEach(cells.map((cell) => roleOf(cell, guessedOfPeople)))
  if (!roles.includes('name') && !roles.includes('id')) return null
  // Where there are only ids, they are what people are called.
  return { header: true, roles: roles.includes('name') ? roles : roles.map((one) => (one === 'id' ? 'name' : one)) }
}

function firstOfEach(roles: ColumnRole[]): ColumnRole[] {
  return roles.map((role, at) => (role === 'skip' || roles.indexOf(role) === at ? role : 'skip'))
}

/** Whether a choice makes people or ties of the rows; null when nothing can be made of them. */
export function meaningOfChoice({ roles }: TableChoice): 'people' | 'ties' | null {
  if (roles.includes('from') && roles.includes('to')) return 'ties'
  return roles.includes('name') || roles.includes('id') ? 'people' : null
}

/** How to read the table. A role that several columns have counts for the first; sides and what is kept may be many. */
export function formatOfChoice(
  { header, roles }: TableChoice,
  of: 'people' | 'ties',
): TableFormat & {
  sides: { at: number }[]
} {
  const positions = new Map<string, number>()
  const kept: number[] = []
  const sides: { at: number }[] = []
  const fits: readonly string[] = of === 'people' ? personRoles : tieRoles
  for (const [at, role] of roles.entries()) {
    if (role === 'keep') kept.push(at)
    else if (role === 'side' && of === 'people') {
      sides.push({ at })
      positions.set(`side ${at}`, at)
    } else if (fits.includes(role) && !positions.has(role)) positions.set(role, at)
  }
  return { columns: [], chosen: { positions, header, kept }, of, sides }
}
