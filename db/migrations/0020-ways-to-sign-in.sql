-- Ways to sign in beside the mailed link, and when somebody last showed that it is them. Only the role for signing in reaches these
-- tables; what is secret in them is a hash, or sealed with a key that is not in the database.

-- ── sessions ────────────────────────────────────────────────────────────────────────────────────────────────────────────

-- When whoever holds this session last showed that it is them, and when it was last used (to the hour).
alter table session add column confirmed_at timestamptz not null default now();
alter table session add column used_at timestamptz not null default now();
update session set confirmed_at = created_at, used_at = updated_at;

-- What is shown to be let in (a mailed link, a question that a device has to answer) belongs to somebody, and goes with them.
alter table verification add column person_id uuid references person on delete cascade;
create index verification_person on verification (person_id);

-- ── ways in ─────────────────────────────────────────────────────────────────────────────────────────────────────────────

-- What a device can prove without telling a secret: we keep its public half.
create table passkey (
  id uuid primary key,
  person_id uuid not null references person on delete cascade,
  name text not null,
  credential_id text not null unique,
  public_key text not null,
  counter bigint not null default 0,
  transports text[] not null default '{}',
  made_at timestamptz not null default now(),
  used_at timestamptz
);
create index passkey_person on passkey (person_id);

-- Six digits from an app, asked after a mailed link. The secret is sealed; it counts from the first code that fitted on.
create table second_step (
  person_id uuid primary key references person on delete cascade,
  secret text not null,
  on_since timestamptz,
  -- the time step of the newest code that was taken: none of it or before is taken again
  last_step bigint not null default 0
);

-- For whoever lost the app: each opens once. Only what a key outside the database makes of them is kept.
create table recovery_code (
  person_id uuid not null references person on delete cascade,
  hash text not null,
  used_at timestamptz,
  primary key (person_id, hash)
);

-- By what somebody lets a program act for them. Only the hash; the beginning is kept so that its owner knows it again.
create table api_token (
  id uuid primary key,
  person_id uuid not null references person on delete cascade,
  name text not null,
  hash text not null unique,
  beginning text not null,
  scopes text[] not null check (cardinality(scopes) > 0 and scopes <@ array['read', 'write', 'export']),
  -- the only landscape it opens; null for all that its owner sees
  landscape_id uuid references landscape on delete cascade,
  made_at timestamptz not null,
  expires_at timestamptz not null check (expires_at <= made_at + interval '366 days'),
  used_on date
);
create index api_token_person on api_token (person_id);
create index api_token_landscape on api_token (landscape_id);

-- An address that somebody wishes to change to; nothing changes before it was confirmed at both.
create table address_change (
  person_id uuid primary key references person on delete cascade,
  new_address text not null,
  asked_at timestamptz not null,
  confirmed_old boolean not null default false,
  confirmed_new boolean not null default false
);

do $$
declare t text;
begin
  foreach t in array array['passkey', 'second_step', 'recovery_code', 'api_token', 'address_change'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy signing_in on %I to ecotone_auth using (true) with check (true)', t);
    execute format('create policy the_owner on %I to %I using (true) with check (true)', t, current_user);
    execute format('grant select, insert, update, delete on %I to ecotone_auth', t);
  end loop;
end $$;

-- The role for signing in sees no landscape; of a token that opens one alone it may know which address that is.
create function landscape_of_token(token uuid) returns text
  language sql stable security definer set search_path = public, pg_temp
  as $$ select l.slug from api_token t join landscape l on l.id = t.landscape_id where t.id = token $$;
revoke execute on function landscape_of_token(uuid) from public;
grant execute on function landscape_of_token(uuid) to ecotone_auth;

-- Whoever's last door is closed is signed out at once, everywhere, and no program acts for them. What a role opens needs none of this: it
-- is asked of the tables with every request.
create function end_what_a_door_opened() returns trigger
  language plpgsql security definer set search_path = public, pg_temp
  as $$
  begin
    if not exists (select 1 from account a where a.person_id = old.person_id) then
      delete from session s where s.person_id = old.person_id;
      delete from api_token t where t.person_id = old.person_id;
      delete from verification v where v.person_id = old.person_id;
    end if;
    return null;
  end $$;
revoke execute on function end_what_a_door_opened() from public;
create trigger end_what_a_door_opened after delete on account for each row execute function end_what_a_door_opened();
