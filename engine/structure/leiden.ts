import { numberWithin, soundSeed, wholeNumber } from '../bad-input.ts'
import { sequence, streamKey } from '../chance.ts'
import { type Control, stretch } from '../control.ts'
import type { Network } from '../network/network.ts'
import { type Communities, type CommunitySearch, eachAlone, largestFirst } from './communities.ts'
import { denseNumbers } from './dense-numbers.ts'
import { modularity } from './modularity.ts'
import { moveToBetter, type Search } from './move-to-better.ts'
import { refineGroups } from './refine-groups.ts'
import { type Reordered, sideBySide } from './side-by-side.ts'
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
export function leiden(network: Network, choice: CommunitySearch = {}, control?: Control): Communities {
  const resolution = numberWithin('resolution', choice.resolution ?? 1, 0, 1000)
  const rounds = wholeNumber('rounds', choice.rounds ?? 2, 1, 100)
  const next = sequence(streamKey(soundSeed('seed', choice.seed ?? 1), 'leiden'))
  const tally = tallyFor(network.people)
  const search = { resolution, next, tally }
  const { rows, order, group } = firstGroups(network, { ...search, control: stretch(control, 0, 0.3 / rounds) })
  for (let round = 0; round < rounds; round++) {
    const here = stretch(control, (round === 0 ? 0.3 : round) / rounds, (round + 1) / rounds)
    if (!oneRound(rows, group, search, round === 0, here)) break
  }
  const of = new Uint32Array(network.people)
  for (let q = 0; q < order.length; q++) of[order[q]!] = group[q]!
  splitIntoConnected(network, of, stretch(control, 1, 1))
  return { ...largestFirst(of), modularity: modularity(network, of, resolution, stretch(control, 1, 1)) }
}

/** Groups of single people moved once, and the rows in their order. */
function firstGroups(network: Network, search: Search): Reordered & { group: Uint32Array } {
  const rows = weightedRows(network)
  const single = eachAlone(network.people)
  moveToBetter(rows, single, search)
  const near = sideBySide(rows, single, denseNumbers(single), search.control)
  const group = new Uint32Array(network.people)
  for (let q = 0; q < group.length; q++) group[q] = single[near.order[q]!]!
  return { ...near, group }
}

/**
 * Improves the groups by one pass through all levels; answers whether anything changed.
 *
 * @param settled everybody was just asked: begin with the refinement
 */
function oneRound(
  rows: WeightedRows,
  group: Uint32Array,
  search: Search,
  settled: boolean,
  control: Control | undefined,
): boolean {
  // what each person is part of at this level, and the group of each part
  let part: Uint32Array | null = null
  let level = rows
  let levelGroup = group.slice()
  let changed = settled
  for (let depth = 0; ; depth++) {
    const from = 1 - 0.5 ** depth
    const move = { ...search, control: stretch(control, from, from + 0.3 * 0.5 ** depth) }
    if (depth > 0 || !settled) changed = moveToBetter(level, levelGroup, move) || changed
    const groups = denseNumbers(levelGroup)
    if (groups === level.count) break
    const refine = { ...search, control: stretch(control, from + 0.3 * 0.5 ** depth, from + 0.5 * 0.5 ** depth) }
    const refined = refineGroups(level, levelGroup, groups, refine)
    const count = denseNumbers(refined)
    if (count === level.count) break
    const groupOfPart = new Uint32Array(count)
    for (let i = 0; i < refined.length; i++) groupOfPart[refined[i]!] = levelGroup[i]!
    const contract = stretch(refine.control, 1, 1)
    level = contracted(level, refined, count, search.tally, contract)
    levelGroup = groupOfPart
    if (part === null) part = refined
    else for (let i = 0; i < part.length; i++) part[i] = refined[part[i]!]!
  }
  for (let i = 0; i < group.length; i++) group[i] = part === null ? levelGroup[i]! : levelGroup[part[i]!]!
  return changed
}
