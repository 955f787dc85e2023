import { sql } from 'kysely'
import type { Tx } from '../../platform/db/database.ts'
import type { FoundWriting, ShownWriting, WritingKind } from './writing.ts'

/** The columns of a writing as anybody reads it: `w` the writing, `v` the version that is shown. */
const shownColumns = sql`w.id, w.kind, w.slug, w.language, w.byline, w.tags, w.part, w.position, w.card, w.screen,
  w.shown_at as "shownAt", v.kept_at as "changedAt", v.number as version, v.title, v.summary, v.words,
  (select coalesce(zone_of_the_site(), 'UTC')) as zone`
const shownVersion = sql`join writing_version v on v.writing_id = w.id and v.number = w.shown_version and w.state = 'shown'`

/** What stands at an address: the writing, where it moved to, that it was taken down, or nothing that the viewer may know of. */
export async function findShown(tx: Tx, kind: WritingKind, slug: string): Promise<FoundWriting> {
  const { rows } = await sql<ShownWriting>`
    select ${shownColumns} from writing w ${shownVersion} where w.kind = ${kind} and w.slug = ${slug}`.execute(tx)
  if (rows[0]) return { kind: 'shown', writing: rows[0] }
  const gone = await sql<{ slug: string; state: string; moved: boolean }>`
    select w.slug, w.state, false as moved from writing w where w.kind = ${kind} and w.slug = ${slug} and w.state = 'taken-down'
    union all
    select w.slug, w.state, true from former_slug f join writing w on w.id = f.writing_id
      where f.kind = ${kind} and f.slug = ${slug} and w.state in ('shown', 'taken-down')
    limit 1`.execute(tx)
  const found = gone.rows[0]
  if (!found) return { kind: 'none' }
  return found.moved && found.state === 'shown' ? { kind: 'moved', slug: found.slug } : { kind: 'taken-down' }
}

/** Newest first (chapters and cards: by their place in the book), `limit` at most, `offset` left out; with a tag only those that have it (with several, any of them). */
export async function listShown(
  tx: Tx,
  wanted: { kind: WritingKind; tag?: string | string[]; limit: number; offset?: number },
): Promise<ShownWriting[]> {
  const { kind, tag, limit, offset = 0 } = wanted
  const order = kind === 'post' ? sql`w.shown_at desc, w.slug` : sql`w.position nulls last, w.shown_at desc, w.slug`
  // which ones is asked first, and their words after: what is left out is never read. The kind stands in the statement: each has its index
  const few =
    tag === undefined
      ? sql`select w.id from writing w where w.kind = ${sql.lit(kind)} and w.state = 'shown' order by ${order} limit ${sql.lit(limit)} offset ${offset}`
      : sql`select id from shown_with_tags(${kind}, ${[tag].flat()}, ${limit}, ${offset})`
  const { rows } = await sql<ShownWriting>`
    with few as materialized (${few})
    select ${shownColumns} from few join writing w on w.id = few.id ${shownVersion} order by ${order}`.execute(tx)
  return rows
}

/** How many are shown. */
export async function countShown(tx: Tx, kind: WritingKind, tag?: string | string[]): Promise<number> {
  const tagged = tag === undefined ? sql`true` : sql`tags && ${[tag].flat()}`
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from writing where kind = ${kind} and state = 'shown' and ${tagged}`.execute(tx)
  return rows[0]!.n
}

/** A writing that comes whole from somewhere else: the first texts of an instance, or an import. */
export interface BroughtWriting extends Omit<ShownWriting, 'shownAt' | 'changedAt' | 'version' | 'zone'> {
  state: 'draft' | 'scheduled' | 'shown'
  shownAt: Date | null
  note: string | null
}

/** Writes it with its first version; false when there is one of that kind at that address already, which stays as it is. */
export async function insertBrought(tx: Tx, one: BroughtWriting, now: Date): Promise<boolean> {
  const { rows } = await sql`
    insert into writing (id, kind, slug, language, byline, tags, part, position, card, screen, state, shown_version, shown_at, made_at, made_by)
    values (${one.id}, ${one.kind}, ${one.slug}, ${one.language}, ${one.byline}, ${[...one.tags]}, ${one.part}, ${one.position}, ${one.card},
      ${one.screen}, ${one.state}, 1, ${one.shownAt}, ${now}, viewer())
    on conflict (kind, slug) do nothing returning 1`.execute(tx)
  if (rows.length === 0) return false
  // what is to be shown later was written by now
  const keptAt = one.shownAt && one.shownAt < now ? one.shownAt : now
  await sql`insert into writing_version (writing_id, number, title, summary, words, kept_at, kept_by, note)
    values (${one.id}, 1, ${one.title}, ${one.summary}, ${one.words}, ${keptAt}, viewer(), ${one.note})`.execute(tx)
  return true
}

/** Keeps these words as the next version of a writing that is shown, under the same title, and shows it. */
export async function showNextVersion(
  tx: Tx,
  { id, words, note, keptAt }: { id: string; words: string; note: string; keptAt: Date },
): Promise<void> {
  await sql`with newest as (select max(number) as number from writing_version where writing_id = ${id}), kept as (
      insert into writing_version (writing_id, number, title, summary, words, kept_at, kept_by, note)
      select v.writing_id, n.number + 1, v.title, v.summary, ${words}, ${keptAt}, viewer(), ${note}
      from newest n, writing w join writing_version v on v.writing_id = w.id and v.number = w.shown_version where w.id = ${id}
      returning number)
    update writing set shown_version = kept.number from kept where id = ${id}`.execute(tx)
}

export async function editsTheSite(tx: Tx): Promise<boolean> {
  const { rows } = await sql<{ edits: boolean }>`select edits_the_site() as edits`.execute(tx)
  return rows[0]!.edits
}

/** Shows what was scheduled for now or before; how many. */
export async function showWhatIsDue(tx: Tx, now: Date): Promise<number> {
  const { rows } = await sql<{ shown: number }>`select show_what_is_due(${now}) as shown`.execute(tx)
  return rows[0]!.shown
}
