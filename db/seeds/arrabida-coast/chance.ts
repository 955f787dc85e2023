/** A small seeded source of chance. Each subject draws from its own stream, so that no file's order changes another's people. */
export interface Chance {
  /** 0 ≤ x < 1 */
  next(): number
  /** a whole number from `from` to `to`, both included */
  between(from: number, to: number): number
  pick<T>(from: readonly T[]): T
  /** one of `from`, each as likely as its weight; null when all weights are 0 */
  pickWeighted<T>(from: readonly T[], weight: (each: T) => number): T | null
  shuffled<T>(from: readonly T[]): T[]
}

/** The stream of chance called `subject` under `seed` (mulberry32 over an FNV-1a hash). The same two give the same draws everywhere. */
export function chance(seed: number, subject: string): Chance {
  let state = hash(`${seed}/${subject}`)
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
  const between = (from: number, to: number) => from + Math.floor(next() * (to - from + 1))
  return {
    next,
    between,
    pick: (from) => {
      if (from.length === 0) throw new Error(`Nothing to pick from in ${subject}.`)
      return from[between(0, from.length - 1)]!
    },
    pickWeighted: (from, weight) => pickWeighted(from, weight, next),
    shuffled: (from) => shuffled(from, between),
  }
}

function hash(text: string): number {
  let value = 0x811c9dc5
  for (let at = 0; at < text.length; at += 1) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193)
  return value >>> 0
}

function pickWeighted<T>(from: readonly T[], weight: (each: T) => number, next: () => number): T | null {
  const total = from.reduce((sum, each) => sum + weight(each), 0)
  if (total <= 0) return null
  let left = next() * total
  for (const each of from) {
    left -= weight(each)
    if (left < 0) return each
  }
  return from.findLast((each) => weight(each) > 0) ?? null
}

function shuffled<T>(from: readonly T[], between: (from: number, to: number) => number): T[] {
  const copy = [...from]
  for (let at = copy.length - 1; at > 0; at -= 1) {
    const other = between(0, at)
    ;[copy[at], copy[other]] = [copy[other]!, copy[at]!]
  }
  return copy
}
