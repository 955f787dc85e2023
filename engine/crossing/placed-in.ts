import { networkOnce } from '../clustering/network-once.ts'
import { type Control, checkpoint, quiet } from '../control.ts'
import type { Landscape } from '../network/landscape.ts'
import type { TieKind } from '../network/landscape-input.ts'
import type { Parted } from '../parts.ts'
import { dimensionOf, partsOf } from './dimension.ts'
import type { PlacedNetwork } from './e-i.ts'
import type { SharedNetwork } from './fractional-e-i.ts'
import { sharesOf } from './shares.ts'

/** Which ties, and what people are told apart by: the external id of a boundary, or null for practices. */
export interface PlacedChoice {
  boundary: string | null
  kinds: readonly TieKind[]
}

/** The ties of a landscape and what its people are told apart by; each laid out when it is first asked for, and then kept. */
export function placedIn(landscape: Landscape, { boundary, kinds }: PlacedChoice, control?: Control): PlacedNetwork {
  const stop = quiet(control)
  const network = kept(() => networkOnce(landscape, { kinds }, stop))
  const parts = kept(() => partsOf(landscape, dimensionOf(landscape, boundary), stop))
  return {
    get network() {
      return network()
    },
    get parts() {
      return parts()
    },
  }
}

/** The same with strengths, and with how much of each person is in each part. */
export function sharedIn(
  landscape: Landscape,
  { boundary, kinds, weighted }: PlacedChoice & { weighted: boolean },
  control?: Control,
): SharedNetwork {
  const stop = quiet(control)
  const network = kept(() => networkOnce(landscape, { kinds, weighted }, stop))
  const shares = kept(() => sharesOf(landscape, dimensionOf(landscape, boundary), stop))
  return {
    get network() {
      return network()
    },
    get shares() {
      return shares()
    },
  }
}

/** Makes something when it is first asked for, and keeps it. */
export function kept<T>(make: () => T): () => T {
  let made: T | undefined
  return () => {
    made ??= make()
    return made
  }
}

/** Work on something that is made of a landscape, as work on the landscape, with something else made of its result. */
export function ofLandscape<Input, Values, Part, Result, More, Telling, Told>(
  parted: Parted<Input, Values, Part, Result>,
  input: (landscape: Landscape, values: More, control?: Control) => Input,
  told: (result: Result, landscape: Landscape, values: Telling, control?: Control) => Told,
): Parted<Landscape, Values & More & Telling, Part, Told> {
  return {
    count: (landscape, values) => parted.count(input(landscape, values), values),
    open: (landscape, values, control) => {
      checkpoint(control, 0)
      return parted.open(input(landscape, values, control), values, control)
    },
    join(landscape, values) {
      const { add, result } = parted.join(input(landscape, values), values)
      return { add, result: (control) => told(result(control), landscape, values, control) }
    },
  }
}

/** The external ids of the parts of a dimension: sides, or practices. */
export function partIds(landscape: Landscape, boundary: string | null): readonly string[] {
  return boundary === null ? landscape.ids.practices : landscape.ids.sides
}

/** Rows of records as columns: one array for each field. */
export function columnsOf<Row extends object>(rows: readonly Row[], fields: readonly (keyof Row)[]) {
  return Object.fromEntries(fields.map((field) => [field, rows.map((row) => row[field])])) as {
    [Field in keyof Row]: Row[Field][]
  }
}
