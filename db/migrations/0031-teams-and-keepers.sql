-- Who works on a landscape and how they come in; who runs the instance; who is left inside a locked landscape; and what somebody sees of a
-- space they are in without seeing the landscape round it.

-- ── the team ────────────────────────────────────────────────────────────────────────────────────────────────────────────

-- Roles are given and taken by the functions below alone, which know of the last steward.
revoke update, delete on convener from ecotone_app;

-- An invitation onto a team. To whom it goes is kept as the address alone, until it is taken: whether somebody is known here by it is
-- found out only by whoever holds the link that was mailed there.
create table team_invitation (
  landscape_id uuid not null references landscape on delete cascade,
  id uuid not null,
  address text not null check (length(address) <= 254),
  role text not null check (role in ('steward', 'convener', 'team-member', 'reader')),
  token_hash bytea not null unique check (length(token_hash) = 32),
  invited_by uuid references person on delete cascade,
  invited_at timestamptz not null,
  expires_at timestamptz not null,
  primary key (landscape_id, id),
  unique (landscape_id, address)
);
create index team_invitation_invited_by on team_invitation (invited_by);

-- Ends ways in beside the mailed link, where this instance has them: of one person or of all, into one landscape or (with null) anywhere.
create function end_other_ways(in_landscape uuid, who uuid) returns void
  language plpgsql security definer set search_path = public, pg_temp
  as $$
  begin
    if to_regclass('public.api_token') is not null then
      execute 'delete from api_token where (person_id = $2 or $2 is null) and (landscape_id = $1 or $1 is null)' using in_landscape, who;
    end if;
    if in_landscape is null and to_regclass('public.passkey') is not null then
      execute 'delete from passkey where person_id = $1' using who;
    end if;
  end $$;
revoke execute on function end_other_ways(uuid, uuid) from public;

-- Takes back the reach that somebody had into a landscape beside their session: tokens for it alone, letters on their way. News streams
-- look again at once.
create function end_reach(in_landscape uuid, who uuid) returns void
  language plpgsql security definer set search_path = public, pg_temp
  as $$
  begin
    perform end_other_ways(in_landscape, who);
    perform stop_letters(in_landscape, who);
    perform pg_notify('landscape_changed', in_landscape || ' team');
  end $$;
revoke execute on function end_reach(uuid, uuid) from public;

-- Invites an address with a role. An earlier invitation of the same address is replaced. At most fifty wait at a time.
create function invite_to_team(in_landscape uuid, new_id uuid, to_address text, new_role text, hash bytea, moment timestamptz) returns text
  language plpgsql security definer set search_path = public, pg_temp
  as $$
  begin
    if in_landscape not in (select landscapes_i_steward()) then return 'not-allowed'; end if;
    perform 1 from landscape where id = in_landscape for update;
    delete from team_invitation where landscape_id = in_landscape and (expires_at <= moment or address = lower(to_address));
    if (select count(*) from team_invitation where landscape_id = in_landscape) >= 50 then return 'too-many'; end if;
    insert into team_invitation (landscape_id, id, address, role, token_hash, invited_by, invited_at, expires_at)
      values (in_landscape, new_id, lower(to_address), new_role, hash, viewer(), moment, moment + interval '14 days');
    return 'done';
  end $$;

create function withdraw_invitation(in_landscape uuid, which uuid) returns boolean
  language plpgsql security definer set search_path = public, pg_temp
  as $$
  begin
    delete from team_invitation where landscape_id = in_landscape and id = which and in_landscape in (select landscapes_i_steward());
    return found;
  end $$;

-- What an invitation says to whoever holds its link; nothing when it was taken, withdrawn, is too old, or its landscape is locked.
create function team_invitation_of(hash bytea, moment timestamptz)
  returns table (landscape_id uuid, slug text, landscape text, role text, address text, inviter text)
  language sql stable security definer set search_path = public, pg_temp
  as $$
    select l.id, l.slug, l.name, i.role, i.address, n.name
    from team_invitation i join landscape l on l.id = i.landscape_id left join person n on n.id = i.invited_by
    where i.token_hash = hash and i.expires_at > moment
      and not exists (select 1 from landscape_lock k where k.landscape_id = i.landscape_id)
  $$;

-- Uses an invitation up: whoever the address belongs to is on the team, may sign in, and has shown that the address is theirs. Whoever is
-- on the team already keeps the role they have. Of two uses at the same moment one succeeds.
create function take_team_invitation(hash bytea, new_id uuid, moment timestamptz)
  returns table (landscape_id uuid, slug text, person_id uuid, address text)
  language plpgsql security definer set search_path = public, pg_temp
  as $$
  declare
    taken team_invitation;
    who uuid;
  begin
    select i.* into taken from team_invitation i where i.token_hash = hash and i.expires_at > moment;
    if not found then return; end if;
    perform 1 from landscape l where l.id = taken.landscape_id for update;
    if exists (select 1 from landscape_lock k where k.landscape_id = taken.landscape_id) then return; end if;
    delete from team_invitation i where i.token_hash = hash;
    if not found then return; end if;
    insert into person (id, email) values (new_id, taken.address) on conflict (lower(email)) where email is not null do nothing;
    select n.id into who from person n where lower(n.email) = taken.address for update;
    if exists (select 1 from closed_door d where d.person_id = who) then return; end if;
    update person n set email_verified = true, updated_at = moment where n.id = who and not n.email_verified;
    insert into account (id, person_id, account_id, provider_id)
      select gen_random_uuid(), who, who::text, 'email-link'
      where not exists (select 1 from account a where a.person_id = who and a.provider_id = 'email-link');
    insert into convener (landscape_id, person_id, role, since) values (taken.landscape_id, who, taken.role, moment)
      on conflict do nothing;
    return query select l.id, l.slug, who, taken.address from landscape l where l.id = taken.landscape_id;
  end $$;

-- Gives somebody on the team another role: 'done', or why not.
create function give_role(in_landscape uuid, who uuid, new_role text) returns text
  language plpgsql security definer set search_path = public, pg_temp
  as $$
  begin
    if in_landscape not in (select landscapes_i_steward()) then return 'not-allowed'; end if;
    -- two stewards who step down at the same moment take turns
    perform 1 from landscape where id = in_landscape for update;
    if not exists (select 1 from convener where landscape_id = in_landscape and person_id = who) then return 'gone'; end if;
    if new_role <> 'steward' and not exists (select 1 from convener
        where landscape_id = in_landscape and role = 'steward' and person_id <> who) then return 'last-steward'; end if;
    update convener set role = new_role where landscape_id = in_landscape and person_id = who;
    if new_role not in ('steward', 'convener') then
      delete from keeper where landscape_id = in_landscape and person_id = who;
    end if;
    perform end_reach(in_landscape, who);
    return 'done';
  end $$;

-- Takes somebody off the team: a steward, or they themselves.
create function take_off_team(in_landscape uuid, who uuid) returns text
  language plpgsql security definer set search_path = public, pg_temp
  as $$
  begin
    if in_landscape not in (select landscapes_i_steward())
        and (who is distinct from viewer() or in_landscape not in (select landscapes_i_read())) then return 'not-allowed'; end if;
    perform 1 from landscape where id = in_landscape for update;
    if not exists (select 1 from convener where landscape_id = in_landscape and person_id = who) then return 'gone'; end if;
    if not exists (select 1 from convener where landscape_id = in_landscape and role = 'steward' and person_id <> who) then
      return 'last-steward';
    end if;
    delete from convener where landscape_id = in_landscape and person_id = who;
    perform end_reach(in_landscape, who);
    return 'done';
  end $$;

-- ── the lock ────────────────────────────────────────────────────────────────────────────────────────────────────────────

-- The two who stay inside: those who were named, and where fewer than two were, the stewards and conveners who have been here longest.
create function keepers_of(in_landscape uuid) returns table (person_id uuid, named boolean)
  language sql stable security definer set search_path = public, pg_temp
  as $$
    select c.person_id, k.person_id is not null from convener c
    left join keeper k on k.landscape_id = c.landscape_id and k.person_id = c.person_id
    where c.landscape_id = in_landscape and c.role in ('steward', 'convener') and in_landscape in (select landscapes_i_read())
    order by k.person_id is null, c.role = 'convener', c.since, c.person_id limit 2
  $$;

create function name_keepers(in_landscape uuid, who uuid[], moment timestamptz) returns text
  language plpgsql security definer set search_path = public, pg_temp
  as $$
  begin
    if in_landscape not in (select landscapes_i_steward()) then return 'not-allowed'; end if;
    perform 1 from landscape where id = in_landscape for update;
    if cardinality(who) <> 2 or who[1] = who[2] or 2 <> (select count(*) from convener
        where landscape_id = in_landscape and person_id = any (who) and role in ('steward', 'convener')) then return 'not-two'; end if;
    delete from keeper where landscape_id = in_landscape;
    insert into keeper (landscape_id, person_id, named_by, named_at)
      select in_landscape, one, viewer(), moment from unnest(who) as one;
    return 'done';
  end $$;

-- Locks a landscape: everybody but the two keepers is out from the next statement on, and every link that led in is dead for good, also
-- after unlocking. Readings that wait or run are given up.
create function lock_landscape(in_landscape uuid, moment timestamptz) returns boolean
  language plpgsql security definer set search_path = public, pg_temp
  as $$
  begin
    if in_landscape not in (select landscapes_i_convene()) then return false; end if;
    perform 1 from landscape where id = in_landscape for update;
    if exists (select 1 from landscape_lock where landscape_id = in_landscape) then return true; end if;
    insert into keeper (landscape_id, person_id, named_by, named_at)
      select in_landscape, k.person_id, viewer(), moment from keepers_of(in_landscape) k where not k.named;
    delete from team_invitation where landscape_id = in_landscape;
    delete from held_session where landscape_id = in_landscape;
    update personal_link set ended_at = moment, why = 'landscape-locked' where landscape_id = in_landscape and ended_at is null;
    perform end_other_ways(in_landscape, null);
    perform stop_letters(in_landscape, null);
    update snapshot set state = 'cancelled', cancel_asked = true, done_at = moment
      where landscape_id = in_landscape and state in ('waiting', 'running');
    insert into landscape_lock (landscape_id, locked_at, locked_by) values (in_landscape, moment, viewer());
    perform pg_notify('landscape_changed', in_landscape || ' lock');
    return true;
  end $$;

create function unlock_landscape(in_landscape uuid) returns boolean
  language plpgsql security definer set search_path = public, pg_temp
  as $$
  begin
    if in_landscape not in (select landscapes_i_convene()) then return false; end if;
    delete from landscape_lock l where l.landscape_id = in_landscape
      and exists (select 1 from keeper k where k.landscape_id = in_landscape and k.person_id = viewer());
    return found;
  end $$;

-- ── the instance ────────────────────────────────────────────────────────────────────────────────────────────────────────

-- Who runs the instance: who may sign in, and who has a role on the site. None of it opens a landscape (rule E8).
create table instance_steward (
  person_id uuid primary key references person on delete cascade,
  since timestamptz not null default now(),
  named_by uuid references person on delete set null
);
create index instance_steward_named_by on instance_steward (named_by);

create table site_role (
  person_id uuid not null references person on delete cascade,
  role text not null check (role in ('moderator', 'editor', 'facilitator')),
  since timestamptz not null default now(),
  given_by uuid references person on delete set null,
  primary key (person_id, role)
);
create index site_role_given_by on site_role (given_by);

-- Whose way in was closed. While there is a row, no invitation and no other sign-in opens it again.
create table closed_door (
  person_id uuid primary key references person on delete cascade,
  closed_at timestamptz not null,
  closed_by uuid references person on delete set null
);
create index closed_door_closed_by on closed_door (closed_by);

insert into instance_steward (person_id)
  select person_id from account order by created_at, person_id limit 1;

-- The first who is let in at all runs the instance.
create function name_the_first_instance_steward() returns trigger
  language plpgsql security definer set search_path = public, pg_temp
  as $$
  begin
    if not exists (select 1 from account a where a.person_id <> new.person_id) then
      insert into instance_steward (person_id) values (new.person_id) on conflict do nothing;
    end if;
    return null;
  end $$;
revoke execute on function name_the_first_instance_steward() from public;
create trigger name_the_first_instance_steward after insert on account
  for each row execute function name_the_first_instance_steward();

create function keep_closed_doors_closed() returns trigger
  language plpgsql security definer set search_path = public, pg_temp
  as $$
  begin
    if exists (select 1 from closed_door d where d.person_id = new.person_id) then return null; end if;
    return new;
  end $$;
revoke execute on function keep_closed_doors_closed() from public;
create trigger keep_closed_doors_closed before insert on account for each row execute function keep_closed_doors_closed();
do $$
begin
  if to_regclass('public.passkey') is not null then
    create trigger keep_closed_doors_closed before insert on passkey for each row execute function keep_closed_doors_closed();
  end if;
end $$;

create function i_steward_the_instance() returns boolean
  language sql stable security definer set search_path = public, pg_temp
  as $$
    select purpose() <> 'held about me' and exists (select 1 from instance_steward s where s.person_id = viewer())
  $$;

-- Who may sign in here, or could before their door was closed, with what they do for the instance and the site. Nothing of landscapes.
create function who_signs_in()
  returns table (id uuid, name text, address text, since timestamptz, closed boolean, runs_the_instance boolean, site_roles text[])
  language sql stable security definer set search_path = public, pg_temp
  as $$
    select n.id, n.name, n.email, n.created_at, d.person_id is not null, s.person_id is not null,
      array(select r.role from site_role r where r.person_id = n.id order by r.role)
    from person n
    left join closed_door d on d.person_id = n.id
    left join instance_steward s on s.person_id = n.id
    where i_steward_the_instance() and n.email is not null
      and (d.person_id is not null or exists (select 1 from account a where a.person_id = n.id))
    order by lower(n.email)
  $$;

-- Lets somebody sign in from now on, making them known if they are not; a closed door is opened again.
create function open_door(new_id uuid, to_address text) returns uuid
  language plpgsql security definer set search_path = public, pg_temp
  as $$
  declare who uuid;
  begin
    if not i_steward_the_instance() then return null; end if;
    insert into person (id, email) values (new_id, lower(to_address)) on conflict (lower(email)) where email is not null do nothing;
    select n.id into who from person n where lower(n.email) = lower(to_address) for update;
    delete from closed_door where person_id = who;
    insert into account (id, person_id, account_id, provider_id)
      select gen_random_uuid(), who, who::text, 'email-link'
      where not exists (select 1 from account a where a.person_id = who and a.provider_id = 'email-link');
    return who;
  end $$;

-- Ends every session and every way in of somebody, and what they did for the instance and the site. What they drew stays.
create function close_door(who uuid, moment timestamptz) returns text
  language plpgsql security definer set search_path = public, pg_temp
  as $$
  begin
    if not i_steward_the_instance() then return 'not-allowed'; end if;
    if who = viewer() then return 'yourself'; end if;
    if not exists (select 1 from account where person_id = who) then return 'gone'; end if;
    insert into closed_door (person_id, closed_at, closed_by) values (who, moment, viewer()) on conflict do nothing;
    delete from instance_steward where person_id = who;
    delete from site_role where person_id = who;
    delete from account where person_id = who;
    delete from session where person_id = who;
    perform end_other_ways(null, who);
    delete from verification where person_id = who;
    perform stop_letters(null, who);
    return 'done';
  end $$;

create function give_instance_role(who uuid, new_role text) returns text
  language plpgsql security definer set search_path = public, pg_temp
  as $$
  begin
    if not i_steward_the_instance() then return 'not-allowed'; end if;
    if not exists (select 1 from account where person_id = who) then return 'gone'; end if;
    if new_role = 'instance-steward' then
      insert into instance_steward (person_id, named_by) values (who, viewer()) on conflict do nothing;
    else
      insert into site_role (person_id, role, given_by) values (who, new_role, viewer()) on conflict do nothing;
    end if;
    return 'done';
  end $$;

create function take_instance_role(who uuid, old_role text) returns text
  language plpgsql security definer set search_path = public, pg_temp
  as $$
  begin
    if not i_steward_the_instance() then return 'not-allowed'; end if;
    if old_role <> 'instance-steward' then
      delete from site_role where person_id = who and role = old_role;
      return 'done';
    end if;
    lock table instance_steward in share row exclusive mode;
    if not exists (select 1 from instance_steward where person_id <> who) then return 'last-steward'; end if;
    delete from instance_steward where person_id = who;
    return 'done';
  end $$;

do $$
declare t text;
begin
  foreach t in array array['team_invitation', 'instance_steward', 'site_role', 'closed_door'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy the_owner on %I to %I using (true) with check (true)', t, current_user);
  end loop;
end $$;
create policy stewarding on team_invitation for select to ecotone_app
  using (landscape_id = any (array(select landscapes_i_steward())));
grant select (landscape_id, id, address, role, invited_by, invited_at, expires_at) on team_invitation to ecotone_app;
create policy mine on instance_steward for select to ecotone_app using (person_id = viewer());
create policy mine on site_role for select to ecotone_app using (person_id = viewer());
grant select on instance_steward, site_role to ecotone_app;

-- An address that was invited goes with the person it belongs to, and after fourteen days in any case.
create function forget_invitations_of() returns trigger
  language plpgsql security definer set search_path = public, pg_temp
  as $$
  begin
    delete from team_invitation i where i.address = lower(old.email);
    return old;
  end $$;
revoke execute on function forget_invitations_of() from public;
create trigger forget_invitations_of before delete on person for each row
  when (old.email is not null) execute function forget_invitations_of();

create function forget_old_invitations(today timestamptz) returns integer
  language plpgsql security definer set search_path = public, pg_temp
  as $$
  declare forgotten integer;
  begin
    delete from team_invitation where expires_at <= today;
    get diagnostics forgotten = row_count;
    return forgotten;
  end $$;

-- ── a space, for whoever is in it ───────────────────────────────────────────────────────────────────────────────────────

-- Spaces in which the viewer takes part, with the name of the landscape they are in: host, member, or invited and said yes.
create function spaces_i_am_in() returns table (landscape_id uuid, space_id uuid, landscape text, role text)
  language sql stable security definer set search_path = public, pg_temp
  as $$
    select s.landscape_id, s.space_id, l.name, s.role from space_person s join landscape l on l.id = s.landscape_id
    join participant p on p.landscape_id = s.landscape_id and p.person_id = s.person_id
    where s.person_id = viewer() and purpose() <> 'held about me' and p.consent <> 'withdrawn'
      and (s.state = 'accepted' or s.role in ('host', 'member') and s.state <> 'declined')
      and s.landscape_id not in (select landscapes_locked_to_me())
  $$;

-- Who else is in a space of the viewer's: only where its ground rule is open (rule E12), and only who agreed to be shown (rule E1).
create function people_of_my_space(in_landscape uuid, in_space uuid) returns table (name text, role text)
  language sql stable security definer set search_path = public, pg_temp
  as $$
    select n.name, s.role from space_person s
    join space r on r.landscape_id = s.landscape_id and r.id = s.space_id
    join participant p on p.landscape_id = s.landscape_id and p.person_id = s.person_id
    join person n on n.id = s.person_id
    where s.landscape_id = in_landscape and s.space_id = in_space and r.ground_rule = 'open'
      and (in_landscape, in_space) in (select m.landscape_id, m.space_id from spaces_i_am_in() m)
      and p.consent = 'agreed' and n.name is not null
      and (s.state = 'accepted' or s.role in ('host', 'member') and s.state <> 'declined')
    order by s.role, lower(n.name)
  $$;

create policy where_i_am on space for select to ecotone_app
  using ((landscape_id, id) in (select landscape_id, space_id from spaces_i_am_in()));

revoke execute on function invite_to_team(uuid, uuid, text, text, bytea, timestamptz), withdraw_invitation(uuid, uuid),
  team_invitation_of(bytea, timestamptz), take_team_invitation(bytea, uuid, timestamptz), give_role(uuid, uuid, text),
  take_off_team(uuid, uuid), keepers_of(uuid), name_keepers(uuid, uuid[], timestamptz), lock_landscape(uuid, timestamptz),
  unlock_landscape(uuid), i_steward_the_instance(), who_signs_in(), open_door(uuid, text), close_door(uuid, timestamptz),
  give_instance_role(uuid, text), take_instance_role(uuid, text), forget_old_invitations(timestamptz), spaces_i_am_in(),
  people_of_my_space(uuid, uuid) from public;
grant execute on function invite_to_team(uuid, uuid, text, text, bytea, timestamptz), withdraw_invitation(uuid, uuid),
  team_invitation_of(bytea, timestamptz), take_team_invitation(bytea, uuid, timestamptz), give_role(uuid, uuid, text),
  take_off_team(uuid, uuid), keepers_of(uuid), name_keepers(uuid, uuid[], timestamptz), lock_landscape(uuid, timestamptz),
  unlock_landscape(uuid), i_steward_the_instance(), who_signs_in(), open_door(uuid, text), close_door(uuid, timestamptz),
  give_instance_role(uuid, text), take_instance_role(uuid, text), spaces_i_am_in(), people_of_my_space(uuid, uuid) to ecotone_app;
grant execute on function forget_old_invitations(timestamptz) to ecotone_worker;

-- ── what came since under the lock ──────────────────────────────────────────────────────────────────────────────────────

create or replace procedure put_under_the_lock(a_table regclass, id_column name default 'landscape_id')
  language plpgsql set search_path = public, pg_temp
  as $$
  begin
    execute format('drop policy if exists the_lock on %s', a_table);
    execute format('create policy the_lock on %s as restrictive to ecotone_app, ecotone_worker
      using (%I is null or %I <> all (array(select landscapes_locked_to_me())))', a_table, id_column, id_column);
  end $$;

do $$
declare t regclass;
begin
  for t in
    select a.attrelid::regclass from pg_attribute a join pg_class c on c.oid = a.attrelid
    where a.attname = 'landscape_id' and not a.attisdropped and c.relkind in ('r', 'p') and c.relnamespace = 'public'::regnamespace
      and not exists (select 1 from pg_policy p where p.polrelid = c.oid and p.polname = 'the_lock')
  loop
    call put_under_the_lock(t);
  end loop;
end $$;

-- What is held about somebody in a locked landscape is told again once it is open.
do $$
begin
  execute replace(pg_get_functiondef('landscapes_i_am_on()'::regprocedure),
    'where purpose() = ''held about me''',
    'where l.id not in (select landscapes_locked_to_me()) and purpose() = ''held about me''');
end $$;

-- Jobs ask as well whether a landscape is locked.
alter policy seeing on landscape_lock to ecotone_app, ecotone_worker;
grant select on landscape_lock to ecotone_worker;
