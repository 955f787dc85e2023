-- What somebody who has left a team still holds open, words against what is said, and naming whoever runs the instance without a browser.

-- ── links that somebody made and leaves with ────────────────────────────────────────────────────────────────────────────

-- Was it sent in a letter of ours? Then whoever had it made never saw it.
alter table personal_link add column by_letter boolean not null default false;
alter table personal_link drop constraint personal_link_why_check;
alter table personal_link add constraint personal_link_why_check
  check (why in ('replaced', 'ended', 'landscape-locked', 'maker-left'));

-- As before, and marks the link that the letter holds.
create or replace function told_by_letter(in_landscape uuid, who uuid, the_letter uuid) returns void
  language plpgsql security definer set search_path = public, pg_temp
  as $$
  begin
    insert into notice (landscape_id, person_id, letter, written_at)
      select p.landscape_id, p.person_id, m.id, m.written_at
      from participant p join mail m on m.id = the_letter and m.person_id = p.person_id and m.landscape_id = p.landscape_id
      where p.landscape_id = in_landscape and p.person_id = who and p.named_by = viewer() and in_landscape in (select landscapes_i_convene())
      on conflict (landscape_id, person_id) do update
        set letter = excluded.letter, written_at = excluded.written_at, sent_at = null, failed_at = null;
    if not found then return; end if;
    update personal_link l set by_letter = true
      where l.landscape_id = in_landscape and l.person_id = who and l.way = 'link' and l.made_by = viewer() and l.ended_at is null;
  end $$;

-- A link or card that was opened is its person's, whoever made it. One that nobody has opened may still lie with its maker, who could read
-- and answer in their name: it goes when the maker goes.
create function end_unopened_links(maker uuid, in_landscape uuid) returns void
  language sql security definer set search_path = public, pg_temp
  as $$
    update personal_link l set ended_at = clock_timestamp(), why = 'maker-left'
      where l.made_by = maker and (in_landscape is null or l.landscape_id = in_landscape)
        and l.ended_at is null and l.openings = 0 and not l.by_letter and l.person_id <> maker
  $$;
revoke execute on function end_unopened_links(uuid, uuid) from public;

create function end_links_of_a_former_member() returns trigger
  language plpgsql security definer set search_path = public, pg_temp
  as $$
  begin
    perform end_unopened_links(old.person_id, old.landscape_id);
    return null;
  end $$;
revoke execute on function end_links_of_a_former_member() from public;
create trigger end_links_of_a_former_member after delete on convener for each row execute function end_links_of_a_former_member();

create function end_links_behind_a_closed_door() returns trigger
  language plpgsql security definer set search_path = public, pg_temp
  as $$
  begin
    perform end_unopened_links(new.person_id, null);
    return null;
  end $$;
revoke execute on function end_links_behind_a_closed_door() from public;
create trigger end_links_behind_a_closed_door after insert on closed_door for each row execute function end_links_behind_a_closed_door();

-- ── who runs the instance, from the command line ────────────────────────────────────────────────────────────────────────

-- For whoever has the machine: they may let anybody in, so they may name who runs it. The last one stays.
create function name_instance_steward(who uuid, runs boolean) returns text
  language plpgsql security definer set search_path = public, pg_temp
  as $$
  begin
    if not exists (select 1 from account where person_id = who) then return 'gone'; end if;
    lock table instance_steward in share row exclusive mode;
    if runs then
      insert into instance_steward (person_id) values (who) on conflict do nothing;
      return case when found then 'done' else 'as it was' end;
    end if;
    if not exists (select 1 from instance_steward where person_id = who) then return 'as it was'; end if;
    if not exists (select 1 from instance_steward where person_id <> who) then return 'last-steward'; end if;
    delete from instance_steward where person_id = who;
    return 'done';
  end $$;
revoke execute on function name_instance_steward(uuid, boolean) from public;
grant execute on function name_instance_steward(uuid, boolean) to ecotone_auth;
