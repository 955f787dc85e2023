-- Letters that did not arrive, words against what is said, and what somebody who has left a team still holds open.

-- ── a notice that does not arrive tells nobody (rule E2) ────────────────────────────────────────────────────────────────

-- By which letter somebody was told, and what became of it. The letter itself goes a month after it was sent; this stays.
create table notice (
  landscape_id uuid not null,
  person_id uuid not null,
  -- a row of `mail`, as long as there is one; a backup holds no mail
  letter uuid not null,
  written_at timestamptz not null,
  sent_at timestamptz,
  failed_at timestamptz,
  primary key (landscape_id, person_id),
  foreign key (landscape_id, person_id) references participant on delete cascade
);
create index notice_letter on notice (letter);
create index notice_person on notice (person_id);
alter table notice enable row level security;
alter table notice force row level security;
do $$ begin
  execute format('create policy the_owner on notice to %I using (true) with check (true)', current_user);
end $$;
call put_under_the_lock('notice');

-- Remembers by which letter the viewer has just told somebody whom they named.
create function told_by_letter(in_landscape uuid, who uuid, the_letter uuid) returns void
  language sql security definer set search_path = public, pg_temp
  as $$
    insert into notice (landscape_id, person_id, letter, written_at)
      select p.landscape_id, p.person_id, m.id, m.written_at
      from participant p join mail m on m.id = the_letter and m.person_id = p.person_id and m.landscape_id = p.landscape_id
      where p.landscape_id = in_landscape and p.person_id = who and p.named_by = viewer() and in_landscape in (select landscapes_i_convene())
      on conflict (landscape_id, person_id) do update
        set letter = excluded.letter, written_at = excluded.written_at, sent_at = null, failed_at = null
  $$;
revoke execute on function told_by_letter(uuid, uuid, uuid) from public;
grant execute on function told_by_letter(uuid, uuid, uuid) to ecotone_app;

-- Whoever was told by this letter alone was not told: the month counts from when they were named, as if it had never been written. Who
-- said something meanwhile, or opened what is held about them by a card, knows.
create function notice_did_not_arrive(the_letter uuid, moment timestamptz) returns void
  language plpgsql security definer set search_path = public, pg_temp
  as $$
  declare one notice;
  begin
    for one in update notice n set failed_at = moment where n.letter = the_letter and n.failed_at is null returning n.* loop
      update participant p set told_at = null
        where p.landscape_id = one.landscape_id and p.person_id = one.person_id and p.consent = 'not yet asked' and p.told_at is not null
          and not exists (select 1 from personal_link l
            where l.landscape_id = p.landscape_id and l.person_id = p.person_id and l.openings > 0);
    end loop;
  end $$;
revoke execute on function notice_did_not_arrive(uuid, timestamptz) from public;

create function note_what_became_of_a_notice() returns trigger
  language plpgsql security definer set search_path = public, pg_temp
  as $$
  begin
    if new.sent_at is not null then
      update notice n set sent_at = new.sent_at where n.letter = new.id;
    else
      perform notice_did_not_arrive(new.id, new.given_up_at);
    end if;
    return null;
  end $$;
revoke execute on function note_what_became_of_a_notice() from public;
create trigger note_what_became_of_a_notice after update of sent_at, given_up_at on mail for each row
  when (old.sent_at is null and old.given_up_at is null and (new.sent_at is not null or new.given_up_at is not null))
  execute function note_what_became_of_a_notice();

-- A letter that comes back within a week has not arrived either.
create function notice_came_back() returns trigger
  language plpgsql security definer set search_path = public, pg_temp
  as $$
  begin
    perform notice_did_not_arrive(n.letter, new.since) from notice n
      where n.person_id = new.person_id and n.sent_at between new.since - interval '7 days' and new.since;
    return null;
  end $$;
revoke execute on function notice_came_back() from public;
create trigger notice_came_back after insert or update of since on mail_stop for each row
  when (new.reason = 'bounced' and new.stops = 'everything' and new.person_id is not null) execute function notice_came_back();

-- As before; an address at which a letter failed counts as none until one is written down anew.
create or replace function waiting_to_be_told(in_landscape uuid) returns table (person_id uuid, has_address boolean)
  language sql stable security definer set search_path = public, pg_temp
  as $$
    select p.person_id, n.told_address is not null and not exists (select 1 from notice t
        where t.landscape_id = p.landscape_id and t.person_id = p.person_id and t.failed_at is not null)
    from participant p join landscape l on l.id = p.landscape_id join person n on n.id = p.person_id
    where p.landscape_id = in_landscape and p.named_by = viewer() and p.told_at is null and p.consent = 'not yet asked'
      and l.basis in ('own-sketch', 'consented') and in_landscape in (select landscapes_i_convene())
    order by p.named_at, p.external_id
  $$;

-- Letters to people whom the viewer named that did not arrive. The address is told to whoever wrote it down alone, and only while nobody
-- signs in with that row.
create function letters_that_failed(in_landscape uuid) returns table (person_id uuid, address text, failed_at timestamptz)
  language sql stable security definer set search_path = public, pg_temp
  as $$
    select t.person_id, case when n.added_by = viewer() and not n.email_verified
        and not exists (select 1 from account a where a.person_id = n.id) then n.told_address end, t.failed_at
    from notice t join waiting_to_be_told(in_landscape) w on w.person_id = t.person_id join person n on n.id = t.person_id
    where t.landscape_id = in_landscape and t.failed_at is not null
  $$;
revoke execute on function letters_that_failed(uuid) from public;
grant execute on function letters_that_failed(uuid) to ecotone_app;

-- As before; whoever writes an address down, another or the same, wishes to try it.
create or replace function keep_address_to_tell(in_landscape uuid, who uuid, address text, reads text) returns text
  language plpgsql security definer set search_path = public, pg_temp
  as $$
  begin
    if who not in (select w.person_id from waiting_to_be_told(in_landscape) w)
      or not exists (select 1 from person n where n.id = who and n.added_by = viewer() and not n.email_verified
        and not exists (select 1 from account a where a.person_id = n.id)) then return 'not-allowed'; end if;
    update person set told_address = lower(trim(address)), language = reads, updated_at = now() where id = who;
    delete from notice t where t.landscape_id = in_landscape and t.person_id = who and t.failed_at is not null;
    return 'kept';
  exception when unique_violation then return 'taken';
  end $$;

-- As before, but for an address at which a letter has failed.
create or replace function take_up_telling(in_landscape uuid, who uuid, moment timestamptz) returns text
  language plpgsql security definer set search_path = public, pg_temp
  as $$
  declare reads text;
  begin
    select coalesce(n.language, 'en') into reads from participant p join person n on n.id = p.person_id
      where p.landscape_id = in_landscape and p.person_id = who and p.told_at is null and n.told_address is not null
        and who in (select w.person_id from waiting_to_be_told(in_landscape) w where w.has_address)
      for update of p;
    if not found then return null; end if;
    update participant p set told_at = moment where p.landscape_id = in_landscape and p.person_id = who;
    return reads;
  end $$;

-- As before; and a letter that nothing has taken after two days (no mail server is set, or a backup came back without its mail) tells
-- nobody: letters are given up after one.
create or replace function forget_the_untold(today timestamptz) returns integer
  language plpgsql security definer set search_path = public, pg_temp
  as $$
  declare
    late record;
    forgotten integer := 0;
  begin
    perform notice_did_not_arrive(n.letter, today) from notice n
      where n.sent_at is null and n.failed_at is null and n.written_at < today - interval '2 days';
    for late in
      select p.landscape_id, array_agg(p.person_id) as who
      from participant p join landscape l on l.id = p.landscape_id
      where l.basis in ('own-sketch', 'consented')
        and p.consent = 'not yet asked' and p.told_at is null and p.named_at < today - interval '30 days'
      group by p.landscape_id
    loop
      perform forget_together(late.landscape_id, late.who);
      forgotten := forgotten + cardinality(late.who);
    end loop;
    perform forget_the_placeless(today);
    return forgotten;
  end $$;
