import { allOf, type Sent, textOf } from '../../../platform/http/body.ts'
import type { CareAnswers } from '../care/care-check.ts'
import { answersIn } from '../care/care-form.tsx'
import type { Basis, DrawnLandscape } from '../drawn-landscape.ts'
import type { ReadOptions, ReadSummary } from '../formats/read-landscape.ts'
import { columnRoles, type TableChoice } from '../formats/table-choice.ts'
import { peopleLive } from '../landscape.ts'

/** What somebody chose on the preview: stands in the address, so that going back finds it again. */
export interface PreviewWish {
  name: string | null
  basis: Basis | null
  source: string | null
  licence: string | null
  /** what the columns of each of their tables are; null for those that are guessed */
  choices: (TableChoice | null)[]
  /** headings of no home that are kept as custom fields */
  keep: string[]
  /** yes to "should this be mapped at all?", asked where the people live (rule E19) */
  considered: boolean
  /** what was answered of the care check; stands in the form and not in the address */
  care: CareAnswers | null
}

/** What a form lacked when it was sent. */
export type Missing = 'source' | 'mapped' | 'care'

const bases: readonly Basis[] = ['own-sketch', 'consented', 'published', 'fictional']
/** More tables and columns than these are read as guessed. */
export const mostTables = 40
export const mostColumns = 200
const mostKept = 500

/** Reads the choices from an address or a form; what makes no sense counts as not chosen. */
export function readWish(sent: Sent): PreviewWish {
  const text = (name: string) => textOf(sent, name).slice(0, 500) || null
  return {
    name: text('name'),
    basis: bases.find((basis) => basis === textOf(sent, 'basis')) ?? null,
    source: text('source'),
    licence: text('licence'),
    considered: textOf(sent, 'mapped') === 'yes',
    care: careIn(sent),
    choices: choicesIn(sent),
    keep: [...new Set(allOf(sent, 'keep').flatMap((heading) => heading.slice(0, 500) || []))].slice(0, mostKept),
  }
}

/** Null when nothing of it was answered. */
function careIn(sent: Sent): CareAnswers | null {
  const answers = answersIn(sent)
  return Object.values(answers).some((answer) => answer.trim() !== '') ? answers : null
}

function choicesIn(sent: Sent): (TableChoice | null)[] {
  const choices: (TableChoice | null)[] = []
  for (const [name, value] of Object.entries(sent)) {
    const found = /^t(\d{1,2})c(\d{1,3})$/.exec(name)
    if (!found) continue
    const [table, column] = [Number(found[1]), Number(found[2])]
    if (table >= mostTables || column >= mostColumns) continue
    while (choices.length <= table) choices.push(null)
    const choice = choices[table] ?? { header: textOf(sent, `t${table}header`) !== 'no', roles: [] }
    choices[table] = choice
    while (choice.roles.length <= column) choice.roles.push('skip')
    choice.roles[column] = columnRoles.find((role) => role === [value].flat()[0]) ?? 'skip'
  }
  return choices
}

export function readOptions({ name, basis, choices, keep }: PreviewWish): ReadOptions {
  return {
    ...(name !== null && { name: name.slice(0, 200) }),
    basis: basis ?? 'own-sketch',
    choices: choices.map((choice) => choice ?? undefined),
    keep,
  }
}

/** Our own folder, as files or as a workbook, says itself on what ground its people may be shown. */
export function saysItself({ format }: Pick<ReadSummary, 'format'>): boolean {
  return format === 'folder' || format === 'workbook'
}

/** Only our own folder says on what ground it may be shown; for everything else the one who brings it says so. */
export function withWish(drawn: DrawnLandscape, wish: PreviewWish, itself: boolean): DrawnLandscape {
  const name = wish.name?.slice(0, 200) ?? drawn.about.name
  if (itself) return { ...drawn, about: { ...drawn.about, name } }
  const { source, licence } = wish
  return { ...drawn, about: { ...drawn.about, name, basis: wish.basis ?? 'own-sketch', source, licence } }
}

/** Published data need a source and a licence before they come in. */
export function lacksSource({ about }: DrawnLandscape): boolean {
  return about.basis === 'published' && (!about.source || !about.licence)
}

/** People who live come in only after somebody has thought about who could be hurt. */
export function lacksThought({ about }: DrawnLandscape, wish: PreviewWish): boolean {
  return peopleLive(about.basis) && !wish.considered
}

/** How the tables are read, as fields of a form or an address. */
export function readingFields({
  choices,
  keep,
}: Pick<PreviewWish, 'choices' | 'keep'>): [name: string, value: string][] {
  const fields: [string, string][] = []
  for (const [table, choice] of choices.entries()) {
    if (!choice) continue
    // Left out is said by nothing: wide tables must fit into an address.
    for (const [column, role] of choice.roles.entries())
      fields.push([`t${table}c${column}`, role === 'skip' ? '' : role])
    if (!choice.header) fields.push([`t${table}header`, 'no'])
  }
  for (const heading of keep) fields.push(['keep', heading])
  return fields
}

/** The choices as they stand in the address, so that a refused form comes back as it was filled in. */
export function wishQuery(wish: PreviewWish, missing: Missing | null): URLSearchParams {
  const { name, basis, source, licence, considered } = wish
  const chosen = { name, basis, source, licence, mapped: considered ? 'yes' : null, missing }
  const query = new URLSearchParams()
  for (const [key, value] of Object.entries(chosen)) if (value !== null) query.set(key, value)
  for (const [key, value] of readingFields(wish)) query.append(key, value)
  return query
}
