-- The care check (rule E19): five plain questions that are answered before a landscape of people who live can hold both named people and
-- a boundary of class, politics or culture. Whoever has both may be hurt by the map, so the tables ask, whatever a page forgets.

-- Each look at the five questions, the newest counting. Nothing is written over: what was thought earlier can be read again.
create table care_check (
  landscape_id uuid not null references landscape on delete cascade,
  id uuid not null,
  decision text not null check (decision in ('go', 'stop')),
  -- who could be harmed, and how
  harm text not null check (length(harm) <= 4000),
  -- who asked for this map
  asked text not null check (length(asked) <= 4000),
  -- what each group would say if they looked on
  looking_on text not null check (length(looking_on) <= 4000),
  -- who sees it, and how long it is kept
  keeping text not null check (length(keeping) <= 4000),
  -- what would make us stop and delete
  stopping text not null check (length(stopping) <= 4000),
  answered_at timestamptz not null default now(),
  answered_by uuid default viewer() references person on delete set null,
  -- answered elsewhere, and brought in with the landscape
  brought boolean not null default false,
  primary key (landscape_id, id),
  -- whoever stops owes nobody an answer
  check (decision = 'stop' or '' not in (harm, asked, looking_on, keeping, stopping))
);
create index care_check_newest on care_check (landscape_id, answered_at desc);
create index care_check_answered_by on care_check (answered_by);

-- Nobody signs with another's name or puts a look on another day; one that comes with a landscape keeps its day and has lost its name.
create function sign_the_care_check() returns trigger
  language plpgsql security definer set search_path = public, pg_temp
  as $$
  begin
    if new.brought then
      new.answered_at := least(new.answered_at, now());
      new.answered_by := null;
    else
      new.answered_at := now();
      new.answered_by := viewer();
    end if;
    return new;
  end $$;
revoke execute on function sign_the_care_check() from public;
create trigger sign_the_care_check before insert on care_check for each row execute function sign_the_care_check();

-- The kinds of boundary that make a map of people dangerous to them.
create function needs_care(kind text) returns boolean
  language sql immutable parallel safe
  as $$ select kind in ('class', 'political', 'cultural') $$;
grant execute on function needs_care(text) to ecotone_app, ecotone_worker;

-- Was the newest look a "go on", and not longer ago than this?
create function care_was_taken(in_landscape uuid, within interval) returns boolean
  language sql stable security definer set search_path = public, pg_temp
  as $$
    select coalesce((
      select c.decision = 'go' and c.answered_at > now() - within from care_check c
      where c.landscape_id = in_landscape order by c.answered_at desc, c.id desc limit 1), false)
  $$;
revoke execute on function care_was_taken(uuid, interval) from public;
grant execute on function care_was_taken(uuid, interval) to ecotone_app;

-- People come in where such a boundary is: the look holds for a year.
create function take_care_of_people() returns trigger
  language plpgsql security definer set search_path = public, pg_temp
  as $$
  begin
    if exists (
      select 1 from (select distinct landscape_id from added) a join landscape l on l.id = a.landscape_id
      where l.basis in ('own-sketch', 'consented') and not care_was_taken(l.id, interval '1 year')
        and exists (select 1 from boundary b where b.landscape_id = l.id and needs_care(b.kind))
    ) then
      raise exception 'a landscape with a boundary of class, politics or culture holds people only after its care check was answered'
        using errcode = 'check_violation', constraint = 'care_check_first';
    end if;
    return null;
  end $$;
revoke execute on function take_care_of_people() from public;
create trigger care_check_first after insert on participant referencing new table as added
  for each statement execute function take_care_of_people();

-- Such a boundary comes in where people are: what was answered is looked at again, that day.
create function take_care_of_boundary() returns trigger
  language plpgsql security definer set search_path = public, pg_temp
  as $$
  begin
    if needs_care(new.kind)
      and exists (select 1 from landscape l where l.id = new.landscape_id and l.basis in ('own-sketch', 'consented'))
      and exists (select 1 from participant p where p.landscape_id = new.landscape_id)
      and not care_was_taken(new.landscape_id, interval '1 day')
    then
      raise exception 'a boundary of class, politics or culture comes into a landscape of people only after its care check was answered or looked at again that day'
        using errcode = 'check_violation', constraint = 'care_check_first';
    end if;
    return new;
  end $$;
revoke execute on function take_care_of_boundary() from public;
create trigger care_check_first before insert on boundary for each row execute function take_care_of_boundary();
create trigger care_check_first_of_kind before update of kind on boundary for each row
  when (new.kind is distinct from old.kind) execute function take_care_of_boundary();

-- Landscapes in which somebody wrote the viewer down: what was asked before they were, they may read.
create function landscapes_that_hold_me() returns setof uuid
  language sql stable security definer set search_path = public, pg_temp
  as $$ select landscape_id from participant where person_id = viewer() $$;
revoke execute on function landscapes_that_hold_me() from public;
grant execute on function landscapes_that_hold_me() to ecotone_app;

alter table care_check enable row level security;
alter table care_check force row level security;
do $$
begin
  execute format('create policy the_owner on care_check to %I using (true) with check (true)', current_user);
end $$;
grant select on care_check to ecotone_app;
grant insert (landscape_id, id, decision, harm, asked, looking_on, keeping, stopping, answered_at, brought) on care_check to ecotone_app;
create policy seeing on care_check for select to ecotone_app using (
  landscape_id = any (array(select landscapes_i_see())) or landscape_id = any (array(select landscapes_that_hold_me())));
create policy answering on care_check for insert to ecotone_app
  with check (landscape_id = any (array(select landscapes_i_convene())));
call put_under_the_lock('care_check');

-- "Stop, and delete what is there": the landscape with everything in it, and the people whom nothing else holds.
create function give_up_landscape(in_landscape uuid) returns boolean
  language plpgsql security definer set search_path = public, pg_temp
  as $$
  declare orphans uuid[];
  begin
    if viewer() is null or in_landscape not in (select landscapes_i_steward()) then
      return false;
    end if;
    orphans := array(select p.person_id from participant p where p.landscape_id = in_landscape
      union select k.person_id from kept_back k where k.landscape_id = in_landscape);
    delete from landscape where id = in_landscape;
    perform let_go_of(orphans);
    return true;
  end $$;
revoke execute on function give_up_landscape(uuid) from public;
grant execute on function give_up_landscape(uuid) to ecotone_app;

-- ── readers are told of those who agreed, and of nobody else (rule E10) ──────────────────────────────────────────────────
-- A team knows how many wait to be asked, because it asks them. Whoever only reads learns of nobody that way: where people live, a reader
-- meets those who agreed to be on the map, and of the others neither row nor number, so that no count can stand for one of them.

create policy only_those_i_meet on participant as restrictive for select to ecotone_app, ecotone_worker using (
  landscape_id = any (array(select landscapes_i_draw())) or landscape_id = any (array(select open_landscapes_i_see()))
  or consent = 'agreed' or person_id = viewer());
create policy only_those_i_meet on membership as restrictive for select to ecotone_app, ecotone_worker using (
  landscape_id = any (array(select landscapes_i_draw())) or landscape_id = any (array(select open_landscapes_i_see()))
  or person_id = viewer() or (landscape_id, person_id) in (select landscape_id, person_id from people_shown_to_me()));

create or replace view participant_seen with (security_barrier) as
  select p.landscape_id, p.person_id, p.named_by, p.named_at, p.told_at, p.consent,
    case when l.basis in ('fictional', 'published') or p.consent = 'agreed' or p.named_by = viewer() or p.person_id = viewer()
      then p.external_id else p.person_id::text end as external_id
  from participant p join landscape l on l.id = p.landscape_id
  where p.landscape_id = any (array(select landscapes_i_see()))
    and (l.basis in ('fictional', 'published') or p.landscape_id = any (array(select landscapes_i_draw()))
      or p.consent = 'agreed' or p.person_id = viewer());

-- The same people by name, and no row of anybody else.
do $$
declare
  was text := pg_get_functiondef('people_in(uuid)'::regprocedure);
  here constant text := 'where p.landscape_id = in_landscape and';
begin
  if position(here in was) = 0 then
    raise exception 'people_in is not as this migration knows it';
  end if;
  execute replace(was, here, 'where p.landscape_id = in_landscape
      and (shown.it or in_landscape in (select landscapes_i_draw()) or in_landscape in (select open_landscapes_i_see())) and');
end $$;

-- On boundaries of who mixes with whom sides are told in sum alone: a reader gets no single one, unless it is their own.
create policy no_single_side_for_readers on standing as restrictive for select to ecotone_app, ecotone_worker using (
  person_id is null or boundary_kind <> 'social' or person_id = viewer() or recorded_by = viewer()
  or landscape_id = any (array(select landscapes_i_draw())) or landscape_id = any (array(select open_landscapes_i_see())));
