import { type Control, checkpoint } from '../control.ts'
import type { Network } from '../network/network.ts'
import type { Components } from './components.ts'

const UNSEEN = 0xffff_ffff
const STEPS_BETWEEN_CHECKS = 1 << 18

/**
 * Which people reach one another both ways along one-way ties?
 *
 * One depth-first walk without recursion. Source: Tarjan 1972, in the form of Pearce 2016. Undirected: the same as `components`.
 *
 * Cost O(people + ties). Nobody: none. A person whom no circle holds is a component of one.
 *
 * @returns components numbered in the order of their first person
 * @throws Error named AbortError when stopped
 */
export function strongComponents(network: Network, control?: Control): Components {
  const { people, start, to } = network
  // the smallest order reachable, then the component, of each person
  const low = new Uint32Array(people).fill(UNSEEN)
  const done = new Uint8Array(people)
  const next = start.slice(0, people)
  const path = new Uint32Array(people)
  const open = new Uint32Array(people)
  const order = new Uint32Array(people)
  const of = new Uint32Array(people)
  let opened = 0
  let seen = 0
  let count = 0
  let steps = 0
  for (let first = 0; first < people; first++) {
    if (low[first] !== UNSEEN) continue
    let depth = 0
    path[0] = first
    order[first] = low[first] = seen++
    open[opened++] = first
    while (depth >= 0) {
      if ((++steps & (STEPS_BETWEEN_CHECKS - 1)) === 0) checkpoint(control, seen / people)
      const i = path[depth]!
      const k = next[i]!
      if (k < start[i + 1]!) {
        next[i] = k + 1
        const j = to[k]!
        if (low[j] === UNSEEN) {
          order[j] = low[j] = seen++
          open[opened++] = j
          path[++depth] = j
        } else if (done[j] === 0 && low[j]! < low[i]!) {
          low[i] = low[j]!
        }
        continue
      }
      depth--
      if (depth >= 0 && low[i]! < low[path[depth]!]!) low[path[depth]!] = low[i]!
      if (low[i] !== order[i]) continue
      let j: number
      do {
        j = open[--opened]!
        done[j] = 1
        of[j] = count
      } while (j !== i)
      count++
    }
  }
  return inOrderOfFirst(of, count)
}

/** Numbers groups anew, in the order of their first person, and counts their people. */
function inOrderOfFirst(of: Uint32Array, count: number): Components {
  const number = new Uint32Array(count).fill(UNSEEN)
  const sizes = new Uint32Array(count)
  let next = 0
  const renumbered = of.slice()
  for (let i = 0; i < of.length; i++) {
    const group = of[i]!
    if (number[group] === UNSEEN) number[group] = next++
    renumbered[i] = number[group]!
    sizes[number[group]!]!++
  }
  return { count: next, of: renumbered, sizes: sizes.subarray(0, next) }
}
