-- Mail out: a queue that several processes empty, each letter sent once; and the list of those to whom mail of a kind is not sent, with
-- the reason. What a letter said is blanked when it was taken or given up; what stays is when, which kind, and what went wrong.

-- ── the queue ────────────────────────────────────────────────────────────────────────────────────────────────────────────

alter table mail alter column person_id drop not null;
alter table mail
  -- for somebody who is not here, or at an address that is not in their row yet; blanked with the words
  add column address text,
  -- 'deed' is what somebody asked for (a link, an invitation, a notice), 'list' what goes to everybody on a list
  add column kind text not null default 'deed' check (kind in ('deed', 'list')),
  -- of kind list: its key, name and places, for the headers that tell mail programs of it
  add column list jsonb,
  add column landscape_id uuid references landscape on delete cascade,
  add column language text,
  add column attempts integer not null default 0,
  add column next_try_at timestamptz not null default now(),
  -- a process that sends it holds it until then; if that process dies, another takes it up
  add column claimed_until timestamptz,
  add column claim uuid,
  add column tried_at timestamptz,
  -- what stood in the way last, as a code ("busy 451 4.3.0"), never in the words of the other server, which may hold an address
  add column problem text check (problem ~ '^[a-z-]{1,40}( [245][0-9][0-9]( [245]\.[0-9]{1,3}\.[0-9]{1,3})?)?$'),
  add column given_up_at timestamptz,
  add constraint mail_list check ((kind = 'list') = (list is not null)),
  add constraint mail_to_somebody check (person_id is not null or address is not null or sent_at is not null or given_up_at is not null);
update mail set next_try_at = written_at;
update mail set subject = '' where sent_at is not null;
create index mail_waiting on mail (next_try_at) where sent_at is null and given_up_at is null;
create index mail_waiting_address on mail (address) where sent_at is null and given_up_at is null and address is not null;
create index mail_landscape on mail (landscape_id) where landscape_id is not null;

-- A letter goes into the transaction of the deed that it tells of. Whoever puts it there does not read it again, nor anybody's.
grant insert (id, person_id, address, subject, plain_text, html, kind, list, landscape_id, language, written_at, next_try_at)
  on mail to ecotone_app, ecotone_worker;
create policy queueing on mail for insert to ecotone_app with check (
  viewer() is not null and sent_at is null
  and (landscape_id is null or landscape_id = any (array(select landscapes_i_see()))));
create policy queueing_by_a_job on mail for insert to ecotone_worker with check (
  sent_at is null and (viewer() is null or landscape_id is null or landscape_id = any (array(select landscapes_i_see()))));

-- Where a letter for this person goes: to the address they sign in with, or else to the one that was told in their own row.
create function address_for_mail(who uuid) returns text
  language sql stable security definer set search_path = public, pg_temp
  as $$ select coalesce(email, told_address) from person where id = who $$;
revoke execute on function address_for_mail(uuid) from public;
grant execute on function address_for_mail(uuid) to ecotone_auth;

-- Stops what waits to be sent of a landscape, to one person or (with null) to everybody, and blanks it. For the functions that lock,
-- erase and withdraw, inside their own transaction; no role may call it. Says how many letters those were.
create function stop_letters(in_landscape uuid, to_person uuid) returns integer
  language plpgsql security definer set search_path = public, pg_temp
  as $$
  declare stopped integer;
  begin
    update mail m set given_up_at = clock_timestamp(), problem = 'stopped', address = null, subject = '', plain_text = '', html = ''
      where m.sent_at is null and m.given_up_at is null
        and (in_landscape is null or m.landscape_id = in_landscape)
        and (to_person is null or m.person_id = to_person)
        and (in_landscape is not null or to_person is not null);
    get diagnostics stopped = row_count;
    return stopped;
  end $$;
revoke execute on function stop_letters(uuid, uuid) from public;

-- Nothing leaves about a landscape that is locked (E23): what waited is stopped, what comes meanwhile is held back.
create function stop_letters_of_the_locked() returns trigger
  language plpgsql security definer set search_path = public, pg_temp
  as $$
  begin
    perform stop_letters(new.landscape_id, null);
    return null;
  end $$;
revoke execute on function stop_letters_of_the_locked() from public;
create trigger stop_letters_of_the_locked after insert on landscape_lock for each row execute function stop_letters_of_the_locked();

create function letters_held_back() returns setof uuid
  language sql stable security definer set search_path = public, pg_temp
  as $$ select landscape_id from landscape_lock $$;
revoke execute on function letters_held_back() from public;
grant execute on function letters_held_back() to ecotone_auth;

-- Whoever listens is told that a letter waits, once its transaction is done.
create function tell_of_mail() returns trigger
  language plpgsql security definer set search_path = public, pg_temp
  as $$
  begin
    perform pg_notify('mail', '');
    return null;
  end $$;
revoke execute on function tell_of_mail() from public;
create trigger tell_of_mail after insert on mail for each statement execute function tell_of_mail();

-- ── to whom mail is not sent, and why ──────────────────────────────────────────────────────────────────────────────────

create table mail_stop (
  id uuid primary key,
  -- an HMAC of the address under a key that is not in the database: it answers "this one?", and cannot be read back
  address_hash text not null,
  -- when they erase themselves, the hash alone stays, so that nobody begins to write to them again
  person_id uuid references person on delete set null,
  stops text not null check (stops in ('everything', 'lists', 'one list')),
  list text,
  list_name text,
  reason text not null check (reason in ('asked', 'refused', 'bounced', 'spoilt')),
  -- what the other server answered, as a code
  code text check (code ~ '^[245][0-9][0-9]( [245]\.[0-9]{1,3}\.[0-9]{1,3})?$'),
  since timestamptz not null,
  times integer not null default 1,
  -- a mailbox that was refused may be there again: tried anew from then on, later each time
  lapses_at timestamptz,
  check ((stops = 'one list') = (list is not null))
);
create unique index mail_stop_once on mail_stop (address_hash, stops, coalesce(list, ''));
create index mail_stop_person on mail_stop (person_id) where person_id is not null;

grant select, insert, update, delete on mail_stop to ecotone_auth;
grant select (id, person_id, stops, list, list_name, reason, code, since, lapses_at) on mail_stop to ecotone_app;
grant delete on mail_stop to ecotone_app;
alter table mail_stop enable row level security;
alter table mail_stop force row level security;
create policy signing_in on mail_stop to ecotone_auth using (true) with check (true);
create policy about_me on mail_stop for select to ecotone_app using (person_id = viewer());
-- Theirs to lift: what they asked for, and a mailbox that works again. An address that cannot be one is mended by changing the address.
create policy lifting on mail_stop for delete to ecotone_app using (person_id = viewer() and reason <> 'spoilt');
do $$ begin
  execute format('create policy the_owner on mail_stop to %I using (true) with check (true)', current_user);
end $$;
