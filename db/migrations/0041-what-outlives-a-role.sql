-- What somebody set going with a role ends with it, and functions that look past the policies tell nobody outside.

-- ── invitations of who is off the team ──────────────────────────────────────────────────────────────────────────────────

-- An invitation that waits is a way in which its writer holds open. It goes with the role that allowed it: else whoever is taken off a team
-- comes back by the letter that they sent to another address of their own.
create function end_invitations_of_a_former_steward() returns trigger
  language plpgsql security definer set search_path = public, pg_temp
  as $$
  begin
    if tg_op = 'DELETE' or new.role <> 'steward' then
      delete from team_invitation i where i.landscape_id = old.landscape_id and i.invited_by = old.person_id;
    end if;
    return null;
  end $$;
revoke execute on function end_invitations_of_a_former_steward() from public;
create trigger end_invitations_of_a_former_steward after delete or update of role on convener
  for each row when (old.role = 'steward') execute function end_invitations_of_a_former_steward();

-- The same for whoever may not sign in here any longer, in every landscape.
create function end_invitations_behind_a_closed_door() returns trigger
  language plpgsql security definer set search_path = public, pg_temp
  as $$
  begin
    delete from team_invitation i where i.invited_by = new.person_id;
    return null;
  end $$;
revoke execute on function end_invitations_behind_a_closed_door() from public;
create trigger end_invitations_behind_a_closed_door after insert on closed_door
  for each row execute function end_invitations_behind_a_closed_door();

-- ── who is told who asked to be gone ────────────────────────────────────────────────────────────────────────────────────

-- As before, but only of landscapes that the viewer draws in now: a reader, and whoever is locked out, cannot try a list of names.
create or replace function asked_to_be_gone(people jsonb) returns setof text
  language sql stable security definer set search_path = public, pg_temp
  as $$
    with mine as (select distinct t.landscape_id from tombstone t where t.landscape_id in (select landscapes_i_draw()))
    select p.id from jsonb_to_recordset(people) as p (id text, name text, email text)
    where exists (
      select 1 from mine m join tombstone t on t.landscape_id = m.landscape_id
      where (t.about = 'drawn' and t.digest in (tombstone_digest('drawn', m.landscape_id, p.id || ' ' || coalesce(folded_name(p.name), ''), true),
          tombstone_digest('drawn', m.landscape_id, p.id || ' ', true)))
        or (t.about = 'address' and p.email is not null and t.digest = tombstone_digest('address', m.landscape_id, lower(p.email), true)))
  $$;

-- ── the rest ────────────────────────────────────────────────────────────────────────────────────────────────────────────

-- Only the triggers ask this, and they run for the owner. It answered anybody of any landscape.
revoke execute on function care_was_taken(uuid, interval) from ecotone_app;

-- The lock holds here as well.
create or replace function landscapes_that_hold_me() returns setof uuid
  language sql stable security definer set search_path = public, pg_temp
  as $$
    select landscape_id from participant
    where person_id = viewer() and landscape_id not in (select landscapes_locked_to_me())
  $$;

-- As before, and only for whoever still draws there: it told former members what somebody says about themselves.
create or replace function said_no_themselves(in_landscape uuid, who uuid, of_purpose text) returns boolean
  language sql stable security definer set search_path = public, pg_temp
  as $$
    select viewer() is distinct from who and in_landscape in (select landscapes_i_draw())
      and exists (select 1 from participant p
        where p.landscape_id = in_landscape and p.person_id = who and p.named_by = viewer())
      and coalesce((select c.state in ('hidden', 'withdrawn') from consent c
        where c.landscape_id = in_landscape and c.person_id = who and c.purpose = of_purpose and c.recorded_by = c.person_id
        order by c.said_at desc limit 1), false)
  $$;
