/**
 * Chance that depends on names, not on order: a counter-based generator. A coin is a pure function of a stream (seed and
 * purpose), a world number and the external ids concerned, so adding a tie never changes another tie's coin, and a page, the
 * command line and another machine draw the same worlds to the last bit. Only 32-bit integer operations are used.
 *
 * The mixing steps are multiply–xorshift rounds of the MurmurHash3 kind (Appleby, public domain), on a 64-bit state.
 */

/** A 64-bit key as two signed 32-bit halves. */
export interface Key {
  readonly low: number
  readonly high: number
}

/** Scrambles 32 bits: every input bit changes about half of the output bits. */
function scramble(x: number): number {
  x = Math.imul(x ^ (x >>> 16), 0x85ebca6b)
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35)
  return x ^ (x >>> 16)
}

/**
 * Key of a text (its UTF-16 code units).
 *
 * Cost O(length). Two of a million different ids share a key with chance about 3 in 10⁸.
 */
export function textKey(text: string): Key {
  let low = 0x2f0b4a6d
  let high = 0x6c8e9cf5
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i)
    low = Math.imul((low ^ unit) + ((low << 13) | (low >>> 19)), 0x01000193)
    high = Math.imul((high << 15) | (high >>> 17), 0x1b873593) + Math.imul(unit + 1, 0xcc9e2d51)
  }
  return { low: scramble(low ^ text.length), high: scramble(high ^ Math.imul(low, 0x9e3779b1)) }
}

/** Key made of two keys, in this order. */
export function joinKeys(one: Key, other: Key): Key {
  const low = scramble(Math.imul(one.low, 0x9e3779b1) + other.low)
  const high = scramble((Math.imul(one.high, 0x85ebca77) + other.high) ^ low)
  return { low: scramble(low ^ Math.imul(other.high, 0xc2b2ae3d)), high }
}

/** Key of a stream of chance: a seed and a purpose, such as 'choose' or 'score'. */
export function streamKey(seed: number | string, stream: string): Key {
  return joinKeys(textKey(`seed ${seed}`), textKey(`stream ${stream}`))
}

/** Key of one possible world of a stream. */
export function worldKey(stream: Key, world: number): Key {
  return joinKeys(stream, { low: world | 0, high: Math.floor(world / 0x1_0000_0000) | 0 })
}

/**
 * The coin of `what` in `world`: a signed 32-bit integer, each value equally likely.
 *
 * Compare with `threshold`; `uniform` turns it into a number in [0, 1).
 */
export function coin(worldLow: number, worldHigh: number, whatLow: number, whatHigh: number): number {
  let x = whatLow ^ worldLow
  x = Math.imul(x ^ (x >>> 16), 0x85ebca6b)
  x = (x ^ (x >>> 13)) + (whatHigh ^ worldHigh)
  x = Math.imul(x ^ (x >>> 15), 0xc2b2ae35)
  x = Math.imul(x ^ (x >>> 13), 0x27d4eb2f)
  return x ^ (x >>> 16)
}

/** The largest of 2³² equally likely numbers, 0 first, that counts as "yes" for a chance p > 0. Exact to 2⁻³². */
export function highest(p: number): number {
  return Math.min(Math.ceil(p * 0x1_0000_0000), 0x1_0000_0000) - 1
}

/** The same for a signed coin: compare `coin <= threshold(p)`. */
export function threshold(p: number): number {
  return highest(p) - 0x8000_0000
}

/** How many worlds are drawn at once. */
export const WORLDS_IN_BLOCK = 32

/**
 * Keys of one block of 32 worlds: for each binary digit of a number in [0, 1), the most significant first, low and high half.
 * World w is bit w mod 32 of block ⌊w / 32⌋.
 */
export function blockKeys(stream: Key, block: number): Int32Array {
  const keys = new Int32Array(64)
  for (let digit = 0; digit < 32; digit++) {
    const key = worldKey(stream, block * 32 + digit)
    keys[2 * digit] = key.low
    keys[2 * digit + 1] = ~key.high
  }
  return keys
}

/**
 * In which of the 32 worlds of a block does `what` fall within its chance? One bit for each world.
 *
 * In every world `what` has a number of 32 binary digits. They are drawn for all 32 worlds together, the most significant first, and
 * only until each world's number is known to be above or below: about 6 digits in place of 32 coins. The number does not depend
 * on the chance, so in a world that is open for one chance `what` is open for every larger one.
 *
 * @param most from `highest`
 */
export function openIn(keys: Int32Array, whatLow: number, whatHigh: number, most: number): number {
  let open = 0
  let undecided = -1
  for (let digit = 0; digit < 32; digit++) {
    const drawn = coin(keys[2 * digit]!, keys[2 * digit + 1]!, whatLow, whatHigh)
    if (most << digit < 0) {
      open |= undecided & ~drawn
      undecided &= drawn
    } else undecided &= ~drawn
    if (undecided === 0) return open
  }
  return open | undecided
}

/** The coin as a number in [0, 1). */
export function uniform(coinValue: number): number {
  return (coinValue + 0x8000_0000) / 0x1_0000_0000
}

/**
 * A sequence of uniform numbers in [0, 1) under one key, for shuffles and for drawing rates.
 *
 * @returns a function that gives the next number
 */
export function sequence(key: Key): () => number {
  let counter = 0
  return () => {
    counter = (counter + 1) | 0
    return uniform(coin(key.low, key.high, scramble(counter), Math.imul(counter, 0x9e3779b1)))
  }
}

/** Puts the first `length` entries of an array in random order (Fisher–Yates), in place. */
export function shuffle(values: Uint32Array | number[], next: () => number, length = values.length): void {
  for (let i = length - 1; i > 0; i--) {
    const j = Math.floor(next() * (i + 1))
    const kept = values[i]!
    values[i] = values[j]!
    values[j] = kept
  }
}
