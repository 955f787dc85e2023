-- Messages that were said on another blog come along with its posts: with the name that stood under them and their day, and with nothing by
-- which their writers could be reached or known again. Who asks is a moderator's to answer, so moderators can take a message away for good.

alter table message
  -- what it was called where it comes from: it comes once, however often it is brought
  add column brought_as text check (length(brought_as) between 1 and 100);
create unique index message_brought on message (topic_id, brought_as) where brought_as is not null;
grant select (brought_as) on message to ecotone_app;

-- What was brought and is gone since, by what it was called elsewhere alone: it does not come a second time.
create table message_gone (
  topic_id uuid not null references topic on delete cascade,
  brought_as text not null,
  primary key (topic_id, brought_as)
);
alter table message_gone enable row level security;
alter table message_gone force row level security;
do $$ begin execute format('create policy the_owner on message_gone to %I using (true) with check (true)', current_user); end $$;
create policy bringing on message_gone for select to ecotone_app using ((select edits_the_site()));
grant select on message_gone to ecotone_app;

create function keep_from_coming_again() returns trigger
  language plpgsql security definer set search_path = public, pg_temp
  as $$
  begin
    -- with a topic that goes as a whole nothing is left to come back to
    insert into message_gone (topic_id, brought_as)
      select old.topic_id, old.brought_as where exists (select 1 from topic t where t.id = old.topic_id) on conflict do nothing;
    return null;
  end $$;
revoke execute on function keep_from_coming_again() from public;
create trigger keep_from_coming_again after delete on message
  for each row when (old.brought_as is not null) execute function keep_from_coming_again();

-- Messages from elsewhere in one topic, each after the one it answers: {id, as, to, signed, language, words, at}. What is there or was taken
-- away stays as it is. How many came. For editors.
create function bring_messages(in_topic uuid, said jsonb) returns integer
  language plpgsql security definer set search_path = public, pg_temp
  as $$
  declare
    one record;
    came integer := 0;
  begin
    if not edits_the_site() then raise insufficient_privilege using message = 'Only editors bring messages.'; end if;
    insert into topic (id, writing_id) values (in_topic, in_topic) on conflict do nothing;
    for one in select x.* from jsonb_array_elements(said) with ordinality as e (value, nth)
        cross join lateral jsonb_to_record(e.value) as x (id uuid, "as" text, "to" text, signed text, language text, words text, at timestamptz)
        where not exists (select 1 from message_gone g where g.topic_id = in_topic and g.brought_as = x."as") order by e.nth loop
      insert into message (id, topic_id, answers, signed, language, words, state, written_at, shown_at, brought_as)
        values (one.id, in_topic, (select p.id from message p where p.topic_id = in_topic and p.brought_as = one."to"),
          one.signed, one.language, one.words, 'shown', one.at, one.at, one."as")
        on conflict do nothing;
      if found then came := came + 1; end if;
    end loop;
    return came;
  end $$;
revoke execute on function bring_messages(uuid, jsonb) from public;
grant execute on function bring_messages(uuid, jsonb) to ecotone_app;

-- A moderator takes a message away for good, since somebody asked for it: neither words nor name stay. The deed is signed like the others.
alter table moderation drop constraint moderation_deed_check,
  add constraint moderation_deed_check check (deed in ('show', 'hide', 'hold', 'take-away'));
create function take_away_message(which uuid, deed_id uuid, moment timestamptz) returns boolean
  language plpgsql security definer set search_path = public, pg_temp
  as $$
  declare in_topic uuid;
  begin
    if not moderates() then return false; end if;
    select topic_id into in_topic from message where id = which and state in ('held', 'shown', 'hidden') and words <> '' for update;
    if not found then return false; end if;
    insert into moderation (id, topic_id, message_id, moderator_id, deed, done_at)
      values (deed_id, in_topic, which, viewer(), 'take-away', moment);
    perform empty_messages(array[which]);
    return true;
  end $$;
revoke execute on function take_away_message(uuid, uuid, timestamptz) from public;
grant execute on function take_away_message(uuid, uuid, timestamptz) to ecotone_app;
