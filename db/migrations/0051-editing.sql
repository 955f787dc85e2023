-- Writing on the site by several people: who has what open, and what each of them is called.

-- Who has a writing open before them. Seen again with each saving; gone with the page where a script can say so, and forgotten otherwise.
create table writing_open (
  writing_id uuid not null references writing on delete cascade,
  person_id uuid not null references person on delete cascade,
  since timestamptz not null,
  seen_at timestamptz not null,
  primary key (writing_id, person_id)
);
create index writing_open_person on writing_open (person_id);
alter table writing_open enable row level security;
alter table writing_open force row level security;
do $$ begin execute format('create policy the_owner on writing_open to %I using (true) with check (true)', current_user); end $$;
create policy editing on writing_open for select to ecotone_app using ((select edits_the_site()));
-- nobody says of somebody else that they have a page open, nor takes it away
create policy my_own on writing_open to ecotone_app
  using (person_id = viewer() and (select edits_the_site())) with check (person_id = viewer() and (select edits_the_site()));
grant select, insert, update, delete on writing_open to ecotone_app;

-- What those are called who wrote on the site. For editors alone, and of nobody else.
create function names_of_editors(wanted uuid[]) returns table (id uuid, name text)
  language sql stable security definer set search_path = public, pg_temp
  as $$
    select p.id, coalesce(nullif(trim(p.name), ''), split_part(p.email, '@', 1)) from person p
    where edits_the_site() and p.id = any (wanted) and (
      exists (select 1 from site_role r where r.person_id = p.id and r.role = 'editor')
      or exists (select 1 from writing_version v where v.kept_by = p.id)
      or exists (select 1 from writing_draft d where d.saved_by = p.id)
      or exists (select 1 from writing w where w.made_by = p.id))
  $$;
revoke execute on function names_of_editors(uuid[]) from public;
grant execute on function names_of_editors(uuid[]) to ecotone_app;
