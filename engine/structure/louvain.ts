import { numberWithin, soundSeed } from '../bad-input.ts'
import { sequence, streamKey } from '../chance.ts'
import { type Control, checkpoint, stretch } from '../control.ts'
import type { Network } from '../network/network.ts'
import { type Communities, type CommunitySearch, eachAlone, largestFirst } from './communities.ts'
import { denseNumbers } from './dense-numbers.ts'
import { modularity } from './modularity.ts'
import { moveToBetter } from './move-to-better.ts'
import { contracted, tallyFor, weightedRows } from './weighted-rows.ts'

/**
 * The same question as `leiden`, by the older Louvain algorithm: kept to compare with.
 *
 * People move to better groups until nobody gains; groups are then taken as one, and again. Source: Blondel, Guillaume, Lambiotte,
 * Lefebvre 2008, asking again only those whose neighbour moved (Ozaki, Tezuka, Inaba 2016). One-way ties count as ties.
 *
 * Cost about O(ties) for each level. Deterministic with a seed.
 *
 * What misleads: its groups can fall into pieces that no tie joins (up to a sixth of them, Traag and others 2019): take `leiden`.
 *
 * @throws BadInput for a resolution that is not from 0 to 1,000 or an unsound seed; Error named AbortError when stopped
 */
export function louvain(
  network: Network,
  search: Omit<CommunitySearch, 'rounds'> = {},
  control?: Control,
): Communities {
  const resolution = numberWithin('resolution', search.resolution ?? 1, 0, 1000)
  const next = sequence(streamKey(soundSeed('seed', search.seed ?? 1), 'louvain'))
  checkpoint(control, 0)
  const tally = tallyFor(network.people)
  const group = eachAlone(network.people)
  let level = weightedRows(network)
  checkpoint(control, 0)
  let levelGroup: Uint32Array = group.slice()
  for (let depth = 0; ; depth++) {
    const here = stretch(control, 1 - 0.5 ** depth, 1 - 0.5 ** (depth + 1))
    if (!moveToBetter(level, levelGroup, { resolution, next, tally, control: here })) break
    const count = denseNumbers(levelGroup)
    for (let i = 0; i < group.length; i++) group[i] = levelGroup[group[i]!]!
    if (count === level.count) break
    level = contracted(level, levelGroup, count, tally, stretch(here, 1, 1))
    levelGroup = eachAlone(count)
  }
  const end = stretch(control, 1, 1)
  checkpoint(end, 1)
  const numbered = largestFirst(group)
  return { ...numbered, modularity: modularity(network, group, resolution, end) }
}
