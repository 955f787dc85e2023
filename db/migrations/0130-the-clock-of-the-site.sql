-- By which clock the site goes where nothing says another: the zone of the place where one is found, as an editor said it.
-- The zone of the machine is no answer: a town in Lisbon may have its server anywhere.

alter table contact_place add column zone text
  check (length(zone) <= 60 and zone ~ '^[A-Za-z][A-Za-z0-9_+-]*(/[A-Za-z0-9_+-]+){0,2}$');

-- What the calendar knows already: the zone that most of its events are in. Editors read it in the form, and change it there.
update contact_place set zone = (select mode() within group (order by zone) from event where zone <> 'UTC' and length(zone) <= 60);

/* Anybody may know it: it says how days and hours of the site are meant, also while the place itself is not shown. */
create function zone_of_the_site() returns text
  language sql stable security definer set search_path = public, pg_temp
  as $$ select zone from contact_place where zone is not null order by position, id limit 1 $$;
revoke execute on function zone_of_the_site() from public;
grant execute on function zone_of_the_site() to ecotone_app;
