-- Being taken out for good, taking one's word back and erasing oneself go through one function, which also reaches what no foreign key
-- does: readings, places on the map, the log, files that were sent, mails that wait, work that is queued. What it leaves is a tombstone, a
-- hash, so that a backup or an older file does not bring somebody back.

-- ── tombstones ──────────────────────────────────────────────────────────────────────────────────────────────────────────

-- Who may not come back by a file or a backup. Holds hashes alone: of ids of rows, which nobody can guess; of ids and names in a drawing and
-- of addresses only under a key that is not in the database. No role reads it. Of a landscape that is gone the tombstones stay.
create table tombstone (
  landscape_id uuid,
  about text not null check (about in ('person', 'drawn', 'address', 'landscape')),
  digest text not null check (digest ~ '^[0-9a-f]{64}$'),
  why text not null check (why in ('erased', 'withdrawn')),
  made_at timestamptz not null default now(),
  primary key (about, digest)
);
create index tombstone_landscape on tombstone (landscape_id);

-- Where words that somebody else wrote may still name somebody who is gone: for the stewards to read. Keeps the place and not the name.
create table naming (
  landscape_id uuid not null references landscape on delete cascade,
  id uuid not null default gen_random_uuid(),
  what text not null,
  row_key text not null,
  part text not null,
  found_at timestamptz not null default now(),
  primary key (landscape_id, id),
  unique (landscape_id, what, row_key, part)
);

do $$
declare t text;
begin
  foreach t in array array['tombstone', 'naming'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy the_owner on %I to %I using (true) with check (true)', t, current_user);
  end loop;
end $$;
create policy reading on naming for select to ecotone_app using (landscape_id = any (array(select landscapes_i_steward())));
create policy ticking_off on naming for delete to ecotone_app using (landscape_id = any (array(select landscapes_i_steward())));
grant select, delete on naming to ecotone_app;
call put_under_the_lock('tombstone');
call put_under_the_lock('naming');

-- The hash that a tombstone holds; with a key where what is hashed could be guessed. The key is handed over with each connection.
create function tombstone_digest(what text, in_landscape uuid, said text, keyed boolean) returns text
  language sql stable parallel safe security definer set search_path = public, pg_temp
  as $$
    with key as (select case when keyed then decode(coalesce(current_setting('ecotone.tombstone_key', true), ''), 'hex') else ''::bytea end as it)
    select encode(sha256(key.it || sha256(key.it || convert_to(
      concat_ws(' ', 'ecotone', what, coalesce(in_landscape::text, '-'), said), 'UTF8'))), 'hex')
    from key
  $$;
revoke execute on function tombstone_digest(text, uuid, text, boolean) from public;

-- Where no key was handed over, nothing is laid that a list of names could be tried against.
create function has_tombstone_key() returns boolean
  language sql stable parallel safe
  as $$ select coalesce(current_setting('ecotone.tombstone_key', true), '') <> '' $$;
revoke execute on function has_tombstone_key() from public;

-- Names are compared without regard to case and spaces.
create function folded_name(name text) returns text
  language sql immutable parallel safe
  as $$ select lower(regexp_replace(btrim(name), '\s+', ' ', 'g')) $$;
revoke execute on function folded_name(text) from public;

-- What somebody is called in a landscape: their own name, and every label that somebody gave them there.
create function called_in(in_landscape uuid, who uuid) returns text[]
  language sql stable security definer set search_path = public, pg_temp
  as $$
    select coalesce(array_agg(distinct folded_name(c.name)), '{}') from (
      select n.name from person n where n.id = who
      union all select b.label from placeholder_label b where b.landscape_id = in_landscape and b.person_id = who
      union all select k.kept ->> 'label' from kept_back k
        where k.landscape_id = in_landscape and k.person_id = who and k.what = 'placeholder_label'
    ) c where folded_name(c.name) <> ''
  $$;
revoke execute on function called_in(uuid, uuid) from public;

create function lay_tombstones(in_landscape uuid, who uuid, drawn_id text, names text[], reason text) returns void
  language sql security definer set search_path = public, pg_temp
  as $$
    insert into tombstone (landscape_id, about, digest, why)
      select in_landscape, 'person', tombstone_digest('person', in_landscape, who::text, false), reason
      union
      -- an id that a program counted up ("p007") says who it is only together with a name
      select in_landscape, 'drawn', tombstone_digest('drawn', in_landscape, drawn_id || ' ' || n.name, true), reason
        from unnest(names || case when drawn_id ~ '^p?[0-9]+$' then '{}' else array[''] end) as n (name)
        where drawn_id is not null and has_tombstone_key()
      union
      select in_landscape, 'address', tombstone_digest('address', in_landscape, lower(a.address), true), reason
        from person n cross join lateral (values (n.email), (n.told_address)) a (address)
        where n.id = who and a.address is not null and has_tombstone_key()
    on conflict (about, digest) do update
      set why = case when tombstone.why = 'erased' then 'erased' else excluded.why end, made_at = excluded.made_at
  $$;
revoke execute on function lay_tombstones(uuid, uuid, text, text[], text) from public;

create function is_tombstoned(in_landscape uuid, who text) returns boolean
  language sql stable security definer set search_path = public, pg_temp
  as $$
    select exists (select 1 from tombstone t where t.about = 'person'
      and t.digest in (tombstone_digest('person', in_landscape, who, false), tombstone_digest('person', null, who, false)))
  $$;
revoke execute on function is_tombstoned(uuid, text) from public;

-- Which of these people of a drawing asked to be gone from a landscape whose team the viewer is in: their ids in the drawing. Sent is
-- [{"id", "name", "email"}]. Says nothing of landscapes of others, so nobody learns from it who was known here.
create function asked_to_be_gone(people jsonb) returns setof text
  language sql stable security definer set search_path = public, pg_temp
  as $$
    with mine as (select distinct t.landscape_id from tombstone t where t.landscape_id in (
      select c.landscape_id from convener c where c.person_id = viewer()))
    select p.id from jsonb_to_recordset(people) as p (id text, name text, email text)
    where exists (
      select 1 from mine m join tombstone t on t.landscape_id = m.landscape_id
      where (t.about = 'drawn' and t.digest in (tombstone_digest('drawn', m.landscape_id, p.id || ' ' || coalesce(folded_name(p.name), ''), true),
          tombstone_digest('drawn', m.landscape_id, p.id || ' ', true)))
        or (t.about = 'address' and p.email is not null and t.digest = tombstone_digest('address', m.landscape_id, lower(p.email), true)))
  $$;
revoke execute on function asked_to_be_gone(jsonb) from public;
grant execute on function asked_to_be_gone(jsonb) to ecotone_app;

-- ── words that may name them ────────────────────────────────────────────────────────────────────────────────────────────

-- Notes every place in the free words of a landscape where one of these names stands as a whole, or its first or last word does.
create function note_namings(in_landscape uuid, names text[]) returns void
  language plpgsql security definer set search_path = public, pg_temp
  as $$
  declare
    wanted text;
    place text[];
  begin
    select string_agg(distinct regexp_replace(w.word, '([][\\.*+?^${}()|/-])', '\\\1', 'g'), '|') into wanted
      from unnest(names) as n (name)
      cross join lateral (values (n.name), (split_part(n.name, ' ', 1)), (split_part(n.name, ' ', -1))) as w (word)
      where length(w.word) >= 3;
    if wanted is null then return; end if;
    wanted := '(^|[^[:alnum:]])(' || wanted || ')($|[^[:alnum:]])';
    foreach place slice 1 in array array[
      ['landscape', 'id', 'drawn_by'], ['landscape', 'id', 'hope'], ['landscape', 'id', 'for_whom'], ['landscape', 'id', 'not_our_aim'],
      ['landscape', 'id', 'known_gaps'], ['practice', 'id', 'name'], ['practice', 'id', 'does'], ['boundary', 'id', 'history'],
      ['boundary', 'id', 'stakes'], ['concern', 'id', 'words'], ['space', 'id', 'name'], ['space', 'id', 'question'],
      ['space', 'id', 'why'], ['invitation', 'space_id', 'words'], ['journal_entry', 'id', 'why'], ['seen_opportunity', 'id', 'words'],
      ['custom_field', 'id', 'fields'], ['change', 'id', 'why']
    ] loop
      execute format('insert into naming (landscape_id, what, row_key, part)
          select $1, %L, t.%I::text, %L from %I t where t.%I = $1 and t.%I is not null and lower(t.%I::text) ~ $2
          on conflict (landscape_id, what, row_key, part) do update set found_at = now()',
        place[1], place[2], place[3], place[1], case place[1] when 'landscape' then 'id' else 'landscape_id' end, place[3], place[3])
        using in_landscape, wanted;
    end loop;
  end $$;
revoke execute on function note_namings(uuid, text[]) from public;

-- ── forgetting ──────────────────────────────────────────────────────────────────────────────────────────────────────────

-- Of whoever is gone the log keeps that a row of some kind was added, changed or removed, under an id that is nobody's. What was said about
-- them with others (ties, standings, answers, seats) goes from it whole.
create function forget_in_the_log(in_landscape uuid, who uuid[], gone boolean) returns void
  language plpgsql security definer set search_path = public, pg_temp
  as $$
  declare
    one uuid;
    nobody text;
  begin
    delete from change c where c.landscape_id = in_landscape
      and (c.what in ('tie', 'standing', 'answer', 'concern', 'legitimacy', 'custom_field', 'placeholder_label', 'space_person')
        or c.what = 'keep_apart' and gone)
      and (people_named(c.before) && who::text[] or people_named(c.after) && who::text[]);
    if not gone then return; end if;
    -- materialized: one id for one person, and not one for each of their rows
    with n as materialized (select w::text as it, gen_random_uuid() as nobody from unnest(who) w)
    update change c set before = c.before || jsonb_build_object('person_id', n.nobody), after = c.after || jsonb_build_object('person_id', n.nobody)
      from n
      where c.landscape_id = in_landscape and c.what in ('participant', 'membership', 'consent')
        and coalesce(c.after, c.before) ->> 'person_id' = n.it;
    -- whoever can sign in may also be the one who wrote something down; many at once are never those
    if cardinality(who) > 1 then return; end if;
    foreach one in array who loop
      nobody := gen_random_uuid()::text;
      update change c set before = replace(c.before::text, one::text, nobody)::jsonb, after = replace(c.after::text, one::text, nobody)::jsonb
        where c.landscape_id = in_landscape
          and (c.before::text like '%' || one || '%' or c.after::text like '%' || one || '%');
      update kept_back k set kept = replace(k.kept::text, one::text, nobody)::jsonb
        where k.landscape_id = in_landscape and k.kept::text like '%' || one || '%';
    end loop;
  end $$;
revoke execute on function forget_in_the_log(uuid, uuid[], boolean) from public;

-- One at a time with whatever writes something computed from what was read before: a reading, a layout.
create function one_at_a_time_with_forgetting(in_landscape uuid) returns void
  language sql security definer set search_path = public, pg_temp
  as $$ select pg_advisory_xact_lock(hashtextextended('forgetting ' || in_landscape::text, 0)) $$;
revoke execute on function one_at_a_time_with_forgetting(uuid) from public;

-- In readings an id of nobody takes the place of theirs, as if they had been erased before it was read.
create function forget_in_readings(in_landscape uuid, who uuid[]) returns void
  language plpgsql security definer set search_path = public, pg_temp
  as $$
  declare
    one record;
    it text;
    said text;
  begin
    for one in select s.id, s.result::text as said from snapshot s where s.landscape_id = in_landscape and s.result is not null loop
      said := one.said;
      for it in select distinct m[1] from regexp_matches(said, '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}', 'g') m
          where m[1] = any (who::text[]) loop
        said := replace(said, it, gen_random_uuid()::text);
      end loop;
      continue when said = one.said;
      update snapshot s set result = said::jsonb, input_hash = null where s.landscape_id = in_landscape and s.id = one.id;
    end loop;
  end $$;
revoke execute on function forget_in_readings(uuid, uuid[]) from public;

-- What was computed, sent or queued and may still hold them: readings are emptied of them; places, files and mails go.
create function forget_what_was_made(in_landscape uuid, who uuid[], names text[], gone boolean) returns void
  language plpgsql security definer set search_path = public, pg_temp
  as $$
  declare here text;
  begin
    select slug into here from landscape where id = in_landscape for update;
    perform one_at_a_time_with_forgetting(in_landscape);
    perform forget_in_readings(in_landscape, who);
    delete from layout_position where landscape_id = in_landscape and subject_id = any (who);
    update form_key set location = '/landscapes/' || here where starts_with(location, '/landscapes/' || here || '/');
    -- what its team sent and did not bring in yet may hold them; nobody looks inside a file for that, and it can be sent again
    delete from upload u where u.person_id = any (who) and gone
      or u.person_id in (select c.person_id from convener c where c.landscape_id = in_landscape);
    -- what waits to be sent to them about it, to whoever has no account at all, and to others with their name in it
    delete from mail m where m.sent_at is null and (
      m.person_id = any (who) and (m.landscape_id = in_landscape or not exists (select 1 from person n where n.id = m.person_id
        and (n.email_verified or exists (select 1 from account a where a.person_id = n.id))))
      or m.landscape_id = in_landscape and exists (select 1 from person n
        where n.id = any (who) and lower(m.address) in (lower(n.email), lower(n.told_address)))
      or (m.landscape_id = in_landscape or position('/landscapes/' || here in concat_ws(' ', m.plain_text, m.html)) > 0)
        and exists (select 1 from unnest(names) as n (name) where position(n.name in lower(concat_ws(' ', m.subject, m.plain_text, m.html))) > 0));
  end $$;
revoke execute on function forget_what_was_made(uuid, uuid[], text[], boolean) from public;

-- The one way on which somebody who asked for it leaves a landscape: 'withdrawn' (counted as a head and no more) or 'erased' (nothing is left
-- but a tombstone). Who may ask is for the callers to know.
create function forget_everywhere(in_landscape uuid, who uuid, how text, drawn_id text default null) returns void
  language plpgsql security definer set search_path = public, pg_temp
  as $$
  declare
    names text[] := called_in(in_landscape, who);
    drawn text := coalesce(drawn_id, (select p.external_id from participant p where p.landscape_id = in_landscape and p.person_id = who));
  begin
    perform lay_tombstones(in_landscape, who, drawn, names, how);
    if how = 'withdrawn' then
      delete from tie t where t.landscape_id = in_landscape and who in (t.from_id, t.to_id, t.reported_by);
      delete from standing t where t.landscape_id = in_landscape and t.person_id = who;
      delete from answer t where t.landscape_id = in_landscape and t.person_id = who;
      delete from concern t where t.landscape_id = in_landscape and t.person_id = who;
      delete from legitimacy t where t.landscape_id = in_landscape and who in (t.person_id, t.answered_by);
      delete from legitimacy_told t where t.landscape_id = in_landscape and t.person_id = who;
      update legitimacy_told t set answered_by = null where t.landscape_id = in_landscape and t.answered_by = who;
      delete from space_person t where t.landscape_id = in_landscape and t.person_id = who;
    else
      delete from participant p where p.landscape_id = in_landscape and p.person_id = who;
      perform forget_what_was_kept(in_landscape, array[who]);
      delete from personal_link l where l.landscape_id = in_landscape and l.person_id = who;
    end if;
    perform forget_in_the_log(in_landscape, array[who], how <> 'withdrawn');
    perform note_namings(in_landscape, names);
    perform forget_what_was_made(in_landscape, array[who], names, how <> 'withdrawn');
    perform pg_notify('somebody_forgotten', in_landscape::text);
  end $$;
revoke execute on function forget_everywhere(uuid, uuid, text, text) from public;

-- The same for those who did not ask for it, many at once, when their time is over: no tombstone keeps them away.
create function forget_together(in_landscape uuid, who uuid[]) returns void
  language plpgsql security definer set search_path = public, pg_temp
  as $$
  begin
    delete from participant p where p.landscape_id = in_landscape and p.person_id = any (who);
    perform forget_what_was_kept(in_landscape, who);
    perform forget_in_the_log(in_landscape, who, true);
    perform forget_what_was_made(in_landscape, who, '{}', true);
    perform pg_notify('somebody_forgotten', in_landscape::text);
  end $$;
revoke execute on function forget_together(uuid, uuid[]) from public;

-- Whoever takes their word back leaves no id that a drawer gave: it may be a name. The triggers of one event fire in the order of their
-- names, so the others still find the name that they then take away.
create function forget_the_drawn_id() returns trigger
  language plpgsql security definer set search_path = public, pg_temp
  as $$
  begin
    new.external_id := new.person_id::text;
    return new;
  end $$;
revoke execute on function forget_the_drawn_id() from public;
create trigger forget_the_drawn_id before update of consent on participant for each row
  when (new.consent = 'withdrawn' and old.consent <> 'withdrawn') execute function forget_the_drawn_id();

create function forget_everywhere_who_withdrew() returns trigger
  language plpgsql security definer set search_path = public, pg_temp
  as $$
  begin
    perform forget_everywhere(new.landscape_id, new.person_id, 'withdrawn', old.external_id);
    return null;
  end $$;
revoke execute on function forget_everywhere_who_withdrew() from public;
create trigger forget_everywhere after update of consent on participant for each row
  when (new.consent = 'withdrawn' and old.consent <> 'withdrawn') execute function forget_everywhere_who_withdrew();

-- Whoever says yes again themselves may come back.
create function lift_the_tombstones() returns trigger
  language plpgsql security definer set search_path = public, pg_temp
  as $$
  begin
    delete from tombstone t where t.landscape_id = new.landscape_id
      and (t.about, t.digest) in (select 'person', tombstone_digest('person', new.landscape_id, new.person_id::text, false)
        union select 'address', tombstone_digest('address', new.landscape_id, lower(a.address), true)
          from person n cross join lateral (values (n.email), (n.told_address)) a (address) where n.id = new.person_id and a.address is not null);
    return null;
  end $$;
revoke execute on function lift_the_tombstones() from public;
create trigger lift_the_tombstones after update of consent on participant for each row
  when (new.consent = 'agreed' and old.consent <> 'agreed' and viewer() = new.person_id) execute function lift_the_tombstones();

-- ── what was begun before and ends after ────────────────────────────────────────────────────────────────────────────────

-- A reading that was running while somebody left is kept as if they had left before it.
create function keep_no_tombstoned_result() returns trigger
  language plpgsql security definer set search_path = public, pg_temp
  as $$
  declare
    who text;
    said text := new.result::text;
  begin
    perform one_at_a_time_with_forgetting(new.landscape_id);
    if not exists (select 1 from tombstone t where t.landscape_id = new.landscape_id) then return new; end if;
    for who in select distinct m[1] from regexp_matches(said, '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}', 'g') m loop
      continue when not is_tombstoned(new.landscape_id, who);
      said := replace(said, who, gen_random_uuid()::text);
      new.input_hash := null;
    end loop;
    new.result := said::jsonb;
    return new;
  end $$;
revoke execute on function keep_no_tombstoned_result() from public;
create trigger keep_no_tombstoned_result before update of result on snapshot for each row
  when (new.result is not null and new.state = 'done' and old.state <> 'done') execute function keep_no_tombstoned_result();

create function keep_no_tombstoned_place() returns trigger
  language plpgsql security definer set search_path = public, pg_temp
  as $$
  declare here uuid;
  begin
    for here in select distinct landscape_id from added loop
      perform one_at_a_time_with_forgetting(here);
      continue when not exists (select 1 from tombstone t where t.landscape_id = here);
      delete from layout_position l using added a
        where l.landscape_id = here and a.landscape_id = here and l.layout_id = a.layout_id and l.subject_id = a.subject_id
          and is_tombstoned(here, a.subject_id::text);
    end loop;
    return null;
  end $$;
revoke execute on function keep_no_tombstoned_place() from public;
create trigger keep_no_tombstoned_place after insert on layout_position referencing new table as added
  for each statement execute function keep_no_tombstoned_place();

-- ── the ways out ────────────────────────────────────────────────────────────────────────────────────────────────────────

create or replace function take_out(in_landscape uuid, who uuid, for_good boolean default false) returns boolean
  language plpgsql security definer set search_path = public, pg_temp
  as $$
  declare keeping boolean;
  begin
    if viewer() is null or (viewer() is distinct from who and in_landscape not in (select landscapes_i_steward())
        and not exists (select 1 from participant p where p.landscape_id = in_landscape and p.person_id = who
          and p.named_by = viewer() and in_landscape in (select landscapes_i_draw()))) then
      return false;
    end if;
    select not for_good and viewer() is distinct from who and p.consent <> 'withdrawn' into keeping
      from participant p where p.landscape_id = in_landscape and p.person_id = who;
    if not found then
      return false;
    end if;
    if keeping then
      perform keep_back(in_landscape, who);
      delete from participant where landscape_id = in_landscape and person_id = who;
      perform keep_words_of_the_log(in_landscape, who);
      perform unsay_in_the_log(in_landscape, array[who]);
    else
      perform forget_everywhere(in_landscape, who, 'erased');
    end if;
    perform let_go_of(array[who]);
    return true;
  end $$;

-- Everything of one person in this instance, with the landscapes of which nobody else took care.
create function erase_person(me uuid) returns void
  language plpgsql security definer set search_path = public, pg_temp
  as $$
  declare
    here uuid;
    alone uuid[];
    touched uuid[];
    orphans uuid[];
  begin
    alone := array(select mine.landscape_id from convener mine where mine.person_id = me
      and not exists (select 1 from convener other where other.landscape_id = mine.landscape_id and other.person_id <> me));
    -- with those landscapes go the people who were only in them
    orphans := array(select p.person_id from participant p where p.landscape_id = any (alone) and p.person_id <> me
      union select k.person_id from kept_back k where k.landscape_id = any (alone) and k.person_id <> me);
    insert into tombstone (landscape_id, about, digest, why)
      select l, 'landscape', tombstone_digest('landscape', l, '', false), 'erased' from unnest(alone) l on conflict do nothing;
    delete from landscape l where l.id = any (alone);
    perform let_go_of(orphans);
    touched := array(select landscape_id from participant where person_id = me
      union select landscape_id from convener where person_id = me
      union select landscape_id from change where changed_by = me
      union select landscape_id from kept_back where me in (person_id, with_id, and_with_id, taken_by));
    for here in select p.landscape_id from participant p where p.person_id = me
        union select k.landscape_id from kept_back k where me in (k.person_id, k.with_id, k.and_with_id) loop
      perform forget_everywhere(here, me, 'erased');
    end loop;
    insert into tombstone (about, digest, why) values ('person', tombstone_digest('person', null, me::text, false), 'erased')
      on conflict (about, digest) do update set why = 'erased', made_at = excluded.made_at;
    -- what goes along or loses its writer in the landscapes of others is logged as done by nobody: there is no longer anybody to name
    perform set_config('ecotone.person', '', true);
    delete from graphile_worker._private_jobs j where j.locked_at is null and j.payload::text like '%' || me || '%';
    delete from person where id = me;
    foreach here in array touched loop
      perform forget_in_the_log(here, array[me], true);
    end loop;
    perform pg_notify('somebody_forgotten', '');
  end $$;
revoke execute on function erase_person(uuid) from public;

create or replace function erase_me() returns text
  language plpgsql security definer set search_path = public, pg_temp
  as $$
  declare me uuid := viewer();
  begin
    if me is null then
      raise exception 'nobody is signed in' using errcode = 'insufficient_privilege';
    end if;
    if exists (select 1 from convener mine where mine.person_id = me and mine.role = 'steward'
        and not exists (select 1 from convener other where other.landscape_id = mine.landscape_id
          and other.role = 'steward' and other.person_id <> me)
        and exists (select 1 from convener other where other.landscape_id = mine.landscape_id and other.person_id <> me)) then
      return 'last steward';
    end if;
    perform erase_person(me);
    return 'erased';
  end $$;

-- After an older copy of everything was put back: whoever has a tombstone goes again, unless they said yes after it was laid. Says how many
-- people and landscapes those were. For the owner alone, before anybody works with the copy.
create function forget_again() returns integer
  language plpgsql security definer set search_path = public, pg_temp
  as $$
  declare
    one record;
    many integer := 0;
    orphans uuid[];
  begin
    for one in select l.id from landscape l
        join tombstone t on t.about = 'landscape' and t.digest = tombstone_digest('landscape', l.id, '', false) loop
      orphans := array(select p.person_id from participant p where p.landscape_id = one.id
        union select k.person_id from kept_back k where k.landscape_id = one.id);
      delete from landscape l where l.id = one.id;
      perform let_go_of(orphans);
      many := many + 1;
    end loop;
    for one in select n.id from person n
        join tombstone t on t.about = 'person' and t.landscape_id is null and t.digest = tombstone_digest('person', null, n.id::text, false) loop
      perform erase_person(one.id);
      many := many + 1;
    end loop;
    for one in select h.landscape_id, h.person_id, t.why, t.made_at from (
          select p.landscape_id, p.person_id from participant p union select k.landscape_id, k.person_id from kept_back k) h
        join tombstone t on t.about = 'person' and t.landscape_id = h.landscape_id
          and t.digest = tombstone_digest('person', h.landscape_id, h.person_id::text, false)
        where not exists (select 1 from consent c where c.landscape_id = h.landscape_id and c.person_id = h.person_id
          and c.purpose = 'map' and c.state = 'agreed' and c.said_at > t.made_at) loop
      if one.why = 'erased' then
        perform forget_everywhere(one.landscape_id, one.person_id, 'erased');
        perform let_go_of(array[one.person_id]);
        many := many + 1;
      else
        delete from kept_back k where k.landscape_id = one.landscape_id and k.person_id = one.person_id;
        update participant p set consent = 'withdrawn'
          where p.landscape_id = one.landscape_id and p.person_id = one.person_id and p.consent <> 'withdrawn';
        if found then many := many + 1; end if;
      end if;
    end loop;
    return many;
  end $$;
revoke execute on function forget_again() from public;

-- When the time in which somebody could be brought back is over, nothing of them is left either; they did not ask for it, so no tombstone.
create or replace function forget_what_was_kept_back(today timestamptz) returns integer
  language plpgsql security definer set search_path = public, pg_temp
  as $$
  declare
    one record;
    who uuid[];
    forgotten integer;
  begin
    who := array(select distinct k.person_id from kept_back k where k.taken_at < today - interval '30 days'
      or (k.what = 'participant' and kept_until(k.landscape_id, k.taken_at, k.kept) < today));
    for one in select k.landscape_id, array_agg(distinct k.person_id) as who from kept_back k
        where k.what = 'participant' and k.with_id is null and kept_until(k.landscape_id, k.taken_at, k.kept) < today
          and not exists (select 1 from participant p where p.landscape_id = k.landscape_id and p.person_id = k.person_id)
        group by k.landscape_id loop
      perform forget_together(one.landscape_id, one.who);
    end loop;
    delete from kept_back k where k.taken_at < today - interval '30 days' or exists (select 1 from kept_back p
      where p.landscape_id = k.landscape_id and p.person_id = k.person_id and p.what = 'participant'
        and kept_until(p.landscape_id, p.taken_at, p.kept) < today);
    perform let_go_of(who);
    select cardinality(who) into forgotten;
    return forgotten;
  end $$;

create or replace function forget_the_untold(today timestamptz) returns integer
  language plpgsql security definer set search_path = public, pg_temp
  as $$
  declare
    late record;
    forgotten integer := 0;
  begin
    for late in
      select p.landscape_id, array_agg(p.person_id) as who
      from participant p join landscape l on l.id = p.landscape_id
      where l.basis in ('own-sketch', 'consented')
        and p.consent = 'not yet asked' and p.told_at is null and p.named_at < today - interval '30 days'
      group by p.landscape_id
    loop
      perform forget_together(late.landscape_id, late.who);
      forgotten := forgotten + cardinality(late.who);
    end loop;
    perform forget_the_placeless(today);
    return forgotten;
  end $$;
