import type { Landscape } from '../network/landscape.ts'
import { type Assumptions, defaultAssumptions } from './assumptions.ts'
import { setMembers } from './count-world.ts'
import { placesOfMembers } from './members.ts'
import { measureAdded, openRoom } from './space-effect.ts'
import { beginWorld, emptyWorld, finishWorld, join, openWorkshop, step } from './world.ts'
import { countWorld, openWorldSet } from './world-set.ts'

/** A world of which everything is said: which ties are open, and who attends the space. */
export interface GivenWorld {
  open: readonly { from: number; to: number; mutual: boolean }[]
  present: readonly number[]
}

export interface GivenWorldValues {
  /** reach of the landscape in this world, without the space */
  before: number
  /** what the space adds, and its parts */
  delta: number
  in: number
  edge: number
  out: number
  localBefore: number
  localAfter: number
}

/**
 * The value of one world by the same steps as in `openWorlds`: to check them against counting by hand, and for telling
 * what one possible world looks like.
 *
 * Cost O(people + ties). Above 4,096 people with one-way ties the real worlds are sampled; this one is always exact.
 */
export function valuesOfWorld(landscape: Landscape, given: GivenWorld, members: readonly number[]): GivenWorldValues {
  const assumptions: Assumptions = { ...defaultAssumptions, worlds: 2 }
  const set = { ...openWorldSet(landscape, assumptions, 'given'), sources: null }
  const { places } = set
  const workshop = openWorkshop(places, given.open.length)
  const world = emptyWorld(places, given.open.length)
  beginWorld(workshop)
  for (const { from, to, mutual } of given.open) {
    if (mutual) join(workshop.parent, places.placeOf[from]!, places.placeOf[to]!)
    else step(workshop, places.placeOf[from]!, places.placeOf[to]!)
  }
  finishWorld(workshop, world, set.weights)

  const list = placesOfMembers(places, members)
  const room = openRoom(list)
  setMembers(set.counter, list)
  countWorld(set, 0, world, room.sums)
  const before = set.weights.stakes > 0 ? room.sums.all - set.weights.offset : 0
  Object.assign(room.sums, { all: 0, fromMembers: 0, toMembers: 0, within: 0 })
  room.present.set(placesOfMembers(places, given.present))
  measureAdded(set, world, 0, given.present.length, room)
  const { all, fromMembers, toMembers, within } = room.sums
  return {
    before,
    delta: within + (fromMembers + toMembers - 2 * within) + (all - fromMembers - toMembers + within),
    in: within,
    edge: fromMembers + toMembers - 2 * within,
    out: all - fromMembers - toMembers + within,
    localBefore: room.local.before,
    localAfter: room.local.after,
  }
}
