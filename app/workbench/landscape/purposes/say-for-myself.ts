import type { Clock } from '../../../platform/clock.ts'
import type { Tx } from '../../../platform/db/database.ts'
import type { Purpose } from '../drawn-landscape.ts'
import { writeMyWord, writeWhereIBelong } from './my-word-queries.ts'

export interface MyWord {
  landscapeId: string
  /** Yes or no to each purpose; those that are left out stay as they are. */
  said: Partial<Record<Purpose, boolean>>
  /** A no to `map` that means "rather be hidden": they go on counting, keep their seat and their groups, and nobody sees a name. */
  hidden?: boolean
  /** The name to stand there by; only needed with the first yes to `map`, and only used where the person has none yet. */
  name?: string | null
  /** Rows of practices of a special category to which they say they belong; left out, nothing is said of them. */
  special?: readonly string[]
}

export type SaidOutcome = { kind: 'said' } | { kind: 'refused'; reason: 'not-here' | 'name-needed' | 'account-needed' }

/**
 * Writes down what the viewer of this transaction says about themselves, for each purpose by itself. Acts from the next statement on:
 * policies read the newest word. `special` needs an account: by a personal link it is refused. Works with the purpose "held about me" too, where the viewer has nothing but what is held about them.
 * A no to `map` is taking back: the name goes (of somebody who signs in, from this landscape only), unless it says `hidden`.
 */
export async function sayForMyself(tx: Tx, clock: Clock, word: MyWord): Promise<SaidOutcome> {
  const outcome = await writeMyWord(tx, {
    landscapeId: word.landscapeId,
    said: word.said,
    hidden: word.hidden ?? false,
    name: word.name ?? null,
    at: clock.now(),
  })
  if (outcome !== 'said') return { kind: 'refused', reason: outcome }
  if (word.special) {
    const belongs = { landscapeId: word.landscapeId, practices: word.special, at: clock.now() }
    const written = await writeWhereIBelong(tx, belongs)
    if (written !== 'said') return { kind: 'refused', reason: written }
  }
  return { kind: 'said' }
}
