-- The calendar of the site: events that happen once, again and again, on a day that moved, or one day that nobody knows yet.
-- Times stand as on the clock in the hall, with the zone beside them; the moments are reckoned from them, for lists.

create table event (
  id uuid primary key,
  -- what calendars of others know it by: never changes, and nobody else uses it
  uid text not null unique check (length(uid) between 1 and 300),
  slug text not null unique check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$' and length(slug) <= 100 and slug not in ('new', 'import')),
  kind text not null check (kind in ('open-evening', 'gathering', 'workshop', 'reading-circle', 'field-day', 'other')),
  title text not null check (length(trim(title)) between 1 and 300),
  words text not null default '' check (length(words) <= 20000),
  language text not null check (language in ('en', 'pt', 'es', 'fr')),
  place text not null default '' check (length(place) <= 300),
  online boolean not null default false,
  link text check (link ~ '^https://' and length(link) <= 1000),
  -- 2027-04-01T18:30, or 2027-04-01 for whole days; ends is the first moment or day after it
  starts text check (starts ~ '^[1-9]\d{3}-\d\d-\d\d(T\d\d:\d\d)?$'),
  ends text check (ends ~ '^[1-9]\d{3}-\d\d-\d\d(T\d\d:\d\d)?$'),
  -- as IANA names it
  zone text not null check (length(zone) <= 60),
  -- RRULE of RFC 5545
  rule text check (length(rule) <= 500),
  state text not null default 'planned' check (state in ('planned', 'cancelled', 'postponed')),
  -- counts up with every change that matters to whoever comes
  sequence integer not null default 0 check (sequence >= 0),
  capacity integer check (capacity between 1 and 100000),
  shown boolean not null default false,
  -- who announced it: the site itself, or a part of the program that knows it by a key of its own
  source text not null default 'site' check (source ~ '^[a-z-]{1,40}$'),
  source_key text check (length(source_key) <= 200),
  made_at timestamptz not null,
  made_by uuid references person on delete set null,
  changed_at timestamptz not null,
  unique (source, source_key),
  -- only what was put off, or will not be, may have no date
  check (starts is not null or state <> 'planned'),
  check (ends is null or (starts is not null and length(ends) - length(starts) between 0 and 1)),
  check (rule is null or starts is not null)
);
create index event_made_by on event (made_by);

-- What differs from the rule: a time that falls out, one that was moved or called off, one more.
create table event_exception (
  event_id uuid not null references event on delete cascade,
  -- when it would have been
  original text not null check (original ~ '^[1-9]\d{3}-\d\d-\d\d(T\d\d:\d\d)?$'),
  what text not null check (what in ('left-out', 'moved', 'called-off', 'added')),
  starts text check (starts ~ '^[1-9]\d{3}-\d\d-\d\d(T\d\d:\d\d)?$'),
  ends text check (ends ~ '^[1-9]\d{3}-\d\d-\d\d(T\d\d:\d\d)?$'),
  primary key (event_id, original),
  check ((what = 'moved') = (starts is not null))
);

-- Each time it happens, reckoned anew whenever the event changes; 5,000 of one event at most.
create table event_occurrence (
  event_id uuid not null references event on delete cascade,
  original text not null,
  starts text not null,
  ends text,
  called_off boolean not null default false,
  moved boolean not null default false,
  from_at timestamptz not null,
  to_at timestamptz not null,
  primary key (event_id, original)
);
create index event_occurrence_from on event_occurrence (from_at, event_id);
create index event_occurrence_to on event_occurrence (to_at, event_id);

do $$
declare t text;
begin
  foreach t in array array['event', 'event_exception', 'event_occurrence'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy the_owner on %I to %I using (true) with check (true)', t, current_user);
    execute format('create policy editing on %I to ecotone_app using ((select edits_the_site())) with check ((select edits_the_site()))', t);
    execute format('grant select, insert, update, delete on %I to ecotone_app', t);
  end loop;
end $$;
create policy reading on event for select to ecotone_app using (shown);
create policy reading on event_exception for select to ecotone_app using (exists (select 1 from event e where e.id = event_id and e.shown));
create policy reading on event_occurrence for select to ecotone_app using (exists (select 1 from event e where e.id = event_id and e.shown));

create trigger tell_that_the_site_changed after insert or update or delete on event
  for each statement execute function tell_that_the_site_changed();
