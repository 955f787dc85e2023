import type { Tx } from '../../../platform/db/database.ts'
import { deleteThing, joinPeople } from '../drawing/thing-queries.ts'
import type { LoggedRow } from './history-queries.ts'
import { bringBack, callAgain, partAgain, saidSince } from './kept-back-queries.ts'

/** Why people of a deed cannot be as they were before it; `missing` is what they need and is no longer here. */
export interface Hindrance {
  reason:
    | 'erased'
    | 'not-yours'
    | 'there-again'
    | 'gone-since'
    | 'changed-since'
    | 'built-upon'
    | 'nothing-to-hang-on'
    | 'other-way-round'
  missing?: { what: string; id: string }
}

/**
 * How the people of one deed are turned round: by the database as a whole, because the log keeps neither their names nor what not
 * everybody may read of them. `who` are those of whose rows nothing else is left to do.
 */
export interface PeopleOfDeed {
  turn: 'bring back' | 'part' | 'join' | 'take out' | 'none'
  who: string[]
  /** what was done to the rows that are turned round with them */
  did: LoggedRow['did'][]
}

/** Reads off what a deed did to people. `rows` are its rows about participants, `undoes` whether it undid another one. */
export function peopleOfDeed(rows: readonly LoggedRow[], undoes: boolean): PeopleOfDeed {
  const who = (did: LoggedRow['did']) => rows.filter((row) => row.did === did).map(personIn)
  const marked = (mark: 'joined' | 'parted') => rows.find(({ after }) => after && mark in after)
  const joined = marked('joined') ?? marked('parted')
  if (joined) {
    const turn = 'joined' in joined.after! ? 'part' : 'join'
    const other = String(joined.after!['joined'] ?? joined.after!['parted'])
    return { turn, who: [personIn(joined), other], did: ['added', 'changed', 'removed'] }
  }
  if (who('removed').length > 0) return { turn: 'bring back', who: who('removed'), did: ['removed'] }
  if (undoes && who('added').length > 0) return { turn: 'take out', who: who('added'), did: ['added'] }
  return { turn: 'none', who: [], did: [] }
}

function personIn({ before, after }: LoggedRow): string {
  return String((after ?? before)!['person_id'])
}

/** Turns the people of a deed round; null when it is done. What was done before a hindrance was met has to be given up with it. */
export async function turnPeople(
  tx: Tx,
  landscapeId: string,
  deed: string,
  { turn, who }: PeopleOfDeed,
): Promise<Hindrance | null> {
  if (turn === 'bring back') return bringBack(tx, landscapeId, deed)
  if (turn === 'part') return partAgain(tx, landscapeId, deed)
  if (turn === 'join') {
    const done = await joinPeople(tx, landscapeId, who[0]!, who[1]!)
    if (done === 'joined') return null
    return { reason: done === 'gone' ? 'gone-since' : done === 'other-way-round' ? done : 'not-yours' }
  }
  if (turn === 'take out')
    for (const person of who) {
      if (await saidSince(tx, landscapeId, person, deed)) return { reason: 'built-upon' }
      if (!(await deleteThing(tx, landscapeId, 'person', person))) return { reason: 'gone-since' }
    }
  return null
}

/** Calls somebody what they were called before this deed. */
export async function turnName(tx: Tx, landscapeId: string, deed: string, row: LoggedRow): Promise<Hindrance | null> {
  const done = await callAgain(tx, landscapeId, personIn(row), deed)
  return done === 'done' ? null : { reason: done }
}
