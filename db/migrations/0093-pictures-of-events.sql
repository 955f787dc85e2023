-- What the text of an event names is seen by whoever sees the event, as with writings.

create function pictures_named(words text) returns text[]
  language sql immutable parallel safe set search_path = public, pg_temp
  as $$
    select coalesce(array_agg(distinct named.parts[1]), '{}')
    from regexp_matches(words, '\(\s*<?picture:([a-z0-9]+(?:-[a-z0-9]+)*)', 'g') as named (parts)
    where length(named.parts[1]) <= 100
  $$;
revoke execute on function pictures_named(text) from public;
grant execute on function pictures_named(text) to ecotone_app;

alter table event add column pictures text[] not null generated always as (pictures_named(words)) stored;
create index event_pictures on event using gin (pictures);
create policy used_by_events_i_see on site_picture for select to ecotone_app using (exists (
  select 1 from event e where e.pictures @> array[site_picture.name]));
