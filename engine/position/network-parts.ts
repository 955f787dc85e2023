import { checkpoint } from '../control.ts'
import type { Landscape } from '../network/landscape.ts'
import type { Network } from '../network/network.ts'
import { type NetworkChoice, networkOf } from '../network/network-of.ts'
import type { Parted } from '../parts.ts'

/** What is known of a network before it is laid out. */
export interface NetworkShape {
  readonly people: number
  readonly directed: boolean
}

/** Work on a network that falls into parts; only those who compute need its ties. */
export interface NetworkParts<Values, Part, Result> extends Parted<Network, Values, Part, Result> {
  count(shape: NetworkShape, values: Values): number
  join(shape: NetworkShape, values: Values): ReturnType<Parted<Network, Values, Part, Result>['join']>
}

/** The same work on the network of a landscape: its ties are laid out once for each worker, and nowhere else. */
export function onLandscape<Values, Part, Result>(
  parts: NetworkParts<Values, Part, Result>,
): Parted<Landscape, Values & NetworkChoice, Part, Result> {
  const shapeOf = ({ counts }: Landscape, { directed = false }: NetworkChoice): NetworkShape => ({
    people: counts.people,
    directed,
  })
  return {
    count: (landscape, values) => parts.count(shapeOf(landscape, values), values),
    open: (landscape, values, control) => {
      checkpoint(control, 0)
      const network = networkOf(landscape, values)
      checkpoint(control, 0)
      return parts.open(network, values, control)
    },
    join: (landscape, values) => parts.join(shapeOf(landscape, values), values),
  }
}

/** The same work with something else made of its result. */
export function withResult<Values, Part, Result, Other>(
  parts: NetworkParts<Values, Part, Result>,
  make: (result: Result) => Other,
): NetworkParts<Values, Part, Other> {
  return {
    count: parts.count,
    open: parts.open,
    join: (shape, values) => {
      const { add, result } = parts.join(shape, values)
      return { add, result: () => make(result()) }
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
