-- What an editor sent from another blog and has not yet decided about lay in the memory of one process for an hour: gone with a restart, unknown
-- to a second process. Now it lies here, in pieces as files of landscapes do (0006): its sender's alone while they edit the site, for a day.

create table blog_import (
  id uuid primary key,
  person_id uuid not null references person on delete cascade,
  sent_at timestamptz not null,
  -- of the file
  name text not null check (length(name) between 1 and 200),
  language text not null check (language in ('en', 'pt', 'es', 'fr')),
  state text not null default 'sent' check (state in ('sent', 'waiting', 'running', 'done', 'stopped', 'failed')),
  progress real not null default 0 check (progress between 0 and 1),
  stop_asked boolean not null default false,
  -- how many of what came, and how many were there already; once it is done
  outcome jsonb check ((outcome is not null) = (state = 'done'))
);
create index blog_import_person on blog_import (person_id);

create table blog_import_piece (
  import_id uuid not null references blog_import on delete cascade,
  nth integer not null check (nth >= 0),
  bytes bytea not null check (octet_length(bytes) <= 1048576),
  primary key (import_id, nth)
);

do $$
declare t text;
begin
  foreach t in array array['blog_import', 'blog_import_piece'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy the_owner on %I to %I using (true) with check (true)', t, current_user);
    execute format('grant select, insert, delete on %I to ecotone_app', t);
  end loop;
end $$;
create policy mine on blog_import to ecotone_app
  using (person_id = viewer() and (select edits_the_site())) with check (person_id = viewer() and (select edits_the_site()));
create policy mine on blog_import_piece to ecotone_app
  using (exists (select 1 from blog_import i where i.id = import_id)) with check (exists (select 1 from blog_import i where i.id = import_id));
grant update (state, progress, stop_asked, outcome) on blog_import to ecotone_app;

create function forget_old_imports(today timestamptz) returns integer
  language plpgsql security definer set search_path = public, pg_temp
  as $$
  declare forgotten integer;
  begin
    delete from blog_import where sent_at <= today - interval '1 day';
    get diagnostics forgotten = row_count;
    return forgotten;
  end $$;
revoke execute on function forget_old_imports(timestamptz) from public;
grant execute on function forget_old_imports(timestamptz) to ecotone_worker;
