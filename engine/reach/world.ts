import type { Landscape } from '../network/landscape.ts'
import type { PairWeights } from './pair-weights.ts'
import { strongComponents } from './strong-components.ts'

/**
 * One possible world: who can reach whom when every coin has fallen. People who reach one another are one component; what
 * remains of one-way ties leads from component to component without a cycle.
 */
export interface World {
  /** component of each person, numbered by first person */
  component: Uint32Array
  count: number
  /** shares of practices in each component (CSR) */
  shareStart: Uint32Array
  sharePractice: Uint32Array
  share: Float64Array
  /** number of one-way steps between components; 0 in a world of mutual ties */
  steps: number
  downStart: Uint32Array
  downTo: Uint32Array
  upStart: Uint32Array
  upTo: Uint32Array
}

/** Room in which worlds are made; one per set of worlds. */
export interface Workshop {
  people: number
  parent: Uint32Array
  /** open one-way ties, person to person */
  stepFrom: Uint32Array
  stepTo: Uint32Array
  stepCount: number
  placeOf: Uint32Array
  byComponent: Uint32Array
  practiceCount: Uint32Array
  touched: Uint32Array
  strong: Uint32Array
  search: Int32Array
}

/** Room for worlds of up to `steps` one-way ties. */
export function openWorkshop(landscape: Landscape, steps: number): Workshop {
  const n = landscape.counts.people
  const m = landscape.counts.practices
  return {
    people: n,
    parent: new Uint32Array(n),
    stepFrom: new Uint32Array(steps),
    stepTo: new Uint32Array(steps),
    stepCount: 0,
    placeOf: new Uint32Array(n + 1),
    byComponent: new Uint32Array(n),
    practiceCount: new Uint32Array(m),
    touched: new Uint32Array(m),
    strong: new Uint32Array(steps > 0 ? n : 0),
    search: new Int32Array(steps > 0 ? 6 * n : 0),
  }
}

/** Bytes that one world takes. */
export function worldSize(landscape: Landscape, steps: number): number {
  const n = landscape.counts.people
  return 4 * (2 * n + 1) + 12 * landscape.memberPractice.length + (steps > 0 ? 8 * (n + 1 + steps) : 0)
}

/** Empty worlds that lie side by side in a few large arrays. */
export function emptyWorlds(landscape: Landscape, steps: number, number: number): World[] {
  const n = landscape.counts.people
  const entries = landscape.memberPractice.length
  const rows = steps > 0 ? n + 1 : 0
  const component = new Uint32Array(number * n)
  const shareStart = new Uint32Array(number * (n + 1))
  const sharePractice = new Uint32Array(number * entries)
  const share = new Float64Array(number * entries)
  const starts = new Uint32Array(2 * number * rows)
  const ends = new Uint32Array(2 * number * steps)
  const part = (all: Uint32Array, index: number, length: number) => all.subarray(index * length, (index + 1) * length)
  return Array.from({ length: number }, (_, w) => ({
    component: part(component, w, n),
    count: 0,
    shareStart: part(shareStart, w, n + 1),
    sharePractice: part(sharePractice, w, entries),
    share: share.subarray(w * entries, (w + 1) * entries),
    steps: 0,
    downStart: part(starts, 2 * w, rows),
    upStart: part(starts, 2 * w + 1, rows),
    downTo: part(ends, 2 * w, steps),
    upTo: part(ends, 2 * w + 1, steps),
  }))
}

/** Forgets the world made before. */
export function beginWorld(workshop: Workshop): void {
  const { parent } = workshop
  for (let i = 0; i < parent.length; i++) parent[i] = i
  workshop.stepCount = 0
}

/** Two people reach one another. The lower of two roots stays root (path halving keeps the trees flat). */
export function join(parent: Uint32Array, one: number, other: number): void {
  while (parent[one] !== one) one = parent[one] = parent[parent[one]!]!
  while (parent[other] !== other) other = parent[other] = parent[parent[other]!]!
  if (one < other) parent[other] = one
  else parent[one] = other
}

/** One person reaches the other. */
export function step(workshop: Workshop, from: number, to: number): void {
  workshop.stepFrom[workshop.stepCount] = from
  workshop.stepTo[workshop.stepCount++] = to
}

/** Turns the joins and steps into a world. */
export function finishWorld(workshop: Workshop, world: World, landscape: Landscape, weights: PairWeights): void {
  labelComponents(workshop.parent, world)
  world.steps = 0
  if (workshop.stepCount > 0) {
    placeSteps(workshop, world)
    if (world.steps > 0 && strongComponents(world, workshop.strong, workshop.search) < world.count) {
      relabel(workshop, world)
      placeSteps(workshop, world)
    }
  }
  placeShares(workshop, world, landscape, weights)
}

function labelComponents(parent: Uint32Array, world: World): void {
  const { component } = world
  let count = 0
  for (let i = 0; i < parent.length; i++) {
    const above = parent[i]!
    // a parent is never above its child in number, so it is labelled already
    component[i] = above === i ? count++ : component[above]!
  }
  world.count = count
}

function relabel(workshop: Workshop, world: World): void {
  const { component } = world
  const { strong, placeOf } = workshop
  const none = 0xffff_ffff
  placeOf.fill(none)
  let count = 0
  for (let i = 0; i < component.length; i++) {
    const s = strong[component[i]!]!
    if (placeOf[s] === none) placeOf[s] = count++
    component[i] = placeOf[s]!
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

function placeShares(workshop: Workshop, world: World, landscape: Landscape, weights: PairWeights): void {
  const { placeOf, byComponent, practiceCount, touched } = workshop
  const { component, count, shareStart, sharePractice, share } = world
  const { memberStart, memberPractice } = landscape
  placeOf.fill(0, 0, count + 1)
  for (let i = 0; i < component.length; i++) placeOf[component[i]!]!++
  for (let c = 1; c <= count; c++) placeOf[c]! += placeOf[c - 1]!
  for (let i = component.length - 1; i >= 0; i--) byComponent[--placeOf[component[i]!]!] = i
  let entries = 0
  for (let c = 0; c < count; c++) {
    shareStart[c] = entries
    let practices = 0
    const end = c + 1 < count ? placeOf[c + 1]! : component.length
    for (let k = placeOf[c]!; k < end; k++) {
      const i = byComponent[k]!
      if (i === weights.without) continue
      for (let e = memberStart[i]!; e < memberStart[i + 1]!; e++) {
        const a = memberPractice[e]!
        if (practiceCount[a]!++ === 0) touched[practices++] = a
      }
    }
    for (let k = 0; k < practices; k++) {
      const a = touched[k]!
      sharePractice[entries] = a
      share[entries++] = practiceCount[a]! / weights.size[a]!
      practiceCount[a] = 0
    }
  }
  shareStart[count] = entries
}
