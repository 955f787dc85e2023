-- Letters that follow on one another, and the inbox that a contact form fills: whoever writes reads nothing of it.

alter table mail
  -- the letter it answers, which may have been sent and forgotten: its Message-ID is made of its id
  add column follows uuid,
  -- where an answer to it goes, when that is not where all go
  add column reply_to text check (length(reply_to) <= 254 and reply_to ~ '^[^\s@<>]+@[^\s@<>]+$'),
  -- what mail programs are told of how it came to be: 'made' by the program, its 'reply' to a message, written 'by-hand'
  add column written text not null default 'made' check (written in ('made', 'reply', 'by-hand'));
grant insert (follows, reply_to, written) on mail to ecotone_app, ecotone_worker;

-- Does the viewer read what comes in? Editors and moderators share one inbox.
create function reads_the_inbox() returns boolean
  language sql stable security definer set search_path = public, pg_temp
  as $$
    select purpose() <> 'held about me'
      and exists (select 1 from site_role r where r.person_id = viewer() and r.role in ('editor', 'moderator'))
  $$;
revoke execute on function reads_the_inbox() from public;
grant execute on function reads_the_inbox() to ecotone_app;

create table enquiry (
  id uuid primary key,
  came_at timestamptz not null,
  -- the last deed; from then on the time runs after which it is forgotten
  moved_at timestamptz not null,
  name text not null default '' check (length(name) <= 120),
  email text not null check (length(email) <= 254 and email ~ '^[^\s@<>]+@[^\s@<>]+$'),
  language text not null check (language in ('en', 'pt', 'es', 'fr')),
  subject text not null default '' check (length(subject) <= 150),
  words text not null check (length(trim(words)) between 1 and 8000),
  state text not null default 'open' check (state in ('open', 'answered', 'settled', 'spam')),
  assigned_to uuid references person on delete set null,
  -- the letter that said it had arrived: answers follow on it
  letter uuid
);
create index enquiry_inbox on enquiry (state, came_at desc);
create index enquiry_address on enquiry (lower(email), came_at);
create index enquiry_assigned on enquiry (assigned_to);
create index enquiry_moved on enquiry (moved_at);

create table enquiry_line (
  id uuid primary key,
  enquiry_id uuid not null references enquiry on delete cascade,
  kind text not null check (kind in ('answer', 'note')),
  words text not null check (length(trim(words)) between 1 and 8000),
  written_at timestamptz not null,
  written_by uuid references person on delete set null
);
create index enquiry_line_of on enquiry_line (enquiry_id, written_at);
create index enquiry_line_by on enquiry_line (written_by);

do $$
declare t text;
begin
  foreach t in array array['enquiry', 'enquiry_line'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy the_owner on %I to %I using (true) with check (true)', t, current_user);
    execute format('create policy reading on %I for select to ecotone_app using ((select reads_the_inbox()))', t);
  end loop;
end $$;
-- anybody writes, and to the beginning only: neither in somebody's hands, nor said to be done with
create policy writing_in on enquiry for insert to ecotone_app
  with check (state in ('open', 'spam') and assigned_to is null and letter is null);
create policy moving on enquiry for update to ecotone_app using ((select reads_the_inbox())) with check ((select reads_the_inbox()));
create policy taking_away on enquiry for delete to ecotone_app using ((select reads_the_inbox()));
create policy adding on enquiry_line for insert to ecotone_app
  with check ((select reads_the_inbox()) and written_by = viewer());
grant select, delete on enquiry to ecotone_app;
grant insert (id, came_at, moved_at, name, email, language, subject, words, state) on enquiry to ecotone_app;
grant update (state, assigned_to, moved_at) on enquiry to ecotone_app;
grant select, insert on enquiry_line to ecotone_app;

-- Says to whoever wrote that it arrived: once for a message, within the minute, and once a day for one address, so that nobody fills the
-- mailbox of somebody else by typing their address. What it says comes from the program and holds no word of the message.
create function acknowledge_enquiry(which uuid, with_letter uuid, said_subject text, said_text text, said_html text, moment timestamptz)
  returns boolean
  language plpgsql security definer set search_path = public, pg_temp
  as $$
  declare m enquiry;
  begin
    select * into m from enquiry where id = which and letter is null and state = 'open'
      and came_at between moment - interval '1 minute' and moment for update;
    if not found or exists (select 1 from enquiry o where lower(o.email) = lower(m.email) and o.letter is not null
        and o.came_at > moment - interval '1 day') then
      return false;
    end if;
    update enquiry set letter = with_letter where id = which;
    insert into mail (id, address, subject, plain_text, html, kind, language, written, written_at, next_try_at)
      values (with_letter, lower(m.email), said_subject, said_text, said_html, 'deed', m.language, 'reply', moment, moment);
    return true;
  end $$;
revoke execute on function acknowledge_enquiry(uuid, uuid, text, text, text, timestamptz) from public;
grant execute on function acknowledge_enquiry(uuid, uuid, text, text, text, timestamptz) to ecotone_app;

-- Who shares the inbox, by name, for those who do.
create function readers_of_the_inbox() returns table (id uuid, name text)
  language sql stable security definer set search_path = public, pg_temp
  as $$
    select p.id, coalesce(nullif(trim(p.name), ''), split_part(p.email, '@', 1)) from person p
    where reads_the_inbox() and exists (select 1 from site_role r where r.person_id = p.id and r.role in ('editor', 'moderator'))
    order by 2, 1
  $$;
revoke execute on function readers_of_the_inbox() from public;
grant execute on function readers_of_the_inbox() to ecotone_app;

-- A message is forgotten a year after the last deed, spam after thirty days. For the clock: nobody asks.
create function forget_old_enquiries(moment timestamptz) returns integer
  language plpgsql security definer set search_path = public, pg_temp
  as $$
  declare gone integer;
  begin
    delete from enquiry where moved_at < moment - case when state = 'spam' then interval '30 days' else interval '365 days' end;
    get diagnostics gone = row_count;
    return gone;
  end $$;
revoke execute on function forget_old_enquiries(timestamptz) from public;
grant execute on function forget_old_enquiries(timestamptz) to ecotone_worker;

-- Whoever erases themselves takes along what they wrote from their address.
create function forget_enquiries_of() returns trigger
  language plpgsql security definer set search_path = public, pg_temp
  as $$
  begin
    if old.email is not null then delete from enquiry where lower(email) = lower(old.email); end if;
    return null;
  end $$;
revoke execute on function forget_enquiries_of() from public;
create trigger forget_enquiries_of after delete on person for each row execute function forget_enquiries_of();
