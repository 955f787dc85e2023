import { BadInput } from '../bad-input.ts'

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
