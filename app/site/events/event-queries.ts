import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '../../platform/db/database.ts'
import type { EventException, EventKind, EventWords, Occurrence, SiteEvent } from './events.ts'

const columns = sql`e.id, e.uid, e.slug, e.kind, e.title, e.words, e.language, e.place, e.online, e.link, e.starts, e.ends, e.zone, e.rule,
  e.second_zone as "secondZone", e.state, e.sequence, e.capacity, e.shown, e.made_at as "madeAt", e.changed_at as "changedAt",
  coalesce((select json_agg(json_build_object('original', x.original, 'what', x.what, 'starts', x.starts, 'ends', x.ends) order by x.original)
    from event_exception x where x.event_id = e.id), '[]') as exceptions`

/** The event at an address, if the viewer may know of it. */
export async function findEvent(tx: Tx, slug: string): Promise<SiteEvent | null> {
  const { rows } = await sql<SiteEvent>`select ${columns} from event e where e.slug = ${slug}`.execute(tx)
  return rows[0] ?? null
}

/** Could anybody see an event at this address once, and nobody now? */
export async function wasTakenDown(tx: Tx, slug: string): Promise<boolean> {
  const { rows } = await sql<{ gone: boolean }>`select event_was_taken_down(${slug}) as gone`.execute(tx)
  return rows[0]!.gone
}

/** The event a part of the program announced under this key. */
export async function findAnnounced(tx: Tx, source: string, key: string): Promise<SiteEvent | null> {
  const { rows } = await sql<SiteEvent>`
    select ${columns} from event e where e.source = ${source} and e.source_key = ${key}`.execute(tx)
  return rows[0] ?? null
}

/** Which of these UIDs are in the calendar already. */
export async function knownUids(tx: Tx, uids: readonly string[]): Promise<Set<string>> {
  const { rows } = await sql<{ uid: string }>`select uid from event where uid = any (${[...uids]})`.execute(tx)
  return new Set(rows.map(({ uid }) => uid))
}

/** Which addresses that begin so are taken. */
export async function takenSlugs(tx: Tx, beginning: string): Promise<Set<string>> {
  const { rows } = await sql<{ slug: string }>`select slug from event where starts_with(slug, ${beginning})`.execute(tx)
  return new Set(rows.map(({ slug }) => slug))
}

/** One time an event happens, with the event. */
export interface Row extends Occurrence {
  slug: string
  kind: EventKind
  title: string
  language: SiteEvent['language']
  place: string
  online: boolean
  zone: string
  secondZone: string | null
  state: SiteEvent['state']
  shown: boolean
  capacity: number | null
  /** who comes to this time, where places are counted and answers are taken */
  answers: { comes: number; waits: number; closesHours: number; hasWaitList: boolean } | null
}

/** What a row of a list is made of: `e` the event, `o` one of its times. */
export const rowColumns = sql`e.slug, e.kind, e.title, e.language, e.place, e.online, e.zone,
  e.second_zone as "secondZone", e.state, e.shown, e.capacity, case when e.capacity is not null then (
    select json_build_object('comes', coalesce(t.comes, 0), 'waits', coalesce(t.waits, 0), 'closesHours', l.closes_hours, 'hasWaitList', l.has_wait_list)
    from guest_list l left join guest_tally t on t.list_id = l.id and t.time = case when e.rule is null and not exists (
      select 1 from event_exception x where x.event_id = e.id and x.what = 'added') then '' else o.original end
    where l.event_id = e.id and l.open) end as answers,
  o.original, o.starts, o.ends, o.called_off as "calledOff", o.moved, o.from_at as "from", o.to_at as "to"`

const ofKind = (kind: EventKind | null): RawBuilder<unknown> => (kind === null ? sql`true` : sql`kind = ${kind}`)

/** So long lasts nearly everything at most, in milliseconds; what lasts longer has an index of its own. */
const fortnight = 14 * 86_400_000

/** The first times, by when they begin, that are not over at a moment, and begin before another. What was over long before is not even looked at. */
function timesFrom(moment: Date, kind: EventKind | null, limit: number, end: Date | null = null): RawBuilder<unknown> {
  const before = new Date(moment.getTime() - fortnight)
  const begins = end === null ? sql`true` : sql`from_at < ${end}`
  const rest = sql`to_at >= ${moment} and ${begins} and ${ofKind(kind)} order by from_at, event_id limit ${sql.lit(limit)}`
  return sql`(select * from event_occurrence where from_at >= ${before} and ${rest})
    union all (select * from event_occurrence where to_at - from_at > interval '14 days' and from_at < ${before} and ${rest})`
}

/** The last times, by when they began, that are over at a moment. */
function timesBefore(moment: Date, kind: EventKind | null, limit: number, offset = 0): RawBuilder<unknown> {
  return sql`(select * from event_occurrence where from_at < ${moment} and to_at < ${moment} and ${ofKind(kind)}
    order by from_at desc, event_id desc limit ${sql.lit(limit)} offset ${offset})`
}

/** What is on, or still to come, in order; `limit` at most, `offset` left out. */
export async function listComing(
  tx: Tx,
  { now, kind, limit, offset = 0 }: { now: Date; kind: EventKind | null; limit: number; offset?: number },
): Promise<Row[]> {
  const { rows } = await sql<Row>`
    select ${rowColumns} from (${timesFrom(now, kind, limit + offset)}) o join event e on e.id = o.event_id
    order by o.from_at, o.event_id limit ${limit} offset ${offset}`.execute(tx)
  return rows
}

/** What is over, the latest first. */
export async function listPast(
  tx: Tx,
  { now, kind, limit, offset = 0 }: { now: Date; kind: EventKind | null; limit: number; offset?: number },
): Promise<Row[]> {
  const { rows } = await sql<Row>`
    select ${rowColumns} from (${timesBefore(now, kind, limit, offset)}) o join event e on e.id = o.event_id
    order by o.from_at desc, o.event_id desc`.execute(tx)
  return rows
}

/** What touches the time between two moments, 1,000 times at most. */
export async function listBetween(
  tx: Tx,
  { from, to, kind }: { from: Date; to: Date; kind: EventKind | null },
): Promise<Row[]> {
  const { rows } = await sql<Row>`
    select ${rowColumns} from (${timesFrom(from, kind, 1000, to)}) o join event e on e.id = o.event_id
    order by o.from_at, o.event_id limit 1000`.execute(tx)
  return rows
}

/** What was put off, without a date that holds. */
export async function listPostponed(tx: Tx, kind: EventKind | null): Promise<SiteEvent[]> {
  const { rows } = await sql<SiteEvent>`
    select ${columns} from event e where e.state = 'postponed' and ${ofKind(kind)} order by e.changed_at desc, e.slug limit 100`.execute(
    tx,
  )
  return rows
}

/** Every time of one event, in order. */
export async function occurrencesAt(tx: Tx, eventId: string): Promise<Occurrence[]> {
  const { rows } = await sql<Occurrence>`
    select o.original, o.starts, o.ends, o.called_off as "calledOff", o.moved, o.from_at as "from", o.to_at as "to"
    from event_occurrence o where o.event_id = ${eventId} order by o.from_at`.execute(tx)
  return rows
}

/** Single times that a feed is chosen by, to come and over: a daily series must not crowd out the rest. */
const timesInFeed = { coming: 600, over: 300 }

/**
 * What a feed holds: `most` of what is shown, first what is on or comes soonest, then what was over last, but not before `since`; and
 * what was put off, of which whoever came to know of it must hear.
 */
export async function listForFeed(
  tx: Tx,
  { now, since, kind, most }: { now: Date; since: Date; kind: EventKind | null; most: number },
): Promise<SiteEvent[]> {
  const { rows } = await sql<SiteEvent>`
    with nearest as (
      select event_id from (${timesFrom(now, kind, timesInFeed.coming)} union all ${timesBefore(now, kind, timesInFeed.over)}) o
      where o.shown and o.to_at >= ${since} group by event_id
      order by bool_or(to_at >= ${now}) desc, min(from_at) filter (where to_at >= ${now}), max(from_at) desc limit ${most}
    ), put_off as (
      select id from event where shown and state = 'postponed' and ${ofKind(kind)} order by changed_at desc, slug limit 100
    )
    select ${columns} from event e where e.id in (select event_id from nearest union select id from put_off)
      and e.shown and e.starts is not null order by e.id`.execute(tx)
  return rows
}

export interface NewEvent extends EventWords {
  id: string
  uid: string
  slug: string
  sequence: number
  source: string
  sourceKey: string | null
}

export async function insertEvent(tx: Tx, one: NewEvent, now: Date): Promise<void> {
  await sql`insert into event (id, uid, slug, kind, title, words, language, place, online, link, starts, ends, zone, second_zone, rule, state, sequence,
      capacity, shown, source, source_key, made_at, made_by, changed_at)
    values (${one.id}, ${one.uid}, ${one.slug}, ${one.kind}, ${one.title}, ${one.words}, ${one.language}, ${one.place}, ${one.online},
      ${one.link}, ${one.starts}, ${one.ends}, ${one.zone}, ${one.secondZone}, ${one.rule}, ${one.state}, ${one.sequence}, ${one.capacity},
      ${one.shown}, ${one.source}, ${one.sourceKey}, ${now}, viewer(), ${now})`.execute(tx)
}

export async function updateEvent(
  tx: Tx,
  id: string,
  one: EventWords & { sequence: number },
  now: Date,
): Promise<void> {
  await sql`update event set kind = ${one.kind}, title = ${one.title}, words = ${one.words}, language = ${one.language},
      place = ${one.place}, online = ${one.online}, link = ${one.link}, starts = ${one.starts}, ends = ${one.ends}, zone = ${one.zone},
      second_zone = ${one.secondZone}, rule = ${one.rule}, state = ${one.state}, sequence = ${one.sequence}, capacity = ${one.capacity}, shown = ${one.shown}, changed_at = ${now}
    where id = ${id}`.execute(tx)
}

/** Locks the event until the transaction is done, so that two changes count up one after the other. */
export async function lockEvent(tx: Tx, slug: string): Promise<SiteEvent | null> {
  await sql`select 1 from event where slug = ${slug} for update`.execute(tx)
  return findEvent(tx, slug)
}

export async function writeExceptions(tx: Tx, eventId: string, exceptions: readonly EventException[]): Promise<void> {
  await sql`delete from event_exception where event_id = ${eventId}`.execute(tx)
  const rows = exceptions.map((one) => ({ starts: null, ends: null, ...one }))
  await sql`insert into event_exception (event_id, original, what, starts, ends)
    select ${eventId}, original, what, starts, ends
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as x (original text, what text, starts text, ends text)`.execute(
    tx,
  )
}

/** The times of an event, in place of those before; seen by anybody when it is shown. */
export async function writeOccurrences(tx: Tx, eventId: string, occurrences: readonly Occurrence[]): Promise<void> {
  await sql`delete from event_occurrence where event_id = ${eventId}`.execute(tx)
  await sql`insert into event_occurrence (event_id, original, starts, ends, called_off, moved, from_at, to_at, shown, kind)
    select e.id, x.original, x.starts, x.ends, "calledOff", moved, "from", "to", e.shown, e.kind
    from event e, jsonb_to_recordset(${JSON.stringify(occurrences)}::jsonb)
      as x (original text, starts text, ends text, "calledOff" boolean, moved boolean, "from" timestamptz, "to" timestamptz)
    where e.id = ${eventId}`.execute(tx)
}

/** Every event that is shown, with when it changed last. */
export async function addressesOfEvents(tx: Tx, limit: number): Promise<{ slug: string; changedAt: Date }[]> {
  const { rows } = await sql<{ slug: string; changedAt: Date }>`
    select slug, changed_at as "changedAt" from event where shown order by changed_at desc, slug limit ${limit}`.execute(
    tx,
  )
  return rows
}
