/** What can be wrong with JSON before it is even parsed. */
export interface JsonScan {
  /** nested deeper than allowed: parsing could exhaust the stack, so it must not be tried */
  tooDeep: boolean
  /** keys that one object has twice (the last would win without a word), at most ten of them */
  keysTwice: string[]
}

/** Looks through JSON text once, without recursion, in time proportional to its length. */
export function scanJson(text: string, depthLimit: number): JsonScan {
  const keysTwice: string[] = []
  /** the keys of each open object; null for an open list */
  const open: (Set<string> | null)[] = []
  let keyComes = false
  for (let at = 0; at < text.length; at++) {
    const letter = text[at]
    if (letter === '"') {
      const end = endOfString(text, at)
      const keys = open.at(-1)
      if (keyComes && keys) noteKey(keys, text.slice(at + 1, end), keysTwice)
      keyComes = false
      at = end
    } else if (letter === '{' || letter === '[') {
      if (open.length === depthLimit) return { tooDeep: true, keysTwice }
      open.push(letter === '{' ? new Set() : null)
      keyComes = letter === '{'
    } else if (letter === '}' || letter === ']') {
      open.pop()
      keyComes = false
    } else if (letter === ',') keyComes = open.at(-1) instanceof Set
  }
  return { tooDeep: false, keysTwice }
}

function noteKey(keys: Set<string>, key: string, twice: string[]): void {
  if (keys.has(key) && twice.length < 10 && !twice.includes(key)) twice.push(key)
  keys.add(key)
}

function endOfString(text: string, start: number): number {
  let at = start + 1
  while (at < text.length && text[at] !== '"') at += text[at] === '\\' ? 2 : 1
  return at
}
