-- Who is behind the site: where they can be found, and who supports them. Written by editors, read by anybody once it is shown.

create table contact_place (
  id uuid primary key,
  position integer not null default 1,
  shown boolean not null default false,
  organization text not null check (length(trim(organization)) between 1 and 200),
  street text not null default '' check (length(street) <= 200),
  postal_code text not null default '' check (length(postal_code) <= 20),
  locality text not null default '' check (length(locality) <= 120),
  -- ISO 3166
  country text check (country ~ '^[A-Z]{2}$'),
  email text check (length(email) <= 254 and email ~ '^[^\s@<>]+@[^\s@<>]+$'),
  -- as it is to be read, with the plus in front; without what is no digit it is E.164
  phone text check (phone ~ '^\+[0-9 ().-]{7,30}$' and regexp_replace(phone, '[^0-9]', '', 'g') ~ '^[1-9][0-9]{6,14}$')
);

create table supporter (
  id uuid primary key,
  position integer not null default 1,
  shown boolean not null default false,
  name text not null check (length(trim(name)) between 1 and 200),
  url text check (length(url) <= 500 and url ~ '^https://[^\s"<>]+$'),
  -- what they give and for what, in a sentence
  gives text not null default '' check (length(gives) <= 300),
  -- the number their grant has with them
  grant_id text not null default '' check (length(grant_id) <= 100),
  -- their entry in the Research Organization Registry
  ror text check (ror ~ '^https://ror\.org/0[a-hj-km-np-tv-z0-9]{6}[0-9]{2}$')
);

do $$
declare t text;
begin
  foreach t in array array['contact_place', 'supporter'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy the_owner on %I to %I using (true) with check (true)', t, current_user);
    execute format('create policy editing on %I to ecotone_app using ((select edits_the_site())) with check ((select edits_the_site()))', t);
    execute format('create policy reading on %I for select to ecotone_app using (shown)', t);
    execute format('grant select, insert, update, delete on %I to ecotone_app', t);
    execute format('create trigger tell_that_the_site_changed after insert or update or delete on %I
      for each statement execute function tell_that_the_site_changed()', t);
  end loop;
end $$;
