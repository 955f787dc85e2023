import type { DrawnLandscape, DrawnTie } from '../drawn-landscape.ts'
import type { HeldSides } from './draw-sides.ts'
import type { GraphItem, GraphMap } from './graph-map.ts'
import type { ProblemCode } from './problem.ts'
import { type Problem, shortened } from './problem.ts'
import type { PersonRow } from './read-people.ts'
import { type FileCount, type Reading, tell } from './reading.ts'
import type { LeftAside } from './said-of-item.ts'

export type KumuMeaning = 'person' | 'practice'

/** What an end of a connection may name, and what it stands for. */
export interface End {
  means: KumuMeaning
  id: string
}

/** A landscape while it is drawn from a map of things and connections. */
export interface GraphDrawing {
  file: string
  map: GraphMap
  meaningOf: (types: string[]) => KumuMeaning
  reading: Reading
  count: FileCount
  drawn: DrawnLandscape
  ends: Map<string, End>
  ids: Record<KumuMeaning, Set<string>>
  rows: PersonRow[]
  members: Set<string>
  /** ends and types of connections without an id of their own */
  said: Set<string>
  /** practices of a special category: of people who live no file says who belongs to them */
  special: Set<string>
  ties: { tie: DrawnTie; weight: number | null }[]
  sidesOfPractices: HeldSides[]
  aside: LeftAside
  otherKinds: Map<string, number>
}

/** Says why an element or a connection does not come in. */
export function refuseItem(drawing: GraphDrawing, item: GraphItem, code: ProblemCode, value: string | null): false {
  const { reading } = drawing
  const { file, row } = placeOf(drawing, item)
  const problem: Problem = {
    file,
    row,
    field: item.place ? null : item.path,
    value: value === null ? null : shortened(value),
    code,
    severity: 'refused-row',
    facts: { limit: reading.limits.name },
  }
  tell(reading, problem)
  const cells = item.place ?? {
    header: ['path', 'id', 'label', 'type'],
    cells: [item.path, item.id ?? '', item.label ?? '', item.types.join('|')],
  }
  reading.onRefused?.({ ...cells, file, row: row ?? 0, reasons: [problem] })
  return false
}

/** The file and, in a table, the row where something stands. */
export function placeOf({ file }: GraphDrawing, { place }: GraphItem): { file: string; row: number | null } {
  return place ?? { file, row: null }
}
