import { type Control, checkpoint } from '../control.ts'
import type { Network } from '../network/network.ts'
import { joinTrees } from './join-trees.ts'

/** Parts of a network that nothing joins, numbered in the order of their first person. */
export interface Components {
  count: number
  /** for each person, the number of their component */
  of: Uint32Array
  /** people of each component */
  sizes: Uint32Array
}

/** Ties of a person looked at before asking which component is the large one. */
const FIRST_TIES = 2
/** People asked which component they are in, to find the large one. */
const SAMPLE = 1024
const PEOPLE_BETWEEN_CHECKS = 1 << 15

/**
 * Which people are joined to one another by some chain of ties, whichever way the ties go?
 *
 * Union–find in the manner of Afforest: each person's first two ties alone show the one large component that social networks have;
 * the other ties are read only of people outside it. Source: Sutton, Ben-Nun, Barak 2018; directed networks: weak components.
 *
 * Cost O(people) where one component is large, O(people + ties) at worst. Nobody: no component. A person without ties is one.
 *
 * What misleads: one tie that nobody told of joins two components; where few answered, say so.
 *
 * @throws Error named AbortError when stopped
 */
export function components(network: Network, control?: Control): Components {
  const { people, directed } = network
  const parent = new Uint32Array(people)
  for (let i = 0; i < people; i++) parent[i] = i
  joinFirstTies(network, parent, control)
  const large = mostFrequentRoot(parent)
  for (let i = 0; i < people; i++) {
    if ((i & (PEOPLE_BETWEEN_CHECKS - 1)) === 0) checkpoint(control, i / people)
    if (parent[i] === large) continue
    joinAll(parent, i, network.start, network.to, FIRST_TIES)
    if (directed) joinAll(parent, i, network.inStart, network.from, 0)
  }
  return numbered(parent)
}

function joinAll(parent: Uint32Array, i: number, start: Uint32Array, to: Uint32Array, from: number): void {
  const end = start[i + 1]!
  for (let k = start[i]! + from; k < end; k++) joinTrees(parent, i, to[k]!)
}

function joinFirstTies({ people, start, to }: Network, parent: Uint32Array, control: Control | undefined): void {
  for (let nth = 0; nth < FIRST_TIES; nth++) {
    for (let i = 0; i < people; i++) {
      if ((i & (PEOPLE_BETWEEN_CHECKS - 1)) === 0) checkpoint(control, 0)
      const k = start[i]! + nth
      if (k < start[i + 1]!) joinTrees(parent, i, to[k]!)
    }
    flatten(parent)
  }
}

/** Puts everybody directly below their root. */
function flatten(parent: Uint32Array): void {
  // a parent is never above its child, so it is flat already when its child comes
  for (let i = 0; i < parent.length; i++) parent[i] = parent[parent[i]!]!
}

function mostFrequentRoot(parent: Uint32Array): number {
  const people = parent.length
  const roots = Uint32Array.from({ length: Math.min(SAMPLE, people) }, (_, k) => {
    return parent[Math.floor((k * people) / Math.min(SAMPLE, people))]!
  }).sort()
  let best = people
  let most = 0
  let run = 0
  for (let k = 0; k < roots.length; k++) {
    run = k > 0 && roots[k] === roots[k - 1] ? run + 1 : 1
    if (run > most) {
      most = run
      best = roots[k]!
    }
  }
  return best
}

function numbered(parent: Uint32Array): Components {
  let count = 0
  // a root is the first person of its component, and comes before all others of it
  for (let i = 0; i < parent.length; i++) {
    const above = parent[i]!
    parent[i] = above === i ? count++ : parent[above]!
  }
  const sizes = new Uint32Array(count)
  for (let i = 0; i < parent.length; i++) sizes[parent[i]!]!++
  return { count, of: parent, sizes }
}
