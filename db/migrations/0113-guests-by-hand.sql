-- Guests whom an editor puts on the list by hand (somebody said so at the door, or by telephone), and the second clock an event is told by.

-- 'Also told by the clock of': shown beside its own wherever the event stands.
alter table event add column second_zone text check (length(second_zone) <= 60);

alter table guest alter column email drop not null;
alter table guest add column by_hand boolean not null default false;
-- No letter goes to whoever nobody asked to be written to.
alter table guest add column is_written_to boolean not null default true;
alter table guest add constraint guest_address_to_write_to check (email is not null or (by_hand and not is_written_to));

-- The wait list is told as well, beside how many places are left.
drop trigger tell_of_places on guest_tally;
create trigger tell_of_places after update on guest_tally for each row
  when (old.comes <> new.comes or (old.waits = 0) <> (new.waits = 0)) execute function tell_of_places();

create or replace function write_to_guest(which uuid, letters jsonb, to_confirm boolean, moment timestamptz) returns void
  language plpgsql security definer set search_path = public, pg_temp
  as $$
  declare
    g guest;
    said jsonb;
    opening text := replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', '');
    made uuid := gen_random_uuid();
  begin
    select * into strict g from guest where id = which;
    if g.email is null or not g.is_written_to then return; end if;
    said := coalesce(letters -> g.language, letters -> 'en');
    insert into guest_key (hash, guest_id, confirms, ends_at, made_at)
      values (sha256(convert_to(opening, 'UTF8')), g.id, to_confirm, case when to_confirm then moment + interval '1 day' end, moment);
    insert into mail (id, address, subject, plain_text, html, kind, language, follows, written_at, next_try_at, attachments)
      values (made, lower(g.email), said ->> 'subject',
        replace(replace(said ->> 'text', '{guest-key}', opening), '{guest-name}', g.name),
        replace(replace(said ->> 'html', '{guest-key}', opening), '{guest-name}',
          replace(replace(replace(replace(g.name, '&', '&amp;'), '<', '&lt;'), '>', '&gt;'), '"', '&quot;')),
        'deed', g.language, g.letter, moment, moment, nullif(said -> 'attachments', 'null'::jsonb));
    update guest set letter = coalesce(letter, made) where id = g.id;
  end $$;

-- As before; whoever answers by themselves is written to from then on, whatever an editor said.
create or replace function ask_for_place(of_guest jsonb, letters jsonb, moment timestamptz) returns text
  language plpgsql security definer set search_path = public, pg_temp
  as $$
  declare
    l guest_list;
    g guest;
    wish guest := jsonb_populate_record(null::guest, of_guest);
  begin
    -- of two sendings at once the second waits and finds the first
    perform pg_advisory_xact_lock(hashtextextended('guest ' || lower(wish.email), 0));
    select * into l from guest_list where id = wish.list_id and open;
    if not found or not guests_may_come(l.id, wish.time, moment, l.closes_hours) then return 'closed'; end if;
    -- the same form sent twice is one answer
    if exists (select 1 from guest where id = wish.id) then return 'asked'; end if;
    if (select count(*) from guest_key k join guest o on o.id = k.guest_id
        where lower(o.email) = lower(wish.email) and k.made_at > moment - interval '1 day') >= 5 then return 'asked'; end if;
    insert into guest as o (id, list_id, time, state, name, email, language, answers, wants_reminder, asked_at, moved_at)
      values (wish.id, l.id, wish.time, 'asked', wish.name, wish.email, wish.language, wish.answers, wish.wants_reminder, moment, moment)
      on conflict (list_id, time, lower(email)) do update set asked_at = moment, is_written_to = true returning * into g;
    if g.state in ('comes', 'waits') then
      perform write_to_guest(g.id, letters -> 'known', false, moment);
      return 'asked';
    end if;
    if g.id <> wish.id then
      update guest set state = 'asked', name = wish.name, language = wish.language, answers = wish.answers,
        wants_reminder = wish.wants_reminder, moved_at = moment, by_hand = false where id = g.id;
    end if;
    perform write_to_guest(g.id, letters -> 'ask', true, moment);
    return 'asked';
  end $$;

-- Puts somebody on the list for an editor: a place where one is free, else the wait list. A letter goes only where `is_written_to`. Says what
-- became of it; 'full' and 'known' change nothing.
create function add_guest(of_guest jsonb, letters jsonb, moment timestamptz) returns text
  language plpgsql security definer set search_path = public, pg_temp
  as $$
  declare
    l guest_list;
    g guest;
    held guest_tally;
    places integer;
    wish guest := jsonb_populate_record(null::guest, of_guest);
  begin
    if not edits_the_site() then return 'refused'; end if;
    select * into l from guest_list where id = wish.list_id;
    if not found then return 'refused'; end if;
    held := hold_tally(l.id, wish.time);
    select * into g from guest where list_id = l.id and time = wish.time and lower(email) = lower(wish.email) for update;
    if g.state in ('comes', 'waits') then return 'known'; end if;
    places := places_of(l.id);
    wish.state := case when places is null or (held.comes < places and held.waits = 0) then 'comes' else 'waits' end;
    if wish.state = 'waits' and not l.has_wait_list then return 'full'; end if;
    delete from guest where id = g.id;
    insert into guest (id, list_id, time, state, name, email, language, wants_reminder, asked_at, moved_at, queued_at, letter, by_hand, is_written_to)
      values (wish.id, l.id, wish.time, wish.state, wish.name, wish.email, wish.language, wish.is_written_to, moment, moment, moment,
        g.letter, true, wish.is_written_to);
    perform write_to_guest(wish.id, letters -> wish.state, false, moment);
    return wish.state;
  end $$;
revoke execute on function add_guest(jsonb, jsonb, timestamptz) from public;
grant execute on function add_guest(jsonb, jsonb, timestamptz) to ecotone_app;

-- Whoever was taken off is on the list again: with a place where one is free, else the first who waits. If the letter that told them
-- otherwise has not gone out yet, it stays here, and they hear of nothing.
create function put_guest_back(which uuid, letters jsonb, moment timestamptz) returns text
  language plpgsql security definer set search_path = public, pg_temp
  as $$
  declare
    g guest;
    held guest_tally;
    places integer;
    unsent integer;
  begin
    if not edits_the_site() then return 'refused'; end if;
    select * into g from guest where id = which;
    if not found then return 'refused'; end if;
    held := hold_tally(g.list_id, g.time);
    select * into g from guest where id = which for update;
    if g.state is distinct from 'taken-off' then return coalesce(g.state, 'refused'); end if;
    places := places_of(g.list_id);
    delete from mail m where m.sent_at is null and m.written_at >= g.moved_at and (m.id = g.letter or m.follows = g.letter);
    get diagnostics unsent = row_count;
    g.state := case when places is null or held.comes < places then 'comes' else 'waits' end;
    update guest set state = g.state, moved_at = moment, queued_at = coalesce(queued_at, moment) where id = which;
    if unsent = 0 or g.state = 'waits' then perform write_to_guest(which, letters -> g.state, false, moment); end if;
    return g.state;
  end $$;
revoke execute on function put_guest_back(uuid, jsonb, timestamptz) from public;
grant execute on function put_guest_back(uuid, jsonb, timestamptz) to ecotone_app;

-- Deletes somebody from the list for an editor, and gives their place on. Letters that have not gone out stay here; whoever was told that they have a
-- place is told that they have none.
create function erase_guest(which uuid, letters jsonb, moment timestamptz) returns boolean
  language plpgsql security definer set search_path = public, pg_temp
  as $$
  declare
    g guest;
    first_unsent boolean;
  begin
    if not edits_the_site() then return false; end if;
    select * into g from guest where id = which;
    if not found then return false; end if;
    perform hold_tally(g.list_id, g.time);
    select * into g from guest where id = which for update;
    if g.id is null then return false; end if;
    first_unsent := exists (select 1 from mail m where m.id = g.letter and m.sent_at is null);
    delete from mail m where m.sent_at is null and (m.id = g.letter or m.follows = g.letter);
    if g.state in ('comes', 'waits') and g.letter is not null and not first_unsent then
      perform write_to_guest(which, letters -> 'off', false, moment);
    end if;
    delete from guest where id = which;
    perform let_move_up(g.list_id, g.time, letters -> 'up', moment);
    return true;
  end $$;
revoke execute on function erase_guest(uuid, jsonb, timestamptz) from public;
grant execute on function erase_guest(uuid, jsonb, timestamptz) to ecotone_app;
