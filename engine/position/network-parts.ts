import { networkOnce } from '../clustering/network-once.ts'
import { checkpoint } from '../control.ts'
import type { Landscape } from '../network/landscape.ts'
import type { Network } from '../network/network.ts'
import type { NetworkChoice } from '../network/network-of.ts'
import type { First, Parted } from '../parts.ts'

/** What is known of a network before it is laid out. */
export interface NetworkShape {
  readonly people: number
  readonly directed: boolean
}

/** Work on a network that falls into parts; only those who compute need its ties. */
export interface NetworkParts<Values, Part, Result, Found = unknown>
  extends Parted<Network, Values, Part, Result, Found> {
  readonly first?: First<Network, Values, Found> & { readonly parts: NetworkParts<Values, unknown, Found> }
  count(shape: NetworkShape, values: Values): number
  join(shape: NetworkShape, values: Values): ReturnType<Parted<Network, Values, Part, Result>['join']>
}

/** The same work on the network of a landscape: its ties are laid out once for each worker, and nowhere else. */
export function onLandscape<Values, Part, Result, Found>(
  parts: NetworkParts<Values, Part, Result, Found>,
): Parted<Landscape, Values & NetworkChoice, Part, Result, Found> {
  const shapeOf = ({ counts }: Landscape, { directed = false }: NetworkChoice): NetworkShape => ({
    people: counts.people,
    directed,
  })
  return {
    first: parts.first && { share: parts.first.share, parts: onLandscape(parts.first.parts) },
    count: (landscape, values) => parts.count(shapeOf(landscape, values), values),
    open: (landscape, values, control, found) => {
      const network = networkOnce(landscape, values, control)
      checkpoint(control, 0)
      return parts.open(network, values, control, found)
    },
    join: (landscape, values) => parts.join(shapeOf(landscape, values), values),
  }
}

/** The same work with something else made of its result. */
export function withResult<Values, Part, Result, Other, Found>(
  parts: NetworkParts<Values, Part, Result, Found>,
  make: (result: Result) => Other,
): NetworkParts<Values, Part, Other, Found> {
  return {
    first: parts.first,
    count: parts.count,
    open: parts.open,
    join: (shape, values) => {
      const { add, result } = parts.join(shape, values)
      return { add, result: (control) => make(result(control)) }
    },
  }
}

/** Where part `nth` of `count` begins when `whole` things are shared out evenly. */
export function partStart(whole: number, nth: number, count: number): number {
  return Math.floor((whole * nth) / count)
}

/** The people whose value is above 0. */
export function numbersAbove0(values: Float64Array): Uint32Array {
  let count = 0
  for (let i = 0; i < values.length; i++) if (values[i]! > 0) count++
  const people = new Uint32Array(count)
  for (let i = values.length - 1; count > 0; i--) if (values[i]! > 0) people[--count] = i
  return people
}
