import { BadInput, soundSeed, wholeNumber } from '../bad-input.ts'
import { type Control, quiet } from '../control.ts'
import type { FoundGroups, NoGroups } from './found-groups.ts'
import { type GroupAgreement, gapBetween, groupAgreement } from './group-agreement.ts'
import { comparedGroups, fewestShuffles, type GroupsByChance, isClearerThanChance } from './groups-by-chance.ts'
import { type Representative, representativeStatements } from './representative.ts'
import { leastShown, shownCells } from './shown-cells.ts'
import { groupsOf, sideGroups, type Tally, tallyVotes, type VoterGroups } from './tally.ts'
import { checkedVotes, type Votes } from './votes.ts'
import { wilson } from './wilson.ts'

/** Whose votes are set side by side: those of the named sides, or of groups found by how people vote. */
export type GroupedBy = 'sides' | 'found'

/** Why nothing can be told of groups. */
export type NoGrouping =
  | NoGroups['cannotSay']
  | 'no sides'
  | 'fewer than two groups of five'
  /** groups can be found in these votes, but not clearer ones than in shuffled votes */
  | 'no clearer than chance'

/** Whose votes are set side by side, and how groups are looked for. */
export interface GroupChoice {
  by: GroupedBy
  seed: number | string
  /** how often votes are shuffled to see what chance alone gives, 19 to 1000; 19 unless given, and only for found groups */
  shuffles?: number
}

/** What is known of a statement in a group, or in all. */
export interface Cell {
  seen: number
  agree: number
  disagree: number
  pass: number
  /** 95 % interval of the share that agrees, and of that which disagrees */
  agreeBetween: { low: number; high: number }
  disagreeBetween: { low: number; high: number }
}

/** A group as it may be named: a side by its id, a found group by its number. */
export interface GroupName {
  side: string | null
  /** null where it has fewer than five people, which is never shown */
  people: number | null
}

/** Votes of all and of groups, and which of them may be shown. */
interface Grouped {
  votes: Votes
  groups: VoterGroups
  tally: Tally
  shown: Uint8Array
  names: GroupName[]
}

/** The groups, or why there are none; and what chance gives, where groups were looked for. */
interface Grouping {
  told: Grouped | NoGrouping
  byChance: GroupsByChance | null
}

/** Groups the votes, or says why that is not possible. Groups that chance alone gives as clearly are none. */
function groupVotes(votes: Votes, choice: GroupChoice, control?: Control): Grouping {
  const { by, seed, shuffles = fewestShuffles } = choice
  checkedVotes(votes, control)
  soundSeed('seed', seed)
  wholeNumber('shuffles', shuffles, fewestShuffles, 1000)
  if (by === 'sides') {
    const none = votes.ids.sides.length === 0
    return { told: none ? 'no sides' : grouped(votes, sideGroups(votes), votes.ids.sides, control), byChance: null }
  }
  if (by !== 'found') throw new BadInput('by', by, 'give sides or found')
  const { found, byChance } = comparedGroups(votes, { mostGroups: 5, seed }, shuffles, control)
  if ('cannotSay' in found) return { told: found.cannotSay, byChance }
  if (!byChance || !isClearerThanChance(byChance)) return { told: 'no clearer than chance', byChance }
  return { told: grouped(votes, groupsOf(found.groupOf, found.count), null, control), byChance }
}

function grouped(
  votes: Votes,
  groups: VoterGroups,
  sides: readonly string[] | null,
  control: Control | undefined,
): Grouped {
  const tally = tallyVotes(votes, groups, quiet(control))
  return {
    votes,
    groups,
    tally,
    shown: shownCells(votes, groups, tally.seen),
    names: Array.from(groups.people, (people, g) => ({
      side: sides ? sides[g]! : null,
      people: people >= leastShown ? people : null,
    })),
  }
}

/** The votes on a statement in one row of a tally; null under five votes. */
function cellOf(tally: Tally, row: number, statement: number): Cell | null {
  const at = row * tally.statements + statement
  const [seen, agree, disagree] = [tally.seen[at]!, tally.agree[at]!, tally.disagree[at]!]
  if (seen < leastShown) return null
  return {
    seen,
    agree,
    disagree,
    pass: seen - agree - disagree,
    agreeBetween: wilson(agree, seen),
    disagreeBetween: wilson(disagree, seen),
  }
}

function cellsOf({ tally, shown, groups }: Grouped, statement: number): (Cell | null)[] {
  return Array.from({ length: groups.count }, (_, g) =>
    shown[g * tally.statements + statement] === 1 ? cellOf(tally, g, statement) : null,
  )
}

/** The tally of a statement: of all voters, and of each side; null where it may not be shown. */
export interface StatementTally {
  statement: string
  all: Cell | null
  sides: (Cell | null)[]
}

/** What was said to each statement, by all and by each named side. */
export function statementTallies(
  votes: Votes,
  control?: Control,
): { sides: GroupName[]; statements: StatementTally[] } {
  const told = grouped(checkedVotes(votes, control), sideGroups(votes), votes.ids.sides, control)
  return {
    sides: told.names,
    statements: votes.ids.statements.map((statement, s) => ({
      statement,
      all: cellOf(told.tally, told.groups.count + 1, s),
      sides: cellsOf(told, s),
    })),
  }
}

/** How far the groups agree with a statement, and how far they disagree with it. */
export interface StatementAgreement {
  statement: string
  /** null under two groups that may be shown */
  agree: GroupAgreement | null
  disagree: GroupAgreement | null
  /** how far the two groups that are furthest apart stand from one another, 0 to 1; null as above */
  gap: number | null
  groups: (Cell | null)[]
  /** groups that are not in these numbers, because fewer than five of them voted on it */
  missing: number
}

export interface AgreementReport {
  cannotSay: NoGrouping | null
  groups: GroupName[]
  /** what chance alone gives; null for named sides, and where no groups were found */
  byChance: GroupsByChance | null
  statements: StatementAgreement[]
}

export interface AgreementChoice extends GroupChoice {
  prior: number
}

/**
 * How far groups agree, statement by statement. Found groups are compared with what shuffled votes give, and where chance gives groups as
 * clear as these more than one time in twenty, nothing is said of them.
 *
 * @throws BadInput for votes that cannot be, a grouping that is none, or a prior, seed or number of shuffles out of range
 */
export function agreementReport(votes: Votes, choice: AgreementChoice, control?: Control): AgreementReport {
  const { told, byChance } = groupVotes(votes, choice, control)
  if (typeof told === 'string') return { cannotSay: told, groups: [], byChance, statements: [] }
  if (told.names.filter(({ people }) => people !== null).length < 2) {
    return { cannotSay: 'fewer than two groups of five', groups: told.names, byChance, statements: [] }
  }
  const statements = votes.ids.statements.map((statement, s) => {
    const cells = cellsOf(told, s)
    const known = cells.filter((cell) => cell !== null)
    const enough = known.length >= 2
    const on = (says: 'agree' | 'disagree') =>
      groupAgreement(
        known.map((cell) => ({ count: cell[says], seen: cell.seen })),
        choice.prior,
      )
    return {
      statement,
      agree: enough ? on('agree') : null,
      disagree: enough ? on('disagree') : null,
      gap: enough ? gapBetween(known, choice.prior) : null,
      groups: cells,
      missing: cells.length - known.length,
    }
  })
  return { cannotSay: null, groups: told.names, byChance, statements }
}

/** No list that anybody reads is longer. */
const MOST_NAMED = 1_000_000

/** A statement that all groups share, or that divides them. */
export interface Marked {
  statement: string
  /** what they share; null for a statement that divides */
  says: 'agree' | 'disagree' | null
  /** shared: the geometric mean of the groups' rates; dividing: the gap between the two furthest apart */
  value: number
  /** the lowest group's rate; null for a statement that divides */
  lowest: number | null
  groups: (Cell | null)[]
  missing: number
}

export interface MarkedReport {
  cannotSay: NoGrouping | null
  groups: GroupName[]
  byChance: GroupsByChance | null
  shared: Marked[]
  divisive: Marked[]
}

/**
 * Which statements do all groups share, and which divide them most? At most `most` of each.
 *
 * @throws BadInput as `agreementReport`, and for a `most` that is not a whole number from 1 on
 */
export function markedStatements(
  votes: Votes,
  choice: AgreementChoice & { most: number },
  control?: Control,
): MarkedReport {
  wholeNumber('most', choice.most, 1, MOST_NAMED)
  const { cannotSay, groups, byChance, statements } = agreementReport(votes, choice, control)
  const first = (marked: Marked[]) =>
    marked
      .sort((one, other) => other.value - one.value || (one.statement < other.statement ? -1 : 1))
      .slice(0, choice.most)
  const shared = statements.flatMap((row) => {
    const { statement, groups: cells, missing } = row
    if (!row.agree || !row.disagree) return []
    const says = row.agree.geometric >= row.disagree.geometric ? ('agree' as const) : ('disagree' as const)
    const { geometric, lowest } = row[says]!
    // half of every group at least: what one group rejects is not shared, whatever the mean says
    return lowest > 0.5 ? [{ statement, says, value: geometric, lowest, groups: cells, missing }] : []
  })
  const divisive = statements.flatMap(({ statement, gap, groups: cells, missing }) =>
    gap === null || gap === 0 ? [] : [{ statement, says: null, value: gap, lowest: null, groups: cells, missing }],
  )
  return { cannotSay, groups, byChance, shared: first(shared), divisive: first(divisive) }
}

/** The statements that stand for each group. */
export interface RepresentativeReport {
  cannotSay: NoGrouping | null
  byChance: GroupsByChance | null
  groups: (GroupName & { statements: (Omit<Representative, 'statement'> & { statement: string; cell: Cell })[] })[]
}

/**
 * Which statements stand for each group, against the others? At most `most` of each.
 *
 * @throws BadInput as `markedStatements`
 */
export function representativeReport(
  votes: Votes,
  choice: GroupChoice & { most: number },
  control?: Control,
): RepresentativeReport {
  wholeNumber('most', choice.most, 1, MOST_NAMED)
  const { told, byChance } = groupVotes(votes, choice, control)
  if (typeof told === 'string') return { cannotSay: told, byChance, groups: [] }
  const { tally, shown } = told
  const anyGroup = tally.groups * tally.statements
  const groups = told.names.map((name, g) => {
    const own = g * tally.statements
    // a ratio tells of the others too: they must be five as well
    const may = (s: number) => shown[own + s] === 1 && tally.seen[anyGroup + s]! - tally.seen[own + s]! >= leastShown
    const statements = representativeStatements(tally, g, choice.most, may).map((found) => ({
      ...found,
      statement: votes.ids.statements[found.statement]!,
      cell: cellOf(tally, g, found.statement)!,
    }))
    return { ...name, statements }
  })
  return { cannotSay: null, byChance, groups }
}

/** Groups found by how people vote, as totals: who is in which is not in it. */
export interface FoundGroupsReport {
  cannotSay: NoGroups['cannotSay'] | null
  /** voters with enough votes to be placed, and all voters */
  placed: number
  voters: number
  /** people in each, the largest first */
  groups: number[]
  silhouette: number | null
  byCount: FoundGroups['byCount']
  /** share of the differences that the two axes of the picture hold */
  explained: [number, number] | null
  /** what chance alone gives; null where no groups were found, and where it was not asked for */
  byChance: GroupsByChance | null
}

/** Do people fall into groups by how they vote? */
export function foundGroupsReport(
  votes: Votes,
  choice: { mostGroups: number; shuffles: number; seed: number | string },
  control?: Control,
): FoundGroupsReport {
  const { mostGroups, shuffles, seed } = choice
  const search = { mostGroups, seed }
  wholeNumber('shuffles', shuffles, 0, 1000)
  const { found, byChance } = comparedGroups(votes, search, shuffles, control)
  const { voters } = votes
  if ('cannotSay' in found) {
    const { cannotSay, placed } = found
    return { cannotSay, placed, voters, groups: [], silhouette: null, byCount: [], explained: null, byChance }
  }
  const { placed, byCount, explained } = found
  const groups = Array.from(groupsOf(found.groupOf, found.count).people)
  return { cannotSay: null, placed, voters, groups, silhouette: found.silhouette, byCount, explained, byChance }
}
