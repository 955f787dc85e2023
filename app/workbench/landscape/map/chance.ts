/** FNV-1a over UTF-16 code units: a 32-bit hash of a text, the same on every machine. */
function hash32(text: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i += 1) {
    hash ^= text.charCodeAt(i)
    hash = Math.imul(hash, 0x01000193)
  }
  return scramble(hash)
}

/** A number in [0, 1) that belongs to a text: short ids that differ in one letter land far apart. */
export function fraction(text: string): number {
  return hash32(text) / 4294967296
}

/** A seeded stream of numbers in [0, 1) (Weyl sequence through a 32-bit mixer); for places on a picture, not for statistics. */
export function seededChance(seed: string): () => number {
  let state = hash32(seed)
  return () => {
    state = (state + 0x9e3779b9) | 0
    return scramble(state) / 4294967296
  }
}

function scramble(value: number): number {
  let mixed = value | 0
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b)
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35)
  return (mixed ^ (mixed >>> 16)) >>> 0
}
