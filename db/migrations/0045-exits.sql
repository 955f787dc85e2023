-- What leaves a team, and who keeps a key: answers of people who never said yes to the analysis count in nobody's totals; whoever runs the
-- instance reads no deeds inside landscapes; files are held against those who asked to be gone only so often; and the key of a locked
-- landscape is handed on when its keepers go.

-- ── answers count when whoever gave them said yes to the analysis (rules E3 and E11) ─────────────────────────────────────

-- Is somebody out of the analysis of a landscape, as `out_of` says it? With one difference: the totals that are told are the same for the
-- whole team, so notes of whoever named somebody count only while they are alone on the team.
create function is_out_of_analysis(in_landscape uuid, who uuid) returns boolean
  language sql stable security definer set search_path = public, pg_temp
  as $$
    select coalesce((
      select coalesce(w.state in ('hidden', 'withdrawn'), false)
        or (l.basis in ('own-sketch', 'consented') and coalesce(w.state, 'not yet asked') <> 'agreed'
          and not (p.named_by is not distinct from viewer() and coalesce(w.state, 'not yet asked') <> 'told'
            and not exists (select 1 from convener o where o.landscape_id = in_landscape and o.person_id is distinct from viewer())))
      from landscape l
      left join participant p on p.landscape_id = l.id and p.person_id = who
      left join lateral (
        select c.state from consent c where c.landscape_id = in_landscape and c.person_id = who and c.purpose = 'analysis'
        order by c.said_at desc, array_position(array['withdrawn', 'hidden', 'not yet asked', 'told', 'agreed'], c.state) limit 1) w on true
      where l.id = in_landscape and who is not null), false)
  $$;
revoke execute on function is_out_of_analysis(uuid, uuid) from public;

create or replace function legitimacy_to_tell(in_landscape uuid)
  returns table (answer_id uuid, person_id uuid, practice_id uuid, kind text, says text, counted text)
  language plpgsql security definer set search_path = public, pg_temp
  as $$
  begin
    if in_landscape not in (select landscapes_i_see()) then return; end if;
    perform pg_advisory_xact_lock(hashtextextended('legitimacy ' || in_landscape::text, 0));
    return query
      with out as (
        select a.answered_by as whose from (select distinct l.answered_by from legitimacy l
          where l.landscape_id = in_landscape and l.kind = 'attested' and l.answered_by is not null) a
        where is_out_of_analysis(in_landscape, a.answered_by)
      ), said as (
        select l.id, l.person_id, l.practice_id, coalesce(l.answered_by, l.id) as whose,
          case when l.answered_by in (select o.whose from out o) then null when l.would_come then 'yes' else 'no' end as says
        from legitimacy l where l.landscape_id = in_landscape and l.kind = 'attested'
      ), told as (
        select t.id, t.person_id, t.practice_id, coalesce(t.answered_by, t.id) as whose,
          case when t.would_come is null then 'erased' when t.would_come then 'yes' else 'no' end as counted
        from legitimacy_told t where t.landscape_id = in_landscape
      )
      select s.id, coalesce(s.person_id, t.person_id), coalesce(s.practice_id, t.practice_id), 'attested', s.says, t.counted
      from said s full join told t
        on t.person_id = s.person_id and t.practice_id = s.practice_id and t.whose = s.whose
      union all
      select l.id, l.person_id, l.practice_id, 'claimed', null, null
      from legitimacy l where l.landscape_id = in_landscape and l.kind = 'claimed';
  end $$;

-- What somebody is told of their own standing leaves such answers out as well: with one of them in it, a total waits for the next step.
do $$
declare
  was text := pg_get_functiondef('held_about_me(uuid)'::regprocedure);
  here constant text := 'and coalesce(k.answered_by, k.id) = coalesce(t.answered_by, t.id)';
begin
  if position(here in was) = 0 then
    raise exception 'held_about_me is not as this migration knows it';
  end if;
  execute replace(was, here, here || ' and not is_out_of_analysis(in_landscape, k.answered_by)');
end $$;

-- ── deeds inside landscapes are for their stewards ──────────────────────────────────────────────────────────────────────

-- Whoever runs the instance reads deeds about accounts and about the instance. Who withdrew where is the landscape's. The chain is checked
-- from the command line, by a policy of its own.
alter policy of_the_instance on audit using (landscape_id is null and (select i_steward_the_instance()));

-- ── files are held against those who asked to be gone, so often and no oftener ───────────────────────────────────────────

-- Landscapes in which the viewer draws and which somebody asked to be gone from.
create function landscapes_somebody_left() returns setof uuid
  language sql stable security definer set search_path = public, pg_temp
  as $$ select distinct t.landscape_id from tombstone t where t.landscape_id in (select landscapes_i_draw()) $$;
revoke execute on function landscapes_somebody_left() from public;

-- Did the viewer have twenty files held against those who are gone from one of their landscapes within a day? Then no more come in today:
-- whoever reads what came in can tell who was left out, so tries are counted, whether they met anybody or not.
create function held_too_often_against_the_gone() returns boolean
  language sql stable security definer set search_path = public, pg_temp
  as $$
    select exists (select 1 from landscapes_somebody_left() m (id) where 20 <= (select count(*) from audit a
      where a.landscape_id = m.id and a.who = viewer() and a.what = 'held-against-the-gone' and a.at > now() - interval '1 day'))
  $$;
revoke execute on function held_too_often_against_the_gone() from public;
grant execute on function held_too_often_against_the_gone() to ecotone_app;

-- As before, but every try leaves a line for the stewards of the landscapes that it was held against.
drop function asked_to_be_gone(jsonb);
create function asked_to_be_gone(people jsonb) returns setof text
  language plpgsql security definer set search_path = public, pg_temp
  as $$
  begin
    if held_too_often_against_the_gone() then
      raise exception 'too many files were held against those who asked to be gone within a day'
        using errcode = 'program_limit_exceeded', constraint = 'held_too_often_against_the_gone';
    end if;
    perform keep_audit('held-against-the-gone', m.id, null) from landscapes_somebody_left() m (id);
    return query
      with mine as (select m.id as landscape_id from landscapes_somebody_left() m (id))
      select p.id from jsonb_to_recordset(people) as p (id text, name text, email text)
      where exists (
        select 1 from mine m join tombstone t on t.landscape_id = m.landscape_id
        where (t.about = 'drawn' and t.digest in (tombstone_digest('drawn', m.landscape_id, p.id || ' ' || coalesce(folded_name(p.name), ''), true),
            tombstone_digest('drawn', m.landscape_id, p.id || ' ', true)))
          or (t.about = 'address' and p.email is not null and t.digest = tombstone_digest('address', m.landscape_id, lower(p.email), true)));
  end $$;
revoke execute on function asked_to_be_gone(jsonb) from public;
grant execute on function asked_to_be_gone(jsonb) to ecotone_app;

-- ── the key of a locked landscape ───────────────────────────────────────────────────────────────────────────────────────

create function may_sign_in(who uuid) returns boolean
  language sql stable security definer set search_path = public, pg_temp
  as $$
    select exists (select 1 from account a where a.person_id = who)
      and not exists (select 1 from closed_door d where d.person_id = who)
  $$;
revoke execute on function may_sign_in(uuid) from public;

-- Is somebody the last who could open a locked landscape?
create function is_last_keeper(in_landscape uuid, who uuid) returns boolean
  language sql stable security definer set search_path = public, pg_temp
  as $$
    select exists (select 1 from landscape_lock l join keeper k using (landscape_id) where l.landscape_id = in_landscape and k.person_id = who)
      and not exists (select 1 from keeper o where o.landscape_id = in_landscape and o.person_id <> who and may_sign_in(o.person_id))
  $$;
revoke execute on function is_last_keeper(uuid, uuid) from public;

-- Nobody gives away the last key of a locked landscape by the way.
do $$
declare was text := pg_get_functiondef('give_role(uuid, uuid, text)'::regprocedure);
begin
  execute replace(was, 'update convener set role',
    'if new_role not in (''steward'', ''convener'') and is_last_keeper(in_landscape, who) then return ''last-steward''; end if;
    update convener set role');
  was := pg_get_functiondef('take_off_team(uuid, uuid)'::regprocedure);
  execute replace(was, 'delete from convener',
    'if is_last_keeper(in_landscape, who) then return ''last-steward''; end if;
    delete from convener');
end $$;

-- As before. In a locked landscape nobody can be made steward and no keeper named, so whoever is the last of either there is told so
-- ('locked'); erasing is theirs all the same, once they say that it may stay locked.
drop function erase_me();
create function erase_me(may_stay_locked boolean default false) returns text
  language plpgsql security definer set search_path = public, pg_temp
  as $$
  declare me uuid := viewer();
  begin
    if me is null then
      raise exception 'nobody is signed in' using errcode = 'insufficient_privilege';
    end if;
    -- two keepers who go at the same moment take turns
    perform 1 from landscape l where l.id in (select c.landscape_id from convener c where c.person_id = me) order by l.id for update;
    if not may_stay_locked and exists (select 1 from convener mine join landscape_lock l on l.landscape_id = mine.landscape_id
        where mine.person_id = me
          and exists (select 1 from convener other where other.landscape_id = mine.landscape_id and other.person_id <> me)
          and (is_last_keeper(mine.landscape_id, me) or mine.role = 'steward' and not exists (select 1 from convener other
            where other.landscape_id = mine.landscape_id and other.role = 'steward' and other.person_id <> me))) then
      return 'locked';
    end if;
    if exists (select 1 from convener mine where mine.person_id = me and mine.role = 'steward'
        and not exists (select 1 from landscape_lock l where l.landscape_id = mine.landscape_id)
        and not exists (select 1 from convener other where other.landscape_id = mine.landscape_id
          and other.role = 'steward' and other.person_id <> me)
        and exists (select 1 from convener other where other.landscape_id = mine.landscape_id and other.person_id <> me)) then
      return 'last steward';
    end if;
    perform erase_person(me);
    return 'erased';
  end $$;
revoke execute on function erase_me(boolean) from public;
grant execute on function erase_me(boolean) to ecotone_app;

-- Hands the key of a locked landscape on to one or two of its team, when no keeper is left who may sign in: from the command line of the
-- machine alone, and written down. Whoever gets it may convene from then on; where no steward is left, the first of them is one.
create function hand_on_the_key(in_slug text, addresses text[], moment timestamptz) returns text
  language plpgsql security definer set search_path = public, pg_temp
  as $$
  declare
    here uuid;
    who uuid[];
    raised uuid;
  begin
    if viewer() is not null or purpose() <> 'hand on the key' then return 'not-allowed'; end if;
    select l.id into here from landscape l where l.slug = in_slug for update;
    if not found then return 'no-landscape'; end if;
    if not exists (select 1 from landscape_lock l where l.landscape_id = here) then return 'not-locked'; end if;
    if exists (select 1 from keeper k where k.landscape_id = here and may_sign_in(k.person_id)) then return 'has-keeper'; end if;
    who := array(select n.id from unnest(addresses) with ordinality as a (address, nth)
      join person n on lower(n.email) = lower(a.address)
      join convener c on c.landscape_id = here and c.person_id = n.id
      where may_sign_in(n.id) order by a.nth);
    if cardinality(who) <> cardinality(addresses) or cardinality(who) not in (1, 2) or who[1] = who[2] then return 'not-on-team'; end if;
    delete from keeper k where k.landscape_id = here;
    for raised in
      update convener c set role = 'convener'
        where c.landscape_id = here and c.person_id = any (who) and c.role not in ('steward', 'convener') returning c.person_id loop
      perform keep_audit('role-given', here, raised);
    end loop;
    if not exists (select 1 from convener c where c.landscape_id = here and c.role = 'steward' and may_sign_in(c.person_id)) then
      update convener c set role = 'steward' where c.landscape_id = here and c.person_id = who[1];
      perform keep_audit('role-given', here, who[1]);
    end if;
    insert into keeper (landscape_id, person_id, named_at) select here, one, moment from unnest(who) as one;
    perform keep_audit('keepers-named', here, null);
    perform pg_notify('landscape_changed', here || ' lock');
    return 'done';
  end $$;
revoke execute on function hand_on_the_key(text, text[], timestamptz) from public;
grant execute on function hand_on_the_key(text, text[], timestamptz) to ecotone_worker;

-- ── what a reader is not told today they are not told of yesterday either (rule E10) ─────────────────────────────────────
-- Where people live a reader meets those who agreed, and of the others neither row nor number. The log told both: every past day and every
-- comparison counted whoever had not agreed, and the difference of two days told one of them. Seats did so today.

do $$
declare
  one record;
  outside constant text := format('current_user = %L', current_user) || ' or landscape_id = any (array(select landscapes_i_draw())) or landscape_id = any (array(select open_landscapes_i_see()))';
begin
  for one in select * from (values
      ('agreement', 'person_id'), ('consent', 'person_id'), ('space_person', 'person_id'), ('answer', 'person_id')) t (name, who) loop
    execute format('create policy only_of_those_i_meet on %I as restrictive for select to ecotone_app, ecotone_worker using (%s
      or %I = viewer() or (landscape_id, %I) in (select s.landscape_id, s.person_id from people_shown_to_me() s))',
      one.name, outside, one.who, one.who);
  end loop;
  execute format($policy$create policy only_of_those_i_meet on change as restrictive for select to ecotone_app, ecotone_worker using (%s
    or case
      when what in ('participant', 'membership', 'standing', 'concern', 'answer') then
        coalesce(after, before) ->> 'person_id' is null or coalesce(after, before) ->> 'person_id' = viewer()::text
        or ((landscape_id, (coalesce(after, before) ->> 'person_id')::uuid) in (select s.landscape_id, s.person_id from people_shown_to_me() s)
          and not (what = 'standing' and coalesce(after, before) ->> 'boundary_kind' = 'social'))
      when what in ('consent', 'space_person', 'custom_value') then coalesce(after, before) ->> 'person_id' = viewer()::text
      else true
    end)$policy$, outside);
end $$;

-- Only whoever may undo a deed has to know how many rows it has.
do $$
declare which regprocedure := (select p.oid from pg_proc p where p.proname = 'rows_of_deed' and p.pronamespace = 'public'::regnamespace);
begin
  execute replace(pg_get_functiondef(which), 'landscapes_i_read()', 'landscapes_i_draw()');
end $$;
