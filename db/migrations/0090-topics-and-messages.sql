-- What people say to what stands on the site: topics, each about something, and messages in them. No role writes into them but through the
-- functions below, which ask who may, whether it is open, and whether anybody has looked at this writer before.

-- Does the viewer look through messages? Whoever shares the inbox does.
create function moderates() returns boolean
  language sql stable security definer set search_path = public, pg_temp
  as $$
    select purpose() <> 'held about me'
      and exists (select 1 from site_role r where r.person_id = viewer() and r.role in ('editor', 'moderator'))
  $$;
revoke execute on function moderates() from public;
grant execute on function moderates() to ecotone_app;

-- How it is on the site where nothing else is said of a single text. At most one row counts: the first.
create table discussion_setting (
  id uuid primary key,
  state text not null check (state in ('open', 'closed', 'off'))
);

create table topic (
  id uuid primary key,
  -- what it is about. A topic of a writing has its id, so that each has one and nobody has to begin it; groups and spaces will be
  -- further places, and of all of them exactly one is named
  writing_id uuid unique references writing on delete cascade check (writing_id = id),
  -- open: anybody adds to it; closed: what was said stays; off: nothing of it is shown. Null is as the site does
  state text check (state in ('open', 'closed', 'off')),
  check (num_nonnulls(writing_id) = 1)
);

create table message (
  id uuid primary key,
  topic_id uuid not null references topic on delete cascade,
  -- the message it answers
  answers uuid references message on delete set null,
  -- whoever wrote with an account; all others are known by what follows
  author_id uuid references person on delete set null,
  -- a keyed hash: the same address again? It cannot be read back
  address_hash text,
  -- the address, sealed with a key that is not in the database; forgotten thirty days after the last decision
  reach text check (length(reach) <= 1000),
  -- of the link by which whoever has no account finds their message again
  token_hash bytea unique,
  -- the name under it, as whoever wrote it wishes to be called
  signed text not null check (length(signed) <= 80),
  language text not null check (language in ('en', 'pt', 'es', 'fr')),
  words text not null check (length(words) <= 5000),
  -- unconfirmed: the mailed link was not used yet, and nobody reads it; held: waits for a moderator
  state text not null check (state in ('unconfirmed', 'held', 'shown', 'hidden', 'taken-back')),
  -- of a hidden one, which rule it broke
  reason text check (reason in ('advertises', 'names-somebody', 'attacks', 'private', 'elsewhere')),
  -- looks like what programs write: waits for a moderator, whoever wrote it
  doubtful boolean not null default false,
  -- counts up with each change of its words: whoever shows it says which they read
  round integer not null default 1,
  written_at timestamptz not null,
  changed_at timestamptz,
  shown_at timestamptz,
  hidden_at timestamptz,
  decided_at timestamptz,
  check (state <> 'hidden' or reason is not null),
  check (trim(words) <> '' or state in ('hidden', 'taken-back'))
);
create index message_of_topic on message (topic_id, written_at);
create index message_answers on message (answers);
create index message_author on message (author_id, written_at) where author_id is not null;
create index message_address on message (address_hash, written_at) where address_hash is not null;
create index message_waiting on message (state, written_at);
-- the same words twice from the same hand, by a form that was sent twice, are one message
create unique index message_once on message (topic_id, md5(words), coalesce(author_id::text, address_hash), (answers is null), coalesce(answers, topic_id))
  where state in ('unconfirmed', 'held', 'shown');

-- What moderators decided, signed by them, for anybody to read: not a word of the message, and not who wrote it.
create table moderation (
  id uuid primary key,
  topic_id uuid not null references topic on delete cascade,
  message_id uuid references message on delete set null,
  moderator_id uuid references person on delete set null,
  deed text not null check (deed in ('show', 'hide', 'hold')),
  reason text,
  done_at timestamptz not null
);
create index moderation_done on moderation (done_at);
create index moderation_topic on moderation (topic_id);
create index moderation_message on moderation (message_id);
create index moderation_moderator on moderation (moderator_id);

do $$
declare t text;
begin
  foreach t in array array['discussion_setting', 'topic', 'message', 'moderation'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy the_owner on %I to %I using (true) with check (true)', t, current_user);
  end loop;
end $$;
create policy setting on discussion_setting to ecotone_app using ((select edits_the_site())) with check ((select edits_the_site()));
create policy setting on topic to ecotone_app using ((select edits_the_site())) with check ((select edits_the_site()));
-- what nobody confirmed is nobody's to read: somebody else's address may have been typed
create policy moderating on message for select to ecotone_app using (state <> 'unconfirmed' and (select moderates()));
create policy mine on message for select to ecotone_app using (author_id = viewer() and purpose() <> 'held about me');
create policy moderating on moderation for select to ecotone_app using ((select moderates()));
grant select, insert, update on discussion_setting, topic to ecotone_app;
grant select (id, topic_id, answers, author_id, reach, signed, language, words, state, reason, doubtful, round, written_at, changed_at,
  shown_at, hidden_at, decided_at) on message to ecotone_app;
grant select on moderation to ecotone_app;

-- Where a topic stands for anybody; null where there is nothing that anybody may know of.
create function topic_state(about uuid) returns text
  language sql stable security definer set search_path = public, pg_temp
  as $$
    select coalesce(t.state, case when w.kind = 'post'
        then coalesce((select s.state from discussion_setting s order by s.id limit 1), 'open') else 'off' end)
    from writing w left join topic t on t.writing_id = w.id where w.id = about and w.state = 'shown'
  $$;
revoke execute on function topic_state(uuid) from public;
grant execute on function topic_state(uuid) to ecotone_app;

-- What anybody reads in a topic, oldest first: what is shown, and the places of what is gone where somebody answered it.
create function messages_in(in_topic uuid) returns table (id uuid, answers uuid, signed text, language text, words text, state text,
    reason text, written_at timestamptz, changed_at timestamptz, mine boolean, of_team boolean)
  language sql stable security definer set search_path = public, pg_temp
  as $$
    with recursive kept as (
      select m.id, m.answers from message m where m.topic_id = in_topic and m.state = 'shown'
        and topic_state(in_topic) in ('open', 'closed')
      union
      select p.id, p.answers from kept k join message p on p.id = k.answers
    )
    select m.id, m.answers, case when m.state = 'shown' then m.signed else '' end, m.language,
      case when m.state = 'shown' then m.words else '' end,
      case when m.state in ('shown', 'taken-back') then m.state else 'hidden' end,
      case when m.state = 'hidden' then m.reason end, m.written_at, m.changed_at,
      coalesce(m.author_id = viewer() and m.state = 'shown', false),
      m.state = 'shown' and exists (select 1 from site_role r where r.person_id = m.author_id and r.role in ('editor', 'moderator'))
    from message m join kept using (id) order by m.written_at, m.id limit 1000
  $$;
revoke execute on function messages_in(uuid) from public;
grant execute on function messages_in(uuid) to ecotone_app;

-- How many are shown in each of these topics; none for those with none.
create function count_messages(in_topics uuid[]) returns table (topic_id uuid, n integer)
  language sql stable security definer set search_path = public, pg_temp
  as $$
    select m.topic_id, count(*)::int from message m
    where m.topic_id = any (in_topics) and m.state = 'shown' and topic_state(m.topic_id) in ('open', 'closed') group by 1
  $$;
revoke execute on function count_messages(uuid[]) from public;
grant execute on function count_messages(uuid[]) to ecotone_app;

-- Was this writer shown before, and nothing of theirs hidden since?
create function writer_is_known(who uuid, of_address text) returns boolean
  language sql stable security definer set search_path = public, pg_temp
  as $$
    select coalesce(max(shown_at) > coalesce(max(hidden_at), '-infinity'), false) from message
    where author_id = who or address_hash = of_address
  $$;
revoke execute on function writer_is_known(uuid, text) from public;

-- Takes a message in, and says what became of it: unconfirmed (a link has to be used first), held, shown, same (it is there already),
-- closed, gone (what it answers is not to be read), too-many.
create function leave_message(which uuid, in_topic uuid, to_message uuid, as_signed text, in_language text, said text, from_address text,
    sealed_address text, by_token bytea, is_doubtful boolean, moment timestamptz) returns text
  language plpgsql security definer set search_path = public, pg_temp
  as $$
  declare
    who uuid := viewer();
    hashed text;
    becomes text;
  begin
    if purpose() = 'held about me' or topic_state(in_topic) is distinct from 'open' then return 'closed'; end if;
    if to_message is not null and not exists (
      select 1 from message m where m.id = to_message and m.topic_id = in_topic and m.state = 'shown') then return 'gone'; end if;
    if who is null then
      if from_address is null or by_token is null then return 'closed'; end if;
      if has_tombstone_key() then hashed := tombstone_digest('address', null, from_address, true); end if;
      -- nobody fills the mailbox of somebody else by typing their address
      if (select count(*) from message m where m.address_hash = hashed and m.state = 'unconfirmed' and m.written_at > moment - interval '1 day') >= 3
        then return 'too-many'; end if;
      becomes := 'unconfirmed';
    else
      if (select count(*) from message m where m.author_id = who and m.written_at > moment - interval '1 hour') >= 20 then return 'too-many'; end if;
      becomes := case when moderates() or (not is_doubtful and writer_is_known(who, null)) then 'shown' else 'held' end;
    end if;
    insert into topic (id, writing_id) values (in_topic, in_topic) on conflict do nothing;
    insert into message (id, topic_id, answers, author_id, address_hash, reach, token_hash, signed, language, words, state, doubtful, written_at, shown_at)
      values (which, in_topic, to_message, who, hashed, case when who is null then sealed_address end,
        case when who is null then by_token end, as_signed, in_language, said, becomes, is_doubtful, moment,
        case when becomes = 'shown' then moment end)
      on conflict do nothing;
    return case when found then becomes else 'same' end;
  end $$;
revoke execute on function leave_message(uuid, uuid, uuid, text, text, text, text, text, bytea, boolean, timestamptz) from public;
grant execute on function leave_message(uuid, uuid, uuid, text, text, text, text, text, bytea, boolean, timestamptz) to ecotone_app;

-- Puts the letter with the link into the queue: for a message of this minute that waits for it, to the address it came from, once.
create function mail_to_confirm(which uuid, to_address text, with_letter uuid, said_subject text, said_text text, said_html text, moment timestamptz)
  returns boolean
  language plpgsql security definer set search_path = public, pg_temp
  as $$
  declare m message;
  begin
    select * into m from message where id = which and state = 'unconfirmed' and written_at between moment - interval '1 minute' and moment;
    if not found or (m.address_hash is not null and m.address_hash <> tombstone_digest('address', null, to_address, true)) then
      return false;
    end if;
    insert into mail (id, address, subject, plain_text, html, kind, language, written, written_at, next_try_at)
      values (with_letter, to_address, said_subject, said_text, said_html, 'deed', m.language, 'reply', moment, moment)
      on conflict do nothing;
    return found;
  end $$;
revoke execute on function mail_to_confirm(uuid, text, uuid, text, text, text, timestamptz) from public;
grant execute on function mail_to_confirm(uuid, text, uuid, text, text, text, timestamptz) to ecotone_app;

-- The message of whoever asks: by their account, or by the link that was mailed for it.
create function own_message(which uuid, by_token bytea) returns table (id uuid, topic_id uuid, signed text, language text, words text,
    state text, reason text, written_at timestamptz, changed_at timestamptz)
  language sql stable security definer set search_path = public, pg_temp
  as $$
    select m.id, m.topic_id, m.signed, m.language, m.words, m.state, m.reason, m.written_at, m.changed_at from message m
    where m.id = which and (m.author_id = viewer() or m.token_hash = by_token) and purpose() <> 'held about me'
  $$;
revoke execute on function own_message(uuid, bytea) from public;
grant execute on function own_message(uuid, bytea) to ecotone_app;

-- The link was used: whoever was shown before is shown at once, all others are looked at first. Null where there is nothing to confirm.
create function confirm_message(which uuid, by_token bytea, moment timestamptz) returns text
  language sql volatile security definer set search_path = public, pg_temp
  as $$
    with known as (
      select m.id, not m.doubtful and topic_state(m.topic_id) = 'open' and writer_is_known(null, m.address_hash) as at_once
      from message m where m.id = which and m.token_hash = by_token and m.state = 'unconfirmed' for update)
    update message m set state = case when k.at_once then 'shown' else 'held' end, written_at = moment,
      shown_at = case when k.at_once then moment end
    from known k where m.id = k.id returning m.state
  $$;
revoke execute on function confirm_message(uuid, bytea, timestamptz) from public;
grant execute on function confirm_message(uuid, bytea, timestamptz) to ecotone_app;

-- New words, as long as nobody can have read the old ones for long: a quarter of an hour, or until somebody decided.
create function change_own_message(which uuid, by_token bytea, said text, is_doubtful boolean, moment timestamptz) returns text
  language sql volatile security definer set search_path = public, pg_temp
  as $$
    update message m set words = said, doubtful = is_doubtful, changed_at = moment, round = m.round + 1,
      state = case when m.state = 'shown' and is_doubtful then 'held' else m.state end
    from own_message(which, by_token) o
    where m.id = o.id and (m.state in ('unconfirmed', 'held') or (m.state = 'shown' and m.written_at > moment - interval '15 minutes'))
    returning m.state
  $$;
revoke execute on function change_own_message(uuid, bytea, text, boolean, timestamptz) from public;
grant execute on function change_own_message(uuid, bytea, text, boolean, timestamptz) to ecotone_app;

-- Empties messages: nothing that was said stays, nor who said it. A place stays where somebody answered, so that the answers make sense.
create function empty_messages(which uuid[]) returns void
  language plpgsql security definer set search_path = public, pg_temp
  as $$
  begin
    update message set state = 'taken-back', words = '', signed = '', reason = null, author_id = null, address_hash = null, reach = null,
      token_hash = null, doubtful = false, changed_at = null where id = any (which);
    loop
      delete from message m where m.id = any (which) and not exists (select 1 from message a where a.answers = m.id);
      exit when not found;
    end loop;
  end $$;
revoke execute on function empty_messages(uuid[]) from public;

-- Whoever wrote it takes it back, whenever they like.
create function take_back_message(which uuid, by_token bytea) returns boolean
  language plpgsql security definer set search_path = public, pg_temp
  as $$
  declare found_one uuid;
  begin
    select o.id into found_one from own_message(which, by_token) o where o.state <> 'taken-back';
    if found_one is null then return false; end if;
    perform empty_messages(array[found_one]);
    return true;
  end $$;
revoke execute on function take_back_message(uuid, bytea) from public;
grant execute on function take_back_message(uuid, bytea) to ecotone_app;

-- A moderator shows, hides or holds again what they read; the deed is signed. changed: its words are other ones by now.
create function moderate_message(which uuid, deed_id uuid, what text, why text, read_round integer, moment timestamptz) returns text
  language plpgsql security definer set search_path = public, pg_temp
  as $$
  declare m message;
  begin
    if not moderates() then return 'none'; end if;
    select * into m from message where id = which and state in ('held', 'shown', 'hidden') and words <> '' for update;
    if not found then return 'none'; end if;
    if m.round <> read_round then return 'changed'; end if;
    if (what = 'show' and m.state = 'shown') or (what = 'hide' and m.state = 'hidden') or (what = 'hold' and m.state = 'held') then return 'none'; end if;
    update message set decided_at = moment,
      state = case what when 'show' then 'shown' when 'hide' then 'hidden' else 'held' end,
      reason = case when what = 'hide' then why end,
      shown_at = case what when 'show' then moment when 'hold' then null else shown_at end,
      hidden_at = case what when 'hide' then moment when 'hold' then null else hidden_at end
    where id = which;
    insert into moderation (id, topic_id, message_id, moderator_id, deed, reason, done_at)
      values (deed_id, m.topic_id, which, viewer(), what, case when what = 'hide' then why end, moment);
    return 'done';
  end $$;
revoke execute on function moderate_message(uuid, uuid, text, text, integer, timestamptz) from public;
grant execute on function moderate_message(uuid, uuid, text, text, integer, timestamptz) to ecotone_app;

-- What moderators decided lately, with the name they sign with; of texts that anybody may read.
create function moderation_log(most integer) returns table (done_at timestamptz, deed text, reason text, moderator text, kind text, slug text, title text, language text)
  language sql stable security definer set search_path = public, pg_temp
  as $$
    select d.done_at, d.deed, d.reason, nullif(trim(p.name), ''), w.kind, w.slug, v.title, w.language
    from moderation d join writing w on w.id = d.topic_id and w.state = 'shown'
      join writing_version v on v.writing_id = w.id and v.number = w.shown_version left join person p on p.id = d.moderator_id
    where topic_state(d.topic_id) in ('open', 'closed')
    order by d.done_at desc, d.id desc limit least(most, 200)
  $$;
revoke execute on function moderation_log(integer) from public;
grant execute on function moderation_log(integer) to ecotone_app;

-- Messages that come whole from somewhere else: the first ones of an instance. For editors.
create function bring_message(which uuid, in_topic uuid, to_message uuid, as_signed text, in_language text, said text, in_state text, moment timestamptz)
  returns void
  language plpgsql security definer set search_path = public, pg_temp
  as $$
  begin
    if not edits_the_site() or in_state not in ('held', 'shown') then raise insufficient_privilege using message = 'Only editors bring messages.'; end if;
    insert into topic (id, writing_id) values (in_topic, in_topic) on conflict do nothing;
    insert into message (id, topic_id, answers, signed, language, words, state, written_at, shown_at)
      values (which, in_topic, to_message, as_signed, in_language, said, in_state, moment, case when in_state = 'shown' then moment end);
  end $$;
revoke execute on function bring_message(uuid, uuid, uuid, text, text, text, text, timestamptz) from public;
grant execute on function bring_message(uuid, uuid, uuid, text, text, text, text, timestamptz) to ecotone_app;

-- What nobody confirmed goes after two days, the words of what was hidden after ninety, an address thirty days after the last decision,
-- a decision after a year; and places that nobody's answer holds any longer. How many messages were forgotten. For the clock.
create function forget_old_messages(moment timestamptz) returns integer
  language plpgsql security definer set search_path = public, pg_temp
  as $$
  declare
    gone integer;
    more integer;
  begin
    delete from message where state = 'unconfirmed' and written_at < moment - interval '2 days';
    get diagnostics gone = row_count;
    update message set reach = null where reach is not null
      and coalesce(decided_at, shown_at) < moment - interval '30 days' and state <> 'held';
    update message set words = '', signed = '', reach = null, token_hash = null where state = 'hidden' and words <> '' and hidden_at < moment - interval '90 days';
    get diagnostics more = row_count;
    gone := gone + more;
    loop
      delete from message m where m.state in ('hidden', 'taken-back') and m.words = '' and not exists (select 1 from message a where a.answers = m.id);
      exit when not found;
    end loop;
    delete from moderation where done_at < moment - interval '365 days';
    return gone;
  end $$;
revoke execute on function forget_old_messages(timestamptz) from public;
grant execute on function forget_old_messages(timestamptz) to ecotone_worker;

-- Whoever erases themselves takes along what they said: with their account, and without one from the same address.
create function let_go_of_messages() returns trigger
  language plpgsql security definer set search_path = public, pg_temp
  as $$
  declare theirs uuid[] := array(select m.id from message m where m.author_id = old.id);
  begin
    if old.email is not null and has_tombstone_key() then
      theirs := theirs || array(select m.id from message m where m.address_hash = tombstone_digest('address', null, lower(old.email), true));
    end if;
    if cardinality(theirs) > 0 then perform empty_messages(theirs); end if;
    return old;
  end $$;
revoke execute on function let_go_of_messages() from public;
-- before, since after it nobody knows any longer whose they were
create trigger let_go_of_messages before delete on person for each row execute function let_go_of_messages();

-- Whoever keeps pages in memory hears of what anybody reads, and of nothing else: what waits changes no page, however much of it comes.
create function tell_of_message() returns trigger
  language plpgsql set search_path = public, pg_temp
  as $$
  begin
    if tg_op = 'INSERT' then
      if new.state = 'shown' then perform pg_notify('site_changed', ''); end if;
    elsif old.state in ('shown', 'hidden', 'taken-back') or (tg_op = 'UPDATE' and new.state = 'shown') then
      perform pg_notify('site_changed', '');
    end if;
    return null;
  end $$;
revoke execute on function tell_of_message() from public;
create trigger tell_of_message after insert or update or delete on message for each row execute function tell_of_message();
create trigger tell_that_the_site_changed after update on topic for each statement execute function tell_that_the_site_changed();
-- a topic that begins with its first message says nothing yet
create trigger tell_of_topic after insert on topic for each row when (new.state is not null) execute function tell_that_the_site_changed();
create trigger tell_that_the_site_changed after insert or update or delete on discussion_setting
  for each statement execute function tell_that_the_site_changed();
create trigger tell_that_the_site_changed after insert or delete on moderation for each statement execute function tell_that_the_site_changed();
