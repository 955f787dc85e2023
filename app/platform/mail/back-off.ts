import { createHash } from 'node:crypto'

type Kind = 'deed' | 'list'

/** Minutes to wait after the first, second … attempt that failed; the last holds for all that follow. */
const waits = [1, 2, 5, 15, 30, 60, 120, 240]

/** How long, and how often, a letter is tried. A link or a time in a deed's letter holds no longer; a list's letter may come late. */
const patience: Record<Kind, { hours: number; attempts: number }> = {
  deed: { hours: 24, attempts: 14 },
  list: { hours: 72, attempts: 24 },
}

/**
 * When to try a letter again: later each time, and a little apart from the others that failed at the same moment, so that they do not
 * all come back at once. The same letter and attempt give the same moment. Null when it is given up.
 */
export function nextTry(letter: { id: string; kind: Kind; attempts: number; writtenAt: Date }, now: Date): Date | null {
  const { hours, attempts } = patience[letter.kind]
  if (letter.attempts >= attempts) return null
  const minutes = waits[Math.min(letter.attempts, waits.length) - 1] ?? waits[0]!
  const at = now.getTime() + minutes * 60_000 * (0.8 + 0.4 * shareOf(`${letter.id} ${letter.attempts}`))
  return at < letter.writtenAt.getTime() + hours * 3_600_000 ? new Date(at) : null
}

/** Is it too late for this letter, whether or not it was ever tried? */
export function isTooOld(letter: { kind: Kind; writtenAt: Date }, now: Date): boolean {
  return now.getTime() >= letter.writtenAt.getTime() + patience[letter.kind].hours * 3_600_000
}

/** A number from 0 to 1 that the text alone decides. */
function shareOf(text: string): number {
  return createHash('sha256').update(text).digest().readUInt32BE(0) / 2 ** 32
}
