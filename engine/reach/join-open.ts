import type { Block } from './draw-block.ts'
import type { MutualTies, OneWayTies } from './tie-chances.ts'
import { beginWorld, join, step, type Workshop } from './world.ts'

/**
 * Begins a world of a block: joins and steps of its open ties. `finishWorld` turns them into a world.
 *
 * @param world of the block, 0 to 31
 * @param closed numbers of ties to leave closed: mutual ones as they are, one-way ones after those; none when absent
 */
export function joinOpen(
  workshop: Workshop,
  ties: { mutual: MutualTies; oneWay: OneWayTies },
  block: Block,
  world: number,
): void {
  beginWorld(workshop)
  joinMutual(workshop.parent, ties.mutual, block.mutual, world * block.mutualWords, block.mutualWords)
  takeSteps(workshop, ties.oneWay, block, world * block.oneWayWords)
}

function joinMutual(parent: Uint32Array, ties: MutualTies, bits: Uint32Array, from: number, words: number): void {
  const { start, other } = ties
  let place = 0
  let end = start[1]!
  for (let w = 0; w < words; w++) {
    for (let open = bits[from + w]!; open !== 0; open &= open - 1) {
      const k = (w << 5) + 31 - Math.clz32(open & -open)
      while (k >= end) end = start[++place + 1]!
      join(parent, place, other[k]!)
    }
  }
}

function takeSteps(workshop: Workshop, ties: OneWayTies, block: Block, first: number): void {
  const { from, to } = ties
  const { oneWay, back, oneWayWords } = block
  for (let w = 0; w < oneWayWords; w++) {
    const backs = back[first + w]!
    for (let open = oneWay[first + w]!; open !== 0; open &= open - 1) {
      const lowest = open & -open
      const k = (w << 5) + 31 - Math.clz32(lowest)
      if ((backs & lowest) !== 0) join(workshop.parent, from[k]!, to[k]!)
      else step(workshop, from[k]!, to[k]!)
    }
  }
}
