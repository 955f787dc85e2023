import { emptiedTogether } from './kept-in-memory.ts'

/** What was made of texts, by everything it was made of, to be used again. */
export interface KeptTexts<Made> {
  find(key: string): Made | undefined
  keep(key: string, made: Made): void
}

/** Room in each, in letters with the keys. */
const mostLetters = 24_000_000

/**
 * Keeps what was made of texts while the program runs, bounded by letters: what was asked for longest ago goes first. Emptied whenever somebody
 * is forgotten. Right only where the same key always makes the same: nothing empties it when something changes.
 */
export function keptTexts<Made>(lettersOf: (made: Made) => number, most = mostLetters): KeptTexts<Made> {
  const all = new Map<string, Made>()
  let letters = 0
  emptiedTogether(() => {
    all.clear()
    letters = 0
  })
  const sizeOf = (key: string, made: Made) => key.length + lettersOf(made) + 200
  function drop(key: string): void {
    const made = all.get(key)
    if (made === undefined) return
    all.delete(key)
    letters -= sizeOf(key, made)
  }
  return {
    find(key) {
      const made = all.get(key)
      if (made === undefined) return undefined
      all.delete(key)
      all.set(key, made)
      return made
    },
    keep(key, made) {
      drop(key)
      if (sizeOf(key, made) > most / 4) return
      all.set(key, made)
      letters += sizeOf(key, made)
      for (const oldest of all.keys()) {
        if (letters <= most) return
        drop(oldest)
      }
    },
  }
}
