import type { Landscape } from '../network/landscape.ts'
import type { Network } from '../network/network.ts'
import { type NetworkChoice, networkOf } from '../network/network-of.ts'
import type { Parted } from '../parts.ts'

const known = new WeakMap<Landscape, Map<string, Network>>()

/** The network of a landscape, laid out once for each choice and kept as long as the landscape is. */
export function networkOnce(landscape: Landscape, { kinds, directed, weighted }: NetworkChoice): Network {
  let networks = known.get(landscape)
  if (!networks) known.set(landscape, (networks = new Map()))
  const key = JSON.stringify([kinds ?? null, directed ?? false, weighted ?? false])
  let network = networks.get(key)
  if (!network) networks.set(key, (network = networkOf(landscape, { kinds, directed, weighted })))
  return network
}

/**
 * Work on a network as work on a landscape.
 *
 * @param choose the network's values, from the landscape and the values of a measure
 * @param tell what to make of the result
 */
export function onNetworkOnce<Values extends NetworkChoice, Own, Part, Found, Result>(
  parts: Parted<Network, Own, Part, Found>,
  choose: (landscape: Landscape, values: Values) => Own,
  tell: (found: Found, landscape: Landscape, values: Values) => Result,
): Parted<Landscape, Values, Part, Result> {
  return {
    count: (landscape, values) => parts.count(networkOnce(landscape, values), choose(landscape, values)),
    open: (landscape, values) => parts.open(networkOnce(landscape, values), choose(landscape, values)),
    join: (landscape, values) => {
      const joining = parts.join(networkOnce(landscape, values), choose(landscape, values))
      return { add: joining.add, result: () => tell(joining.result(), landscape, values) }
    },
  }
}
