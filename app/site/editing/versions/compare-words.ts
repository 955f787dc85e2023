/** A stretch of text that is in both, only in the newer, or only in the older. */
export interface Stretch {
  kind: 'same' | 'added' | 'removed'
  text: string
}

/** A run of lines: the same in both, or changed from one to the other, word by word. */
export type Passage = { kind: 'same'; lines: string[] } | { kind: 'changed'; stretches: Stretch[] }

/** Beyond so many single changes the search would take seconds; then all of it counts as exchanged. */
const mostChanges = 3000

/**
 * What changed between two texts: line by line (the fewest lines taken out and put in), and word by word where lines were exchanged. The
 * stretches that are the same or removed, joined, are the older text; those that are the same or added, the newer. Takes time with the number
 * of changes times the length: some 30 ms for two long chapters that share half their words.
 */
export function compareWords(older: string, newer: string): Passage[] {
  const passages: Passage[] = []
  const lines = compareLists(older.split('\n'), newer.split('\n'))
  for (let at = 0; at < lines.length; ) {
    if (lines[at]!.kind === 'same') {
      const same = until(lines, at, ({ kind }) => kind !== 'same')
      passages.push({ kind: 'same', lines: same.map(({ text }) => text) })
      at += same.length
    } else {
      const changed = until(lines, at, ({ kind }) => kind === 'same')
      const side = (kind: Stretch['kind']) => changed.filter((one) => one.kind === kind).map(({ text }) => text)
      passages.push({ kind: 'changed', stretches: compareLines(side('removed'), side('added')) })
      at += changed.length
    }
  }
  return passages
}

function until<T>(list: readonly T[], from: number, ends: (one: T) => boolean): T[] {
  const to = list.findIndex((one, nth) => nth >= from && ends(one))
  return list.slice(from, to < 0 ? list.length : to)
}

function compareLines(removed: string[], added: string[]): Stretch[] {
  if (removed.length === 0) return [{ kind: 'added', text: added.join('\n') }]
  if (added.length === 0) return [{ kind: 'removed', text: removed.join('\n') }]
  const words = compareLists(wordsOf(removed.join('\n')), wordsOf(added.join('\n')))
  return joined(withoutIslands(words))
}

/** Words, blanks and signs, which together are the text again. */
function wordsOf(text: string): string[] {
  return text.match(/[\p{L}\p{N}\p{M}’']+|\s+|[^\p{L}\p{N}\p{M}\s’']/gu) ?? []
}

/** A single blank that stayed between two words that did not is no landmark for a reader: it is told as exchanged with them. */
function withoutIslands(list: Stretch[]): Stretch[] {
  return list.flatMap((one, nth): Stretch[] => {
    const isIsland = one.kind === 'same' && /^[ \t]+$/.test(one.text)
    const between = list[nth - 1]?.kind !== 'same' && list[nth + 1] !== undefined && list[nth + 1]!.kind !== 'same'
    if (!isIsland || nth === 0 || !between) return [one]
    return [
      { kind: 'removed', text: one.text },
      { kind: 'added', text: one.text },
    ]
  })
}

/** Neighbours of one kind become one; where words were exchanged, what was taken out stands first. */
function joined(list: Stretch[]): Stretch[] {
  const made: Stretch[] = []
  const add = (kind: Stretch['kind'], text: string) => {
    if (text !== '') made.push({ kind, text })
  }
  for (let at = 0; at < list.length; ) {
    const isSame = list[at]!.kind === 'same'
    const run = until(list, at, ({ kind }) => (kind === 'same') !== isSame)
    const all = (kind: Stretch['kind']) =>
      run
        .filter((one) => one.kind === kind)
        .map(({ text }) => text)
        .join('')
    for (const kind of ['same', 'removed', 'added'] as const) add(kind, all(kind))
    at += run.length
  }
  return made
}

/** The fewest parts to take out and put in, by the algorithm of Myers (1986), "An O(ND) difference algorithm and its variations". */
function compareLists(older: readonly string[], newer: readonly string[]): Stretch[] {
  let before = 0
  while (before < older.length && before < newer.length && older[before] === newer[before]) before += 1
  let after = 0
  const shorter = Math.min(older.length, newer.length) - before
  while (after < shorter && older.at(-1 - after) === newer.at(-1 - after)) after += 1
  const same = (text: string): Stretch => ({ kind: 'same', text })
  return [
    ...older.slice(0, before).map(same),
    ...compareMiddles(older.slice(before, older.length - after), newer.slice(before, newer.length - after)),
    ...older.slice(older.length - after).map(same),
  ]
}

function compareMiddles(older: readonly string[], newer: readonly string[]): Stretch[] {
  const trace = older.length === 0 || newer.length === 0 ? null : furthestReaching(older, newer)
  if (trace) return walkBack(trace, older, newer)
  return [
    ...older.map((text): Stretch => ({ kind: 'removed', text })),
    ...newer.map((text): Stretch => ({ kind: 'added', text })),
  ]
}

/** For each number of changes, how far one comes on each diagonal; null when the two have too little in common. */
function furthestReaching(older: readonly string[], newer: readonly string[]): Int32Array[] | null {
  const most = Math.min(mostChanges, older.length + newer.length)
  const reached = new Int32Array(2 * most + 2)
  const trace: Int32Array[] = []
  for (let changes = 0; changes <= most; changes++) {
    trace.push(reached.slice(most - changes, most + changes + 2))
    for (let diagonal = -changes; diagonal <= changes; diagonal += 2) {
      const at = most + diagonal
      const isDown = diagonal === -changes || (diagonal !== changes && reached[at - 1]! < reached[at + 1]!)
      let x = isDown ? reached[at + 1]! : reached[at - 1]! + 1
      while (x < older.length && x - diagonal < newer.length && older[x] === newer[x - diagonal]) x += 1
      reached[at] = x
      if (x >= older.length && x - diagonal >= newer.length) return trace
    }
  }
  return null
}

function walkBack(trace: Int32Array[], older: readonly string[], newer: readonly string[]): Stretch[] {
  const found: Stretch[] = []
  let x = older.length
  let y = newer.length
  for (let changes = trace.length - 1; changes > 0; changes--) {
    // what was reached with one change less lies in the middle of this slice
    const reached = trace[changes]!
    const at = (diagonal: number) => reached[diagonal + changes]!
    const diagonal = x - y
    const isDown = diagonal === -changes || (diagonal !== changes && at(diagonal - 1) < at(diagonal + 1))
    const fromX = isDown ? at(diagonal + 1) : at(diagonal - 1)
    const fromY = fromX - (isDown ? diagonal + 1 : diagonal - 1)
    for (; x > fromX && y > fromY && (isDown ? y > fromY + 1 : x > fromX + 1); x--, y--)
      found.push({ kind: 'same', text: older[x - 1]! })
    if (isDown) found.push({ kind: 'added', text: newer[--y]! })
    else found.push({ kind: 'removed', text: older[--x]! })
  }
  for (; x > 0; x--) found.push({ kind: 'same', text: older[x - 1]! })
  return found.reverse()
}
