-- An account that was begun by a personal link is new for thirty days: whoever holds a card or link that was made before can say by it that the
-- account is not theirs, and what takes an account of one's own (politics, faith, health) waits. A convener could have typed an address of
-- their own there, since whoever makes a link can open it.

create table begun_account (
  person_id uuid primary key references person on delete cascade,
  begun_at timestamptz not null
);
alter table begun_account enable row level security;
alter table begun_account force row level security;
do $$ begin execute format('create policy the_owner on begun_account to %I using (true) with check (true)', current_user); end $$;

-- Notes that the viewer has just begun their account by a link, and writes it down for the stewards of each map they are on.
create function note_account_begun(moment timestamptz) returns void
  language plpgsql security definer set search_path = public, pg_temp
  as $$
  begin
    insert into begun_account (person_id, begun_at)
      select a.person_id, moment from account a where a.person_id = viewer() limit 1
      on conflict (person_id) do update set begun_at = excluded.begun_at;
    if not found then return; end if;
    perform keep_audit('account-begun', p.landscape_id, viewer()) from participant p where p.person_id = viewer();
  end $$;
revoke execute on function note_account_begun(timestamptz) from public;
grant execute on function note_account_begun(timestamptz) to ecotone_auth;

-- As before; and a new account is as a link is: who stands behind it is not known well enough.
create or replace function by_link() returns boolean
  language sql stable security definer set search_path = public, pg_temp
  as $$
    select coalesce(current_setting('ecotone.way', true), '') = 'link'
      or exists (select 1 from begun_account b where b.person_id = viewer())
  $$;

-- Until when the viewer's account is new; null where it is not.
create function my_account_is_new_until() returns timestamptz
  language sql stable security definer set search_path = public, pg_temp
  as $$ select b.begun_at + interval '30 days' from begun_account b where b.person_id = viewer() $$;
revoke execute on function my_account_is_new_until() from public;
grant execute on function my_account_is_new_until() to ecotone_app;

-- The link behind a digest, where it can say that an account is not its person's: it was made before the account began, and still opened
-- something within the thirty days before that. So whoever ends or replaces a card just before they begin gains nothing by it.
create function link_that_contests(hash bytea, moment timestamptz)
  returns table (landscape_id uuid, id uuid, person_id uuid, begun_at timestamptz)
  language sql stable security definer set search_path = public, pg_temp
  as $$
    select l.landscape_id, l.id, l.person_id, b.begun_at
    from personal_link l join begun_account b on b.person_id = l.person_id
    where l.token_hash = hash and l.made_at <= b.begun_at and b.begun_at > moment - interval '30 days'
      and (l.ended_at is null or l.why = 'account-begun'
        or l.why in ('ended', 'replaced') and l.ended_at > b.begun_at - interval '30 days')
      and exists (select 1 from account a where a.person_id = l.person_id)
      and l.landscape_id not in (select k.landscape_id from landscape_lock k)
  $$;
revoke execute on function link_that_contests(bytea, timestamptz) from public;

-- When the account was begun that whoever holds this code may contest; null where there is none.
create function account_to_contest(hash bytea, moment timestamptz) returns timestamptz
  language sql stable security definer set search_path = public, pg_temp
  as $$ select c.begun_at from link_that_contests(hash, moment) c $$;
revoke execute on function account_to_contest(bytea, timestamptz) from public;
grant execute on function account_to_contest(bytea, timestamptz) to ecotone_app;

-- "That was not me": the account is closed with every way into it and what it was given on teams, the code opens again, and whoever began the
-- account and the stewards are written to. What was said by it stays: its person sees it, and changes what is not theirs. False where the
-- code contests nothing. `letters` holds by language what the `account` and the `stewards` are told; {landscape} stands in it for the map.
create function contest_account(hash bytea, letters jsonb, moment timestamptz) returns boolean
  language plpgsql security definer set search_path = public, pg_temp
  as $$
  declare
    it record;
    mailbox text;
    speaks text;
  begin
    select * into it from link_that_contests(hash, moment);
    if not found then return false; end if;
    delete from begun_account b where b.person_id = it.person_id;
    -- of two who press at once, the second finds nothing
    if not found then return false; end if;
    select lower(n.email), case when letters ? n.language then n.language else 'en' end into mailbox, speaks
      from person n where n.id = it.person_id for update;
    perform stop_letters(null, it.person_id);
    if mailbox is not null then
      insert into mail (id, address, subject, plain_text, html, kind, language, written_at, next_try_at)
        select gen_random_uuid(), mailbox, w ->> 'subject', w ->> 'text', w ->> 'html', 'deed', speaks, moment, moment
        from (values (letters -> speaks -> 'account')) as said (w);
    end if;
    delete from account a where a.person_id = it.person_id;
    delete from session s where s.person_id = it.person_id;
    delete from second_step s where s.person_id = it.person_id;
    delete from recovery_code c where c.person_id = it.person_id;
    delete from address_change c where c.person_id = it.person_id;
    delete from verification v where v.person_id = it.person_id;
    perform end_other_ways(null, it.person_id);
    delete from site_role r where r.person_id = it.person_id;
    delete from instance_steward s where s.person_id = it.person_id
      and exists (select 1 from instance_steward o where o.person_id <> s.person_id);
    -- a landscape that nobody else stewards is not taken from everybody
    delete from convener c where c.person_id = it.person_id and exists (select 1 from convener o
      where o.landscape_id = c.landscape_id and o.role = 'steward' and o.person_id <> c.person_id);
    update person set email = null, email_verified = false, updated_at = moment where id = it.person_id;
    update personal_link l set ended_at = null, why = null
      where l.landscape_id = it.landscape_id and l.id = it.id and l.why = 'account-begun' and not exists (select 1 from personal_link o
        where o.landscape_id = l.landscape_id and o.person_id = l.person_id and o.way = l.way and o.ended_at is null);
    perform keep_audit('account-contested', p.landscape_id, it.person_id)
      from (select null::uuid as landscape_id union all select o.landscape_id from participant o where o.person_id = it.person_id) p;
    insert into mail (id, person_id, landscape_id, subject, plain_text, html, kind, language, written_at, next_try_at)
      select gen_random_uuid(), n.id, l.id, w ->> 'subject', replace(w ->> 'text', '{landscape}', l.slug),
        replace(w ->> 'html', '{landscape}', l.slug), 'deed', s.language, moment, moment
      from participant p join landscape l on l.id = p.landscape_id
      join convener c on c.landscape_id = l.id and c.role = 'steward' and c.person_id <> it.person_id
      join person n on n.id = c.person_id and n.email is not null
      cross join lateral (select case when letters ? n.language then n.language else 'en' end as language) s
      cross join lateral (select letters -> s.language -> 'stewards' as w) said
      where p.person_id = it.person_id;
    return true;
  end $$;
revoke execute on function contest_account(bytea, jsonb, timestamptz) from public;
grant execute on function contest_account(bytea, jsonb, timestamptz) to ecotone_app;

-- After thirty days an account is new no longer. How many grew up. For the clock.
create function end_new_accounts(today timestamptz) returns integer
  language plpgsql security definer set search_path = public, pg_temp
  as $$
  declare grown integer;
  begin
    delete from begun_account where begun_at <= today - interval '30 days';
    get diagnostics grown = row_count;
    return grown;
  end $$;
revoke execute on function end_new_accounts(timestamptz) from public;
grant execute on function end_new_accounts(timestamptz) to ecotone_worker;
