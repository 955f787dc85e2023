import { WORLDS_IN_BLOCK } from '../chance.ts'
import { tiesAt } from './ties-at.ts'
import type { World } from './world.ts'
import { blockOf, type WorldSet } from './world-set.ts'

/** What is left of components from which some ties were taken. */
export interface Split {
  /** the same world with its pieces, or the very same world when nothing fell apart */
  world: World
  /** components that fell apart; the number stays with the piece that was not walked to its end */
  from: number[]
  /** numbers of the pieces that are new, from `world.count` of the world before */
  pieces: number[]
}

/** One search: places walked from, places still to walk from. */
interface Search {
  done: number[]
  todo: number[]
}

/**
 * A world of mutual ties from which ties were taken: which components fall apart, and into what? Walked from all ends of the ties taken,
 * a place of each in turn, until all but one of the searches in a component have met or come to an end: so a small piece that breaks off a large
 * component costs its own size, not that of the component.
 *
 * @param ends place and place of each tie taken, one after the other; closed in the world's block already
 * @param room a world that can hold the answer; `roomForSplit` entries
 */
export function splitComponents(set: WorldSet, w: number, world: World, ends: readonly number[], room: World): Split {
  const inComponent = new Map<number, Set<number>>()
  for (const end of ends) {
    const c = world.component[end]!
    const there = inComponent.get(c)
    if (there) there.add(end)
    else inComponent.set(c, new Set([end]))
  }
  const split: Split = { world, from: [], pieces: [] }
  for (const [c, there] of inComponent) {
    for (const piece of piecesOf(set, w, [...there])) {
      if (split.world === world) split.world = copyInto(world, room)
      if (split.from.at(-1) !== c) split.from.push(c)
      split.pieces.push(breakOff(set, split.world, c, piece))
    }
  }
  return split
}

/** Every piece but one, as lists of places. */
function piecesOf(set: WorldSet, w: number, ends: number[]): number[][] {
  const { start, other, tie } = (set.tiesAt ??= tiesAt(set.ties.mutual, set.control))
  const { mutual, mutualWords } = blockOf(set, w)
  const first = (w % WORLDS_IN_BLOCK) * mutualWords
  const searchOf = new Map<number, Search>()
  const searches = new Set<Search>()
  for (const end of ends) {
    const search = { done: [], todo: [end] }
    searchOf.set(end, search)
    searches.add(search)
  }
  const pieces: number[][] = []
  const meet = (one: Search, two: Search): Search => {
    const [from, into] = one.done.length + one.todo.length < two.done.length + two.todo.length ? [one, two] : [two, one]
    for (const place of from.done) searchOf.set(place, into)
    for (const place of from.todo) searchOf.set(place, into)
    into.done.push(...from.done)
    into.todo.push(...from.todo)
    searches.delete(from)
    return into
  }
  while (searches.size > 1) {
    for (let search of [...searches]) {
      if (!searches.has(search) || searches.size === 1) continue
      const place = search.todo.pop()
      if (place === undefined) {
        pieces.push(search.done)
        searches.delete(search)
        continue
      }
      search.done.push(place)
      for (let e = start[place]!; e < start[place + 1]!; e++) {
        if (((mutual[first + (tie[e]! >>> 5)]! >>> (tie[e]! & 31)) & 1) === 0) continue
        const before = searchOf.get(other[e]!)
        if (before === undefined) {
          searchOf.set(other[e]!, search)
          search.todo.push(other[e]!)
        } else if (before !== search) search = meet(before, search)
      }
    }
  }
  return pieces
}

function copyInto(world: World, room: World): World {
  const { count, shareStart } = world
  const entries = shareStart[count]!
  room.component.set(world.component)
  room.count = count
  room.shareStart.set(shareStart.subarray(0, count + 1))
  room.sharePractice.set(world.sharePractice.subarray(0, entries))
  room.sharePeople.set(world.sharePeople.subarray(0, entries))
  room.largest = world.largest
  room.largestPeople.set(world.largestPeople)
  room.largestSum = world.largestSum
  room.steps = 0
  return room
}

/** Makes a piece of a component one of its own. What is left keeps its practices, some perhaps with nobody. */
function breakOff({ places, weights }: WorldSet, world: World, from: number, piece: readonly number[]): number {
  const { component, shareStart, sharePractice, sharePeople } = world
  const { memberStart, memberPractice } = places
  const people = new Map<number, number>()
  const number = world.count++
  for (const place of piece) {
    component[place] = number
    for (let k = memberStart[place]!; k < memberStart[place + 1]!; k++) {
      people.set(memberPractice[k]!, (people.get(memberPractice[k]!) ?? 0) + 1)
    }
  }
  let entries = shareStart[number]!
  for (const [a, count] of [...people].sort(([one], [two]) => one - two)) {
    sharePractice[entries] = a
    sharePeople[entries++] = count
    sharePeople[entryOf(world, from, a)]! -= count
    if (from === world.largest) {
      world.largestPeople[a]! -= count
      world.largestSum -= count / weights.size[a]!
    }
  }
  shareStart[number + 1] = entries
  return number
}

/** Where a practice stands in a component that has it. */
function entryOf({ shareStart, sharePractice }: World, component: number, practice: number): number {
  let low = shareStart[component]!
  let high = shareStart[component + 1]! - 1
  while (low < high) {
    const middle = (low + high) >> 1
    if (sharePractice[middle]! < practice) low = middle + 1
    else high = middle
  }
  return low
}
