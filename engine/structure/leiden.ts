import { numberWithin, soundSeed, wholeNumber } from '../bad-input.ts'
import { sequence, streamKey } from '../chance.ts'
import { type Control, stretch } from '../control.ts'
import type { Network } from '../network/network.ts'
import { type Communities, type CommunitySearch, largestFirst } from './communities.ts'
import { denseNumbers } from './dense-numbers.ts'
import { modularity } from './modularity.ts'
import { moveToBetter, type Search } from './move-to-better.ts'
import { refineGroups } from './refine-groups.ts'
import { splitIntoConnected } from './split-into-connected.ts'
import { contracted, tallyFor, type WeightedRows, weightedRows } from './weighted-rows.ts'

/**
 * Which groups do the ties themselves suggest: people with more ties among them than chance would give?
 *
 * The Leiden algorithm on modularity: move people to better groups, refine each group into parts that hold together, take parts as
 * one, and again. Every group it gives is connected. Source: Traag, Waltman, van Eck 2019. One-way ties count as ties.
 *
 * Cost about O(ties) for each round and level; a few levels. Deterministic with a seed. Nobody: no group; without ties, each is alone.
 *
 * What misleads: groups found are not practices, nor what people call themselves; another seed gives other edges of groups, and many
 * quite different divisions score nearly as well; a resolution is a choice, not a finding.
 *
 * @throws BadInput for a resolution that is not from 0 to 1,000, an unsound seed, or rounds that are not 1 to 100; Error named
 * AbortError when stopped
 */
export function leiden(network: Network, search: CommunitySearch = {}, control?: Control): Communities {
  const resolution = numberWithin('resolution', search.resolution ?? 1, 0, 1000)
  const rounds = wholeNumber('rounds', search.rounds ?? 2, 1, 100)
  const next = sequence(streamKey(soundSeed('seed', search.seed ?? 1), 'leiden'))
  const rows = weightedRows(network)
  const tally = tallyFor(network.people)
  const group = Uint32Array.from({ length: network.people }, (_, i) => i)
  for (let round = 0; round < rounds; round++) {
    const here = stretch(control, round / rounds, (round + 1) / rounds)
    if (!oneRound(rows, group, { resolution, next, tally }, here)) break
  }
  splitIntoConnected(network, group, stretch(control, 1, 1))
  return { ...largestFirst(group), modularity: modularity(network, group, resolution, stretch(control, 1, 1)) }
}

/** Improves the groups by one pass through all levels; answers whether anything changed. */
function oneRound(rows: WeightedRows, group: Uint32Array, search: Search, control: Control | undefined): boolean {
  // what each person is part of at this level, and the group of each part
  let part: Uint32Array | null = null
  let level = rows
  let levelGroup = group.slice()
  let changed = false
  for (let depth = 0; ; depth++) {
    const from = 1 - 0.5 ** depth
    const move = { ...search, control: stretch(control, from, from + 0.3 * 0.5 ** depth) }
    changed = moveToBetter(level, levelGroup, move) || changed
    const groups = denseNumbers(levelGroup)
    if (groups === level.count) break
    const refine = { ...search, control: stretch(control, from + 0.3 * 0.5 ** depth, from + 0.5 * 0.5 ** depth) }
    const refined = refineGroups(level, levelGroup, refine)
    const count = denseNumbers(refined)
    if (count === level.count) break
    const groupOfPart = new Uint32Array(count)
    for (let i = 0; i < refined.length; i++) groupOfPart[refined[i]!] = levelGroup[i]!
    level = contracted(
      level,
      refined,
      count,
      search.tally,
      stretch(control, from + 0.5 ** (depth + 1), from + 0.5 ** (depth + 1)),
    )
    levelGroup = groupOfPart
    part = part === null ? refined : part.map((p) => refined[p]!)
  }
  for (let i = 0; i < group.length; i++) group[i] = part === null ? levelGroup[i]! : levelGroup[part[i]!]!
  return changed
}
