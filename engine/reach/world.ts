import type { Hub } from './hub.ts'
import type { PairWeights } from './pair-weights.ts'
import type { Places } from './places.ts'
import { strongComponents } from './strong-components.ts'

/**
 * One possible world: who can reach whom when every coin has fallen. People who reach one another are one component; what
 * remains of one-way ties leads from component to component without a cycle. People by their places.
 */
export interface World {
  /** component of each place, numbered by first place */
  component: Uint32Array
  count: number
  /** how many people of which practice are in each component (CSR, practices ascending) */
  shareStart: Uint32Array
  sharePractice: Uint32Array
  sharePeople: Uint32Array
  /** the component with most practices (the first of equal ones), its people by practice, and the sum of its shares */
  largest: number
  largestPeople: Uint32Array
  largestSum: number
  /** number of one-way steps between components; 0 in a world of mutual ties */
  steps: number
  downStart: Uint32Array
  downTo: Uint32Array
  upStart: Uint32Array
  upTo: Uint32Array
  /** worked out when first needed */
  hub: Hub | null
}

/** Room in which worlds are made; one per set of worlds. */
export interface Workshop {
  places: Places
  parent: Uint32Array
  /** everybody their own parent */
  alone: Uint32Array
  /** open one-way ties, place to place */
  stepFrom: Uint32Array
  stepTo: Uint32Array
  stepCount: number
  /** pairs nobody was asked about that are open in this world: place, other place */
  extra: number[]
  /** practice by practice: component, people of the practice in it */
  foundIn: Uint32Array
  foundPeople: Uint32Array
  foundStart: Uint32Array
  lastFound: Uint32Array
  placeOf: Uint32Array
  strong: Uint32Array
  search: Int32Array
}

/** Room for worlds of up to `steps` one-way ties. */
export function openWorkshop(places: Places, steps: number): Workshop {
  const { people, practices, memberPractice } = places
  return {
    places,
    parent: new Uint32Array(people),
    alone: new Uint32Array(people).map((_, p) => p),
    stepFrom: new Uint32Array(steps),
    stepTo: new Uint32Array(steps),
    stepCount: 0,
    extra: [],
    foundIn: new Uint32Array(memberPractice.length),
    foundPeople: new Uint32Array(memberPractice.length),
    foundStart: new Uint32Array(practices + 1),
    lastFound: new Uint32Array(people),
    placeOf: new Uint32Array(steps > 0 ? people + 1 : 0),
    strong: new Uint32Array(steps > 0 ? people : 0),
    search: new Int32Array(steps > 0 ? 6 * people : 0),
  }
}

/** An empty world with room for any; twice the room for shares where components may fall apart. */
export function emptyWorld({ people, practices, memberPractice }: Places, steps: number, times = 1): World {
  const entries = times * memberPractice.length
  const rows = steps > 0 ? people + 1 : 0
  return {
    component: new Uint32Array(people),
    count: 0,
    shareStart: new Uint32Array(people + 1),
    sharePractice: new Uint32Array(entries),
    sharePeople: new Uint32Array(entries),
    largest: 0,
    largestPeople: new Uint32Array(practices),
    largestSum: 0,
    steps: 0,
    downStart: new Uint32Array(rows),
    upStart: new Uint32Array(rows),
    downTo: new Uint32Array(steps),
    upTo: new Uint32Array(steps),
    hub: null,
  }
}

/** A world of its own, without the room that it does not use. */
export function copyOf(world: World): World {
  const { count, steps, shareStart } = world
  const entries = shareStart[count]!
  const rows = steps > 0 ? count + 1 : 0
  return {
    ...world,
    component: world.component.slice(),
    shareStart: shareStart.slice(0, count + 1),
    sharePractice: world.sharePractice.slice(0, entries),
    sharePeople: world.sharePeople.slice(0, entries),
    largestPeople: world.largestPeople.slice(),
    downStart: world.downStart.slice(0, rows),
    upStart: world.upStart.slice(0, rows),
    downTo: world.downTo.slice(0, steps),
    upTo: world.upTo.slice(0, steps),
  }
}

/** Bytes that a copy of this world takes. */
export function bytesOf({ component, count, shareStart, steps, largestPeople }: World): number {
  const rows = steps > 0 ? 2 * (count + 1 + steps) : 0
  return 4 * (component.length + count + 1 + 2 * shareStart[count]! + largestPeople.length + rows)
}

/** Forgets the world made before. */
export function beginWorld(workshop: Workshop): void {
  workshop.parent.set(workshop.alone)
  workshop.stepCount = 0
  workshop.extra.length = 0
}

/**
 * Two people reach one another. Nobody's parent stands after them, and the first of a component has none (Rem's algorithm with
 * splicing: both ways up are climbed together, each step shortening the tree).
 */
export function join(parent: Uint32Array, one: number, other: number): void {
  let above = parent[one]!
  let otherAbove = parent[other]!
  while (above !== otherAbove) {
    if (above > otherAbove) {
      parent[one] = otherAbove
      if (one === above) return
      one = above
      above = parent[one]!
    } else {
      parent[other] = above
      if (other === otherAbove) return
      other = otherAbove
      otherAbove = parent[other]!
    }
  }
}

/** One person reaches the other. */
export function step(workshop: Workshop, from: number, to: number): void {
  workshop.stepFrom[workshop.stepCount] = from
  workshop.stepTo[workshop.stepCount++] = to
}

/** Turns the joins and steps into a world. */
export function finishWorld(workshop: Workshop, world: World, weights: PairWeights): World {
  labelComponents(workshop.parent, world)
  world.hub = null
  world.steps = 0
  if (workshop.stepCount > 0) {
    placeSteps(workshop, world)
    if (world.steps > 0 && strongComponents(world, workshop.strong, workshop.search) < world.count) {
      relabel(workshop, world)
      placeSteps(workshop, world)
    }
  }
  countPeople(workshop, world, weights.without)
  placeShares(workshop, world)
  findLargest(world, weights)
  return world
}

function labelComponents(parent: Uint32Array, world: World): void {
  const { component } = world
  let count = 0
  for (let p = 0; p < parent.length; p++) {
    const above = parent[p]!
    // nobody's parent stands after them, so it is labelled already
    component[p] = above === p ? count++ : component[above]!
  }
  world.count = count
}

function relabel(workshop: Workshop, world: World): void {
  const { component } = world
  const { strong, placeOf } = workshop
  const none = 0xffff_ffff
  placeOf.fill(none)
  let count = 0
  for (let p = 0; p < component.length; p++) {
    const s = strong[component[p]!]!
    if (placeOf[s] === none) placeOf[s] = count++
    component[p] = placeOf[s]!
  }
  world.count = count
}

function placeSteps(workshop: Workshop, world: World): void {
  const { stepFrom, stepTo, stepCount } = workshop
  const { component, count, downStart, upStart, downTo, upTo } = world
  downStart.fill(0, 0, count + 1)
  upStart.fill(0, 0, count + 1)
  let steps = 0
  for (let k = 0; k < stepCount; k++) {
    const from = component[stepFrom[k]!]!
    const to = component[stepTo[k]!]!
    if (from === to) continue
    downStart[from]!++
    upStart[to]!++
    steps++
  }
  for (let c = 1; c <= count; c++) {
    downStart[c]! += downStart[c - 1]!
    upStart[c]! += upStart[c - 1]!
  }
  // each start now holds its row's end; filling from the back leaves it at the row's beginning
  for (let k = stepCount - 1; k >= 0; k--) {
    const from = component[stepFrom[k]!]!
    const to = component[stepTo[k]!]!
    if (from === to) continue
    downTo[--downStart[from]!] = to
    upTo[--upStart[to]!] = from
  }
  world.steps = steps
}

/** Practice by practice: in which components its people are, and how many in each. */
function countPeople(workshop: Workshop, world: World, without: number): void {
  const { foundIn, foundPeople, foundStart, lastFound, places } = workshop
  const { practiceStart, practicePlace, practices } = places
  const { component, count, shareStart } = world
  lastFound.fill(0, 0, count)
  shareStart.fill(0, 0, count + 1)
  let found = 0
  for (let a = 0; a < practices; a++) {
    const first = found
    foundStart[a] = found
    for (let k = practiceStart[a]!; k < practiceStart[a + 1]!; k++) {
      const place = practicePlace[k]!
      if (place === without) continue
      const c = component[place]!
      const at = lastFound[c]! - 1
      if (at >= first) {
        foundPeople[at]!++
        continue
      }
      foundIn[found] = c
      foundPeople[found] = 1
      lastFound[c] = ++found
      shareStart[c]!++
    }
  }
  foundStart[practices] = found
}

/** The same, component by component. */
function placeShares(workshop: Workshop, world: World): void {
  const { foundIn, foundPeople, foundStart } = workshop
  const { count, shareStart, sharePractice, sharePeople } = world
  let entries = 0
  for (let c = 0; c <= count; c++) shareStart[c] = entries += shareStart[c]!
  for (let a = foundStart.length - 2; a >= 0; a--) {
    for (let k = foundStart[a]!; k < foundStart[a + 1]!; k++) {
      const at = --shareStart[foundIn[k]!]!
      sharePractice[at] = a
      sharePeople[at] = foundPeople[k]!
    }
  }
}

function findLargest(world: World, { size }: PairWeights): void {
  const { count, shareStart, sharePractice, sharePeople, largestPeople } = world
  let largest = 0
  let most = 0
  for (let c = 0; c < count; c++) {
    if (shareStart[c + 1]! - shareStart[c]! <= most) continue
    most = shareStart[c + 1]! - shareStart[c]!
    largest = c
  }
  largestPeople.fill(0)
  let sum = 0
  for (let k = shareStart[largest]!; k < shareStart[largest]! + most; k++) {
    const a = sharePractice[k]!
    largestPeople[a] = sharePeople[k]!
    sum += sharePeople[k]! / size[a]!
  }
  world.largest = largest
  world.largestSum = sum
}
