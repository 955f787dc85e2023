import { sql } from 'kysely'
import type { Tx } from '../../platform/db/database.ts'

/** A landscape that holds something about the viewer. */
export interface HeldIn {
  id: string
  slug: string
  name: string
  /** false where they were taken out and can still be brought back */
  there: boolean
}

/** Every landscape that holds something about the viewer. */
export async function landscapesIAmOn(tx: Tx): Promise<HeldIn[]> {
  const { rows } = await sql<HeldIn>`select id, slug, name, there from landscapes_i_am_on()`.execute(tx)
  return rows
}

type State = 'agreed' | 'told' | 'not yet asked' | 'hidden' | 'withdrawn'

/** Everything that one landscape holds about the viewer, as the database tells it: days and moments as text. */
export interface HeldAboutMe {
  about: { hope: string | null; drawnBy: string | null; forWhom: string | null }
  me: {
    name: string | null
    address: string | null
    phone: string | null
    state: State
    named: string
    told: string | null
    byMyself: boolean
    /** has an account: name and address are changed there */
    account: boolean
    /** what they are on the team, if they are */
    role: string | null
  }
  /** what others call them; who does is not told */
  labels: string[]
  groups: {
    id: string
    name: string
    mode: string | null
    since: string | null
    until: string | null
    wrong: string | null
  }[]
  sides: { id: string; boundary: string; side: string | null; wrong: string | null }[]
  ties: HeldTie[]
  concerns: { id: string; words: string; kind: 'cares' | 'offers' | 'seeks'; wrong: string | null }[]
  answers: { id: string; question: string; about: string | null; asked: string | null; answered: string | null }[]
  /** totals of "would you come?", as they were last told, from three answers on */
  standing: { practice: string; asked: number; wouldCome: number }[]
  claims: { id: string; practice: string; ground: string | null }[]
  /** what the viewer answered about others */
  words: { id: string; about: string | null; practice: string; wouldCome: boolean }[]
  seats: { id: string; name: string; question: string; role: string; state: string }[]
  fields: { id: string; fields: Record<string, string> }[]
  consents: { purpose: string; state: State; said: string; mine: boolean }[]
  links: { way: string; made: string; openings: number; opened: string | null; holds: boolean }[]
}

export interface HeldTie {
  id: string
  /** null for somebody who has not agreed to be seen by the viewer */
  with: string | null
  kind: 'talks' | 'learns' | 'works' | 'trusts' | 'funds' | 'conflict'
  says: 'yes' | 'no'
  /** from the viewer to the other */
  outward: boolean
  /** told by the viewer */
  mine: boolean
  since: string | null
  until: string | null
  written: string
  /** since when the viewer says that it is wrong; null where they do not */
  wrong: string | null
}

/** Null for whoever is not on this map. */
export async function heldAboutMe(tx: Tx, landscapeId: string): Promise<HeldAboutMe | null> {
  const { rows } = await sql<{ held: HeldAboutMe | null }>`select held_about_me(${landscapeId}) as held`.execute(tx)
  return rows[0]?.held ?? null
}

/** Kinds of what is said about somebody, each to be taken away by itself; `labels` go together. */
export const saidKinds = [
  'group',
  'side',
  'tie',
  'concern',
  'answer',
  'seat',
  'claim',
  'word',
  'field',
  'labels',
] as const
export type SaidKind = (typeof saidKinds)[number]

/** Takes one thing away that is said about the viewer; false when there is no such thing. */
export async function takeAwaySaidOfMe(tx: Tx, landscapeId: string, kind: SaidKind, id: string): Promise<boolean> {
  const { rows } = await sql<{
    taken: boolean
  }>`select take_away_said_of_me(${landscapeId}, ${kind}, ${id}) as taken`.execute(tx)
  return rows[0]!.taken
}

/** Says of one thing about the viewer that it is wrong, or right after all; false when there is no such thing. */
export async function objectTo(
  tx: Tx,
  landscapeId: string,
  it: { kind: SaidKind; id: string; wrong: boolean; today: string },
): Promise<boolean> {
  const { rows } = await sql<{ done: boolean }>`
    select object_to(${landscapeId}, ${it.kind}, ${it.id}, ${it.wrong}, ${it.today}) as done`.execute(tx)
  return rows[0]!.done
}

/** Writes down what the viewer is called and how they are reached. */
export async function callMe(
  tx: Tx,
  landscapeId: string,
  me: { name: string | null; address: string | null; phone: string | null },
): Promise<'called' | 'not-here' | 'has-account' | 'address-taken'> {
  const { rows } = await sql<{ outcome: 'called' | 'not-here' | 'has-account' | 'address-taken' }>`
    select call_me(${landscapeId}, ${me.name}, ${me.address}, ${me.phone}) as outcome`.execute(tx)
  return rows[0]!.outcome
}

/** Who was taken out and could be brought back: nothing is kept of them any longer. False when it is not for the viewer to say. */
export async function letGoForGood(tx: Tx, landscapeId: string, personId: string): Promise<boolean> {
  const { rows } = await sql<{ gone: boolean }>`select let_go_for_good(${landscapeId}, ${personId}) as gone`.execute(tx)
  return rows[0]!.gone
}

/** Who looked: so many of the team in one role, on one way, and when last. */
export interface LooksAtMe {
  atMe: boolean
  way: string
  role: string
  people: number
  lastDay: string
}

export async function looksAtMe(tx: Tx, landscapeId: string): Promise<LooksAtMe[]> {
  const { rows } = await sql<LooksAtMe>`select at_me as "atMe", way, role, people, last_day as "lastDay"
    from looks_at_me(${landscapeId})`.execute(tx)
  return rows
}

/** A letter to the viewer, or an invitation onto the team: what kind, of which day, and what became of it. */
export interface LetterToMe {
  kind: 'notice' | 'letter' | 'team-invitation'
  day: string
  state: 'waiting' | 'sent' | 'failed'
}

export async function lettersToMe(tx: Tx, landscapeId: string): Promise<LetterToMe[]> {
  const { rows } = await sql<LetterToMe>`select kind, day, state from letters_about_me(${landscapeId})`.execute(tx)
  return rows
}

/** Ties among people who agreed to be counted, under numbers that stand for nobody; the viewer is 0. */
export interface TiesToMeasure {
  people: number
  ties: [number, number][]
}

/** Null where the viewer did not agree to have their ties shown and to be counted, or there is too much to count on a page. */
export async function tiesToMeasureMe(tx: Tx, landscapeId: string): Promise<TiesToMeasure | null> {
  const { rows } = await sql<{ it: TiesToMeasure | null }>`select ties_to_measure_me(${landscapeId}) as it`.execute(tx)
  return rows[0]?.it ?? null
}
