-- Four roles of a landscape, each with everything the next one may: a steward (team, exports, lock), a convener (spaces, invitations), a
-- team member (draws people, ties, groups), a reader (reads what the team may read). And the lock: everybody but two keepers is out
-- (rule E23).

alter table convener drop constraint convener_role_check;
alter table convener add constraint convener_role_check check (role in ('steward', 'convener', 'team-member', 'reader'));

-- Who is left inside when a landscape is locked. Named in advance; who is on the team no longer is no keeper either.
create table keeper (
  landscape_id uuid not null,
  person_id uuid not null,
  named_by uuid references person on delete set null,
  named_at timestamptz not null,
  primary key (landscape_id, person_id),
  foreign key (landscape_id, person_id) references convener on delete cascade
);
create index keeper_person on keeper (person_id);
create index keeper_named_by on keeper (named_by);

-- A row while a landscape is locked.
create table landscape_lock (
  landscape_id uuid primary key references landscape on delete cascade,
  locked_at timestamptz not null,
  locked_by uuid references person on delete set null
);
create index landscape_lock_locked_by on landscape_lock (locked_by);

-- Landscapes that are locked and of which the viewer is no keeper.
create function landscapes_locked_to_me() returns setof uuid
  language sql stable security definer set search_path = public, pg_temp
  as $$
    select l.landscape_id from landscape_lock l
    where not exists (select 1 from keeper k where k.landscape_id = l.landscape_id and k.person_id = viewer())
  $$;

-- Landscapes on whose team the viewer is in one of these roles. Nothing of what is locked to them, and nothing at all in a transaction
-- that looks up what is held about one person: a personal link opens no landscape, whoever it belongs to.
create function landscapes_of_my_teams(of_roles text[]) returns setof uuid
  language sql stable security definer set search_path = public, pg_temp
  as $$
    select c.landscape_id from convener c
    where c.person_id = viewer() and c.role = any (of_roles) and purpose() <> 'held about me'
      and c.landscape_id not in (select landscapes_locked_to_me())
  $$;

create or replace function landscapes_i_steward() returns setof uuid
  language sql stable security definer set search_path = public, pg_temp
  as $$ select landscapes_of_my_teams(array['steward']) $$;

create or replace function landscapes_i_convene() returns setof uuid
  language sql stable security definer set search_path = public, pg_temp
  as $$ select landscapes_of_my_teams(array['steward', 'convener']) $$;

create function landscapes_i_draw() returns setof uuid
  language sql stable security definer set search_path = public, pg_temp
  as $$ select landscapes_of_my_teams(array['steward', 'convener', 'team-member']) $$;

-- What the whole team reads and visitors of the example do not.
create function landscapes_i_read() returns setof uuid
  language sql stable security definer set search_path = public, pg_temp
  as $$ select landscapes_of_my_teams(array['steward', 'convener', 'team-member', 'reader']) $$;

create or replace function landscapes_i_see() returns setof uuid
  language sql stable security definer set search_path = public, pg_temp
  as $$
    select landscapes_i_read()
    union
    select id from landscape where example and viewer() is not null and purpose() <> 'held about me'
      and id not in (select landscapes_locked_to_me())
  $$;

revoke execute on function landscapes_locked_to_me(), landscapes_of_my_teams(text[]), landscapes_i_draw(), landscapes_i_read() from public;
grant execute on function landscapes_locked_to_me(), landscapes_i_draw(), landscapes_i_read() to ecotone_app, ecotone_worker;

-- ── what was the team's becomes the drawers', the conveners' or the readers' ─────────────────────────────────────────────
-- Until now one role did all three. What is only read goes to readers; spaces, who is in them and their invitations stay with those who
-- convene; everything else that changes is drawing. Decision 037 lists what came of it, and a test holds it.

do $$
declare
  one record;
  may text;
  body text;
begin
  for one in
    select p.tablename, p.policyname, p.cmd, p.qual, p.with_check from pg_policies p
    where p.schemaname = 'public' and concat(p.qual, p.with_check) like '%landscapes_i_convene()%'
      and p.tablename not in ('space', 'space_person', 'invitation')
  loop
    may := case one.cmd when 'SELECT' then 'landscapes_i_read()' else 'landscapes_i_draw()' end;
    body := concat_ws(' ',
      'using (' || replace(one.qual, 'landscapes_i_convene()', may) || ')',
      'with check (' || replace(one.with_check, 'landscapes_i_convene()', may) || ')');
    execute format('alter policy %I on %I %s', one.policyname, one.tablename, body);
  end loop;

  for one in
    select p.oid, p.proname from pg_proc p
    where p.pronamespace = 'public'::regnamespace and p.prosrc like '%landscapes_i_convene()%'
  loop
    may := case when one.proname in ('name_is_mine_to_see', 'rows_of_deed', 'still_kept') then 'landscapes_i_read()'
      else 'landscapes_i_draw()' end;
    execute replace(pg_get_functiondef(one.oid), 'landscapes_i_convene()', may);
  end loop;
end $$;

-- Who sits in a space is read by the whole team, and changed by those who convene it.
alter policy seeing on space_person using (
  landscape_id = any (array(select landscapes_i_read()))
  or (landscape_id = any (array(select open_landscapes_i_see()))
      and (landscape_id, space_id) in (select landscape_id, id from space where ground_rule = 'open')));

alter policy seeing on convener using (
  (person_id = viewer() and purpose() <> 'held about me') or landscape_id = any (array(select landscapes_i_read())));

-- A label is read by whoever gave it while they are on the team, not after.
alter policy mine on placeholder_label
  using (named_by = viewer() and landscape_id = any (array(select landscapes_i_draw())))
  with check (named_by = viewer() and landscape_id = any (array(select landscapes_i_draw())));
alter policy mine_to_analyse on placeholder_label
  using (named_by = viewer() and landscape_id = any (array(select landscapes_i_read())));

-- ── the lock lies over every other policy ───────────────────────────────────────────────────────────────────────────────

do $$
declare t text;
begin
  foreach t in array array['keeper', 'landscape_lock'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy the_owner on %I to %I using (true) with check (true)', t, current_user);
    execute format('grant select on %I to ecotone_app', t);
    execute format('create policy seeing on %I for select to ecotone_app
      using (landscape_id = any (array(select landscapes_i_read())))', t);
  end loop;
end $$;

-- Closes a table of landscape data to everybody whom the lock keeps out, whatever its other policies say. A migration that adds such a
-- table ends with it; a test finds the table that was forgotten.
create procedure put_under_the_lock(a_table regclass, id_column name default 'landscape_id')
  language plpgsql set search_path = public, pg_temp
  as $$
  begin
    execute format('create policy the_lock on %s as restrictive to ecotone_app, ecotone_worker
      using (%I <> all (array(select landscapes_locked_to_me())))', a_table, id_column);
  end $$;
revoke execute on procedure put_under_the_lock(regclass, name) from public;

do $$
declare t regclass;
begin
  call put_under_the_lock('landscape', 'id');
  for t in
    select a.attrelid::regclass from pg_attribute a join pg_class c on c.oid = a.attrelid
    where a.attname = 'landscape_id' and not a.attisdropped and c.relkind in ('r', 'p') and c.relnamespace = 'public'::regnamespace
  loop
    call put_under_the_lock(t);
  end loop;
end $$;
