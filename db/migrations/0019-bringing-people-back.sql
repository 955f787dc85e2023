-- Taking somebody out, calling them otherwise and joining two drawings of one person can be undone for thirty days. The log keeps no
-- names, so what it may not hold is kept here meanwhile. No role reads it: it is written and turned round by the functions below alone.
-- Whoever asked to go, took their word back or was never told is not kept, and what was kept of them before goes at once.

-- One row for each row that went, whole; what is not a table is "called" (a former name) and "change" (words that the log held). When
-- somebody else whom it names is erased, the row stays as an empty place, so that undoing knows what no longer comes back.
create table kept_back (
  landscape_id uuid not null references landscape on delete cascade,
  id uuid not null default gen_random_uuid(),
  -- the moment of the deed
  taken_at timestamptz not null default now(),
  taken_by uuid default viewer() references person on delete set null,
  what text not null,
  key text not null,
  person_id uuid not null references person on delete cascade,
  -- the others whom the row names; of two drawings that were joined, the one that stayed
  with_id uuid references person on delete set null,
  and_with_id uuid references person on delete set null,
  kept jsonb,
  primary key (landscape_id, id)
);
create index kept_back_deed on kept_back (landscape_id, taken_at);
create index kept_back_person on kept_back (person_id);
create index kept_back_taken_by on kept_back (taken_by) where taken_by is not null;
create index kept_back_with on kept_back (with_id) where with_id is not null;
create index kept_back_and_with on kept_back (and_with_id) where and_with_id is not null;
alter table kept_back enable row level security;
alter table kept_back force row level security;
do $$ begin
  execute format('create policy the_owner on kept_back to %I using (true) with check (true)', current_user);
end $$;

-- ── letting go ──────────────────────────────────────────────────────────────────────────────────────────────────────────

-- Deletes the rows of those whom nothing holds any longer: no landscape, no team, no way in, and nothing that is kept to bring them back.
create function let_go_of(who uuid[]) returns void
  language sql security definer set search_path = public, pg_temp
  as $$
    delete from person n where n.id = any (who) and not n.email_verified
      and not exists (select 1 from account a where a.person_id = n.id)
      and not exists (select 1 from participant p where p.person_id = n.id)
      and not exists (select 1 from convener c where c.person_id = n.id)
      and not exists (select 1 from kept_back k where k.person_id = n.id)
  $$;
revoke execute on function let_go_of(uuid[]) from public;

create function empty_what_names_the_erased() returns trigger
  language plpgsql security definer set search_path = public, pg_temp
  as $$
  begin
    if (old.with_id is not null and new.with_id is null) or (old.and_with_id is not null and new.and_with_id is null) then
      new.kept := null;
    end if;
    return new;
  end $$;
revoke execute on function empty_what_names_the_erased() from public;
create trigger empty_what_names_the_erased before update on kept_back for each row execute function empty_what_names_the_erased();

-- Who was joined into somebody erased is the same person: nothing of that drawing is kept either.
create function forget_who_was_joined_into_them() returns trigger
  language plpgsql security definer set search_path = public, pg_temp
  as $$
  begin
    delete from kept_back k where k.landscape_id = new.landscape_id and k.person_id = new.person_id;
    perform let_go_of(array[new.person_id]);
    return null;
  end $$;
revoke execute on function forget_who_was_joined_into_them() from public;
create trigger forget_who_was_joined_into_them after update on kept_back for each row
  when (new.what = 'participant' and old.kept is not null and new.kept is null)
  execute function forget_who_was_joined_into_them();

-- Nothing of these people is kept any longer in this landscape, and nothing that names them.
create function forget_what_was_kept(in_landscape uuid, who uuid[]) returns void
  language plpgsql security definer set search_path = public, pg_temp
  as $$
  declare along uuid[];
  begin
    along := array(select k.person_id from kept_back k where k.landscape_id = in_landscape and k.what = 'participant' and k.with_id = any (who));
    delete from kept_back k where k.landscape_id = in_landscape and k.person_id = any (who || along);
    update kept_back k set kept = null
      where k.landscape_id = in_landscape and (k.with_id = any (who) or k.and_with_id = any (who)) and k.kept is not null;
    perform let_go_of(along);
  end $$;
revoke execute on function forget_what_was_kept(uuid, uuid[]) from public;

-- Whoever takes their word back in one landscape is brought back in none; of whoever hides, no other drawing comes back; a name that somebody gave themselves is not put back by others.
create function forget_what_is_theirs_to_say() returns trigger
  language plpgsql security definer set search_path = public, pg_temp
  as $$
  begin
    if new.consent = 'withdrawn' then
      delete from kept_back k where k.person_id = new.person_id;
    else
      delete from kept_back k where k.landscape_id = new.landscape_id and k.person_id = new.person_id and k.what = 'called';
    end if;
    -- another drawing of somebody who hides or leaves would show them again
    if new.consent in ('withdrawn', 'hidden') then
      delete from kept_back k where k.landscape_id = new.landscape_id and k.person_id in (
        select g.person_id from kept_back g
        where g.landscape_id = new.landscape_id and g.what = 'participant' and g.with_id = new.person_id);
      update kept_back k set kept = null where k.landscape_id = new.landscape_id and k.what in ('custom_field', 'change')
        and new.person_id in (k.with_id, k.and_with_id);
    end if;
    return null;
  end $$;
revoke execute on function forget_what_is_theirs_to_say() from public;
create trigger forget_what_is_theirs_to_say after update of consent on participant for each row
  when (new.consent is distinct from old.consent and new.consent <> 'told') execute function forget_what_is_theirs_to_say();

-- ── what is kept ────────────────────────────────────────────────────────────────────────────────────────────────────────

-- The people whom a row of any table names as those it is about.
create function people_named(said jsonb) returns text[]
  language sql immutable parallel safe
  as $$
    select array_remove(array[said ->> 'person_id', said ->> 'from_id', said ->> 'to_id', said ->> 'reported_by', said ->> 'answered_by',
      said ->> 'one_person_id', said ->> 'other_person_id'], null)
  $$;
revoke execute on function people_named(jsonb) from public;

-- What a row of the log is known by among those of its table.
create function log_key(of_table text, said jsonb) returns text
  language sql immutable parallel safe
  as $$
    select case of_table when 'participant' then said ->> 'person_id' when 'placeholder_label' then said ->> 'named_by'
      when 'space_person' then (said ->> 'space_id') || (said ->> 'person_id') else said ->> 'id' end
  $$;
revoke execute on function log_key(text, jsonb) from public;

-- Keeps these rows, which are about `who` and may name others as well.
create function keep_rows(in_landscape uuid, who uuid, of_table text, kept_rows jsonb[], also uuid default null) returns void
  language sql security definer set search_path = public, pg_temp
  as $$
    insert into kept_back (landscape_id, what, key, person_id, with_id, and_with_id, kept)
      select in_landscape, of_table, log_key(of_table, r.kept), who, coalesce(also, o.others[1]), o.others[2], r.kept
      from unnest(kept_rows) as r (kept)
      cross join lateral (select array(select distinct n::uuid from unnest(people_named(r.kept)) n where n <> who::text) as others) o
  $$;
revoke execute on function keep_rows(uuid, uuid, text, jsonb[], uuid) from public;

-- Keeps everything that goes with somebody, before it goes: also what the same deed took away before.
create function keep_back(in_landscape uuid, who uuid) returns void
  language plpgsql security definer set search_path = public, pg_temp
  as $$
  declare
    here uuid := in_landscape;
    of_table text;
    found_rows jsonb[];
    one record;
  begin
    for one in select c.what, array_agg(c.before || jsonb_build_object('landscape_id', here)) as gone from change c
      where c.landscape_id = here and c.changed_at = now() and c.did = 'removed' and c.what <> 'participant'
        and who::text = any (people_named(c.before)) group by c.what loop
      perform keep_rows(here, who, one.what, one.gone);
    end loop;
    foreach of_table in array array['participant', 'placeholder_label', 'consent', 'membership', 'standing', 'tie', 'answer', 'concern',
      'legitimacy', 'legitimacy_told', 'keep_apart', 'space_person'] loop
      execute format('select array_agg(to_jsonb(t)) from %I t where t.landscape_id = $1 and %s', of_table, case of_table
          when 'tie' then '$2 in (t.from_id, t.to_id, t.reported_by)'
          when 'legitimacy' then '$2 in (t.person_id, t.answered_by)'
          when 'legitimacy_told' then '$2 in (t.person_id, t.answered_by)'
          when 'keep_apart' then '$2 in (t.one_person_id, t.other_person_id)'
          else 't.person_id = $2' end)
        into found_rows using here, who;
      perform keep_rows(here, who, of_table, found_rows);
    end loop;
    perform keep_custom_fields(here, array[who], who);
  end $$;
revoke execute on function keep_back(uuid, uuid) from public;

-- Custom fields of these people, and of their memberships and ties; under whose name they are kept is `for_whom`.
create function keep_custom_fields(in_landscape uuid, who uuid[], for_whom uuid) returns void
  language sql security definer set search_path = public, pg_temp
  as $$
    insert into kept_back (landscape_id, what, key, person_id, with_id, and_with_id, kept)
      select in_landscape, 'custom_field', f.id::text, for_whom, o.others[1], o.others[2], to_jsonb(f)
      from custom_field f
      left join membership m on m.landscape_id = f.landscape_id and m.id = f.membership_id
      left join tie t on t.landscape_id = f.landscape_id and t.id = f.tie_id
      cross join lateral (select array(select distinct n from unnest(array[t.from_id, t.to_id, t.reported_by]) n
        where n is not null and n <> for_whom) as others) o
      where f.landscape_id = in_landscape
        and (f.person_id = any (who) or m.person_id = any (who) or t.from_id = any (who) or t.to_id = any (who) or t.reported_by = any (who))
  $$;
revoke execute on function keep_custom_fields(uuid, uuid[], uuid) from public;

-- The words that the log is about to lose of somebody.
create function keep_words_of_the_log(in_landscape uuid, who uuid) returns void
  language sql security definer set search_path = public, pg_temp
  as $$
    insert into kept_back (landscape_id, what, key, person_id, with_id, kept)
      select in_landscape, 'change', c.id::text, who,
        (select n::uuid from unnest(people_named(coalesce(c.after, c.before))) n where n <> who::text limit 1), w.words
      from change c cross join lateral (select jsonb_strip_nulls(jsonb_build_object(
        'before', (select jsonb_object_agg(key, value) from jsonb_each(c.before) where key in ('words', 'ground', 'label')),
        'after', (select jsonb_object_agg(key, value) from jsonb_each(c.after) where key in ('words', 'ground', 'label')))) as words) w
      where c.landscape_id = in_landscape and c.what in ('concern', 'legitimacy')
        and (who::text = any (people_named(c.before)) or who::text = any (people_named(c.after))) and w.words <> '{}'
  $$;
revoke execute on function keep_words_of_the_log(uuid, uuid) from public;

-- ── taking out ──────────────────────────────────────────────────────────────────────────────────────────────────────────

-- Whoever named somebody may take them out again; otherwise the person themselves, or a steward. `for_good` says that they asked for it:
-- then nothing is kept. Neither is it of whoever took their word back, and of whoever takes themselves out.
drop function take_out(uuid, uuid);
create function take_out(in_landscape uuid, who uuid, for_good boolean default false) returns boolean
  language plpgsql security definer set search_path = public, pg_temp
  as $$
  declare keeping boolean;
  begin
    if viewer() is null or (viewer() is distinct from who and in_landscape not in (select landscapes_i_steward())
        and not exists (select 1 from participant p where p.landscape_id = in_landscape and p.person_id = who
          and p.named_by = viewer() and in_landscape in (select landscapes_i_convene()))) then
      return false;
    end if;
    select not for_good and viewer() is distinct from who and p.consent <> 'withdrawn' into keeping
      from participant p where p.landscape_id = in_landscape and p.person_id = who;
    if not found then
      return false;
    end if;
    if keeping then perform keep_back(in_landscape, who); end if;
    delete from participant where landscape_id = in_landscape and person_id = who;
    if keeping then
      perform keep_words_of_the_log(in_landscape, who);
    else
      perform forget_what_was_kept(in_landscape, array[who]);
    end if;
    perform unsay_in_the_log(in_landscape, array[who]);
    perform let_go_of(array[who]);
    return true;
  end $$;
revoke execute on function take_out(uuid, uuid, boolean) from public;
grant execute on function take_out(uuid, uuid, boolean) to ecotone_app;

-- ── bringing back ───────────────────────────────────────────────────────────────────────────────────────────────────────

-- Until when somebody who was taken out can be brought back: thirty days, and where people live never longer than they may stay untold.
create function kept_until(in_landscape uuid, taken timestamptz, person_row jsonb) returns timestamptz
  language sql stable security definer set search_path = public, pg_temp
  as $$
    select least(taken + interval '30 days', case
      when person_row ->> 'consent' = 'not yet asked' and person_row ->> 'told_at' is null
        and exists (select 1 from landscape l where l.id = in_landscape and l.basis in ('own-sketch', 'consented'))
      then (person_row ->> 'named_at')::timestamptz + interval '30 days' end)
  $$;
revoke execute on function kept_until(uuid, timestamptz, jsonb) from public;

-- May the viewer bring somebody back? Whoever took them out or named them, a steward, and the team where it saw them.
create function may_bring_back(in_landscape uuid, person_row jsonb, taken_by uuid) returns boolean
  language sql stable security definer set search_path = public, pg_temp
  as $$
    -- whoever took them out or named them may be gone: nobody, and not unknown, is then the viewer
    select viewer() is not null and in_landscape in (select landscapes_i_convene()) and (
      in_landscape in (select open_landscapes_i_see()) or in_landscape in (select landscapes_i_steward())
      or coalesce(viewer() = taken_by, false) or coalesce(viewer()::text = person_row ->> 'named_by', false)
      or coalesce(person_row ->> 'consent' = 'agreed', false))
  $$;
revoke execute on function may_bring_back(uuid, jsonb, uuid) from public;

-- Which deeds of people the viewer can still turn round, and until when. Says nothing of whom.
create function still_kept(in_landscape uuid) returns table (taken_at timestamptz, until timestamptz)
  language sql stable security definer set search_path = public, pg_temp
  as $$
    select k.taken_at, min(case k.what when 'participant' then kept_until(in_landscape, k.taken_at, k.kept) else k.taken_at + interval '30 days' end)
    from kept_back k
    where k.landscape_id = in_landscape and k.what in ('participant', 'called') and k.kept is not null
      and in_landscape in (select landscapes_i_convene())
      and (k.what = 'called' or may_bring_back(in_landscape, k.kept, k.taken_by))
    group by k.taken_at
    having min(case k.what when 'participant' then kept_until(in_landscape, k.taken_at, k.kept) else k.taken_at + interval '30 days' end) > now()
  $$;
revoke execute on function still_kept(uuid) from public;
grant execute on function still_kept(uuid) to ecotone_app;

-- Makes rows fit to be written again: whoever wrote them down may be gone, and a drawn id may have been given to somebody else.
create function fit_to_return(in_landscape uuid, said jsonb) returns jsonb
  language sql stable security definer set search_path = public, pg_temp
  as $$
    select said || jsonb_build_object('landscape_id', in_landscape)
      || coalesce((select jsonb_object_agg(w.key, 'null'::jsonb) from jsonb_each_text(said) as w (key, value)
        where w.key in ('recorded_by', 'named_by', 'flagged_by') and w.value is not null
          and not exists (select 1 from person p where p.id = w.value::uuid)), '{}')
      || coalesce((select jsonb_build_object('boundary_kind', b.kind) from boundary b
        where b.landscape_id = in_landscape and b.id = (said ->> 'boundary_id')::uuid and said ? 'boundary_kind'), '{}')
      || coalesce((select jsonb_build_object('external_id', 'p' || lpad(n.next, greatest(3, length(n.next)), '0'))
        from participant o cross join lateral (select (last_given_number(in_landscape) + 1)::text as next) n
        where said ? 'named_at' and o.landscape_id = in_landscape and o.external_id = said ->> 'external_id'), '{}')
  $$;
revoke execute on function fit_to_return(uuid, jsonb) from public;

-- The first thing that something kept needs and that is no longer here: [what, its id], or null.
create function missing_for(in_landscape uuid, moment timestamptz) returns text[]
  language sql stable security definer set search_path = public, pg_temp
  as $$
    select array[n.needs, n.value] from kept_back k
    cross join lateral (
      select w.value, case when w.key in ('practice_id', 'about_practice_id', 'one_practice_id', 'other_practice_id') then 'practice'
        when w.key in ('boundary_id', 'side_id', 'space_id') then left(w.key, -3) else 'participant' end as needs
      from jsonb_each_text(k.kept) as w (key, value)
      where w.value is not null and w.key in ('practice_id', 'about_practice_id', 'one_practice_id', 'other_practice_id', 'boundary_id',
        'side_id', 'space_id', 'from_id', 'to_id', 'reported_by', 'answered_by', 'one_person_id', 'other_person_id', 'person_id')) n
    where k.landscape_id = in_landscape and k.taken_at = moment and k.what not in ('called', 'change', 'legitimacy_told') and not case n.needs
      when 'practice' then exists (select 1 from practice x where x.landscape_id = in_landscape and x.id = n.value::uuid)
      when 'boundary' then exists (select 1 from boundary x where x.landscape_id = in_landscape and x.id = n.value::uuid)
      when 'side' then exists (select 1 from side x where x.landscape_id = in_landscape and x.id = n.value::uuid)
      when 'space' then exists (select 1 from space x where x.landscape_id = in_landscape and x.id = n.value::uuid)
      else exists (select 1 from participant x where x.landscape_id = in_landscape and x.person_id = n.value::uuid)
        or exists (select 1 from kept_back x where x.landscape_id = in_landscape and x.taken_at = moment and x.what = 'participant'
          and x.person_id = n.value::uuid) end
    order by n.needs desc, n.value limit 1
  $$;
revoke execute on function missing_for(uuid, timestamptz) from public;

-- Brings back whoever one deed took out, with everything that went with them, all or nothing: ['done'], or why not.
create function bring_back(in_landscape uuid, moment timestamptz) returns text[]
  language plpgsql security definer set search_path = public, pg_temp
  as $$
  declare
    here uuid := in_landscape;
    one record;
    many integer := 0;
    missing text[];
    of_table text;
  begin
    for one in select k.person_id, k.kept, k.taken_by from kept_back k
      where k.landscape_id = here and k.taken_at = moment and k.what = 'participant' and k.with_id is null loop
      many := many + 1;
      if not may_bring_back(here, one.kept, one.taken_by) then return array['not-yours']; end if;
      if kept_until(here, moment, one.kept) <= now() then return array['erased']; end if;
      if exists (select 1 from participant p where p.landscape_id = here and p.person_id = one.person_id) then return array['there-again']; end if;
    end loop;
    if many < (select count(*) from change c where c.landscape_id = here and c.changed_at = moment and c.what = 'participant' and c.did = 'removed')
      or many = 0 then return array['erased']; end if;
    missing := missing_for(here, moment);
    if missing is not null then return array['nothing-to-hang-on'] || missing; end if;

    foreach of_table in array array['participant', 'placeholder_label', 'consent', 'membership', 'standing', 'tie', 'answer', 'concern',
      'legitimacy', 'keep_apart', 'space_person', 'custom_field'] loop
      -- one by one for people, so that two of them are not given the same new id
      for one in select k.id, k.kept from kept_back k
        where k.landscape_id = here and k.taken_at = moment and k.what = of_table and k.kept is not null order by k.key loop
        continue when of_table = 'placeholder_label' and not exists (select 1 from person n where n.id = (one.kept ->> 'named_by')::uuid);
        execute format('insert into %I select * from jsonb_populate_record(null::%I, $1)', of_table, of_table)
          using fit_to_return(here, one.kept);
      end loop;
    end loop;
    perform tell_again(here, moment, null);
    update change c set before = c.before || coalesce(k.kept -> 'before', '{}'), after = c.after || coalesce(k.kept -> 'after', '{}')
      from kept_back k where k.landscape_id = here and k.taken_at = moment and k.what = 'change' and k.kept is not null
        and c.landscape_id = here and c.id = k.key::bigint;
    delete from kept_back k where k.landscape_id = here and k.taken_at = moment and k.what <> 'called';
    return array['done'];
  end $$;
revoke execute on function bring_back(uuid, timestamptz) from public;
grant execute on function bring_back(uuid, timestamptz) to ecotone_app;

-- What was counted of answers is as it was, unless a newer telling has replaced it. `joined_into` is who stood for them meanwhile.
create function tell_again(in_landscape uuid, moment timestamptz, joined_into uuid) returns void
  language plpgsql security definer set search_path = public, pg_temp
  as $$
  begin
    update legitimacy_told t set answered_by = k.person_id, would_come = (k.kept ->> 'would_come')::boolean
      from kept_back k where k.landscape_id = in_landscape and k.taken_at = moment and k.what = 'legitimacy_told' and k.kept is not null
        and (k.kept ->> 'answered_by')::uuid = k.person_id and t.landscape_id = in_landscape and t.id = k.key::uuid
        and t.answered_by is not distinct from joined_into;
    insert into legitimacy_told
      select r.* from kept_back k cross join lateral jsonb_populate_record(null::legitimacy_told, k.kept) r
      where k.landscape_id = in_landscape and k.taken_at = moment and k.what = 'legitimacy_told' and k.kept is not null
        and r.person_id = k.person_id and exists (select 1 from practice g where g.landscape_id = in_landscape and g.id = r.practice_id)
        and (r.answered_by is null or exists (select 1 from participant p where p.landscape_id = in_landscape and p.person_id = r.answered_by))
      on conflict (landscape_id, id) do nothing;
  end $$;
revoke execute on function tell_again(uuid, timestamptz, uuid) from public;

-- Was anything said of somebody after this moment?
create function said_since(in_landscape uuid, who uuid, moment timestamptz) returns boolean
  language sql stable security definer set search_path = public, pg_temp
  as $$
    select in_landscape in (select landscapes_i_convene()) and exists (select 1 from change c
      where c.landscape_id = in_landscape and c.changed_at > moment
        and (who::text = any (people_named(c.before)) or who::text = any (people_named(c.after))))
  $$;
revoke execute on function said_since(uuid, uuid, timestamptz) from public;
grant execute on function said_since(uuid, uuid, timestamptz) to ecotone_app;

-- How many rows a deed has, also those that the viewer may not read: half of a deed is not undone. Rows of these kinds about these people
-- are left out: they are turned round by the functions here, whoever may read them.
drop function rows_of_deed(uuid, timestamptz, uuid);
create function rows_of_deed(in_landscape uuid, moment timestamptz, by_whom uuid, but_of text[] default '{}', but_did text[] default '{}')
  returns bigint
  language sql stable security definer set search_path = public, pg_temp
  as $$
    select count(*) from change c where c.landscape_id = in_landscape and c.changed_at = moment and c.changed_by is not distinct from by_whom
      and not (c.did = any (but_did) and (people_named(c.before) && but_of or people_named(c.after) && but_of))
      and in_landscape in (select landscapes_i_convene())
  $$;
revoke execute on function rows_of_deed(uuid, timestamptz, uuid, text[], text[]) from public;
grant execute on function rows_of_deed(uuid, timestamptz, uuid, text[], text[]) to ecotone_app;
grant execute on function people_named(jsonb) to ecotone_app;

-- ── calling somebody as before ──────────────────────────────────────────────────────────────────────────────────────────

create or replace function call_person(in_landscape uuid, who uuid, new_name text) returns boolean
  language plpgsql security definer set search_path = public, pg_temp
  as $$
  declare
    one record;
    former text;
  begin
    select p.consent, p.named_by, l.basis in ('own-sketch', 'consented') as lives,
        coalesce(n.added_by = viewer(), false) or not exists (select 1 from participant o where o.person_id = who and o.landscape_id <> in_landscape) as ours,
        n.email_verified or exists (select 1 from account a where a.person_id = who) as signs_in,
        to_jsonb(p) - array['landscape_id', 'external_id'] as logged
      into one from participant p join landscape l on l.id = p.landscape_id join person n on n.id = p.person_id
      where p.landscape_id = in_landscape and p.person_id = who and in_landscape in (select landscapes_i_convene());
    if not found or one.consent = 'withdrawn' then return false; end if;
    if one.lives and one.consent <> 'agreed' then
      if one.named_by is distinct from viewer() then return false; end if;
      select label into former from placeholder_label
        where landscape_id = in_landscape and person_id = who and named_by = viewer();
      insert into placeholder_label (landscape_id, person_id, named_by, label) values (in_landscape, who, viewer(), new_name)
        on conflict (landscape_id, person_id, named_by) do update set label = excluded.label;
    else
      if one.signs_in or not one.ours or (one.lives and one.named_by is distinct from viewer()) then return false; end if;
      select name into former from person where id = who;
      update person set name = new_name, updated_at = now() where id = who;
    end if;
    if former is not null then
      insert into kept_back (landscape_id, what, key, person_id, kept)
        values (in_landscape, 'called', who::text, who, jsonb_build_object('was', former, 'is', new_name));
    end if;
    insert into change (landscape_id, changed_by, why, what, did, before, after)
      values (in_landscape, viewer(), nullif(current_setting('ecotone.why', true), ''), 'participant', 'changed',
        one.logged, one.logged || '{"called": "otherwise"}');
    perform count_the_version(array[in_landscape]);
    return true;
  end $$;

-- Calls somebody what they were called before one deed: 'done', or why not.
create function call_again(in_landscape uuid, who uuid, moment timestamptz) returns text
  language plpgsql security definer set search_path = public, pg_temp
  as $$
  declare
    former jsonb;
    now_called text;
  begin
    if in_landscape not in (select landscapes_i_convene()) then return 'not-yours'; end if;
    select k.kept into former from kept_back k where k.landscape_id = in_landscape and k.person_id = who and k.taken_at = moment
      and k.what = 'called' and k.taken_at > now() - interval '30 days';
    if former is null then return 'erased'; end if;
    select case when p.consent <> 'agreed' and l.basis in ('own-sketch', 'consented')
        then (select b.label from placeholder_label b where b.landscape_id = in_landscape and b.person_id = who and b.named_by = p.named_by)
        else (select n.name from person n where n.id = who) end
      into now_called from participant p join landscape l on l.id = p.landscape_id
      where p.landscape_id = in_landscape and p.person_id = who;
    if not found then return 'gone-since'; end if;
    if now_called is distinct from former ->> 'is' then return 'changed-since'; end if;
    if not call_person(in_landscape, who, former ->> 'was') then return 'not-yours'; end if;
    delete from kept_back k where k.landscape_id = in_landscape and k.person_id = who and k.taken_at = moment and k.what = 'called';
    return 'done';
  end $$;
revoke execute on function call_again(uuid, uuid, timestamptz) from public;
grant execute on function call_again(uuid, uuid, timestamptz) to ecotone_app;

-- ── joining, and parting again ──────────────────────────────────────────────────────────────────────────────────────────
-- Two drawings of one person become one, as before; what the log may not hold of the one that goes is kept back.
create or replace function join_people(in_landscape uuid, kept uuid, gone uuid) returns text
  language plpgsql security definer set search_path = public, pg_temp
  as $$
  declare
    here uuid := in_landscape;
    kept_says text;
    gone_says text;
  begin
    if here not in (select landscapes_i_convene()) or kept = gone then return 'not-allowed'; end if;
    select p.consent into kept_says from participant p where p.landscape_id = here and p.person_id = kept;
    select p.consent into gone_says from participant p where p.landscape_id = here and p.person_id = gone;
    if kept_says is null or gone_says is null then return 'gone'; end if;
    if here not in (select open_landscapes_i_see()) and exists (
      select 1 from unnest(array[kept, gone]) as w (who)
      where (here, w.who) not in (select s.landscape_id, s.person_id from people_shown_to_me() s)) then return 'not-allowed'; end if;
    if here not in (select landscapes_i_steward()) and not exists (
      select 1 from participant p where p.landscape_id = here and p.person_id = gone and p.named_by = viewer()) then
      return 'not-allowed';
    end if;
    -- what somebody said for themselves is not moved onto another row, and not lost with this one
    if 'withdrawn' in (kept_says, gone_says) or 'hidden' in (kept_says, gone_says)
      or (gone_says = 'agreed' and kept_says <> 'agreed')
      or exists (select 1 from person n where n.id = gone and (n.email_verified
        or exists (select 1 from account a where a.person_id = gone))) then return 'other-way-round'; end if;

    perform keep_rows(here, gone, 'participant', array(select to_jsonb(p) from participant p
      where p.landscape_id = here and p.person_id = gone), kept);
    perform keep_rows(here, gone, 'placeholder_label', array(select to_jsonb(l) from placeholder_label l
      where l.landscape_id = here and l.person_id = gone));
    perform keep_rows(here, gone, 'legitimacy_told', array(select to_jsonb(t) from legitimacy_told t
      where t.landscape_id = here and gone in (t.person_id, t.answered_by)));
    perform keep_custom_fields(here, array[kept, gone], gone);

    update membership m set person_id = kept where m.landscape_id = here and m.person_id = gone
      and not exists (select 1 from membership o where o.landscape_id = here and o.person_id = kept and o.practice_id = m.practice_id);
    update standing s set person_id = kept where s.landscape_id = here and s.person_id = gone
      and not exists (select 1 from standing o where o.landscape_id = here and o.person_id = kept and o.boundary_id = s.boundary_id
        and o.side_id is not distinct from s.side_id);
    delete from tie t where t.landscape_id = here
      and t.from_id = any (array[kept, gone]) and t.to_id = any (array[kept, gone]);
    update tie t set
        from_id = case t.from_id when gone then kept else t.from_id end,
        to_id = case t.to_id when gone then kept else t.to_id end,
        reported_by = case t.reported_by when gone then kept else t.reported_by end
      where t.landscape_id = here and gone in (t.from_id, t.to_id, t.reported_by);
    delete from tie t where t.landscape_id = here and kept in (t.from_id, t.to_id) and exists (
      select 1 from tie o where o.landscape_id = here and o.id > t.id and o.kind = t.kind and o.says = t.says and o.mutual = t.mutual
        and o.reported_by is not distinct from t.reported_by and o.recorded_by is not distinct from t.recorded_by
        and o.retracted_at is null and kept in (o.from_id, o.to_id)
        and ((o.from_id = t.from_id and o.to_id = t.to_id) or (t.mutual and o.from_id = t.to_id and o.to_id = t.from_id)));
    update answer a set person_id = kept where a.landscape_id = here and a.person_id = gone
      and not exists (select 1 from answer o where o.landscape_id = here and o.person_id = kept and o.question = a.question
        and o.about_practice_id is not distinct from a.about_practice_id);
    update concern c set person_id = kept where c.landscape_id = here and c.person_id = gone
      and not exists (select 1 from concern o where o.landscape_id = here and o.person_id = kept and o.key = c.key and o.kind = c.kind);
    delete from legitimacy l where l.landscape_id = here
      and l.person_id = any (array[kept, gone]) and l.answered_by = any (array[kept, gone]);
    update legitimacy l set
        person_id = case l.person_id when gone then kept else l.person_id end,
        answered_by = case l.answered_by when gone then kept else l.answered_by end
      where l.landscape_id = here and gone in (l.person_id, l.answered_by) and not exists (
        select 1 from legitimacy o where o.landscape_id = here and o.id <> l.id and o.practice_id = l.practice_id and o.kind = l.kind
          and o.person_id = case l.person_id when gone then kept else l.person_id end
          and o.answered_by is not distinct from case l.answered_by when gone then kept else l.answered_by end);
    update legitimacy_told l set answered_by = kept where l.landscape_id = here and l.answered_by = gone;
    delete from keep_apart k where k.landscape_id = here
      and k.one_person_id = any (array[kept, gone]) and k.other_person_id = any (array[kept, gone]);
    update keep_apart k set
        one_person_id = case k.one_person_id when gone then kept else k.one_person_id end,
        other_person_id = case k.other_person_id when gone then kept else k.other_person_id end
      where k.landscape_id = here and gone in (k.one_person_id, k.other_person_id);
    update space_person s set person_id = kept where s.landscape_id = here and s.person_id = gone
      and not exists (select 1 from space_person o where o.landscape_id = here and o.space_id = s.space_id and o.person_id = kept);
    update custom_field f set person_id = kept where f.landscape_id = here and f.person_id = gone;
    delete from participant p where p.landscape_id = here and p.person_id = gone;
    -- of custom fields only what moved or went is needed to part the two again
    delete from kept_back k where k.landscape_id = here and k.taken_at = now() and k.person_id = gone and k.what = 'custom_field'
      and exists (select 1 from custom_field f where f.landscape_id = here and f.id = k.key::uuid
        and f.person_id is not distinct from (k.kept ->> 'person_id')::uuid);
    insert into change (landscape_id, changed_by, why, what, did, before, after)
      select here, viewer(), nullif(current_setting('ecotone.why', true), ''), 'participant', 'changed', r.logged,
        r.logged || jsonb_build_object('joined', gone)
      from (select to_jsonb(p) - array['landscape_id', 'external_id'] as logged from participant p
        where p.landscape_id = here and p.person_id = kept) r;
    return 'joined';
  end $$;

-- Parts two drawings that one deed joined, as they were: everything that was moved goes back, everything that stood twice stands twice.
-- What was said since of the one that stayed stays theirs. ['done'], or why not.
create function part_again(in_landscape uuid, moment timestamptz) returns text[]
  language plpgsql security definer set search_path = public, pg_temp
  as $$
  declare
    here uuid := in_landscape;
    joined record;
    one record;
    columns text[];
    found_rows integer;
    there boolean;
  begin
    select k.person_id as gone, k.with_id as stayed, k.kept, k.taken_by into joined from kept_back k
      where k.landscape_id = here and k.taken_at = moment and k.what = 'participant' and k.with_id is not null and k.kept is not null;
    if not found or kept_until(here, moment, joined.kept) <= now() then return array['erased']; end if;
    if not may_bring_back(here, joined.kept, joined.taken_by) then return array['not-yours']; end if;
    if exists (select 1 from participant p where p.landscape_id = here and p.person_id = joined.gone) then return array['there-again']; end if;
    if not exists (select 1 from participant p where p.landscape_id = here and p.person_id = joined.stayed) then return array['gone-since']; end if;

    insert into participant select * from jsonb_populate_record(null::participant, fit_to_return(here, joined.kept));
    insert into placeholder_label select r.* from kept_back k cross join lateral jsonb_populate_record(null::placeholder_label, k.kept) r
      where k.landscape_id = here and k.taken_at = moment and k.what = 'placeholder_label' and k.kept is not null
        and exists (select 1 from person n where n.id = r.named_by);
    -- the newest first, as every undo: what was moved and then found to stand there already is first written again, and then moved back
    for one in select c.what, c.did, c.before, c.after from change c
      where c.landscape_id = here and c.changed_at = moment and c.what <> 'participant' order by c.id desc loop
      if one.did = 'removed' then
        -- what named somebody who left since does not come back
        continue when exists (select 1 from unnest(people_named(one.before)) w
          where w::uuid not in (select p.person_id from participant p where p.landscape_id = here));
        execute format('insert into %I select * from jsonb_populate_record(null::%I, $1)', one.what, one.what)
          using fit_to_return(here, one.before);
      elsif one.did = 'changed' then
        columns := array(select w.key from jsonb_each_text(one.after) as w (key, value)
          where w.key in ('person_id', 'from_id', 'to_id', 'reported_by', 'answered_by', 'one_person_id', 'other_person_id')
            and w.value is distinct from one.before ->> w.key);
        execute format('update %I t set %s where t.landscape_id = $1 and %s', one.what,
          (select string_agg(format('%I = %L', w, one.before ->> w), ', ') from unnest(columns) w),
          case one.what when 'space_person' then format('t.space_id = %L', one.after ->> 'space_id') else format('t.id = %L', one.after ->> 'id') end
            || (select string_agg(format(' and t.%I = %L', w, one.after ->> w), '') from unnest(columns) w))
          using here;
        get diagnostics found_rows = row_count;
        if found_rows = 0 and not exists (select 1 from unnest(people_named(one.after)) w
            where w::uuid not in (select p.person_id from participant p where p.landscape_id = here)) then
          execute format('select exists (select 1 from %I t where t.landscape_id = $1 and %s)', one.what,
            case one.what when 'space_person' then format('t.space_id = %L', one.after ->> 'space_id') else format('t.id = %L', one.after ->> 'id') end)
            into there using here;
          return array[case when there then 'changed-since' else 'gone-since' end];
        end if;
      end if;
    end loop;
    update custom_field f set person_id = joined.gone from kept_back k
      where k.landscape_id = here and k.taken_at = moment and k.what = 'custom_field' and k.kept is not null
        and f.landscape_id = here and f.id = k.key::uuid and f.person_id = joined.stayed;
    insert into custom_field select r.* from kept_back k
      cross join lateral jsonb_populate_record(null::custom_field, fit_to_return(here, k.kept)) r
      where k.landscape_id = here and k.taken_at = moment and k.what = 'custom_field' and k.kept is not null
        and (r.membership_id is null or exists (select 1 from membership m where m.landscape_id = here and m.id = r.membership_id))
        and (r.tie_id is null or exists (select 1 from tie t where t.landscape_id = here and t.id = r.tie_id))
      on conflict (landscape_id, id) do nothing;
    perform tell_again(here, moment, joined.stayed);
    insert into change (landscape_id, changed_by, why, what, did, before, after)
      select here, viewer(), nullif(current_setting('ecotone.why', true), ''), 'participant', 'changed', r.logged,
        r.logged || jsonb_build_object('parted', joined.gone)
      from (select to_jsonb(p) - array['landscape_id', 'external_id'] as logged from participant p
        where p.landscape_id = here and p.person_id = joined.stayed) r;
    delete from kept_back k where k.landscape_id = here and k.taken_at = moment and k.what <> 'called';
    return array['done'];
  end $$;
revoke execute on function part_again(uuid, timestamptz) from public;
grant execute on function part_again(uuid, timestamptz) to ecotone_app;

-- ── ids, and going for good ─────────────────────────────────────────────────────────────────────────────────────────────

-- The highest n of the ids "p001", "p002" … that a landscape has given to people, also to those who may still be brought back.
create or replace function last_given_number(in_landscape uuid) returns integer
  language sql stable security definer set search_path = public, pg_temp
  as $$
    select coalesce(max(substring(given.id from 2)::int), 0) from (
      select external_id as id from participant where landscape_id = in_landscape
      union all
      select kept ->> 'external_id' from kept_back where landscape_id = in_landscape and what = 'participant'
    ) given
    where in_landscape in (select landscapes_i_convene()) and given.id ~ '^p[0-9]{1,8}$'
  $$;

-- Rows of people whom no landscape holds any longer and who never had a way in. Their names go with them.
create or replace function forget_the_placeless(today timestamptz) returns integer
  language plpgsql security definer set search_path = public, pg_temp
  as $$
  declare forgotten integer;
  begin
    delete from person where not email_verified and created_at < today - interval '30 days'
      and not exists (select 1 from account a where a.person_id = person.id)
      and not exists (select 1 from participant p where p.person_id = person.id)
      and not exists (select 1 from convener c where c.person_id = person.id)
      and not exists (select 1 from kept_back k where k.person_id = person.id);
    get diagnostics forgotten = row_count;
    return forgotten;
  end $$;

-- The end of the time in which people can be brought back: what was kept goes, and the rows of those whom nothing else holds.
create function forget_what_was_kept_back(today timestamptz) returns integer
  language plpgsql security definer set search_path = public, pg_temp
  as $$
  declare
    who uuid[];
    forgotten integer;
  begin
    who := array(select distinct k.person_id from kept_back k where k.taken_at < today - interval '30 days'
      or (k.what = 'participant' and kept_until(k.landscape_id, k.taken_at, k.kept) < today));
    delete from kept_back k where k.taken_at < today - interval '30 days' or exists (select 1 from kept_back p
      where p.landscape_id = k.landscape_id and p.person_id = k.person_id and p.what = 'participant'
        and kept_until(p.landscape_id, p.taken_at, p.kept) < today);
    perform let_go_of(who);
    select cardinality(who) into forgotten;
    return forgotten;
  end $$;
revoke execute on function forget_what_was_kept_back(timestamptz) from public;
grant execute on function forget_what_was_kept_back(timestamptz) to ecotone_worker;

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
      perform forget_what_was_kept(late.landscape_id, late.who);
      forgotten := forgotten + cardinality(late.who);
    end loop;
    perform forget_the_placeless(today);
    return forgotten;
  end $$;

create or replace function erase_me() returns text
  language plpgsql security definer set search_path = public, pg_temp
  as $$
  declare
    here uuid;
    orphans uuid[];
    me uuid := viewer();
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
    for here in select landscape_id from participant where person_id = viewer()
        union select landscape_id from kept_back where viewer() in (person_id, with_id, and_with_id) loop
      perform unsay_in_the_log(here, array[viewer()]);
      perform forget_what_was_kept(here, array[viewer()]);
    end loop;
    orphans := array(
      select p.person_id from participant p where p.landscape_id in (select landscapes_i_steward())
        and not exists (select 1 from convener c where c.landscape_id = p.landscape_id and c.person_id <> viewer())
      union select k.person_id from kept_back k where k.landscape_id in (select landscapes_i_steward())
        and not exists (select 1 from convener c where c.landscape_id = k.landscape_id and c.person_id <> viewer()));
    delete from landscape l where l.id in (select landscapes_i_steward())
      and not exists (select 1 from convener other where other.landscape_id = l.id and other.person_id <> viewer());
    -- with the landscapes of which nobody else took care go the people who were only in them
    perform let_go_of(orphans);
    -- what goes along or loses its writer in the landscapes of others is logged as done by nobody: there is no longer anybody to name
    perform set_config('ecotone.person', '', true);
    delete from person where id = me;
    return 'erased';
  end $$;
