-- Who sees and changes what is drawn. Each function answers one question about the viewer; policies ask it once for a statement, not once a row.

-- Landscapes in whose team the viewer is.
create function landscapes_i_convene() returns setof uuid
  language sql stable security definer set search_path = public, pg_temp
  as $$ select landscape_id from convener where person_id = viewer() $$;

create function landscapes_i_steward() returns setof uuid
  language sql stable security definer set search_path = public, pg_temp
  as $$ select landscape_id from convener where person_id = viewer() and role = 'steward' $$;

-- The viewer's own landscapes, and the example for anybody signed in.
create function landscapes_i_see() returns setof uuid
  language sql stable security definer set search_path = public, pg_temp
  as $$
    select landscape_id from convener where person_id = viewer()
    union
    select id from landscape where example and viewer() is not null
  $$;

-- Of those, the ones whose people may be shown as they were drawn: nobody in them lives, or it is published already.
create function open_landscapes_i_see() returns setof uuid
  language sql stable security definer set search_path = public, pg_temp
  as $$ select id from landscape where basis in ('fictional', 'published') and id in (select landscapes_i_see()) $$;

-- May the viewer see more of this person than "1 person, not yet asked"? (Rules E1 and E7, for people who live.)
create function is_shown(in_landscape uuid, who uuid) returns boolean
  language sql stable security definer set search_path = public, pg_temp
  as $$
    select exists (
      select 1 from participant p
      where p.landscape_id = in_landscape and p.person_id = who
        and (p.consent = 'agreed' or p.named_by = viewer() or p.person_id = viewer())
    )
  $$;

-- Names of people who agreed to be on a map that the viewer sees, and of the viewer's fellow conveners.
create function name_is_mine_to_see(who uuid) returns boolean
  language sql stable security definer set search_path = public, pg_temp
  as $$
    select exists (
      select 1 from participant p
      where p.person_id = who and p.landscape_id in (select landscapes_i_see())
        and p.consent = 'agreed'
    )
    or exists (
      select 1 from convener c
      where c.person_id = who and c.landscape_id in (select landscapes_i_convene())
    )
  $$;

create policy names_i_may_see on person for select to ecotone_app, ecotone_worker using (name_is_mine_to_see(id));
create policy adding_people on person for insert to ecotone_app with check (viewer() is not null and not email_verified);

-- Finds the one row of a person by e-mail, or adds it, without telling whether it was there.
create function person_by_email(new_id uuid, new_name text, new_email text, new_phone text, new_language text) returns uuid
  language plpgsql security definer set search_path = public, pg_temp
  as $$
  declare found_id uuid;
  begin
    if viewer() is null then
      raise exception 'nobody is signed in' using errcode = 'insufficient_privilege';
    end if;
    insert into person (id, name, email, phone, language)
      values (new_id, new_name, lower(new_email), new_phone, new_language)
      on conflict (lower(email)) where email is not null do nothing;
    select id into found_id from person where lower(email) = lower(new_email);
    return found_id;
  end $$;

-- Sums of "would you come if they called?": totals need three answers on the page; the engine works with the counts.
create function legitimacy_counts(in_landscape uuid)
  returns table (person_id uuid, practice_id uuid, would_come bigint, would_not bigint, claimed boolean)
  language sql stable security definer set search_path = public, pg_temp
  as $$
    select person_id, practice_id,
      count(*) filter (where kind = 'attested' and would_come),
      count(*) filter (where kind = 'attested' and not would_come),
      bool_or(kind = 'claimed')
    from legitimacy
    where landscape_id = in_landscape and in_landscape in (select landscapes_i_see())
    group by person_id, practice_id
  $$;
revoke execute on function legitimacy_counts(uuid) from public;
grant execute on function legitimacy_counts(uuid) to ecotone_worker;

-- Opens a landscape and makes the viewer its first steward, in one step: the team is what the other rules stand on. Gives the URL name
-- that was free: "coast", else "coast-2", "coast-3" …
create function open_landscape(new_id uuid, wanted_slug text, new_name text, new_basis text, new_source text, new_licence text) returns text
  language plpgsql security definer set search_path = public, pg_temp
  as $$
  declare
    nth integer := 1;
    try_slug text;
  begin
    if viewer() is null then
      raise exception 'nobody is signed in' using errcode = 'insufficient_privilege';
    end if;
    loop
      try_slug := case nth when 1 then wanted_slug else wanted_slug || '-' || nth end;
      insert into landscape (id, slug, name, basis, source, licence, made_by)
        values (new_id, try_slug, new_name, new_basis, new_source, new_licence, viewer())
        on conflict (slug) do nothing;
      exit when found;
      nth := nth + 1;
    end loop;
    insert into convener (landscape_id, person_id, role) values (new_id, viewer(), 'steward');
    return try_slug;
  end $$;

-- ── policies ────────────────────────────────────────────────────────────────────────────────────────────────────────────

do $$
declare t text;
begin
  foreach t in array array[
    'landscape', 'convener', 'participant', 'placeholder_label', 'consent', 'practice', 'membership', 'boundary', 'side', 'standing',
    'tie', 'answer', 'concern', 'legitimacy', 'keep_apart', 'space', 'space_person', 'invitation', 'snapshot', 'journal_entry',
    'seen_opportunity', 'layout', 'layout_position', 'change'
  ] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy the_owner on %I to %I using (true) with check (true)', t, current_user);
    execute format('grant select, insert, update, delete on %I to ecotone_app', t);
    execute format('grant select on %I to ecotone_worker', t);
  end loop;

  -- What the whole team sees and changes; in the example everybody signed in sees it.
  foreach t in array array[
    'participant', 'practice', 'membership', 'boundary', 'side', 'space', 'space_person', 'invitation', 'journal_entry',
    'seen_opportunity', 'layout', 'layout_position'
  ] loop
    execute format('create policy seeing on %I for select to ecotone_app, ecotone_worker
      using (landscape_id = any (array(select landscapes_i_see())))', t);
    execute format('create policy drawing on %I to ecotone_app
      using (landscape_id = any (array(select landscapes_i_convene())))
      with check (landscape_id = any (array(select landscapes_i_convene())))', t);
  end loop;

  -- What somebody said about a person: for the one who wrote it down; for the team once that person agreed, or where nobody lives.
  foreach t in array array['standing', 'answer', 'concern'] loop
    execute format('create policy seeing on %I for select to ecotone_app, ecotone_worker using (
      landscape_id = any (array(select open_landscapes_i_see()))
      or (landscape_id = any (array(select landscapes_i_see()))
          and (%s is null or recorded_by = viewer() or is_shown(landscape_id, person_id))))', t, 'person_id');
    execute format('create policy drawing on %I for insert to ecotone_app
      with check (landscape_id = any (array(select landscapes_i_convene())) and recorded_by = viewer())', t);
    execute format('create policy redrawing on %I for update to ecotone_app
      using (landscape_id = any (array(select landscapes_i_convene())))
      with check (landscape_id = any (array(select landscapes_i_convene())))', t);
    execute format('create policy rubbing_out on %I for delete to ecotone_app
      using (landscape_id = any (array(select landscapes_i_convene())))', t);
  end loop;
end $$;

create policy seeing on landscape for select to ecotone_app, ecotone_worker using (id = any (array(select landscapes_i_see())));
create policy drawing on landscape for update to ecotone_app
  using (id = any (array(select landscapes_i_convene()))) with check (id = any (array(select landscapes_i_convene())));
create policy giving_up on landscape for delete to ecotone_app using (id = any (array(select landscapes_i_steward())));

create policy seeing on convener for select to ecotone_app, ecotone_worker
  using (person_id = viewer() or landscape_id = any (array(select landscapes_i_convene())));
create policy stewarding on convener to ecotone_app
  using (landscape_id = any (array(select landscapes_i_steward())))
  with check (landscape_id = any (array(select landscapes_i_steward())));

create policy mine on placeholder_label to ecotone_app
  using (named_by = viewer())
  with check (named_by = viewer() and landscape_id = any (array(select landscapes_i_convene())));
create policy mine_to_analyse on placeholder_label for select to ecotone_worker using (named_by = viewer());

create policy seeing on consent for select to ecotone_app, ecotone_worker
  using (landscape_id = any (array(select landscapes_i_convene())) or person_id = viewer());
create policy recording on consent for insert to ecotone_app
  with check (landscape_id = any (array(select landscapes_i_convene())) and recorded_by = viewer());

create policy seeing on tie for select to ecotone_app, ecotone_worker using (
  landscape_id = any (array(select open_landscapes_i_see()))
  or (landscape_id = any (array(select landscapes_i_see()))
      and (recorded_by = viewer() or (is_shown(landscape_id, from_id) and is_shown(landscape_id, to_id))))
);
create policy drawing on tie for insert to ecotone_app
  with check (landscape_id = any (array(select landscapes_i_convene())) and recorded_by = viewer());
create policy redrawing on tie for update to ecotone_app
  using (landscape_id = any (array(select landscapes_i_convene())))
  with check (landscape_id = any (array(select landscapes_i_convene())));
create policy rubbing_out on tie for delete to ecotone_app using (landscape_id = any (array(select landscapes_i_convene())));

-- Single answers about a person's standing leave the table only in a steward's restorable export (rule E11).
create policy restorable_export on legitimacy for select to ecotone_app
  using (purpose() = 'restorable export' and landscape_id = any (array(select landscapes_i_steward())));
create policy drawing on legitimacy for insert to ecotone_app
  with check (landscape_id = any (array(select landscapes_i_convene())) and recorded_by = viewer());
create policy taking_back on legitimacy for delete to ecotone_app
  using (landscape_id = any (array(select landscapes_i_convene())) and recorded_by = viewer());

-- Keep-apart flags: seen by the one who set them and by what composes invitations (rule E14).
create policy mine on keep_apart to ecotone_app
  using (flagged_by = viewer() and landscape_id = any (array(select landscapes_i_convene())))
  with check (flagged_by = viewer() and landscape_id = any (array(select landscapes_i_convene())));
create policy restorable_export on keep_apart for select to ecotone_app
  using (purpose() = 'restorable export' and landscape_id = any (array(select landscapes_i_steward())));
create policy honouring on keep_apart for select to ecotone_worker
  using (landscape_id = any (array(select landscapes_i_see())));

-- A reading was computed from what its asker may see, so in a landscape of people who live it is theirs alone.
create policy seeing on snapshot for select to ecotone_app, ecotone_worker using (
  landscape_id = any (array(select open_landscapes_i_see()))
  or (landscape_id = any (array(select landscapes_i_see())) and asked_by = viewer())
);
create policy asking on snapshot for insert to ecotone_app
  with check (landscape_id = any (array(select landscapes_i_see())) and asked_by = viewer());
create policy stopping on snapshot for update to ecotone_app
  using (asked_by = viewer()) with check (asked_by = viewer());
create policy working on snapshot for update to ecotone_worker
  using (asked_by = viewer()) with check (asked_by = viewer());
grant update on snapshot to ecotone_worker;
revoke delete on snapshot from ecotone_app;

revoke insert, update, delete on change from ecotone_app;
-- What may not be read in its own table may not be read in the log either.
create policy seeing on change for select to ecotone_app using (
  (landscape_id = any (array(select open_landscapes_i_see())) and what not in ('legitimacy', 'keep_apart'))
  or (landscape_id = any (array(select landscapes_i_see())) and changed_by = viewer())
);

-- Ids that a drawer gave may be initials or names themselves. Whoever may not see a person sees the row's own id in their place, so the
-- given id is read through this view alone.
create view participant_seen with (security_barrier) as
  select p.landscape_id, p.person_id, p.named_by, p.named_at, p.told_at, p.consent,
    case when l.basis in ('fictional', 'published') or p.consent = 'agreed' or p.named_by = viewer() or p.person_id = viewer()
      then p.external_id else p.person_id::text end as external_id
  from participant p join landscape l on l.id = p.landscape_id
  where p.landscape_id = any (array(select landscapes_i_see()));
grant select on participant_seen to ecotone_app, ecotone_worker;
revoke select on participant from ecotone_app, ecotone_worker;
grant select (landscape_id, person_id, named_by, named_at, told_at, consent) on participant to ecotone_app, ecotone_worker;

-- ── locks for people who live (rule E4) ──────────────────────────────────────────────────────────────────────────────────

create function refuse_special_membership() returns trigger
  language plpgsql security definer set search_path = public, pg_temp
  as $$
  begin
    if exists (select 1 from practice p join landscape l on l.id = p.landscape_id
               where p.landscape_id = new.landscape_id and p.id = new.practice_id
                 and p.special_category and l.basis in ('own-sketch', 'consented'))
       and not exists (select 1 from consent c
               where c.landscape_id = new.landscape_id and c.person_id = new.person_id
                 and c.purpose = 'special-category' and c.state = 'agreed' and c.recorded_by = new.person_id) then
      raise exception 'belonging to this practice tells something that only the person may say' using errcode = 'check_violation',
        constraint = 'special_category_needs_own_consent';
    end if;
    return new;
  end $$;
create trigger refuse_special_membership before insert or update of person_id, practice_id on membership
  for each row execute function refuse_special_membership();

-- ── the clock of rule E2: whoever was named and not told within a month is forgotten, with everything said about them ─────

create function forget_the_untold(today timestamptz) returns integer
  language plpgsql security definer set search_path = public, pg_temp
  as $$
  declare forgotten integer;
  begin
    with late as (
      delete from participant p using landscape l
      where l.id = p.landscape_id and l.basis in ('own-sketch', 'consented')
        and p.consent = 'not yet asked' and p.told_at is null and p.named_at < today - interval '30 days'
      returning p.landscape_id, p.person_id
    ), touched as (
      update landscape set version = version + 1 where id in (select landscape_id from late)
    )
    select count(*) into forgotten from late;
    -- rows of people whom no landscape holds any longer and who never had a way in
    delete from person where email is null
      and not exists (select 1 from participant p where p.person_id = person.id)
      and not exists (select 1 from convener c where c.person_id = person.id)
      and created_at < today - interval '30 days';
    return forgotten;
  end $$;
revoke execute on function forget_the_untold(timestamptz) from public;
grant execute on function forget_the_untold(timestamptz) to ecotone_worker;

-- ── the log ──────────────────────────────────────────────────────────────────────────────────────────────────────────────
-- One trigger for a statement, not for a row: an import of 200,000 rows writes its log in one go. `placeholder_label` and `person`
-- are left out: they hold what people are called, and the log must keep no name.

create function write_the_log() returns trigger
  language plpgsql security definer set search_path = public, pg_temp
  as $$
  declare
    reason text := nullif(current_setting('ecotone.why', true), '');
    -- the id that a drawer gave somebody may be their initials
    unsaid text[] := case tg_table_name when 'participant' then array['landscape_id', 'external_id'] else array['landscape_id'] end;
  begin
    if tg_op = 'INSERT' then
      insert into change (landscape_id, changed_by, why, what, did, after)
        select n.landscape_id, viewer(), reason, tg_table_name, 'added', to_jsonb(n) - unsaid from added n;
      update landscape set version = version + 1 where id in (select distinct landscape_id from added);
    elsif tg_op = 'UPDATE' then
      -- the two transition tables hold the same rows in the same order
      insert into change (landscape_id, changed_by, why, what, did, before, after)
        select n.landscape_id, viewer(), reason, tg_table_name, 'changed', o.row_before, n.row_after
        from (select row_number() over () as nth, landscape_id, to_jsonb(a) - unsaid as row_after from added a) n
        join (select row_number() over () as nth, to_jsonb(r) - unsaid as row_before from removed r) o using (nth);
      update landscape set version = version + 1 where id in (select distinct landscape_id from added);
    else
      insert into change (landscape_id, changed_by, why, what, did, before)
        select o.landscape_id, viewer(), reason, tg_table_name, 'removed', to_jsonb(o) - unsaid from removed o
        where exists (select 1 from landscape l where l.id = o.landscape_id);
      update landscape set version = version + 1 where id in (select distinct landscape_id from removed);
    end if;
    return null;
  end $$;

create function write_the_landscapes_log() returns trigger
  language plpgsql security definer set search_path = public, pg_temp
  as $$
  begin
    insert into change (landscape_id, changed_by, why, what, did, before, after)
      values (new.id, viewer(), nullif(current_setting('ecotone.why', true), ''), 'landscape',
              case tg_op when 'INSERT' then 'added' else 'changed' end,
              case tg_op when 'UPDATE' then to_jsonb(old) - 'version' end, to_jsonb(new) - 'version');
    return null;
  end $$;
create trigger log_added after insert on landscape for each row execute function write_the_landscapes_log();
create trigger log_changed after update on landscape for each row
  when (to_jsonb(old) - 'version' is distinct from to_jsonb(new) - 'version') execute function write_the_landscapes_log();

do $$
declare t text;
begin
  foreach t in array array[
    'convener', 'participant', 'consent', 'practice', 'membership', 'boundary', 'side', 'standing', 'tie', 'answer', 'concern',
    'legitimacy', 'keep_apart', 'space', 'space_person', 'invitation'
  ] loop
    execute format('create trigger log_added after insert on %I referencing new table as added
      for each statement execute function write_the_log()', t);
    execute format('create trigger log_changed after update on %I referencing old table as removed new table as added
      for each statement execute function write_the_log()', t);
    execute format('create trigger log_removed after delete on %I referencing old table as removed
      for each statement execute function write_the_log()', t);
  end loop;
end $$;

-- ── names and erasure ────────────────────────────────────────────────────────────────────────────────────────────────────

-- The people of one landscape as the viewer may know them, in one go: the policy on `person` asks row by row, which is right for a
-- page about one person and slow for 100,000. Addresses are part of a steward's restorable export only.
create function people_in(in_landscape uuid)
  returns table (person_id uuid, name text, email text, phone text, language text)
  language sql stable security definer set search_path = public, pg_temp
  as $$
    select p.person_id,
      case when shown.it then n.name end,
      case when shown.it and e.xport then n.email end,
      case when shown.it and e.xport then n.phone end,
      case when shown.it and e.xport then n.language end
    from participant p
    join person n on n.id = p.person_id
    cross join (select purpose() = 'restorable export' and in_landscape in (select landscapes_i_steward())) as e (xport)
    cross join lateral (select p.consent = 'agreed' or p.person_id = viewer() or (e.xport and p.consent = 'hidden')) as shown (it)
    where p.landscape_id = in_landscape and in_landscape in (select landscapes_i_see())
  $$;

-- Takes a person out of one landscape with everything said about them there; the row with the name goes with the last landscape,
-- unless that person signs in here. Allowed to the person, and to a steward of the landscape.
create function take_out(in_landscape uuid, who uuid) returns boolean
  language plpgsql security definer set search_path = public, pg_temp
  as $$
  begin
    if viewer() is distinct from who and in_landscape not in (select landscapes_i_steward()) then
      return false;
    end if;
    delete from participant where landscape_id = in_landscape and person_id = who;
    delete from person where id = who and not email_verified
      and not exists (select 1 from participant p where p.person_id = who)
      and not exists (select 1 from convener c where c.person_id = who);
    return true;
  end $$;

-- Erases the viewer: every landscape, every session, the row with the name. A last steward must hand over first.
create function erase_me() returns text
  language plpgsql security definer set search_path = public, pg_temp
  as $$
  begin
    if exists (select 1 from convener mine where mine.person_id = viewer() and mine.role = 'steward'
        and not exists (select 1 from convener other where other.landscape_id = mine.landscape_id
          and other.role = 'steward' and other.person_id <> viewer())
        and exists (select 1 from convener other where other.landscape_id = mine.landscape_id and other.person_id <> viewer())) then
      return 'last steward';
    end if;
    delete from landscape l where l.id in (select landscapes_i_steward())
      and not exists (select 1 from convener other where other.landscape_id = l.id and other.person_id <> viewer());
    delete from person where id = viewer();
    return 'erased';
  end $$;
