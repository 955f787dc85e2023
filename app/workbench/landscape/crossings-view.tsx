import { type CrossingCell, crossingMatrix } from '@ecotone/engine/crossing/crossing-matrix.ts'
import { type Dimension, partsOf } from '@ecotone/engine/crossing/dimension.ts'
import { buildLandscape } from '@ecotone/engine/network/build-landscape.ts'
import { withoutSmallCells } from '@ecotone/engine/small-cells.ts'
import type { Language } from '../../platform/i18n/language.ts'
import { writeNumber } from '../../platform/i18n/numbers.ts'
import { EvidenceNote } from '../../ui/note.tsx'
import { Table } from '../../ui/table.tsx'
import type { DrawnBoundary, DrawnLandscape } from './drawn-landscape.ts'
import { peopleLive } from './landscape.ts'
import { landscapeInput } from './landscape-input.ts'
import { landscapeWords } from './landscape-words.ts'

/** Under this many people on a side nothing is counted. */
const fewestCounted = 5

/** Sides or groups that are set side by side at the most: the cells are so many times so many, and nobody reads a table of a thousand columns. */
const mostParts = 150

interface CrossingsProps {
  language: Language
  drawn: DrawnLandscape
  boundary: DrawnBoundary | null
  today: string
  /** whether numbers of fewer than five are told: to the team, and where nobody lives (rule E10) */
  ofFew: boolean
}

/** The boundary matrix: for each two sides (or, without a boundary, groups) the ties seen beside those that chance would give. */
export function CrossingsView(props: CrossingsProps) {
  const { language, boundary } = props
  const say = landscapeWords(language)
  const crossings = crossingsOf(props)
  if (crossings.kind === 'too-many') return <EvidenceNote>{tooMany(props, crossings.parts)}</EvidenceNote>
  const { matrix, names, parts, cellOf } = crossings
  return (
    <>
      <Table
        language={language}
        caption={
          boundary === null ? say('crossings_practices_caption') : say('crossings_caption', { boundary: boundary.name })
        }
        columns={[{ label: say('col_of_side') }, ...parts.map((part) => ({ label: names[part] ?? '' }))]}
        rows={parts.map((row) => [
          names[row] ?? '',
          ...parts.map((column) =>
            row === column ? <span class="muted">–</span> : <Cell language={language} cell={cellOf(row, column)} />,
          ),
        ])}
      />
      <EvidenceNote>
        {say('crossings_note', { answered: matrix.answered.answered, people: matrix.answered.people })}
      </EvidenceNote>
    </>
  )
}

/** The same as rows of text, with a header, for spreadsheets. */
export function crossingsInText(props: CrossingsProps): { columns: string[]; rows: string[][] } {
  const say = landscapeWords(props.language)
  const crossings = crossingsOf(props)
  if (crossings.kind === 'too-many') return { columns: [tooMany(props, crossings.parts)], rows: [] }
  const { names, parts, cellOf } = crossings
  return {
    columns: [say('col_of_side'), ...parts.map((part) => names[part] ?? '')],
    rows: parts.map((row) => [
      names[row] ?? '',
      ...parts.map((column) => {
        const cell = cellOf(row, column)
        return row === column || !cell ? '' : inWords(props.language, cell)
      }),
    ]),
  }
}

function tooMany({ language }: CrossingsProps, parts: number): string {
  return landscapeWords(language)('crossings_too_many', { n: parts, most: mostParts })
}

function crossingsOf({ drawn, boundary, today, ofFew }: CrossingsProps) {
  const landscape = buildLandscape(landscapeInput(drawn, { asOf: drawn.about.asOf ?? today }))
  const number = boundary === null ? -1 : landscape.ids.boundaries.indexOf(boundary.id)
  const dimension: Dimension = number < 0 ? 'practices' : { boundary: number }
  const count = partsOf(landscape, dimension).numbers.length
  if (count > mostParts) return { kind: 'too-many', parts: count } as const
  const matrix = crossingMatrix(landscape, dimension)
  const names = number < 0 ? practiceNames(drawn, landscape.ids.practices) : landscape.ids.sides
  const parts = [...new Set(matrix.cells.flatMap(({ one, other }) => [one, other]))].sort((a, b) => a - b)
  // all pairs with their total: no pair can be taken from what is told of the others
  const told = withoutSmallCells([matrix.cells.map(({ seen }) => seen)]).cells[0] ?? []
  const open = ofFew || !peopleLive(drawn.about.basis)
  const nthOf = new Map(matrix.cells.map(({ one, other }, nth) => [`${one} ${other}`, nth]))
  const cellOf = (a: number, b: number) => {
    const nth = nthOf.get(`${Math.min(a, b)} ${Math.max(a, b)}`) ?? -1
    const cell = matrix.cells[nth]
    return cell && { ...cell, isTold: !isFew(cell) && (open || told[nth] !== null) }
  }
  return { kind: 'counted', matrix, names, parts, cellOf } as const
}

function practiceNames(drawn: DrawnLandscape, ids: readonly string[]): string[] {
  const names = new Map(drawn.practices.map(({ id, name }) => [id, name]))
  return ids.map((id) => names.get(id) ?? id)
}

type ToldCell = CrossingCell & { isTold: boolean }

function isFew({ answered: { one, other } }: CrossingCell): boolean {
  return Math.min(one.people, other.people) < fewestCounted
}

function inWords(language: Language, cell: ToldCell): string {
  const say = landscapeWords(language)
  if (isFew(cell)) return say('few')
  if (!cell.isTold) return say('not_told')
  const expected = writeNumber(language, cell.expected, cell.expected < 10 ? 1 : 0)
  return say('seen_expected', { seen: cell.seen, expected })
}

function Cell({ language, cell }: { language: Language; cell: ToldCell | undefined }) {
  if (!cell) return null
  if (!cell.isTold) return <span class="muted">{inWords(language, cell)}</span>
  const level = cell.ratio === null ? 'none' : cell.ratio < 0.5 ? 'low' : cell.ratio < 1 ? 'less' : 'more'
  return <span class={`crossing crossing-${level}`}>{inWords(language, cell)}</span>
}
