-- Pictures that people gave of themselves (and, later, for pages): made anew by the program, so that nothing of the file that was sent is
-- kept. Private: each is read through the rules below alone. They go with the person.

create table picture (
  id uuid primary key,
  person_id uuid not null references person on delete cascade,
  shown_as text not null check (shown_as in ('portrait')),
  made_at timestamptz not null
);
create unique index picture_portrait on picture (person_id) where shown_as = 'portrait';
create index picture_person on picture (person_id);

create table picture_size (
  picture_id uuid not null references picture on delete cascade,
  width integer not null check (width between 1 and 4000),
  height integer not null check (height between 1 and 4000),
  -- sha256 of the bytes: the name it is asked for by
  hash text not null check (hash ~ '^[0-9a-f]{64}$'),
  bytes bytea not null check (octet_length(bytes) <= 2000000),
  primary key (picture_id, width)
);

-- Everybody in a team that the viewer is in as well, the viewer too. Of a locked landscape nobody but its keepers.
create function people_i_work_with() returns setof uuid
  language sql stable security definer set search_path = public, pg_temp
  as $$
    select c.person_id from convener c
    join convener mine on mine.landscape_id = c.landscape_id and mine.person_id = viewer()
    where c.landscape_id in (select landscapes_i_see())
  $$;
revoke execute on function people_i_work_with() from public;
grant execute on function people_i_work_with() to ecotone_app;

do $$
declare t text;
begin
  foreach t in array array['picture', 'picture_size'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy the_owner on %I to %I using (true) with check (true)', t, current_user);
  end loop;
end $$;
grant select, insert, delete on picture, picture_size to ecotone_app;

create policy mine on picture to ecotone_app using (person_id = viewer()) with check (person_id = viewer());
create policy of_my_teams on picture for select to ecotone_app
  using (shown_as = 'portrait' and person_id in (select people_i_work_with()));
create policy of_a_picture_i_see on picture_size for select to ecotone_app using (picture_id in (select id from picture));
create policy of_my_picture on picture_size to ecotone_app
  using (picture_id in (select id from picture where person_id = viewer()))
  with check (picture_id in (select id from picture where person_id = viewer()));

-- However it comes about: nobody fills the disk with pictures of themselves.
create function refuse_too_many_pictures() returns trigger
  language plpgsql security definer set search_path = public, pg_temp
  as $$
  begin
    if (select sum(octet_length(s.bytes)) from picture_size s join picture p on p.id = s.picture_id
        where p.person_id = (select person_id from picture where id = new.picture_id)) > 10000000 then
      raise exception 'somebody may keep ten megabytes of pictures' using errcode = 'program_limit_exceeded';
    end if;
    return null;
  end $$;
revoke execute on function refuse_too_many_pictures() from public;
create trigger refuse_too_many_pictures after insert on picture_size for each row execute function refuse_too_many_pictures();

-- Whoever runs the instance reads the whole audit.
create policy of_the_instance on audit for select to ecotone_app using ((select i_steward_the_instance()));
