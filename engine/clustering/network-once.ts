import type { Control } from '../control.ts'
import type { Landscape } from '../network/landscape.ts'
import type { Network } from '../network/network.ts'
import { type NetworkChoice, networkOf } from '../network/network-of.ts'
import type { Joining, Parted } from '../parts.ts'

const known = new WeakMap<Landscape, Map<string, Network>>()

/**
 * The network of a landscape, laid out once for each choice and kept as long as the landscape is.
 *
 * @throws Error named AbortError when stopped while it is laid out; then nothing is kept
 */
export function networkOnce(
  landscape: Landscape,
  { kinds, directed, weighted }: NetworkChoice,
  control?: Control,
): Network {
  let networks = known.get(landscape)
  if (!networks) known.set(landscape, (networks = new Map()))
  const key = JSON.stringify([kinds ?? null, directed ?? false, weighted ?? false])
  let network = networks.get(key)
  if (!network) networks.set(key, (network = networkOf(landscape, { kinds, directed, weighted }, control)))
  return network
}

/** Work on a network of which the number of people alone says into how many parts it falls. */
export interface NetworkWork<Own, Part, Found> extends Parted<Network, Own, Part, Found> {
  count(network: Pick<Network, 'people'>, own: Own): number
}

/**
 * Work on a network as work on a landscape. To know how many parts there are nothing is laid out.
 *
 * @param choose the network's values, from the landscape and the values of a measure
 * @param tell what to make of the result
 */
export function onNetworkOnce<Values extends NetworkChoice, Own, Part, Found, Result>(
  parts: NetworkWork<Own, Part, Found>,
  choose: (landscape: Landscape, values: Values, control?: Control) => Own,
  tell: (found: Found, landscape: Landscape, values: Values, control?: Control) => Result,
): Parted<Landscape, Values, Part, Result> {
  return {
    count: (landscape, values) => parts.count(landscape.counts, choose(landscape, values)),
    open: (landscape, values, control) => {
      return parts.open(networkOnce(landscape, values, control), choose(landscape, values, control), control)
    },
    join: (landscape, values) => {
      let kept: Joining<Part, Found> | null = null
      const joining = () => (kept ??= parts.join(networkOnce(landscape, values), choose(landscape, values)))
      return {
        add: (part, control) => joining().add(part, control),
        result: (control) => tell(joining().result(control), landscape, values, control),
      }
    },
  }
}
