-- Closes what a mistake in a page could have opened: each role reads and writes only the columns it works with, nobody takes over what
-- somebody else drew, and an address tells nobody who is known here.

-- ── functions: each for the roles that need it ───────────────────────────────────────────────────────────────────────────

alter default privileges revoke execute on functions from public;
revoke execute on all functions in schema public from public;
grant execute on function viewer() to ecotone_app, ecotone_auth, ecotone_worker;
grant execute on function purpose(), landscapes_i_convene(), landscapes_i_steward(), landscapes_i_see(), open_landscapes_i_see(),
  name_is_mine_to_see(uuid), people_in(uuid) to ecotone_app, ecotone_worker;
grant execute on function open_landscape(uuid, text, text, text, text, text), person_by_email(uuid, text, text, text, text),
  take_out(uuid, uuid), erase_me() to ecotone_app;

-- ── people: what a drawer wrote of somebody is the drawer's, until that person says it is them ──────────────────────────────
-- An address in a drawing finds a row that the same drawer made before, never the row of somebody who signs in here: their name would
-- show on the drawer's page, and so would the fact that they are known.

alter table person add column added_by uuid references person on delete set null;
alter table person add column told_address text;
update person p set told_address = email, email = null
  where email is not null and not email_verified and not exists (select 1 from account a where a.person_id = p.id);
update person p set added_by = t.named_by
  from (select distinct on (person_id) person_id, named_by from participant where named_by is not null order by person_id, named_at) t
  where t.person_id = p.id and p.email is null;
alter table person alter column added_by set default viewer();
create unique index person_told_address on person (added_by, lower(told_address)) where told_address is not null;

revoke select, insert, update on person from ecotone_app;
revoke select on person from ecotone_worker;
grant select (id, name) on person to ecotone_app, ecotone_worker;
grant insert (id, name, phone, language) on person to ecotone_app;
drop policy adding_people on person;
create policy adding_people on person for insert to ecotone_app with check (added_by = viewer() and not email_verified);

create or replace function person_by_email(new_id uuid, new_name text, new_email text, new_phone text, new_language text) returns uuid
  language plpgsql security definer set search_path = public, pg_temp
  as $$
  declare found_id uuid;
  begin
    if viewer() is null then
      raise exception 'nobody is signed in' using errcode = 'insufficient_privilege';
    end if;
    select id into found_id from person where id = viewer() and lower(email) = lower(new_email);
    if found then
      return found_id;
    end if;
    insert into person (id, name, told_address, phone, language, added_by)
      values (new_id, new_name, lower(new_email), new_phone, new_language, viewer())
      on conflict (added_by, lower(told_address)) where told_address is not null
        do update set name = coalesce(person.name, excluded.name), phone = coalesce(person.phone, excluded.phone)
      returning id into found_id;
    return found_id;
  end $$;

create or replace function people_in(in_landscape uuid)
  returns table (person_id uuid, name text, email text, phone text, language text)
  language sql stable security definer set search_path = public, pg_temp
  as $$
    select p.person_id,
      case when shown.it then n.name end,
      case when shown.it and e.xport then coalesce(n.told_address, n.email) end,
      case when shown.it and e.xport then n.phone end,
      case when shown.it and e.xport then n.language end
    from participant p
    join person n on n.id = p.person_id
    cross join (select purpose() = 'restorable export' and in_landscape in (select landscapes_i_steward())) as e (xport)
    cross join lateral (select p.consent = 'agreed' or p.person_id = viewer() or (e.xport and p.consent = 'hidden')) as shown (it)
    where p.landscape_id = in_landscape and in_landscape in (select landscapes_i_see())
  $$;

-- ── who is drawn: the namer stays the namer ──────────────────────────────────────────────────────────────────────────────

-- May the viewer put this person into a landscape? Themselves, and people of whom they wrote down the row.
create function person_is_mine_to_place(who uuid) returns boolean
  language sql stable security definer set search_path = public, pg_temp
  as $$ select exists (select 1 from person where id = who and (id = viewer() or added_by = viewer())) $$;
revoke execute on function person_is_mine_to_place(uuid) from public;
grant execute on function person_is_mine_to_place(uuid) to ecotone_app;

drop policy drawing on participant;
create policy drawing on participant for insert to ecotone_app with check (
  landscape_id = any (array(select landscapes_i_convene())) and named_by = viewer() and person_is_mine_to_place(person_id));
create policy telling on participant for update to ecotone_app
  using (landscape_id = any (array(select landscapes_i_convene())))
  with check (landscape_id = any (array(select landscapes_i_convene())));
create policy rubbing_out on participant for delete to ecotone_app
  using (landscape_id = any (array(select landscapes_i_convene())));
revoke update on participant from ecotone_app;
grant update (told_at, consent) on participant to ecotone_app;

create function refuse_agreeing_for_others() returns trigger
  language plpgsql security definer set search_path = public, pg_temp
  as $$
  begin
    if viewer() is not null and viewer() is distinct from new.person_id and viewer() is distinct from new.named_by then
      raise exception 'that somebody agreed is for them to say, or for the one who named them and told them'
        using errcode = 'insufficient_privilege';
    end if;
    return new;
  end $$;
revoke execute on function refuse_agreeing_for_others() from public;
create trigger refuse_agreeing_for_others before update of consent on participant for each row
  when (new.consent = 'agreed' and old.consent <> 'agreed') execute function refuse_agreeing_for_others();

-- The newest word about the map and the state of a participant are one thing, whichever was written (rule E3). Of two words of one
-- moment the more private one holds.
create function follow_the_newest_word() returns trigger
  language plpgsql security definer set search_path = public, pg_temp
  as $$
  begin
    update participant p set consent = word.state
    from (
      select distinct on (c.landscape_id, c.person_id) c.landscape_id, c.person_id, c.state
      from consent c
      where c.purpose = 'map'
        and (c.landscape_id, c.person_id) in (select landscape_id, person_id from added where purpose = 'map')
      order by c.landscape_id, c.person_id, c.said_at desc,
        array_position(array['withdrawn', 'hidden', 'not yet asked', 'told', 'agreed'], c.state)
    ) word
    where p.landscape_id = word.landscape_id and p.person_id = word.person_id and p.consent <> word.state;
    return null;
  end $$;
revoke execute on function follow_the_newest_word() from public;
create trigger follow_the_newest_word after insert on consent referencing new table as added
  for each statement execute function follow_the_newest_word();

create function write_the_word_down() returns trigger
  language plpgsql security definer set search_path = public, pg_temp
  as $$
  begin
    if new.consent is distinct from (
      select c.state from consent c
      where c.landscape_id = new.landscape_id and c.person_id = new.person_id and c.purpose = 'map'
      order by c.said_at desc, array_position(array['withdrawn', 'hidden', 'not yet asked', 'told', 'agreed'], c.state) limit 1
    ) then
      insert into consent (landscape_id, id, person_id, purpose, state, said_at, recorded_by)
        values (new.landscape_id, gen_random_uuid(), new.person_id, 'map', new.consent, greatest(clock_timestamp(),
          (select max(c.said_at) + interval '1 microsecond' from consent c
           where c.landscape_id = new.landscape_id and c.person_id = new.person_id and c.purpose = 'map')), viewer());
    end if;
    return null;
  end $$;
revoke execute on function write_the_word_down() from public;
create trigger write_the_word_down after update of consent on participant for each row
  when (new.consent is distinct from old.consent) execute function write_the_word_down();

-- Whoever takes their word back leaves nothing behind that says who they are, unless another landscape holds them too.
create function forget_who_withdrew() returns trigger
  language plpgsql security definer set search_path = public, pg_temp
  as $$
  begin
    delete from placeholder_label where landscape_id = new.landscape_id and person_id = new.person_id;
    update person set name = null, phone = null, told_address = null
      where id = new.person_id and not email_verified
        and not exists (select 1 from account a where a.person_id = new.person_id)
        and not exists (select 1 from participant other
          where other.person_id = new.person_id and other.landscape_id <> new.landscape_id and other.consent <> 'withdrawn');
    return null;
  end $$;
revoke execute on function forget_who_withdrew() from public;
create trigger forget_who_withdrew after update of consent on participant for each row
  when (new.consent = 'withdrawn' and old.consent <> 'withdrawn') execute function forget_who_withdrew();

-- In a landscape where nobody lives the words are part of the drawing, and its visitors read the same as its team.
create policy seeing_drawn on consent for select to ecotone_app, ecotone_worker
  using (landscape_id = any (array(select open_landscapes_i_see())));

-- ── what was said about people: seen together, taken over by nobody ──────────────────────────────────────────────────────

-- People of whom the viewer may see more than "1 person, not yet asked", where people live (rules E1 and E7). Asked once a statement.
create function people_shown_to_me() returns table (landscape_id uuid, person_id uuid)
  language sql stable security definer set search_path = public, pg_temp
  as $$
    select p.landscape_id, p.person_id from participant p
    where p.landscape_id in (select landscapes_i_see())
      and (p.consent = 'agreed' or p.named_by = viewer() or p.person_id = viewer())
  $$;
revoke execute on function people_shown_to_me() from public;
grant execute on function people_shown_to_me() to ecotone_app, ecotone_worker;

do $$
declare
  t text;
  about text;
  mine text;
begin
  foreach t in array array['standing', 'answer', 'concern', 'tie'] loop
    about := case t when 'tie'
      then '(landscape_id, from_id) in (select landscape_id, person_id from people_shown_to_me())
        and (landscape_id, to_id) in (select landscape_id, person_id from people_shown_to_me())'
      else 'person_id is null or (landscape_id, person_id) in (select landscape_id, person_id from people_shown_to_me())' end;
    mine := format('(landscape_id = any (array(select open_landscapes_i_see())) or recorded_by = viewer() or %s)', about);
    execute format('drop policy seeing on %I', t);
    execute format('drop policy redrawing on %I', t);
    execute format('drop policy rubbing_out on %I', t);
    execute format('create policy seeing on %I for select to ecotone_app, ecotone_worker
      using (landscape_id = any (array(select landscapes_i_see())) and %s)', t, mine);
    execute format('create policy redrawing on %I for update to ecotone_app
      using (landscape_id = any (array(select landscapes_i_convene())) and %s)', t, mine);
    execute format('create policy rubbing_out on %I for delete to ecotone_app
      using (landscape_id = any (array(select landscapes_i_convene())) and %s)', t, mine);
    execute format('revoke update on %I from ecotone_app', t);
  end loop;
end $$;
drop function is_shown(uuid, uuid);
grant update (side_id) on standing to ecotone_app;
grant update (asked_on, answered_on) on answer to ecotone_app;
grant update (words, kind) on concern to ecotone_app;
grant update (kind, strength, mutual, says, true_from, true_until, confirmed_on, retracted_at) on tie to ecotone_app;
revoke update on legitimacy, consent, placeholder_label, keep_apart from ecotone_app;
revoke delete on consent from ecotone_app;

-- ── landscapes and readings: what they are stays what they are ───────────────────────────────────────────────────────────

-- A sketch of people who live does not become fiction by being called so.
revoke insert, update on landscape from ecotone_app;
grant update (name, language, drawn_by, hope, for_whom, not_our_aim, known_gaps, complete, as_of, example, considered_at)
  on landscape to ecotone_app;

revoke insert, update on snapshot from ecotone_app;
grant insert (landscape_id, id, asked_by, asked_at, as_of, landscape_version, seed, options) on snapshot to ecotone_app;
grant update (cancel_asked) on snapshot to ecotone_app;
revoke update on snapshot from ecotone_worker;
grant update (state, progress, engine_version, input_hash, result, problem, done_at) on snapshot to ecotone_worker;

-- Where people live, a layout was made from ties that only its maker may see: places that are near each other would tell of them.
alter table layout add column made_for uuid references person on delete set null default viewer();
alter table layout drop constraint layout_landscape_id_edition_input_hash_key;
drop policy seeing on layout;
drop policy drawing on layout;
create policy seeing on layout for select to ecotone_app, ecotone_worker using (
  landscape_id = any (array(select open_landscapes_i_see()))
  or (landscape_id = any (array(select landscapes_i_see())) and made_for = viewer()));
create policy drawing on layout for insert to ecotone_app
  with check (landscape_id = any (array(select landscapes_i_convene())) and made_for = viewer());
create policy rubbing_out on layout for delete to ecotone_app using (
  landscape_id = any (array(select landscapes_i_convene()))
  and (landscape_id = any (array(select open_landscapes_i_see())) or made_for = viewer()));
revoke update on layout from ecotone_app;
drop policy seeing on layout_position;
drop policy drawing on layout_position;
create policy seeing on layout_position for select to ecotone_app, ecotone_worker using (
  landscape_id = any (array(select landscapes_i_see())) and layout_id in (select id from layout));
create policy drawing on layout_position to ecotone_app
  using (landscape_id = any (array(select landscapes_i_convene())) and layout_id in (select id from layout))
  with check (landscape_id = any (array(select landscapes_i_convene())) and layout_id in (select id from layout));

-- ── ids: the next free number, also among people whom the viewer may not see ─────────────────────────────────────────────

-- The highest n of the ids "p001", "p002" … that a landscape has given to people.
create function last_given_number(in_landscape uuid) returns integer
  language sql stable security definer set search_path = public, pg_temp
  as $$
    select coalesce(max(substring(external_id from 2)::int), 0) from participant
    where landscape_id = in_landscape and in_landscape in (select landscapes_i_convene()) and external_id ~ '^p[0-9]{1,8}$'
  $$;
revoke execute on function last_given_number(uuid) from public;
grant execute on function last_given_number(uuid) to ecotone_app;

-- ── the log keeps no name, and nothing in words about whoever was taken out ──────────────────────────────────────────────

update change set before = before - 'external_id', after = after - 'external_id' where what = 'participant';

-- Takes the words out of what the log holds about these people; who, when and what kind of row stays.
create function unsay_in_the_log(in_landscape uuid, who uuid[]) returns void
  language sql security definer set search_path = public, pg_temp
  as $$
    update change set before = before - array['words', 'ground', 'label'], after = after - array['words', 'ground', 'label']
    where landscape_id = in_landscape and what in ('concern', 'legitimacy')
      and ((before ->> 'person_id')::uuid = any (who) or (after ->> 'person_id')::uuid = any (who)
        or (before ->> 'answered_by')::uuid = any (who) or (after ->> 'answered_by')::uuid = any (who))
  $$;
revoke execute on function unsay_in_the_log(uuid, uuid[]) from public;

-- Rows of people whom no landscape holds any longer and who never had a way in. Their names go with them.
create function forget_the_placeless(today timestamptz) returns integer
  language plpgsql security definer set search_path = public, pg_temp
  as $$
  declare forgotten integer;
  begin
    delete from person where not email_verified and created_at < today - interval '30 days'
      and not exists (select 1 from account a where a.person_id = person.id)
      and not exists (select 1 from participant p where p.person_id = person.id)
      and not exists (select 1 from convener c where c.person_id = person.id);
    get diagnostics forgotten = row_count;
    return forgotten;
  end $$;
revoke execute on function forget_the_placeless(timestamptz) from public;
grant execute on function forget_the_placeless(timestamptz) to ecotone_worker;

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
      delete from participant where landscape_id = late.landscape_id and person_id = any (late.who);
      perform unsay_in_the_log(late.landscape_id, late.who);
      forgotten := forgotten + cardinality(late.who);
    end loop;
    perform forget_the_placeless(today);
    return forgotten;
  end $$;

create or replace function take_out(in_landscape uuid, who uuid) returns boolean
  language plpgsql security definer set search_path = public, pg_temp
  as $$
  begin
    if viewer() is null or (viewer() is distinct from who and in_landscape not in (select landscapes_i_steward())) then
      return false;
    end if;
    delete from participant where landscape_id = in_landscape and person_id = who;
    if not found then
      return false;
    end if;
    perform unsay_in_the_log(in_landscape, array[who]);
    delete from person where id = who and not email_verified
      and not exists (select 1 from account a where a.person_id = who)
      and not exists (select 1 from participant p where p.person_id = who)
      and not exists (select 1 from convener c where c.person_id = who);
    return true;
  end $$;

create or replace function erase_me() returns text
  language plpgsql security definer set search_path = public, pg_temp
  as $$
  declare
    here uuid;
    orphans uuid[];
  begin
    if viewer() is null then
      raise exception 'nobody is signed in' using errcode = 'insufficient_privilege';
    end if;
    if exists (select 1 from convener mine where mine.person_id = viewer() and mine.role = 'steward'
        and not exists (select 1 from convener other where other.landscape_id = mine.landscape_id
          and other.role = 'steward' and other.person_id <> viewer())
        and exists (select 1 from convener other where other.landscape_id = mine.landscape_id and other.person_id <> viewer())) then
      return 'last steward';
    end if;
    for here in select landscape_id from participant where person_id = viewer() loop
      perform unsay_in_the_log(here, array[viewer()]);
    end loop;
    orphans := array(select p.person_id from participant p where p.landscape_id in (select landscapes_i_steward())
      and not exists (select 1 from convener c where c.landscape_id = p.landscape_id and c.person_id <> viewer()));
    delete from landscape l where l.id in (select landscapes_i_steward())
      and not exists (select 1 from convener other where other.landscape_id = l.id and other.person_id <> viewer());
    -- with the landscapes of which nobody else took care go the people who were only in them
    delete from person n where n.id = any (orphans) and not n.email_verified
      and not exists (select 1 from account a where a.person_id = n.id)
      and not exists (select 1 from participant p where p.person_id = n.id)
      and not exists (select 1 from convener c where c.person_id = n.id);
    delete from person where id = viewer();
    return 'erased';
  end $$;
