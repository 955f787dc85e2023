-- Files that somebody sent and has not yet decided about: looked at in a preview, then brought in or dropped. In pieces, so that a long one
-- is never whole in memory. Only its sender reads it, and it is gone after a day.

create table upload (
  id uuid primary key,
  person_id uuid not null references person on delete cascade,
  sent_at timestamptz not null default now()
);
create table upload_file (
  upload_id uuid not null references upload on delete cascade,
  nth integer not null,
  name text not null check (length(name) between 1 and 1000),
  primary key (upload_id, nth)
);
create table upload_piece (
  upload_id uuid not null,
  file_nth integer not null,
  nth integer not null,
  bytes bytea not null,
  primary key (upload_id, file_nth, nth),
  foreign key (upload_id, file_nth) references upload_file on delete cascade
);

do $$
declare t text;
begin
  foreach t in array array['upload', 'upload_file', 'upload_piece'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy the_owner on %I to %I using (true) with check (true)', t, current_user);
    execute format('grant select, insert, delete on %I to ecotone_app', t);
  end loop;
end $$;
create policy mine on upload to ecotone_app using (person_id = viewer()) with check (person_id = viewer());
create policy mine on upload_file to ecotone_app
  using (exists (select 1 from upload u where u.id = upload_id)) with check (exists (select 1 from upload u where u.id = upload_id));
create policy mine on upload_piece to ecotone_app
  using (exists (select 1 from upload u where u.id = upload_id)) with check (exists (select 1 from upload u where u.id = upload_id));

create function forget_old_uploads(today timestamptz) returns integer
  language plpgsql security definer set search_path = public, pg_temp
  as $$
  declare forgotten integer;
  begin
    delete from upload where sent_at < today - interval '1 day';
    get diagnostics forgotten = row_count;
    return forgotten;
  end $$;
revoke execute on function forget_old_uploads(timestamptz) from public;
grant execute on function forget_old_uploads(timestamptz) to ecotone_worker;
