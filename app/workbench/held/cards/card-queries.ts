import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/database.ts'

/** Somebody whom the viewer may hand a link or a card. */
export interface ToHand {
  personId: string
  /** id in the drawing */
  id: string
  /** what the viewer calls them */
  called: string | null
  language: string | null
  hasAddress: boolean
  /** what they have already, and how often it was opened */
  way: 'link' | 'printed' | null
  openings: number | null
  openedOn: string | null
}

/** First those who have nothing; at most 500. */
export async function peopleToHandLinks(tx: Tx, landscapeId: string): Promise<ToHand[]> {
  const { rows } = await sql<ToHand>`select person_id as "personId", external_id as id, called, language,
    has_address as "hasAddress", way, openings, opened_on as "openedOn" from people_to_hand_links(${landscapeId})`.execute(
    tx,
  )
  return rows
}

/** How many of these digests are of links that hold and that the viewer made. */
export async function linksIMade(tx: Tx, landscapeId: string, digests: readonly Buffer[]): Promise<number> {
  const { rows } = await sql<{ n: number }>`select links_i_made(${landscapeId}, ${[...digests]}::bytea[]) as n`.execute(
    tx,
  )
  return rows[0]!.n
}
