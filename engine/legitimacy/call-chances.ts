import { BadInput, listAt, numberWithin, wholeNumber, withFields } from '../bad-input.ts'

/**
 * With what chance members of each practice would come if somebody called: candidates in rows, numbered from 0 in the order given, which
 * decides between equals.
 *
 * "CSR": candidate c stands in entries `start[c]` up to, not including, `start[c + 1]`, practices ascending. A practice that is not listed
 * for a candidate gives them no chance there.
 */
export interface CallChances {
  readonly candidates: number
  readonly practices: number
  /** how much each practice counts, 0 or more */
  readonly stake: Float64Array
  /** 1: enough members were asked to tell; 0: nobody was, and then nothing is said of this practice */
  readonly asked: Uint8Array
  readonly start: Uint32Array
  readonly practice: Uint32Array
  /** 0 to 1 */
  readonly chance: Float64Array
}

/** Chances in columns: members of practice `practice[k]` would come with `chance[k]` if `candidate[k]` called. */
export interface ChanceColumns {
  candidates: number
  practices: number
  candidate: ArrayLike<number>
  practice: ArrayLike<number>
  /** 0 to 1 */
  chance: ArrayLike<number>
  /** how much each practice counts; 1 unless given */
  stake?: ArrayLike<number>
  /** which practices were asked about anybody; unless given, those that stand in a row */
  asked?: ArrayLike<number>
}

/** Candidates and practices are kept in 32 bits. */
const MOST = 2 ** 31 - 2

/**
 * Puts columns of chances into rows by candidate. The order of the columns does not matter. Cost O(candidates + practices + rows).
 *
 * @throws BadInput for what are no columns, and naming the row for a number out of range, a chance that is not from 0 to 1, or a row that comes twice
 */
export function callChances(columns: ChanceColumns): CallChances {
  withFields('columns', columns)
  const candidates = wholeNumber('candidates', columns.candidates, 0, MOST)
  const practices = wholeNumber('practices', columns.practices, 0, MOST)
  const rows = listAt('candidate', columns.candidate, 'numbers').length
  for (const name of ['practice', 'chance'] as const) {
    if (listAt(name, columns[name], 'numbers').length !== rows)
      throw new BadInput(`length of ${name}`, columns[name].length, `give ${rows}`)
  }
  const start = new Uint32Array(candidates + 1)
  for (let k = 0; k < rows; k++) {
    wholeNumber(`candidate[${k}]`, columns.candidate[k], 0, candidates - 1)
    wholeNumber(`practice[${k}]`, columns.practice[k], 0, practices - 1)
    numberWithin(`chance[${k}]`, columns.chance[k], 0, 1)
    start[columns.candidate[k]! + 1]!++
  }
  for (let c = 0; c < candidates; c++) start[c + 1]! += start[c]!
  const byPractice = sorted(columns.practice, practices, null)
  const order = sorted(columns.candidate, candidates, byPractice)
  const practice = Uint32Array.from(order, (k) => columns.practice[k]!)
  for (let k = 1; k < rows; k++) {
    const [row, before] = [order[k]!, order[k - 1]!]
    if (practice[k] === practice[k - 1] && columns.candidate[row] === columns.candidate[before]) {
      throw new BadInput(`row ${row}`, `candidate ${columns.candidate[row]}`, `it stands in row ${before} already`)
    }
  }
  return {
    candidates,
    practices,
    stake: stakes(columns, practices),
    asked: askedPractices(columns, practices),
    start,
    practice,
    chance: Float64Array.from(order, (k) => columns.chance[k]!),
  }
}

/** The rows by their key, rows with the same key in the order they had: one pass of a counting sort. */
function sorted(keys: ArrayLike<number>, count: number, before: Uint32Array | null): Uint32Array {
  const next = new Uint32Array(count + 1)
  for (let k = 0; k < keys.length; k++) next[keys[k]! + 1]!++
  for (let c = 0; c < count; c++) next[c + 1]! += next[c]!
  const order = new Uint32Array(keys.length)
  for (let k = 0; k < keys.length; k++) {
    const row = before ? before[k]! : k
    order[next[keys[row]!]!++] = row
  }
  return order
}

function stakes({ stake }: ChanceColumns, practices: number): Float64Array {
  if (!stake) return new Float64Array(practices).fill(1)
  if (stake.length !== practices) throw new BadInput('length of stake', stake.length, `give ${practices}`)
  for (let g = 0; g < practices; g++) {
    if (!(Number.isFinite(stake[g]) && stake[g]! >= 0)) {
      throw new BadInput(`stake[${g}]`, stake[g], 'give a number, 0 or more')
    }
  }
  return Float64Array.from(stake)
}

function askedPractices({ asked, practice }: ChanceColumns, practices: number): Uint8Array {
  const marks = new Uint8Array(practices)
  for (let k = 0; k < practice.length; k++) marks[practice[k]!] = 1
  if (!asked) return marks
  if (asked.length !== practices) throw new BadInput('length of asked', asked.length, `give ${practices}`)
  for (let g = 0; g < practices; g++) if (asked[g]) marks[g] = 1
  return marks
}

/** How several chances for one practice are put together. */
export type CoverageForm = 'product' | 'cautious' | 'yes-or-no'
export const coverageForms: readonly CoverageForm[] = ['product', 'cautious', 'yes-or-no']

/**
 * The form, when it is one of them: any other word would quietly count as another form.
 *
 * @throws BadInput otherwise
 */
export function checkedForm(form: CoverageForm): CoverageForm {
  if (coverageForms.includes(form)) return form
  throw new BadInput('form', form, `give one of ${coverageForms.join(', ')}`)
}

/** What one more chance makes of what is covered already. */
export function joined(form: CoverageForm, covered: number, chance: number): number {
  if (form === 'product') return covered + (1 - covered) * chance
  return chance > covered ? chance : covered
}

/** The chances themselves, or 1 and 0 for reaching `theta` when only yes or no counts. */
export function countedChances(calls: CallChances, form: CoverageForm, theta: number): Float64Array {
  return form === 'yes-or-no' ? calls.chance.map((chance) => (chance >= theta ? 1 : 0)) : calls.chance
}

/** What all practices together count that enough members were asked in. */
export function askedStake(calls: CallChances): number {
  let sum = 0
  for (let g = 0; g < calls.practices; g++) if (calls.asked[g]) sum += calls.stake[g]!
  return sum
}

/**
 * Who of these candidates, ascending and each once.
 *
 * @throws BadInput for a number out of range or one that comes twice
 */
export function checkedTeam(calls: CallChances, team: ArrayLike<number>): number[] {
  const members = Array.from(listAt('team', team, 'numbers')).sort((x, y) => x - y)
  for (const [at, member] of members.entries()) {
    wholeNumber('member of the team', member, 0, calls.candidates - 1)
    if (members[at - 1] === member) throw new BadInput('member of the team', member, 'name each candidate once')
  }
  return members
}
