-- Editions of the handbook that an editor closed: their files as they were made, and which version of each text was in them.

create table book_edition (
  id uuid primary key,
  number integer not null unique check (number > 0),
  name text not null check (length(trim(name)) between 1 and 120),
  -- what changed since the one before
  note text not null default '' check (length(note) <= 2000),
  shown boolean not null default false,
  closed_at timestamptz not null,
  closed_by uuid references person on delete set null
);
create index book_edition_closed_by on book_edition (closed_by);

create table book_edition_file (
  edition_id uuid not null references book_edition on delete cascade,
  format text not null check (format in ('epub', 'pdf', 'html')),
  bytes bytea not null check (octet_length(bytes) <= 100000000),
  primary key (edition_id, format)
);

create table book_edition_text (
  edition_id uuid not null references book_edition on delete cascade,
  writing_id uuid not null references writing on delete cascade,
  version integer not null,
  primary key (edition_id, writing_id)
);
create index book_edition_text_of on book_edition_text (writing_id);

do $$
declare t text;
begin
  foreach t in array array['book_edition', 'book_edition_file', 'book_edition_text'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy the_owner on %I to %I using (true) with check (true)', t, current_user);
    execute format('create policy editing on %I to ecotone_app using ((select edits_the_site())) with check ((select edits_the_site()))', t);
  end loop;
end $$;
create policy reading on book_edition for select to ecotone_app using (shown);
create policy reading on book_edition_file for select to ecotone_app using (edition_id in (select id from book_edition));
create policy reading on book_edition_text for select to ecotone_app using (edition_id in (select id from book_edition)
  and exists (select 1 from writing w where w.id = writing_id and w.state = 'shown'));
grant select, insert, delete on book_edition, book_edition_file, book_edition_text to ecotone_app;
create trigger tell_that_the_site_changed after insert or update or delete on book_edition
  for each statement execute function tell_that_the_site_changed();
