import { wholeNumber } from '../bad-input.ts'
import { sequence, shuffle, streamKey } from '../chance.ts'
import { type Control, checkpoint, quiet, stretch } from '../control.ts'
import { inStretches } from '../network/in-stretches.ts'
import { type FoundGroups, findGroups, type GroupSearch, leastVoters, type NoGroups } from './found-groups.ts'
import { nowAndThen } from './now-and-then.ts'
import { placeVoters } from './opinion-places.ts'
import type { Votes } from './votes.ts'

/** How well groups stand apart that chance alone makes. */
export interface GroupsByChance {
  /** the median silhouette over the shuffles in which groups were found; null where there were none */
  median: number | null
  /** share of the shuffles whose groups stand apart at least as well as those found: near 0 = more than chance */
  share: number
  shuffles: number
}

/** With fewer shuffles chance cannot be ruled out at one time in twenty. */
export const fewestShuffles = 19

/** Would chance alone give groups as clear as these at most one time in twenty? `(k + 1) / (shuffles + 1) ≤ 0.05` for k as clear ones. */
export function isClearerThanChance({ share, shuffles }: GroupsByChance): boolean {
  return 20 * (Math.round(share * shuffles) + 1) <= shuffles + 1
}

/** Groups by how people vote, and beside them what chance gives; null where there are none, and for 0 shuffles. */
export function comparedGroups(
  votes: Votes,
  search: GroupSearch,
  shuffles: number,
  control?: Control,
): { found: FoundGroups | NoGroups; byChance: GroupsByChance | null } {
  const found = findGroups(votes, search, stretch(control, 0, 1 / (shuffles + 1)))
  if ('cannotSay' in found || shuffles === 0) return { found, byChance: null }
  const rest = stretch(control, 1 / (shuffles + 1), 1)
  return { found, byChance: groupsByChance(votes, search, found.silhouette, shuffles, rest) }
}

/** Axes as exact as a silhouette to two digits needs. */
const SOUND = 1e-2

/**
 * Would groups as clear as these come out if nobody voted in camps? Some division is always found, so this is what to compare it with: the
 * votes on each statement are shuffled among those who voted on it, which keeps every tally and who saw what, and lets only go which
 * votes came from the same person. Then groups are looked for again.
 *
 * Cost: a search for groups for each shuffle. The result does not depend on the order of voters.
 *
 * @param found silhouette of the groups that were found
 * @throws BadInput for a number of shuffles outside 1 to 1000; Error named AbortError when stopped
 */
export function groupsByChance(
  votes: Votes,
  search: GroupSearch,
  found: number,
  shuffles: number,
  control?: Control,
): GroupsByChance | null {
  wholeNumber('shuffles', shuffles, 1, 1000)
  const stop = quiet(control)
  const places = placeVoters(votes, leastVoters, SOUND, stop)
  if (typeof places === 'number') return null
  const placed = rowsOf(votes, places.voter, stop)
  const values: number[] = []
  for (let nth = 0; nth < shuffles; nth++) {
    checkpoint(control, nth / shuffles)
    const shuffled = shuffledVotes(placed, sequence(streamKey(search.seed, `shuffled votes ${nth}`)), stop)
    const groups = findGroups(shuffled, { ...search, sound: SOUND }, stop)
    if (!('cannotSay' in groups)) values.push(groups.silhouette)
  }
  values.sort((one, other) => one - other)
  return {
    median: values.length > 0 ? values[(values.length - 1) >> 1]! : null,
    share: values.filter((value) => value >= found).length / shuffles,
    shuffles,
  }
}

/** The votes of some voters, in this order, without sides. */
function rowsOf(votes: Votes, voter: Uint32Array, control: Control | undefined): Votes {
  const now = nowAndThen(control)
  const start = new Uint32Array(voter.length + 1)
  voter.forEach((i, row) => {
    start[row + 1] = start[row]! + votes.start[i + 1]! - votes.start[i]!
  })
  const statement = new Uint32Array(start[voter.length]!)
  const says = new Int8Array(statement.length)
  voter.forEach((i, row) => {
    now()
    statement.set(votes.statement.subarray(votes.start[i]!, votes.start[i + 1]!), start[row]!)
    says.set(votes.says.subarray(votes.start[i]!, votes.start[i + 1]!), start[row]!)
  })
  const noSides = { sideStart: new Uint32Array(voter.length + 1), side: new Uint32Array(0) }
  return {
    ids: { statements: votes.ids.statements, sides: [] },
    voters: voter.length,
    start,
    statement,
    says,
    ...noSides,
  }
}

function shuffledVotes(votes: Votes, next: () => number, control: Control | undefined): Votes {
  const byStatement: number[][] = votes.ids.statements.map(() => [])
  inStretches(votes.statement.length, control, (begin, end) => {
    for (let k = begin; k < end; k++) byStatement[votes.statement[k]!]!.push(k)
  })
  const says = new Int8Array(votes.says.length)
  for (const places of byStatement) {
    checkpoint(control, 0)
    const from = places.slice()
    shuffle(from, next)
    places.forEach((place, k) => {
      says[place] = votes.says[from[k]!]!
    })
  }
  return { ...votes, says }
}
