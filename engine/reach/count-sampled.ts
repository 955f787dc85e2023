import { coin, joinKeys, type Key, textKey, uniform } from '../chance.ts'
import { type Control, checkpoint } from '../control.ts'
import { countProduct, gatherDownstream } from './count-added.ts'
import { addPerson, type Counter, countSource, type Sums } from './count-world.ts'
import { addAll, clearShares } from './shares.ts'
import type { World } from './world.ts'

/**
 * Counting reached pairs from a few people in place of all. With one-way ties among very many people, what everybody reaches
 * is too much to walk through in each world; the pairs from a random few, times n over their number, have the same mean. What
 * this adds to the spread is inside the sampling interval. The members of a space are always counted exactly.
 */
export interface Sources {
  people: Uint32Array
  /** how many people each of them stands for */
  times: number
  /** so many components may be walked through in a world before people are sampled in it */
  mostSteps: number
}

const SOURCES = textKey('sources')

/** Draws the people (their places) from whom reach is counted in one world (some may come twice). */
export function drawSources(sources: Sources, population: number, world: Key): void {
  const key = joinKeys(world, SOURCES)
  for (let k = 0; k < sources.people.length; k++) {
    sources.people[k] = Math.floor(uniform(coin(key.low, key.high, k, Math.imul(k, 0x9e3779b1))) * population)
  }
}

/** As `countReached`, from the sources and the members only. */
export function countReachedSampled(
  counter: Counter,
  world: World,
  sources: Sources,
  sums: Sums,
  gained?: Float64Array,
  times = 1,
  control?: Control,
): void {
  for (let k = 0; k < counter.memberComponentCount; k++) {
    const c = counter.memberComponents[k]!
    loadMembers(counter, c)
    countSource(counter, world, c, 0, sums, gained, times)
  }
  for (const person of sources.people) {
    checkpoint(control, 0)
    if (!loadPerson(counter, person, sources.times)) continue
    countSource(counter, world, world.component[person]!, 0, sums, gained, times)
  }
}

/** As `countAdded`, from the sources and the members only. */
export function countAddedSampled(
  counter: Counter,
  world: World,
  around: { up: number; down: number; stamp: number },
  sources: Sources,
  sums: Sums,
  gained?: Float64Array,
  control?: Control,
): void {
  if (around.up === 0) return
  const { isUpstream, allSources, allSourceMembers, source, sourceMembers } = counter
  gatherDownstream(counter, world, around.down)
  clearShares(allSources)
  clearShares(allSourceMembers)
  const countOne = (component: number) => {
    addAll(allSources, source)
    addAll(allSourceMembers, sourceMembers)
    countSource(counter, world, component, around.stamp, sums, gained, -1)
  }
  for (let k = 0; k < counter.memberComponentCount; k++) {
    const c = counter.memberComponents[k]!
    if (isUpstream[c] !== around.stamp) continue
    loadMembers(counter, c)
    countOne(c)
  }
  for (const person of sources.people) {
    checkpoint(control, 0)
    const c = world.component[person]!
    if (isUpstream[c] === around.stamp && loadPerson(counter, person, sources.times)) countOne(c)
  }
  countProduct(counter, sums, gained)
}

function loadMembers(counter: Counter, component: number): void {
  clearShares(counter.source)
  clearShares(counter.sourceMembers)
  for (let k = counter.firstMember[component]!; k > 0; k = counter.nextMember[k - 1]!) {
    addPerson(counter, counter.source, counter.members[k - 1]!, 1)
    addPerson(counter, counter.sourceMembers, counter.members[k - 1]!, 1)
  }
}

export function loadPerson(counter: Counter, person: number, times: number): boolean {
  if (counter.members.includes(person)) return false
  clearShares(counter.source)
  clearShares(counter.sourceMembers)
  addPerson(counter, counter.source, person, times)
  return true
}
