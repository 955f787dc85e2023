import { sql } from 'kysely'
import type { Tx } from '../../platform/db/database.ts'
import type { Language } from '../../platform/i18n/language.ts'
import type { WritingKind } from '../writing/writing.ts'

export type WritingState = 'draft' | 'scheduled' | 'shown' | 'taken-down'

/** What somebody writes: what versions and drafts hold. */
export interface Written {
  title: string
  summary: string
  words: string
}

/** The draft of a writing; where nobody began one, its newest version, in round 0. */
export interface Draft extends Written {
  /** which version it began from; null for a new writing */
  beganFrom: number | null
  /** counts up with each saving: whoever saves says which one they saw */
  round: number
  savedAt: Date | null
  savedBy: string | null
}

/** What of a writing is not in its words, and counts as soon as it is changed. */
export interface Details {
  slug: string
  language: Language
  byline: string
  tags: string[]
  part: string | null
  position: number | null
  card: string | null
  screen: string | null
}

/** A writing as its editors see it. */
export interface EditedWriting extends Details {
  id: string
  kind: WritingKind
  state: WritingState
  shownVersion: number | null
  shownAt: Date | null
  /** the number of the newest version; 0 before the first was kept */
  newest: number
  draft: Draft
  /** does the draft say something else than the version it began from? */
  isChanged: boolean
}

/** One writing with its draft; null when there is none, or the viewer is no editor. */
export async function findEdited(tx: Tx, id: string): Promise<EditedWriting | null> {
  const { rows } = await sql<Omit<EditedWriting, 'draft' | 'isChanged'> & Draft & { isChanged: boolean }>`
    select w.id, w.kind, w.slug, w.language, w.byline, w.tags, w.part, w.position, w.card, w.screen, w.state,
      w.shown_version as "shownVersion", w.shown_at as "shownAt", coalesce(n.number, 0) as newest,
      coalesce(d.title, n.title, '') as title, coalesce(d.summary, n.summary, '') as summary, coalesce(d.words, n.words, '') as words,
      case when d.writing_id is null then n.number else d.began_from end as "beganFrom", coalesce(d.round, 0) as round,
      d.saved_at as "savedAt", d.saved_by as "savedBy",
      d.writing_id is not null and (b.number is null or (b.title, b.summary, b.words) is distinct from (d.title, d.summary, d.words))
        as "isChanged"
    from writing w
      left join lateral (select * from writing_version v where v.writing_id = w.id order by number desc limit 1) n on true
      left join writing_draft d on d.writing_id = w.id
      left join writing_version b on b.writing_id = w.id and b.number = d.began_from
    where w.id = ${id} and edits_the_site()`.execute(tx)
  const found = rows[0]
  if (!found) return null
  const { title, summary, words, beganFrom, round, savedAt, savedBy, ...writing } = found
  return { ...writing, draft: { title, summary, words, beganFrom, round, savedAt, savedBy } }
}

/** A writing in the list of editors. */
export interface ListedWriting {
  id: string
  kind: WritingKind
  slug: string
  state: WritingState
  language: Language
  title: string
  shownAt: Date | null
  /** when its draft or its newest version was last kept */
  changedAt: Date
}

export interface Listing {
  kind: WritingKind | null
  state: WritingState | null
}

/** What editors have before them, changed last first. */
export async function listEdited(
  tx: Tx,
  { kind, state }: Listing,
  { limit, offset }: { limit: number; offset: number },
): Promise<ListedWriting[]> {
  const { rows } = await sql<ListedWriting>`
    select w.id, w.kind, w.slug, w.state, w.language, w.shown_at as "shownAt", coalesce(d.title, v.title, '') as title,
      greatest(d.saved_at, v.kept_at, w.made_at) as "changedAt"
    from writing w left join writing_draft d on d.writing_id = w.id
      left join lateral (select title, kept_at from writing_version v where v.writing_id = w.id order by number desc limit 1) v on true
    where edits_the_site() and ${kind === null ? sql`true` : sql`w.kind = ${kind}`}
      and ${state === null ? sql`true` : sql`w.state = ${state}`}
    order by "changedAt" desc, w.kind, w.position nulls last, w.slug limit ${limit} offset ${offset}`.execute(tx)
  return rows
}

/** How many writings there are of each kind and state. */
export async function countEdited(tx: Tx): Promise<{ kind: WritingKind; state: WritingState; n: number }[]> {
  const { rows } = await sql<{ kind: WritingKind; state: WritingState; n: number }>`
    select kind, state, count(*)::int as n from writing where edits_the_site() group by kind, state`.execute(tx)
  return rows
}

/** Writes a new writing without a version; false when there is one of that kind at that address. */
export async function insertWriting(
  tx: Tx,
  one: { id: string; kind: WritingKind; slug: string; language: Language; byline: string },
  now: Date,
): Promise<boolean> {
  const { rows } = await sql`
    insert into writing (id, kind, slug, language, byline, made_at, made_by)
    select ${one.id}, ${one.kind}, ${one.slug}, ${one.language}, ${one.byline}, ${now}, viewer()
    where not exists (select 1 from former_slug f where f.kind = ${one.kind} and f.slug = ${one.slug})
    on conflict (kind, slug) do nothing returning 1`.execute(tx)
  return rows.length > 0
}

/** Takes a writing away for good, if it was never shown; whether it did. */
export async function deleteNeverShown(tx: Tx, id: string): Promise<boolean> {
  const { rows } = await sql`
    delete from writing where id = ${id} and state = 'draft' and shown_version is null returning 1`.execute(tx)
  return rows.length > 0
}

/**
 * Saves the draft if `round` is the one it has; answers the new round, or null when somebody saved in between. What is saved already is
 * not counted again.
 */
export async function saveDraft(
  tx: Tx,
  { id, written, round, beganFrom }: { id: string; written: Written; round: number; beganFrom: number | null },
  now: Date,
): Promise<number | null> {
  const { title, summary, words } = written
  const { rows } = await sql<{ round: number }>`
    insert into writing_draft as d (writing_id, title, summary, words, began_from, saved_at, saved_by)
    values (${id}, ${title}, ${summary}, ${words}, ${beganFrom}, ${now}, viewer())
    on conflict (writing_id) do update
      set title = ${title}, summary = ${summary}, words = ${words}, saved_at = ${now}, saved_by = viewer(), round = d.round + 1
      where d.round = ${round} and (d.title, d.summary, d.words) is distinct from (${title}, ${summary}, ${words})
    returning d.round`.execute(tx)
  if (rows[0]) return rows[0].round
  const same = await sql<{ round: number }>`
    select round from writing_draft
    where writing_id = ${id} and (title, summary, words) is not distinct from (${title}, ${summary}, ${words})`.execute(
    tx,
  )
  return same.rows[0]?.round ?? null
}

/** Keeps a version that nobody can change, and answers its number. It is the viewer's unless somebody else wrote it. */
export async function insertVersion(
  tx: Tx,
  { id, written, note, by }: { id: string; written: Written; note: string | null; by?: string | null | undefined },
  now: Date,
): Promise<number> {
  await sql`select 1 from writing where id = ${id} for update`.execute(tx)
  const { rows } = await sql<{ number: number }>`
    insert into writing_version (writing_id, number, title, summary, words, kept_at, kept_by, note)
    select ${id}, coalesce(max(number), 0) + 1, ${written.title}, ${written.summary}, ${written.words}, ${now},
      ${by === undefined ? sql`viewer()` : by}, ${note}
    from writing_version where writing_id = ${id} returning number`.execute(tx)
  return rows[0]!.number
}

/** Says that the draft, as it is, is what this version holds. */
export async function draftIsVersion(tx: Tx, id: string, number: number): Promise<void> {
  await sql`update writing_draft set began_from = ${number} where writing_id = ${id}`.execute(tx)
}
