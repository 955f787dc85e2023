import type { DrawnTie } from '../drawn-landscape.ts'
import { cleanId } from './clean-text.ts'
import { USUAL_STRENGTH } from './folder-format.ts'
import type { NamedFile } from './named-file.ts'
import { type Problem, shortened } from './problem.ts'
import { pause, refuseFile } from './read-table.ts'
import { type FileCount, type Reading, tell } from './reading.ts'
import { setStrengths } from './set-strengths.ts'
import { delimiterOf, tableRows } from './table-rows.ts'

/** Names in the first row and the same names, in the same order, in the first column: who knows whom as a square. */
export function looksLikeMatrix(rows: readonly (readonly string[])[]): boolean {
  const [head = [], ...others] = rows
  const names = head.slice(1).map((name) => name.trim())
  if (names.length < 2 || others.length < 2 || names.some((name) => name === '')) return false
  if (new Set(names).size < names.length) return false
  return others.every((cells, at) => at >= names.length || cells[0]?.trim() === names[at])
}

export interface Matrix {
  people: string[]
  ties: DrawnTie[]
}

/**
 * Ties from a square of who knows whom, from the row to the column; empty cells and 0 say nothing. Two equal cells across the diagonal
 * are one tie both ways. Everybody named is a person, also those without a tie. Each row of the file is taken or refused.
 */
export async function readMatrix(file: NamedFile, reading: Reading): Promise<Matrix> {
  const count: FileCount = { file: file.name, rowsRead: 0, accepted: 0, refused: 0 }
  reading.files.push(count)
  let names: string[] | null = null
  const weights = new Map<string, Map<string, number>>()
  for await (const one of tableRows(file, await delimiterOf(file))) {
    if (one.kind === 'broken') {
      const { row, code, value, facts } = one
      refuseFile(reading, { file: file.name, row, code, value, facts })
      return { people: [], ties: [] }
    }
    if (one.cells.every((cell) => cell.trim() === '')) continue
    if (names === null) {
      names = one.cells.slice(1).map((cell) => cleanId(cell).text ?? '')
      continue
    }
    if (++count.rowsRead % 100 === 0) await pause(reading)
    const problem = keepRow(one, names, weights, file.name)
    if (problem) {
      count.refused++
      tell(reading, problem)
      reading.onRefused?.({
        file: file.name,
        row: one.row,
        header: ['', ...names],
        cells: one.cells,
        reasons: [problem],
      })
    } else count.accepted++
  }
  const ties = tiesIn(weights)
  setStrengths(ties, file.name, reading)
  return { people: names ?? [], ties: ties.map(({ tie }) => tie) }
}

function keepRow(
  { row, cells }: { row: number; cells: string[] },
  names: string[],
  weights: Map<string, Map<string, number>>,
  file: string,
): Problem | null {
  const wrong = (code: Problem['code'], field: string | null, value: string, facts?: Problem['facts']): Problem => {
    return { file, row, field, value: shortened(value), code, severity: 'refused-row', facts }
  }
  const from = cleanId(cells[0] ?? '').text ?? ''
  if (!names.includes(from)) return wrong('unknown-person', null, from)
  if (weights.has(from)) return wrong('said-before-here', null, from)
  const said = new Map<string, number>()
  for (const [at, cell] of cells.slice(1).entries()) {
    const text = cell.trim().replace(',', '.')
    const to = names[at]
    if (text === '' || Number(text) === 0) continue
    if (to === undefined) return wrong('too-many-cells', null, cell, { cells: cells.length, width: names.length + 1 })
    const weight = /^(yes|x|sim|sí|oui|true)$/iu.test(text) ? USUAL_STRENGTH : Number(text)
    if (!Number.isFinite(weight)) return wrong('not-a-number', to, cell)
    if (weight < 0) return wrong('strength-outside', to, cell)
    if (to === from) return wrong('self-tie', to, to)
    said.set(to, weight)
  }
  weights.set(from, said)
  return null
}

function tiesIn(weights: Map<string, Map<string, number>>): { tie: DrawnTie; weight: number }[] {
  const ties: { tie: DrawnTie; weight: number }[] = []
  const done = new Set<string>()
  for (const [from, row] of weights) {
    for (const [to, weight] of row) {
      if (done.has(JSON.stringify([from, to]))) continue
      const mutual = weights.get(to)?.get(from) === weight
      if (mutual) done.add(JSON.stringify([to, from]))
      const nobody = { reportedBy: null, since: null, until: null, confirmed: null, recorded: null, retracted: null }
      ties.push({ tie: { from, to, kind: 'talks', strength: weight, mutual, says: 'yes', ...nobody }, weight })
    }
  }
  return ties
}
