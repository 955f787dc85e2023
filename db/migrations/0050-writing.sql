-- What the site has written on it: posts, chapters of the handbook with their cards, and pages. Written by editors, read by anybody
-- once it is shown.

-- Does the viewer edit the site?
create function edits_the_site() returns boolean
  language sql stable security definer set search_path = public, pg_temp
  as $$
    select purpose() <> 'held about me' and exists (select 1 from site_role r where r.person_id = viewer() and r.role = 'editor')
  $$;
revoke execute on function edits_the_site() from public;
grant execute on function edits_the_site() to ecotone_app, ecotone_worker;

-- Whoever is let in first runs the instance, and begins its site as well.
insert into site_role (person_id, role) select person_id, 'editor' from instance_steward on conflict do nothing;
create function begin_the_site() returns trigger
  language plpgsql security definer set search_path = public, pg_temp
  as $$
  begin
    if not exists (select 1 from account a where a.person_id <> new.person_id) then
      insert into site_role (person_id, role) values (new.person_id, 'editor') on conflict do nothing;
    end if;
    return null;
  end $$;
revoke execute on function begin_the_site() from public;
create trigger begin_the_site after insert on account for each row execute function begin_the_site();

create table writing (
  id uuid primary key,
  kind text not null check (kind in ('post', 'chapter', 'card', 'page')),
  slug text not null check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$' and length(slug) <= 100),
  language text not null check (language in ('en', 'pt', 'es', 'fr')),
  -- what is written over it: names, as they are to be read; who of them has an account stands in writing_author
  byline text not null default '' check (length(byline) <= 200),
  tags text[] not null default '{}',
  -- of chapters: the part of the book, the place in it, the card and the screen of the workbench that leads there
  part text,
  position integer,
  card text,
  screen text,
  state text not null default 'draft' check (state in ('draft', 'scheduled', 'shown', 'taken-down')),
  -- which version anybody reads; of what is scheduled, will read
  shown_version integer,
  -- since when, or from when on
  shown_at timestamptz,
  taken_down_at timestamptz,
  made_at timestamptz not null,
  made_by uuid references person on delete set null,
  unique (kind, slug),
  check (state = 'draft' or shown_version is not null),
  check (state not in ('scheduled', 'shown') or shown_at is not null),
  check ((state = 'taken-down') = (taken_down_at is not null))
);
create index writing_made_by on writing (made_by);
create index writing_shown on writing (kind, shown_at desc) where state = 'shown';
create index writing_due on writing (shown_at) where state = 'scheduled';

-- Never changed: a version is what somebody kept, or what came with an import.
create table writing_version (
  writing_id uuid not null references writing on delete cascade,
  number integer not null check (number > 0),
  title text not null check (length(trim(title)) between 1 and 300),
  summary text not null default '' check (length(summary) <= 1000),
  words text not null check (length(words) <= 400000),
  kept_at timestamptz not null,
  kept_by uuid references person on delete set null,
  note text check (length(note) <= 300),
  primary key (writing_id, number)
);
create index writing_version_kept_by on writing_version (kept_by);
alter table writing add foreign key (id, shown_version) references writing_version (writing_id, number) deferrable initially deferred;
create index writing_with_version on writing (id, shown_version);

-- What is being written now: kept every few seconds, so that a crash loses nothing.
create table writing_draft (
  writing_id uuid primary key references writing on delete cascade,
  title text not null default '' check (length(title) <= 300),
  summary text not null default '' check (length(summary) <= 1000),
  words text not null default '' check (length(words) <= 400000),
  -- the version it began from; null for a new writing
  began_from integer,
  saved_at timestamptz not null,
  saved_by uuid references person on delete set null,
  -- counts up with each saving: whoever saves says which one they saw
  round integer not null default 1
);
create index writing_draft_saved_by on writing_draft (saved_by);

-- A slug that was: it leads to where the writing is now.
create table former_slug (
  kind text not null,
  slug text not null,
  writing_id uuid not null references writing on delete cascade,
  primary key (kind, slug)
);
create index former_slug_writing on former_slug (writing_id);

do $$
declare t text;
begin
  foreach t in array array['writing', 'writing_version', 'writing_draft', 'former_slug'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy the_owner on %I to %I using (true) with check (true)', t, current_user);
    execute format('create policy editing on %I to ecotone_app using ((select edits_the_site())) with check ((select edits_the_site()))', t);
  end loop;
end $$;
-- of what was taken down anybody learns that it was there, and no word of it
create policy reading on writing for select to ecotone_app using (state in ('shown', 'taken-down'));
create policy reading on writing_version for select to ecotone_app using (exists (
  select 1 from writing w where w.id = writing_id and w.state = 'shown' and w.shown_version = number));
create policy reading on former_slug for select to ecotone_app using (exists (
  select 1 from writing w where w.id = writing_id and w.state in ('shown', 'taken-down')));
grant select, insert, update, delete on writing, writing_draft, former_slug to ecotone_app;
grant select, insert on writing_version to ecotone_app;

-- Shows what is due, and says how many. For the clock: nobody asks.
create function show_what_is_due(moment timestamptz) returns integer
  language plpgsql security definer set search_path = public, pg_temp
  as $$
  declare shown integer;
  begin
    update writing set state = 'shown' where state = 'scheduled' and shown_at <= moment;
    get diagnostics shown = row_count;
    return shown;
  end $$;
revoke execute on function show_what_is_due(timestamptz) from public;
grant execute on function show_what_is_due(timestamptz) to ecotone_worker;

-- Whoever keeps pages in memory hears that they are old.
create function tell_that_the_site_changed() returns trigger
  language plpgsql as $$ begin perform pg_notify('site_changed', ''); return null; end $$;
create trigger tell_that_the_site_changed after insert or update or delete on writing
  for each statement execute function tell_that_the_site_changed();
