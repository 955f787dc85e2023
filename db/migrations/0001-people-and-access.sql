-- Who people are, how they get in, and who is asking. Identifying values of a person live in the row `person` and nowhere else;
-- everything else holds ids made by the application (UUIDv7). The roles ecotone_app, ecotone_auth and ecotone_worker exist already.

-- The person on whose behalf this transaction runs; null when nobody is signed in.
create function viewer() returns uuid
  language sql stable parallel safe
  as $$ select nullif(current_setting('ecotone.person', true), '')::uuid $$;

-- What the transaction is for, where reading more than a page shows must be said aloud ("restorable export").
create function purpose() returns text
  language sql stable parallel safe
  as $$ select coalesce(current_setting('ecotone.purpose', true), '') $$;

create table person (
  id uuid primary key,
  name text,
  email text,
  email_verified boolean not null default false,
  phone text,
  image text,
  language text,
  theme text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create unique index person_email on person (lower(email)) where email is not null;

create table session (
  id uuid primary key,
  person_id uuid not null references person on delete cascade,
  token text not null unique,
  expires_at timestamptz not null,
  ip_address text,
  user_agent text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index session_person on session (person_id);

create table account (
  id uuid primary key,
  person_id uuid not null references person on delete cascade,
  account_id text not null,
  provider_id text not null,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamptz,
  refresh_token_expires_at timestamptz,
  scope text,
  password text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index account_person on account (person_id);

create table verification (
  id uuid primary key,
  identifier text not null,
  value text not null,
  expires_at timestamptz not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index verification_identifier on verification (identifier);

-- Mails as written; sent_at is null until a mail server took them. The address stays in `person`.
create table mail (
  id uuid primary key,
  person_id uuid not null references person on delete cascade,
  subject text not null,
  plain_text text not null,
  html text not null,
  written_at timestamptz not null default now(),
  sent_at timestamptz
);
create index mail_person on mail (person_id, written_at);

-- One row for each form that was taken: the same form sent twice is answered with where the first one led.
create table form_key (
  key uuid primary key,
  person_id uuid references person on delete cascade,
  taken_at timestamptz not null default now(),
  location text
);
create index form_key_taken on form_key (taken_at);

grant usage on schema public to ecotone_app, ecotone_auth, ecotone_worker;
grant select, insert, update, delete on person, session, account, verification, mail to ecotone_auth;
grant select, insert, update on person to ecotone_app;
grant select on person to ecotone_worker;
grant select, insert, update, delete on form_key to ecotone_app;

-- Signing in has to find a person before anybody is signed in, so its role sees these tables whole and no other table at all.
alter table person enable row level security;
alter table person force row level security;
create policy signing_in on person to ecotone_auth using (true) with check (true);
create policy myself on person to ecotone_app, ecotone_worker using (id = viewer()) with check (id = viewer());

alter table session enable row level security;
alter table session force row level security;
create policy signing_in on session to ecotone_auth using (true) with check (true);

alter table account enable row level security;
alter table account force row level security;
create policy signing_in on account to ecotone_auth using (true) with check (true);

alter table verification enable row level security;
alter table verification force row level security;
create policy signing_in on verification to ecotone_auth using (true) with check (true);

alter table mail enable row level security;
alter table mail force row level security;
create policy signing_in on mail to ecotone_auth using (true) with check (true);

alter table form_key enable row level security;
alter table form_key force row level security;
create policy mine on form_key to ecotone_app
  using (person_id is not distinct from viewer()) with check (person_id is not distinct from viewer());

-- The owner changes data in later migrations and answers for the few functions that look across the lines below.
do $$
declare t text;
begin
  foreach t in array array['person', 'session', 'account', 'verification', 'mail', 'form_key'] loop
    execute format('create policy the_owner on %I to %I using (true) with check (true)', t, current_user);
  end loop;
end $$;
