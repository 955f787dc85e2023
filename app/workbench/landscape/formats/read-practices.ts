import { type DrawnMembership, type DrawnPractice, membershipModes, practiceKinds } from '../drawn-landscape.ts'
import { columnsOf } from './folder-format.ts'
import type { NamedFile } from './named-file.ts'
import { freshFact, freshId } from './read-people.ts'
import { readTable } from './read-table.ts'
import type { Reading } from './reading.ts'
import { customOf, dayOf, known, nameOf, numberOf, oneOf, type Row, refuse, required, textOf, yesOrNo } from './row.ts'

export function readPractices(file: NamedFile, reading: Reading): Promise<DrawnPractice[]> {
  const seen = new Map<string, number>()
  return readTable(file, { columns: columnsOf('practices'), of: 'practices' }, reading, (row) => ({
    id: freshId(row, seen),
    name: required(row, 'name', nameOf(row, 'name')),
    kind: oneOf(row, 'kind', practiceKinds, 'community'),
    does: textOf(row, 'does'),
    specialCategory: yesOrNo(row, 'special_category', false),
    ...customOf(row),
  }))
}

export interface MembershipRules {
  people: { has(id: string): boolean }
  practices: ReadonlyMap<string, DrawnPractice>
  /**
   * True where real people are drawn by others: belonging to a practice of a special category can then be recorded only
   * by the person, here, and never brought in from a file (E4).
   */
  livingPeople: boolean
}

export function readMemberships(file: NamedFile, reading: Reading, rules: MembershipRules): Promise<DrawnMembership[]> {
  const seen = new Map<string, number>()
  return readTable(file, { columns: columnsOf('memberships'), of: 'memberships' }, reading, (row) => {
    const person = known(row, 'person', rules.people, 'unknown-person')
    const practice = known(row, 'practice', rules.practices, 'unknown-practice')
    const weight = numberOf(row, 'weight', 1)
    if (weight <= 0 || weight > 1e6) refuse(row, 'weight', 'weight-not-positive', String(weight))
    if (!mayBelong(practice, rules)) refuse(row, 'practice', 'special-category', practice)
    const mode = oneOf(row, 'mode', membershipModes, null)
    const period = periodOf(row)
    freshFact(row, seen, person, practice)
    return { person, practice, weight, mode, ...period, ...customOf(row) }
  })
}

/** Whether a file may say that somebody belongs to this practice. */
export function mayBelong(practice: string, rules: Pick<MembershipRules, 'practices' | 'livingPeople'>): boolean {
  return !rules.livingPeople || !rules.practices.get(practice)?.specialCategory
}

/** Since when and until when, refused when it would end before it began. */
export function periodOf(row: Row): { since: string | null; until: string | null } {
  const since = dayOf(row, 'since')
  const until = dayOf(row, 'until')
  if (since !== null && until !== null && until < since) refuse(row, 'until', 'until-before-since', until, { since })
  return { since, until }
}
