import { type Control, quiet } from '../control.ts'
import { nowAndThen } from './now-and-then.ts'
import { type CentredRows, principalAxes } from './principal-axes.ts'
import type { Votes } from './votes.ts'

/** Fewer votes than this (or all statements, if those are fewer) say too little to place somebody. */
const ENOUGH_VOTES = 7

/** Where voters stand by how they vote, in the plane of the two axes along which votes differ most. */
export interface OpinionPlaces {
  /** the voters who are placed, in an order that their votes alone decide */
  voter: Uint32Array
  /** x and y of each of them */
  place: Float64Array
  /** the two axes, one after the other, one number for each statement; null when all voted alike */
  loading: Float64Array | null
  /** share of the differences between voters that each axis holds */
  share: [number, number] | null
}

/**
 * Where does everybody stand by how they vote?
 *
 * A vote counts 1, 0 or −1 against the statement's mean among the placed; what somebody did not see counts as that mean. The place is the
 * projection on the first two principal components times √(statements / votes of the person), which sets right that who voted on few
 * statements would be drawn to the middle.
 *
 * Rows are taken in the order of the votes in them, so neither order nor names of voters matter, to the last bit.
 *
 * @param least where fewer than this can be placed, their number is returned instead
 * @param sound how exact the axes have to be, see `principalAxes`
 */
export function placeVoters(votes: Votes, least: number, sound?: number, control?: Control): OpinionPlaces | number {
  const enough = Math.max(1, Math.min(ENOUGH_VOTES, votes.ids.statements.length))
  const rows: number[] = []
  for (let i = 0; i < votes.voters; i++) if (votes.start[i + 1]! - votes.start[i]! >= enough) rows.push(i)
  if (rows.length < least) return rows.length
  const now = nowAndThen(control)
  rows.sort((one, other) => {
    now()
    return compareVotes(votes, one, other)
  })
  const voter = Uint32Array.from(rows)
  const matrix = centred(votes, voter, quiet(control))
  const axes = principalAxes(matrix, sound, control)
  if (!axes) return { voter, place: new Float64Array(2 * voter.length), loading: null, share: null }
  return { voter, place: projected(matrix, axes.loading, quiet(control)), loading: axes.loading, share: axes.share }
}

function compareVotes(votes: Votes, one: number, other: number): number {
  const { start, statement, says } = votes
  let i = start[one]!
  let j = start[other]!
  const iEnd = start[one + 1]!
  const jEnd = start[other + 1]!
  for (; i < iEnd && j < jEnd; i++, j++) {
    const gap = statement[i]! - statement[j]! || says[i]! - says[j]!
    if (gap !== 0) return gap
  }
  return iEnd - i - (jEnd - j)
}

function centred(votes: Votes, voter: Uint32Array, control: Control | undefined): CentredRows {
  const columns = votes.ids.statements.length
  const sum = new Float64Array(columns)
  const seen = new Float64Array(columns)
  const start = new Uint32Array(voter.length + 1)
  const now = nowAndThen(control)
  voter.forEach((i, row) => {
    now()
    start[row + 1] = start[row]! + votes.start[i + 1]! - votes.start[i]!
    for (let k = votes.start[i]!; k < votes.start[i + 1]!; k++) {
      sum[votes.statement[k]!]! += votes.says[k]!
      seen[votes.statement[k]!]!++
    }
  })
  const column = new Uint32Array(start[voter.length]!)
  const value = new Float64Array(column.length)
  voter.forEach((i, row) => {
    now()
    const shift = start[row]! - votes.start[i]!
    for (let k = votes.start[i]!; k < votes.start[i + 1]!; k++) {
      const s = votes.statement[k]!
      column[k + shift] = s
      value[k + shift] = votes.says[k]! - sum[s]! / seen[s]!
    }
  })
  return { rows: voter.length, columns, start, column, value }
}

function projected(
  { rows, columns, start, column, value }: CentredRows,
  loading: Float64Array,
  control: Control | undefined,
): Float64Array {
  const place = new Float64Array(2 * rows)
  const now = nowAndThen(control)
  for (let i = 0; i < rows; i++) {
    now()
    let x = 0
    let y = 0
    for (let k = start[i]!; k < start[i + 1]!; k++) {
      x += value[k]! * loading[column[k]!]!
      y += value[k]! * loading[columns + column[k]!]!
    }
    const scale = Math.sqrt(columns / (start[i + 1]! - start[i]!))
    place[2 * i] = x * scale
    place[2 * i + 1] = y * scale
  }
  return place
}
