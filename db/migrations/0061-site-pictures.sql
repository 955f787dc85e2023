-- Pictures for the texts of the site: made anew by the program in a few widths, so that nothing of the file that was sent is kept.

create table site_picture (
  id uuid primary key,
  -- what texts call it: `![words](picture:name)`
  name text not null unique check (name ~ '^[a-z0-9]+(-[a-z0-9]+)*$' and length(name) <= 100),
  -- what is to be seen, in words; empty for what is only decoration
  alt text not null check (length(alt) <= 1000),
  made_at timestamptz not null,
  made_by uuid references person on delete set null
);
create index site_picture_made_by on site_picture (made_by);

create table site_picture_size (
  picture_id uuid not null references site_picture on delete cascade,
  width integer not null check (width between 1 and 4000),
  height integer not null check (height between 1 and 12000),
  -- sha256 of the WebP: the name it is asked for by, in either form
  hash text not null check (hash ~ '^[0-9a-f]{64}$'),
  webp bytea not null check (octet_length(webp) <= 4000000),
  avif bytea not null check (octet_length(avif) <= 4000000),
  primary key (picture_id, width)
);
create index site_picture_size_hash on site_picture_size (hash);

-- Which version names which picture: written by the database with each version, so that nobody is asked, and told by none but it.
create table picture_use (
  writing_id uuid not null,
  number integer not null,
  name text not null,
  primary key (writing_id, number, name),
  foreign key (writing_id, number) references writing_version (writing_id, number) on delete cascade
);
create index picture_use_name on picture_use (name);

create function note_pictures_used() returns trigger
  language plpgsql security definer set search_path = public, pg_temp
  as $$
  begin
    insert into picture_use (writing_id, number, name)
    select distinct new.writing_id, new.number, named.parts[1]
    from regexp_matches(new.words, '\(\s*<?picture:([a-z0-9]+(?:-[a-z0-9]+)*)', 'g') as named (parts)
    where length(named.parts[1]) <= 100
    on conflict do nothing;
    return null;
  end $$;
revoke execute on function note_pictures_used() from public;
create trigger note_pictures_used after insert on writing_version for each row execute function note_pictures_used();

do $$
declare t text;
begin
  foreach t in array array['site_picture', 'site_picture_size', 'picture_use'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy the_owner on %I to %I using (true) with check (true)', t, current_user);
  end loop;
end $$;
grant select, insert, delete on site_picture, site_picture_size to ecotone_app;
grant select on picture_use to ecotone_app;
create policy editing on site_picture to ecotone_app using ((select edits_the_site())) with check ((select edits_the_site()));
create policy editing on site_picture_size to ecotone_app
  using ((select edits_the_site())) with check ((select edits_the_site()));
-- a use is seen by whoever sees the version: anybody, of what is shown
create policy of_versions_i_see on picture_use for select to ecotone_app using (exists (
  select 1 from writing_version v where v.writing_id = picture_use.writing_id and v.number = picture_use.number));
create policy used_where_i_see on site_picture for select to ecotone_app using (exists (
  select 1 from picture_use u where u.name = site_picture.name));
create policy of_a_picture_i_see on site_picture_size for select to ecotone_app using (picture_id in (select id from site_picture));

create trigger tell_that_the_site_changed after insert or delete on site_picture
  for each statement execute function tell_that_the_site_changed();
