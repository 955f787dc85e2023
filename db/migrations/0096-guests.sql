-- Who comes: people without an account say so for one time of an event, and take a place once they pressed a button in a letter. Names and
-- addresses are read by editors alone; everybody else acts through functions that open one row to whoever holds the key of it. Letters are
-- filled in and queued here, so that no name or address leaves the database for a page that nobody signed in asked for.

-- What an event asks of its guests. An edition of a workshop will be a second thing a list can belong to.
create table guest_list (
  id uuid primary key,
  event_id uuid not null unique references event on delete cascade,
  open boolean not null default true,
  -- [{"id", "kind", "words", "choices", "required"}]
  questions jsonb not null default '[]' check (jsonb_typeof(questions) = 'array' and jsonb_array_length(questions) <= 8
    and octet_length(questions::text) <= 20000),
  -- so many hours before it begins no new answer is taken
  closes_hours integer not null default 0 check (closes_hours between 0 and 1440),
  has_wait_list boolean not null default true,
  reminder text not null default 'day' check (reminder in ('none', 'day', 'hour')),
  -- so many days after it is over names and addresses go; what was answered to questions goes after seven at the latest
  keep_days integer not null default 28 check (keep_days between 1 and 180),
  changed_at timestamptz not null
);

create table guest (
  id uuid primary key,
  list_id uuid not null references guest_list on delete cascade,
  -- the occurrence, by the name it has for good; empty where the event takes place once
  time text not null default '' check (time = '' or time ~ '^[1-9]\d{3}-\d\d-\d\d(T\d\d:\d\d)?$'),
  -- 'asked': not confirmed yet, and without a place; 'gone' said so themselves, 'taken-off' by an editor
  state text not null check (state in ('asked', 'comes', 'waits', 'gone', 'taken-off')),
  name text not null check (length(trim(name)) between 1 and 120),
  email text not null check (length(email) <= 254 and email ~ '^[^\s@<>]+@[^\s@<>]+$'),
  language text not null check (language in ('en', 'pt', 'es', 'fr')),
  answers jsonb not null default '{}' check (jsonb_typeof(answers) = 'object' and octet_length(answers::text) <= 40000),
  wants_reminder boolean not null default true,
  asked_at timestamptz not null,
  moved_at timestamptz not null,
  -- when they confirmed: the order of the wait list
  queued_at timestamptz,
  -- the first letter, which those after it follow
  letter uuid,
  -- the beginning they were reminded of: when that moves, they are reminded of the new one
  reminded_for timestamptz
);
create unique index guest_once on guest (list_id, time, lower(email));
create index guest_queue on guest (list_id, time, state, queued_at, id);
create index guest_address on guest (lower(email));

-- What opens one guest's answer: a key for each letter, kept as its hash. The first one confirms, once, within a day; from then on it opens
-- the answer as the others do.
create table guest_key (
  hash bytea primary key,
  guest_id uuid not null references guest on delete cascade,
  confirms boolean not null default false,
  ends_at timestamptz,
  made_at timestamptz not null
);
create index guest_key_of on guest_key (guest_id);

-- How many there are, which anybody may know of an event that is shown. Its row is what two who answer at once wait for.
create table guest_tally (
  list_id uuid not null references guest_list on delete cascade,
  time text not null,
  comes integer not null default 0 check (comes >= 0),
  waits integer not null default 0 check (waits >= 0),
  primary key (list_id, time)
);

do $$
declare t text;
begin
  foreach t in array array['guest_list', 'guest', 'guest_key', 'guest_tally'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy the_owner on %I to %I using (true) with check (true)', t, current_user);
  end loop;
end $$;
create policy editing on guest_list to ecotone_app using ((select edits_the_site())) with check ((select edits_the_site()));
create policy reading on guest_list for select to ecotone_app using (exists (select 1 from event e where e.id = event_id and e.shown));
create policy editing on guest_tally for select to ecotone_app using ((select edits_the_site()));
create policy reading on guest_tally for select to ecotone_app
  using (exists (select 1 from guest_list l join event e on e.id = l.event_id where l.id = list_id and e.shown));
create policy editing on guest for select to ecotone_app using ((select edits_the_site()));
create policy editing_answers on guest for update to ecotone_app using ((select edits_the_site())) with check ((select edits_the_site()));
grant select, insert, update on guest_list to ecotone_app;
grant select on guest, guest_tally to ecotone_app;
grant update (answers) on guest to ecotone_app;
-- by hand, without a letter: only what confirmed guests are
create policy bringing on guest for insert to ecotone_app with check ((select edits_the_site()) and state in ('comes', 'waits'));
grant insert (id, list_id, state, name, email, language, answers, wants_reminder, asked_at, moved_at, queued_at) on guest to ecotone_app;
create trigger tell_that_the_site_changed after insert or update or delete on guest_list
  for each statement execute function tell_that_the_site_changed();

-- ── counting ─────────────────────────────────────────────────────────────────────────────────────────────────────────────

create function tally_guests() returns trigger
  language plpgsql security definer set search_path = public, pg_temp
  as $$
  begin
    if tg_op <> 'INSERT' and old.state in ('comes', 'waits') then
      update guest_tally t set comes = t.comes - (old.state = 'comes')::int, waits = t.waits - (old.state = 'waits')::int
        where t.list_id = old.list_id and t.time = old.time;
    end if;
    if tg_op <> 'DELETE' and new.state in ('comes', 'waits') then
      insert into guest_tally as t (list_id, time, comes, waits)
        values (new.list_id, new.time, (new.state = 'comes')::int, (new.state = 'waits')::int)
        on conflict (list_id, time) do update set comes = t.comes + excluded.comes, waits = t.waits + excluded.waits;
    end if;
    return null;
  end $$;
revoke execute on function tally_guests() from public;
create trigger tally_guests after insert or delete or update of state, list_id, time on guest
  for each row execute function tally_guests();

-- How many places there are; null where there is no end of them.
create function places_of(in_list uuid) returns integer
  language sql stable security definer set search_path = public, pg_temp
  as $$ select e.capacity from guest_list l join event e on e.id = l.event_id where l.id = in_list $$;
revoke execute on function places_of(uuid) from public;

-- Pages are kept until what they show changes: the number of free places, where there is one.
create function tell_of_places() returns trigger
  language plpgsql security definer set search_path = public, pg_temp
  as $$
  begin
    if places_of(new.list_id) is not null then perform pg_notify('site_changed', ''); end if;
    return null;
  end $$;
revoke execute on function tell_of_places() from public;
create trigger tell_of_a_first_place after insert on guest_tally for each row when (new.comes > 0) execute function tell_of_places();
create trigger tell_of_places after update on guest_tally for each row when (old.comes <> new.comes) execute function tell_of_places();

-- Whoever changes who comes at one time waits here for the one before.
create function hold_tally(in_list uuid, at_time text) returns guest_tally
  language plpgsql security definer set search_path = public, pg_temp
  as $$
  declare held guest_tally;
  begin
    insert into guest_tally (list_id, time) values (in_list, at_time) on conflict do nothing;
    select * into held from guest_tally where list_id = in_list and time = at_time for update;
    return held;
  end $$;
revoke execute on function hold_tally(uuid, text) from public;

-- Is it still to come, and does it take place as far as anybody knows?
create function guests_may_come(in_list uuid, at_time text, moment timestamptz, hours_before integer default 0) returns boolean
  language sql stable security definer set search_path = public, pg_temp
  as $$
    select exists (select 1 from guest_list l join event e on e.id = l.event_id join event_occurrence o on o.event_id = e.id
      where l.id = in_list and e.shown and e.state = 'planned' and not o.called_off
        and (at_time = '' or o.original = at_time) and moment < o.from_at - make_interval(hours => hours_before))
  $$;
revoke execute on function guests_may_come(uuid, text, timestamptz, integer) from public;

-- ── letters ──────────────────────────────────────────────────────────────────────────────────────────────────────────────

-- Writes to one guest in their language, with a key of their own in it. `letters` holds the words by language; in them {guest-name} and
-- {guest-key} stand where name and key belong.
create function write_to_guest(which uuid, letters jsonb, to_confirm boolean, moment timestamptz) returns void
  language plpgsql security definer set search_path = public, pg_temp
  as $$
  declare
    g guest;
    said jsonb;
    opening text := replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', '');
    made uuid := gen_random_uuid();
  begin
    select * into strict g from guest where id = which;
    said := coalesce(letters -> g.language, letters -> 'en');
    insert into guest_key (hash, guest_id, confirms, ends_at, made_at)
      values (sha256(convert_to(opening, 'UTF8')), g.id, to_confirm, case when to_confirm then moment + interval '1 day' end, moment);
    insert into mail (id, address, subject, plain_text, html, kind, language, follows, written_at, next_try_at, attachments)
      values (made, lower(g.email), said ->> 'subject',
        replace(replace(said ->> 'text', '{guest-key}', opening), '{guest-name}', g.name),
        replace(replace(said ->> 'html', '{guest-key}', opening), '{guest-name}',
          replace(replace(replace(replace(g.name, '&', '&amp;'), '<', '&lt;'), '>', '&gt;'), '"', '&quot;')),
        'deed', g.language, g.letter, moment, moment, nullif(said -> 'attachments', 'null'::jsonb));
    update guest set letter = coalesce(letter, made) where id = g.id;
  end $$;
revoke execute on function write_to_guest(uuid, jsonb, boolean, timestamptz) from public;

-- Gives free places to those who wait, the first first. The tally is held by whoever calls.
create function let_move_up(in_list uuid, at_time text, letters jsonb, moment timestamptz) returns integer
  language plpgsql security definer set search_path = public, pg_temp
  as $$
  declare
    places integer := places_of(in_list);
    first_in_line uuid;
    moved integer := 0;
  begin
    if not guests_may_come(in_list, at_time, moment) then return 0; end if;
    loop
      exit when places is not null and (select t.comes from guest_tally t where t.list_id = in_list and t.time = at_time) >= places;
      select g.id into first_in_line from guest g where g.list_id = in_list and g.time = at_time and g.state = 'waits'
        order by g.queued_at, g.id limit 1 for update;
      exit when not found;
      update guest set state = 'comes', moved_at = moment where id = first_in_line;
      perform write_to_guest(first_in_line, letters, false, moment);
      moved := moved + 1;
    end loop;
    return moved;
  end $$;
revoke execute on function let_move_up(uuid, text, jsonb, timestamptz) from public;

-- ── what guests do ───────────────────────────────────────────────────────────────────────────────────────────────────────

-- Takes down an answer and sends the letter that confirms it; whoever is on the list already gets the key to their answer instead, so that the
-- page says the same to both. Five letters a day go to one address, whoever types it. 'closed' where no answer is taken.
create function ask_for_place(of_guest jsonb, letters jsonb, moment timestamptz) returns text
  language plpgsql security definer set search_path = public, pg_temp
  as $$
  declare
    l guest_list;
    g guest;
    wish guest := jsonb_populate_record(null::guest, of_guest);
  begin
    -- of two sendings at once the second waits and finds the first
    perform pg_advisory_xact_lock(hashtextextended('guest ' || lower(wish.email), 0));
    select * into l from guest_list where id = wish.list_id and open;
    if not found or not guests_may_come(l.id, wish.time, moment, l.closes_hours) then return 'closed'; end if;
    -- the same form sent twice is one answer
    if exists (select 1 from guest where id = wish.id) then return 'asked'; end if;
    if (select count(*) from guest_key k join guest o on o.id = k.guest_id
        where lower(o.email) = lower(wish.email) and k.made_at > moment - interval '1 day') >= 5 then return 'asked'; end if;
    insert into guest as o (id, list_id, time, state, name, email, language, answers, wants_reminder, asked_at, moved_at)
      values (wish.id, l.id, wish.time, 'asked', wish.name, wish.email, wish.language, wish.answers, wish.wants_reminder, moment, moment)
      on conflict (list_id, time, lower(email)) do update set asked_at = moment returning * into g;
    if g.state in ('comes', 'waits') then
      perform write_to_guest(g.id, letters -> 'known', false, moment);
      return 'asked';
    end if;
    if g.id <> wish.id then
      update guest set state = 'asked', name = wish.name, language = wish.language, answers = wish.answers,
        wants_reminder = wish.wants_reminder, moved_at = moment where id = g.id;
    end if;
    perform write_to_guest(g.id, letters -> 'ask', true, moment);
    return 'asked';
  end $$;
revoke execute on function ask_for_place(jsonb, jsonb, timestamptz) from public;
grant execute on function ask_for_place(jsonb, jsonb, timestamptz) to ecotone_app;

-- What a key opens: one answer, and what it is to.
create function guest_by_key(key_hash bytea, moment timestamptz)
  returns table (id uuid, list_id uuid, slug text, "time" text, state text, name text, email text, language text, answers jsonb,
    wants_reminder boolean, confirms boolean, before_me integer)
  language sql stable security definer set search_path = public, pg_temp
  as $$
    select g.id, g.list_id, e.slug, g.time, g.state, g.name, g.email, g.language, g.answers, g.wants_reminder, k.confirms,
      (select count(*)::int from guest o where g.state = 'waits' and o.list_id = g.list_id and o.time = g.time and o.state = 'waits'
        and (o.queued_at, o.id) < (g.queued_at, g.id))
    from guest_key k join guest g on g.id = k.guest_id join guest_list l on l.id = g.list_id join event e on e.id = l.event_id
    where k.hash = key_hash and (k.ends_at is null or k.ends_at > moment)
  $$;
revoke execute on function guest_by_key(bytea, timestamptz) from public;
grant execute on function guest_by_key(bytea, timestamptz) to ecotone_app;

-- Takes the place that was asked for, or one on the wait list; a second press changes nothing. 'none': the key opens nothing (any more).
create function confirm_guest(key_hash bytea, letters jsonb, moment timestamptz) returns text
  language plpgsql security definer set search_path = public, pg_temp
  as $$
  declare
    g guest;
    l guest_list;
    held guest_tally;
    places integer;
  begin
    select o.* into g from guest_key k join guest o on o.id = k.guest_id
      where k.hash = key_hash and (k.ends_at is null or k.ends_at > moment);
    if not found then return 'none'; end if;
    held := hold_tally(g.list_id, g.time);
    perform 1 from guest_key where hash = key_hash for update;
    select * into g from guest where id = g.id for update;
    if g.id is null then return 'none'; end if;
    if g.state <> 'asked' then return g.state; end if;
    if not exists (select 1 from guest_key where hash = key_hash and confirms) then return 'none'; end if;
    select * into l from guest_list where id = g.list_id;
    if not l.open or not guests_may_come(l.id, g.time, moment, l.closes_hours) then return 'closed'; end if;
    places := places_of(l.id);
    g.state := case when places is null or (held.comes < places and held.waits = 0) then 'comes' else 'waits' end;
    if g.state = 'waits' and not l.has_wait_list then return 'full'; end if;
    update guest_key set confirms = false, ends_at = case when hash = key_hash then null else ends_at end where guest_id = g.id;
    update guest set state = g.state, moved_at = moment, queued_at = moment where id = g.id;
    perform write_to_guest(g.id, letters -> g.state, false, moment);
    return g.state;
  end $$;
revoke execute on function confirm_guest(bytea, jsonb, timestamptz) from public;
grant execute on function confirm_guest(bytea, jsonb, timestamptz) to ecotone_app;

-- What they said, said otherwise.
create function change_guest(key_hash bytea, said jsonb, moment timestamptz) returns boolean
  language plpgsql security definer set search_path = public, pg_temp
  as $$
  begin
    update guest g set name = said ->> 'name', answers = said -> 'answers', wants_reminder = (said ->> 'wants_reminder')::boolean
      from guest_key k where k.hash = key_hash and not k.confirms and k.guest_id = g.id and g.state in ('comes', 'waits');
    return found;
  end $$;
revoke execute on function change_guest(bytea, jsonb, timestamptz) from public;
grant execute on function change_guest(bytea, jsonb, timestamptz) to ecotone_app;

-- They do not come: the place goes to the first who waits, in the same moment. `how` is 'gone' or 'erased'.
create function leave_as_guest(key_hash bytea, how text, letters jsonb, moment timestamptz) returns boolean
  language plpgsql security definer set search_path = public, pg_temp
  as $$
  declare g guest;
  begin
    select o.* into g from guest_key k join guest o on o.id = k.guest_id
      where k.hash = key_hash and (k.ends_at is null or k.ends_at > moment);
    if not found then return false; end if;
    perform hold_tally(g.list_id, g.time);
    select * into g from guest where id = g.id for update;
    if g.id is null then return false; end if;
    if how = 'erased' then
      delete from mail m where m.sent_at is null and lower(m.address) = lower(g.email) and (m.id = g.letter or m.follows = g.letter);
      delete from guest where id = g.id;
    elsif g.state in ('comes', 'waits') then
      update guest set state = 'gone', moved_at = moment where id = g.id;
      perform write_to_guest(g.id, letters -> 'gone', false, moment);
    end if;
    perform let_move_up(g.list_id, g.time, letters -> 'up', moment);
    return true;
  end $$;
revoke execute on function leave_as_guest(bytea, text, jsonb, timestamptz) from public;
grant execute on function leave_as_guest(bytea, text, jsonb, timestamptz) to ecotone_app;

-- ── what editors do ──────────────────────────────────────────────────────────────────────────────────────────────────────

-- Notes that somebody does not come, tells them, and gives their place on.
create function take_guest_off(which uuid, letters jsonb, moment timestamptz) returns boolean
  language plpgsql security definer set search_path = public, pg_temp
  as $$
  declare g guest;
  begin
    if not edits_the_site() then return false; end if;
    select * into g from guest where id = which;
    if not found then return false; end if;
    perform hold_tally(g.list_id, g.time);
    select * into g from guest where id = which for update;
    if g.id is null then return false; end if;
    if g.state in ('comes', 'waits') then
      update guest set state = 'taken-off', moved_at = moment where id = which;
      perform write_to_guest(which, letters -> 'off', false, moment);
    else
      update guest set state = 'taken-off', moved_at = moment where id = which;
    end if;
    perform let_move_up(g.list_id, g.time, letters -> 'up', moment);
    return true;
  end $$;
revoke execute on function take_guest_off(uuid, jsonb, timestamptz) from public;
grant execute on function take_guest_off(uuid, jsonb, timestamptz) to ecotone_app;

-- Writes to all who come or wait at one time, and, where the time has another name from now on, takes them along to it. Says how many.
create function tell_guests(in_list uuid, at_time text, new_time text, letters jsonb, moment timestamptz) returns integer
  language plpgsql security definer set search_path = public, pg_temp
  as $$
  declare
    one uuid;
    told integer := 0;
  begin
    if not edits_the_site() then return 0; end if;
    perform hold_tally(in_list, at_time);
    if letters is not null then
      for one in select id from guest where list_id = in_list and time = at_time and state in ('comes', 'waits') order by queued_at, id loop
        perform write_to_guest(one, letters, false, moment);
        told := told + 1;
      end loop;
    end if;
    if new_time <> at_time then
      perform hold_tally(in_list, new_time);
      -- whoever answered to both times keeps the answer of the one that stays
      delete from guest g where g.list_id = in_list and g.time = at_time and exists (select 1 from guest o
        where o.list_id = in_list and o.time = new_time and lower(o.email) = lower(g.email));
      update guest set time = new_time where list_id = in_list and time = at_time;
    end if;
    return told;
  end $$;
revoke execute on function tell_guests(uuid, text, text, jsonb, timestamptz) from public;
grant execute on function tell_guests(uuid, text, text, jsonb, timestamptz) to ecotone_app;

-- Gives places that are free to those who wait at one time: for an editor who made more, and for the clock after somebody was erased.
create function move_guests_up(in_list uuid, at_time text, letters jsonb, moment timestamptz) returns integer
  language plpgsql security definer set search_path = public, pg_temp
  as $$
  begin
    if viewer() is not null and not edits_the_site() then return 0; end if;
    perform hold_tally(in_list, at_time);
    return let_move_up(in_list, at_time, letters, moment);
  end $$;
revoke execute on function move_guests_up(uuid, text, jsonb, timestamptz) from public;
grant execute on function move_guests_up(uuid, text, jsonb, timestamptz) to ecotone_app, ecotone_worker;

-- ── by the clock ─────────────────────────────────────────────────────────────────────────────────────────────────────────

-- Times of the next two days whose guests want to be reminded and were not yet, and times with a free place that somebody waits for.
create function guests_to_write_to(moment timestamptz)
  returns table (list_id uuid, slug text, "time" text, original text, begins timestamptz, zone text, reminder text, has_room boolean)
  language sql stable security definer set search_path = public, pg_temp
  as $$
    select l.id, e.slug, t.time, o.original, o.from_at, e.zone, l.reminder,
      t.waits > 0 and (e.capacity is null or t.comes < e.capacity)
    from guest_tally t join guest_list l on l.id = t.list_id join event e on e.id = l.event_id
      join event_occurrence o on o.event_id = e.id and (t.time = '' or o.original = t.time)
    where e.shown and e.state = 'planned' and not o.called_off and o.from_at > moment
      and (t.waits > 0 and (e.capacity is null or t.comes < e.capacity)
        or l.reminder <> 'none' and o.from_at < moment + interval '50 hours' and exists (select 1 from guest g
          where g.list_id = l.id and g.time = t.time and g.state = 'comes' and g.wants_reminder
            and g.reminded_for is distinct from o.from_at))
    order by o.from_at, l.id
  $$;
revoke execute on function guests_to_write_to(timestamptz) from public;
grant execute on function guests_to_write_to(timestamptz) to ecotone_worker;

-- Reminds whoever comes and confirmed before reminding was due, once for one beginning: said and noted in one transaction.
create function remind_guests(in_list uuid, at_time text, begins timestamptz, due timestamptz, letters jsonb, moment timestamptz) returns integer
  language plpgsql security definer set search_path = public, pg_temp
  as $$
  declare
    one uuid;
    told integer := 0;
  begin
    for one in update guest set reminded_for = begins where list_id = in_list and time = at_time and state = 'comes' and wants_reminder
        and reminded_for is distinct from begins and moved_at < due returning id loop
      perform write_to_guest(one, letters, false, moment);
      told := told + 1;
    end loop;
    return told;
  end $$;
revoke execute on function remind_guests(uuid, text, timestamptz, timestamptz, jsonb, timestamptz) from public;
grant execute on function remind_guests(uuid, text, timestamptz, timestamptz, jsonb, timestamptz) to ecotone_worker;

-- Forgets what was answered a week after it is over, names and addresses when the list says so, and after two days whoever never confirmed.
-- What was put off without a day keeps its guests for a year. Says how many went.
create function guest_is_over(which guest) returns timestamptz
  language sql stable security definer set search_path = public, pg_temp
  as $$
    select case when e.state = 'postponed' then greatest(e.changed_at, which.moved_at) + interval '365 days'
      else coalesce((select max(o.to_at) from event_occurrence o where o.event_id = e.id and (which.time = '' or o.original = which.time)),
        which.moved_at) end
    from guest_list l join event e on e.id = l.event_id where l.id = which.list_id
  $$;
revoke execute on function guest_is_over(guest) from public;
create function forget_guests(moment timestamptz) returns integer
  language plpgsql security definer set search_path = public, pg_temp
  as $$
  declare gone integer;
  begin
    update guest g set answers = '{}' where g.answers <> '{}' and guest_is_over(g) + interval '7 days' < moment;
    delete from guest g using guest_list l where l.id = g.list_id
      and (guest_is_over(g) + make_interval(days => l.keep_days) < moment or g.state = 'asked' and g.asked_at < moment - interval '2 days');
    get diagnostics gone = row_count;
    return gone;
  end $$;
revoke execute on function forget_guests(timestamptz) from public;
grant execute on function forget_guests(timestamptz) to ecotone_worker;

-- Whoever erases themselves goes from every list on which their address stands; the clock gives their places on.
create function forget_guests_of() returns trigger
  language plpgsql security definer set search_path = public, pg_temp
  as $$
  begin
    if old.email is not null then delete from guest where lower(email) = lower(old.email); end if;
    return null;
  end $$;
revoke execute on function forget_guests_of() from public;
create trigger forget_guests_of after delete on person for each row execute function forget_guests_of();
