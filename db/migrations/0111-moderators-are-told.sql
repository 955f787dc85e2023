-- Moderators hear by mail that something waits for them to read it: messages, and notes of readers.

create table moderator_letter (
  person_id uuid primary key references person on delete cascade,
  -- false: they want none of these letters
  wanted boolean not null default true,
  told_at timestamptz,
  -- since when the newest waited of all that they were told of
  told_until timestamptz
);

alter table moderator_letter enable row level security;
alter table moderator_letter force row level security;
do $$ begin execute format('create policy the_owner on moderator_letter to %I using (true) with check (true)', current_user); end $$;
create policy mine on moderator_letter to ecotone_app
  using (person_id = viewer() and purpose() <> 'held about me') with check (person_id = viewer() and (select moderates()));
grant select, insert (person_id, wanted), update (wanted) on moderator_letter to ecotone_app;

-- Who is to be told now, in which language, and of how much: whoever looks after messages and did not stop it. The first of what waits at once;
-- then once an hour at most, when something came since; and once a day while something still waits. Whoever is given here counts as told, so
-- their letters are written in the same transaction. Of those who ask at the same moment, the second finds nobody.
create function moderators_to_tell(moment timestamptz) returns table (who uuid, speaks text, messages integer, notes integer)
  language plpgsql security definer set search_path = public, pg_temp
  as $$
  declare newest timestamptz;
  begin
    select count(*)::int, max(greatest(m.written_at, m.changed_at)) into messages, newest
      from message m join writing w on w.id = m.topic_id join writing_version v on v.writing_id = w.id and v.number = w.shown_version
      where m.state = 'held' and m.words <> '';
    select count(*)::int, greatest(newest, max(n.written_at)) into notes, newest from reader_note n where n.state = 'waiting';
    if messages + notes = 0 then return; end if;
    insert into moderator_letter (person_id)
      select r.person_id from site_role r where r.role in ('editor', 'moderator') on conflict do nothing;
    for who, speaks in
      update moderator_letter l set told_at = moment, told_until = newest
      from person p
      where p.id = l.person_id and l.wanted and p.email is not null
        and exists (select 1 from site_role r where r.person_id = p.id and r.role in ('editor', 'moderator'))
        and not exists (select 1 from mail_stop s where s.person_id = p.id and s.reason = 'asked' and (s.stops <> 'one list' or s.list = 'moderation'))
        and (l.told_at is null or l.told_at <= moment - interval '1 day'
          or l.told_at <= moment - interval '1 hour' and l.told_until < newest)
      returning p.id, p.language
    loop
      return next;
    end loop;
  end $$;
revoke execute on function moderators_to_tell(timestamptz) from public;
grant execute on function moderators_to_tell(timestamptz) to ecotone_worker;
