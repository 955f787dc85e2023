-- Dates that were shown once and are not any more say so; and whoever shares the inbox hears that something came in.

alter table event
  -- it was seen by anybody at some time: who asks for it later is told that it was taken down, and not that there never was one
  add column was_shown boolean not null default false;
update event set was_shown = shown where shown;

create function remember_what_was_shown() returns trigger
  language plpgsql set search_path = public, pg_temp
  as $$
  begin
    new.was_shown := new.shown or (tg_op = 'UPDATE' and old.was_shown);
    return new;
  end $$;
revoke execute on function remember_what_was_shown() from public;
create trigger remember_what_was_shown before insert or update on event for each row execute function remember_what_was_shown();

-- Was there an event at this address that anybody could see? Says nothing of what was never shown.
create function event_was_taken_down(asked text) returns boolean
  language sql stable security definer set search_path = public, pg_temp
  as $$ select exists (select 1 from event e where e.slug = asked and not e.shown and e.was_shown) $$;
revoke execute on function event_was_taken_down(text) from public;
grant execute on function event_was_taken_down(text) to ecotone_app;

-- Tells everybody who shares the inbox that something came in: within the minute in which it did, in their language, and each of them once
-- an hour at most, whatever comes. What is said comes from the program and holds no word of the message; it is a letter of a list, which
-- each of them may stop. `said` holds subject, text, html and the name of the list by language.
create function tell_of_enquiry(which uuid, said jsonb, moment timestamptz) returns integer
  language plpgsql security definer set search_path = public, pg_temp
  as $$
  declare told integer;
  begin
    if not exists (select 1 from enquiry where id = which and state = 'open'
        and came_at between moment - interval '1 minute' and moment) then
      return 0;
    end if;
    -- one after the other, so that two messages at once make one letter
    perform pg_advisory_xact_lock(hashtext('tell_of_enquiry'));
    insert into mail (id, person_id, subject, plain_text, html, kind, list, language, written_at, next_try_at)
      select gen_random_uuid(), p.id, s.words ->> 'subject', s.words ->> 'text', s.words ->> 'html', 'list',
        jsonb_build_object('key', 'inbox', 'name', s.words ->> 'list'), s.language, moment, moment
      from person p
      cross join lateral (select case when said ? p.language then p.language else 'en' end as language) l
      cross join lateral (select l.language, said -> l.language as words) s
      where p.email is not null
        and exists (select 1 from site_role r where r.person_id = p.id and r.role in ('editor', 'moderator'))
        and not exists (select 1 from mail m where m.person_id = p.id and m.list ->> 'key' = 'inbox'
          and m.written_at > moment - interval '1 hour');
    get diagnostics told = row_count;
    return told;
  end $$;
revoke execute on function tell_of_enquiry(uuid, jsonb, timestamptz) from public;
grant execute on function tell_of_enquiry(uuid, jsonb, timestamptz) to ecotone_app;
