import { wholeNumber } from '../bad-input.ts'
import { sequence, shuffle, streamKey } from '../chance.ts'
import { type Control, checkpoint } from '../control.ts'
import { findGroups, type GroupSearch, leastVoters } from './found-groups.ts'
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
  const places = placeVoters(votes, leastVoters, SOUND)
  if (typeof places === 'number') return null
  const placed = rowsOf(votes, places.voter)
  const values: number[] = []
  for (let nth = 0; nth < shuffles; nth++) {
    checkpoint(control, nth / shuffles)
    const shuffled = shuffledVotes(placed, sequence(streamKey(search.seed, `shuffled votes ${nth}`)))
    const groups = findGroups(shuffled, { ...search, sound: SOUND }, { shouldStop: control?.shouldStop })
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
function rowsOf(votes: Votes, voter: Uint32Array): Votes {
  const start = new Uint32Array(voter.length + 1)
  voter.forEach((i, row) => {
    start[row + 1] = start[row]! + votes.start[i + 1]! - votes.start[i]!
  })
  const statement = new Uint32Array(start[voter.length]!)
  const says = new Int8Array(statement.length)
  voter.forEach((i, row) => {
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

function shuffledVotes(votes: Votes, next: () => number): Votes {
  const byStatement: number[][] = votes.ids.statements.map(() => [])
  votes.statement.forEach((s, k) => void byStatement[s]!.push(k))
  const says = new Int8Array(votes.says.length)
  for (const places of byStatement) {
    const from = places.slice()
    shuffle(from, next)
    places.forEach((place, k) => {
      says[place] = votes.says[from[k]!]!
    })
  }
  return { ...votes, says }
}
