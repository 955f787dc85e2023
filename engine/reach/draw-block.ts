import { blockKeys, type Key, openIn, WORLDS_IN_BLOCK } from '../chance.ts'
import { type Control, checkpoint } from '../control.ts'
import { pairHalf, wayHalf } from './pair-key.ts'
import type { Places } from './places.ts'
import type { MutualTies, OneWayTies, TieChances } from './tie-chances.ts'

/**
 * Which ties are open in each of 32 possible worlds. One bit for each tie; the words of a world lie side by side, those of world b of
 * the block from `b * words`.
 */
export interface Block {
  /** −1: nothing drawn yet */
  nth: number
  mutualWords: number
  mutual: Uint32Array
  oneWayWords: number
  oneWay: Uint32Array
  /** one-way ties that carry back too, in the worlds where they do */
  back: Uint32Array
}

/** Room for one block. 4 bytes for each mutual tie, 8 for each other. */
export function openBlock(ties: TieChances): Block {
  const mutualWords = Math.ceil(ties.mutual.count / 32)
  const oneWayWords = Math.ceil(ties.oneWay.count / 32)
  return {
    nth: -1,
    mutualWords,
    mutual: new Uint32Array(WORLDS_IN_BLOCK * mutualWords),
    oneWayWords,
    oneWay: new Uint32Array(WORLDS_IN_BLOCK * oneWayWords),
    back: new Uint32Array(WORLDS_IN_BLOCK * oneWayWords),
  }
}

/** A power of two, less one: some milliseconds of work. */
const TIES_BETWEEN_CHECKS = 0x7fff

/** Throws the coins of all ties in 32 worlds at once, unless stopped. About 20 ns for each tie and world. */
export function drawBlock(
  block: Block,
  ties: TieChances,
  places: Places,
  stream: Key,
  nth: number,
  control?: Control,
): void {
  if (block.nth === nth) return
  // whoever stops halfway leaves a block of no number
  block.nth = -1
  const keys = blockKeys(stream, nth)
  drawMutual(block, ties.mutual, places, keys, control)
  drawOneWay(block, ties.oneWay, places, keys, control)
  block.nth = nth
}

function drawMutual(
  block: Block,
  ties: MutualTies,
  { key }: Places,
  keys: Int32Array,
  control: Control | undefined,
): void {
  const { count, start, other, most } = ties
  const square = new Int32Array(32)
  let place = 0
  let end = start[1]!
  for (let k = 0; k < count; k++) {
    if ((k & TIES_BETWEEN_CHECKS) === TIES_BETWEEN_CHECKS) checkpoint(control, k / count)
    while (k >= end) end = start[++place + 1]!
    const q = other[k]!
    const low = pairHalf(key[2 * place]!, key[2 * q]!)
    const high = pairHalf(key[2 * place + 1]!, key[2 * q + 1]!)
    square[k & 31] = openIn(keys, low, high, most[k]!)
    if ((k & 31) === 31) handOut(square, block.mutual, block.mutualWords, k >>> 5)
  }
  handOutRest(square, block.mutual, block.mutualWords, count)
}

function drawOneWay(
  block: Block,
  ties: OneWayTies,
  { key }: Places,
  keys: Int32Array,
  control: Control | undefined,
): void {
  const { count, from, to, most, carriesBack, mostBack } = ties
  const square = new Int32Array(32)
  const squareBack = new Int32Array(32)
  for (let k = 0; k < count; k++) {
    if ((k & TIES_BETWEEN_CHECKS) === TIES_BETWEEN_CHECKS) checkpoint(control, k / count)
    const p = 2 * from[k]!
    const q = 2 * to[k]!
    if (carriesBack[k] === 1) {
      const low = pairHalf(key[p]!, key[q]!)
      const high = pairHalf(key[p + 1]!, key[q + 1]!)
      square[k & 31] = openIn(keys, low, high, most[k]!)
      squareBack[k & 31] = openIn(keys, low, high, mostBack[k]!)
    } else {
      square[k & 31] = openIn(keys, wayHalf(key[p]!, key[q]!), wayHalf(key[p + 1]!, key[q + 1]!), most[k]!)
      squareBack[k & 31] = 0
    }
    if ((k & 31) !== 31) continue
    handOut(square, block.oneWay, block.oneWayWords, k >>> 5)
    handOut(squareBack, block.back, block.oneWayWords, k >>> 5)
  }
  handOutRest(square, block.oneWay, block.oneWayWords, count)
  handOutRest(squareBack, block.back, block.oneWayWords, count)
}

function handOutRest(square: Int32Array, bits: Uint32Array, words: number, count: number): void {
  if ((count & 31) === 0) return
  square.fill(0, count & 31)
  handOut(square, bits, words, count >>> 5)
}

/** Turns 32 ties × 32 worlds into 32 worlds × 32 ties (swapping ever smaller squares), and gives each world its word. */
function handOut(square: Int32Array, bits: Uint32Array, words: number, word: number): void {
  for (let half = 16, mask = 0x0000_ffff; half > 0; half >>= 1, mask ^= mask << half) {
    for (let k = 0; k < 32; k = (k + half + 1) & ~half) {
      const swapped = ((square[k]! >>> half) ^ square[k + half]!) & mask
      square[k]! ^= swapped << half
      square[k + half]! ^= swapped
    }
  }
  for (let world = 0; world < 32; world++) bits[world * words + word] = square[world]!
}
