import type { Client } from 'pg'

/**
 * So many posts and events that nobody wrote, beside those of the example. Twenty posts have the tag "few", and a hundred events are still
 * to come, however many there are, among them every field day: so that pages with as much on them are compared.
 */
export async function inventSite(client: Client, { posts, events }: { posts: number; events: number }): Promise<void> {
  await client.query(inventedPosts, [posts])
  await client.query(inventedEvents, [events])
  await client.query('vacuum analyze')
}

const inventedPosts = `
  with made as (
    insert into writing (id, kind, slug, language, byline, tags, state, shown_version, shown_at, made_at)
    select gen_random_uuid(), 'post', 'invented-' || n, 'en', 'Nobody',
      array['invented', case when n % ($1::int / 20) = 0 then 'few' else 'tag-' || n % 50 end], 'shown', 1,
      timestamptz '2020-01-01' + n * interval '1 hour', now()
    from generate_series(1, $1::int) n returning id, slug)
  insert into writing_version (writing_id, number, title, summary, words, kept_at)
  select id, 1, 'Title of ' || slug, 'What it is about.', repeat('Words that nobody wrote, of ' || slug || '. ', 120), now() from made`

const inventedEvents = `
  with days as (
    select n, to_char(current_date + case when n <= 100 then n else 100 - n end, 'YYYY-MM-DD') as day from generate_series(1, $1::int) n
  ), made as (
    insert into event (id, uid, slug, kind, title, words, language, place, starts, ends, zone, shown, made_at, changed_at)
    select gen_random_uuid(), 'invented-' || n, 'invented-' || n,
      (array['open-evening', 'gathering', 'workshop', 'reading-circle', 'other', 'field-day'])[1 + n % case when n <= 100 then 6 else 5 end],
      'Event ' || n,
      repeat('Words that nobody wrote. ', 12), 'en', 'The hall', day || 'T18:30', day || 'T20:30', 'Europe/Lisbon', true, now(), now()
    from days returning *)
  insert into event_occurrence (event_id, original, starts, ends, from_at, to_at, shown, kind)
  select id, starts, starts, ends, starts::timestamp at time zone zone, ends::timestamp at time zone zone, true, kind from made`
