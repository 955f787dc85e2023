import { BadInput, listAt, wholeNumber, withFields } from '../bad-input.ts'
import { type Control, checkpoint, quiet } from '../control.ts'
import { inStretches } from '../network/in-stretches.ts'
import { STEPS_BETWEEN_STOPS } from '../network/steps-between-stops.ts'

/** What a voter said to a statement; a statement that was not seen has no row. */
export type Says = 'agree' | 'disagree' | 'pass'

/** Votes as they were cast, with the caller's own ids. */
export interface VotesInput {
  /** the sides of the one boundary that is looked at; none where there is no boundary */
  sides: readonly string[]
  /** where each voter stands on it: no side = not known, several = straddles and counts on each */
  voters: readonly { id: string; sides: readonly string[] }[]
  statements: readonly { id: string }[]
  /** a voter says one thing to a statement; later votes replace earlier ones before they come here */
  votes: readonly { voter: string; statement: string; says: Says }[]
}

/**
 * Votes as the engine counts them: numbers instead of ids. Statements and sides are numbered in the order of their ids, voters as
 * they came, and the ids of voters stay outside: nothing here can be written down about a person.
 *
 * "CSR": the votes of voter i are entries `start[i]` up to, not including, `start[i + 1]`, statements ascending.
 */
export interface Votes {
  readonly ids: { readonly statements: readonly string[]; readonly sides: readonly string[] }
  readonly voters: number
  readonly start: Uint32Array
  readonly statement: Uint32Array
  /** 1 agree, −1 disagree, 0 pass */
  readonly says: Int8Array
  /** the sides of voter i (CSR, ascending) */
  readonly sideStart: Uint32Array
  readonly side: Uint32Array
}

const saying: Record<Says, number> = { agree: 1, disagree: -1, pass: 0 }

/**
 * Turns votes into numbers. The order of statements, sides and votes does not matter.
 *
 * Cost O(votes · log(votes of a voter)).
 *
 * @throws BadInput naming the row: an id that comes twice or is unknown, a vote that is none of the three, a statement voted on twice
 */
export function buildVotes(input: VotesInput): Votes {
  checkShape(input)
  const statements = numbered('statements', input.statements)
  const sides = numbered(
    'sides',
    input.sides.map((id) => ({ id })),
  )
  const voters = new Map<string, number>()
  input.voters.forEach(({ id }, i) => {
    if (voters.has(id)) throw new BadInput(`voters[${i}].id`, id, 'it comes twice; give each voter once')
    voters.set(id, i)
  })
  const standing = input.voters.map(({ sides: ids }, i) => {
    const set = new Set(ids.map((id) => known(sides.numbers, `voters[${i}].sides`, id, 'side')))
    return [...set].sort((one, other) => one - other)
  })
  return {
    ids: { statements: statements.ids, sides: sides.ids },
    voters: input.voters.length,
    ...votesByVoter(input.votes, voters, statements.numbers),
    sideStart: starts(standing.map((set) => set.length)),
    side: Uint32Array.from(standing.flat()),
  }
}

/** Refuses what is no such table at all, so that nothing below reads what is not there. */
function checkShape(input: VotesInput): void {
  withFields('votes', input)
  listAt('sides', input.sides)
  for (const name of ['voters', 'statements', 'votes'] as const) {
    const rows: readonly object[] = listAt(name, input[name])
    for (const [row, one] of rows.entries()) withFields(`${name}[${row}]`, one)
  }
  for (const [i, { sides }] of input.voters.entries()) listAt(`voters[${i}].sides`, sides)
}

/**
 * The votes, when they are such as `buildVotes` makes them. Cost O(votes).
 *
 * @throws BadInput naming the place otherwise; Error named AbortError when stopped
 */
export function checkedVotes(votes: Votes, control?: Control): Votes {
  const stop = quiet(control)
  const { ids, voters, start, statement, says, sideStart, side } = withFields('votes', votes)
  const { statements, sides } = withFields('votes.ids', ids)
  wholeNumber('votes.voters', voters, 0, 2 ** 31 - 2)
  checkRows(
    voters,
    'votes.statement',
    { start, entries: statement, count: listAt('statements', statements).length },
    stop,
  )
  checkRows(voters, 'votes.side', { start: sideStart, entries: side, count: listAt('sides', sides).length }, stop)
  if (!(says instanceof Int8Array && says.length === statement.length)) {
    throw new BadInput('votes.says', says?.length, `give ${statement.length} in an Int8Array`)
  }
  inStretches(says.length, stop, (begin, end) => {
    for (let k = begin; k < end; k++) {
      if (says[k]! < -1 || says[k]! > 1) throw new BadInput(`votes.says[${k}]`, says[k], 'give 1, -1 or 0')
    }
  })
  return votes
}

/** Each voter's entries: numbers below `count`, ascending and each once. */
function checkRows(
  voters: number,
  place: string,
  { start, entries, count }: { start: Uint32Array; entries: Uint32Array; count: number },
  control: Control | undefined,
): void {
  if (!(start instanceof Uint32Array && entries instanceof Uint32Array && start.length === voters + 1)) {
    throw new BadInput(place, entries, `give it and ${voters + 1} places where voters begin, in Uint32Arrays`)
  }
  if (start[0] !== 0 || start[voters] !== entries.length) {
    throw new BadInput(place, entries.length, `the last voter ends at ${start[voters]}`)
  }
  let pause = 0
  for (let i = 0; i < voters; i++) {
    const [first, end] = [start[i]!, start[i + 1]!]
    if (i + first >= pause) {
      checkpoint(control, i / voters)
      pause = i + first + STEPS_BETWEEN_STOPS
    }
    if (end < first) throw new BadInput(`${place}, end of voter ${i}`, end, `give ${first} or more`)
    for (let k = first; k < end; k++) {
      if (entries[k]! >= count || (k > first && entries[k]! <= entries[k - 1]!)) {
        throw new BadInput(`${place}[${k}]`, entries[k], `give numbers below ${count}, ascending for each voter`)
      }
    }
  }
}

function votesByVoter(
  rows: VotesInput['votes'],
  voters: Map<string, number>,
  statements: Map<string, number>,
): Pick<Votes, 'start' | 'statement' | 'says'> {
  const byVoter: Map<number, number>[] = Array.from({ length: voters.size }, () => new Map())
  rows.forEach((row, k) => {
    const own = byVoter[known(voters, `votes[${k}].voter`, row.voter, 'voter')]!
    const statement = known(statements, `votes[${k}].statement`, row.statement, 'statement')
    if (!Object.hasOwn(saying, row.says)) {
      throw new BadInput(`votes[${k}].says`, row.says, 'give agree, disagree or pass, and no row for what was not seen')
    }
    if (own.has(statement)) {
      throw new BadInput(
        `votes[${k}]`,
        `${row.voter} on ${row.statement}`,
        'it comes twice; give the latest vote alone',
      )
    }
    own.set(statement, saying[row.says])
  })
  const start = starts(byVoter.map((own) => own.size))
  const statement = new Uint32Array(rows.length)
  const says = new Int8Array(rows.length)
  byVoter.forEach((own, i) => {
    let at = start[i]!
    for (const [number, said] of [...own].sort((one, other) => one[0] - other[0])) {
      statement[at] = number
      says[at++] = said
    }
  })
  return { start, statement, says }
}

function numbered(place: string, rows: readonly { id: string }[]) {
  const ids = rows.map(({ id }) => id).sort()
  const twice = ids.findIndex((id, k) => id === ids[k - 1])
  if (twice > 0) throw new BadInput(place, ids[twice], 'it comes twice; give each once')
  return { ids, numbers: new Map(ids.map((id, number) => [id, number])) }
}

function known(numbers: Map<string, number>, place: string, id: string, what: string): number {
  const number = numbers.get(id)
  if (number === undefined) throw new BadInput(place, id, `there is no ${what} of this id`)
  return number
}

function starts(lengths: readonly number[]): Uint32Array {
  const start = new Uint32Array(lengths.length + 1)
  lengths.forEach((length, i) => {
    start[i + 1] = start[i]! + length
  })
  return start
}
