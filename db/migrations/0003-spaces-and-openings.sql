-- What is opened in a landscape, what the engine read in it, and the memory of every change.

create table space (
  landscape_id uuid not null references landscape on delete cascade,
  id uuid not null,
  external_id text not null check (length(external_id) between 1 and 200),
  name text not null check (length(name) between 1 and 200),
  question text not null check (length(question) between 1 and 2000),
  why text,
  stage text not null check (stage in ('imagined', 'inviting', 'alive', 'resting', 'closed', 'handed over')),
  ground_rule text not null default 'open' check (ground_rule in ('open', 'chatham house', 'closed')),
  opportunity_key text,
  made_by uuid references person on delete set null,
  made_at timestamptz not null default now(),
  primary key (landscape_id, id),
  unique (landscape_id, external_id)
);

create table space_person (
  landscape_id uuid not null,
  space_id uuid not null,
  person_id uuid not null,
  role text not null check (role in ('host', 'invited', 'member')),
  state text not null default 'not yet asked' check (state in ('not yet asked', 'asked', 'accepted', 'declined')),
  primary key (landscape_id, space_id, person_id),
  foreign key (landscape_id, space_id) references space on delete cascade,
  foreign key (landscape_id, person_id) references participant on delete cascade
);

create table invitation (
  landscape_id uuid not null,
  space_id uuid not null,
  practice_id uuid not null,
  words text not null check (length(words) between 1 and 10000),
  primary key (landscape_id, space_id, practice_id),
  foreign key (landscape_id, space_id) references space on delete cascade,
  foreign key (landscape_id, practice_id) references practice on delete cascade
);

-- One reading of a landscape by the engine, from the moment it is asked for. Done ones are never changed.
create table snapshot (
  landscape_id uuid not null references landscape on delete cascade,
  id uuid not null,
  asked_by uuid references person on delete cascade,
  asked_at timestamptz not null default now(),
  as_of date not null,
  landscape_version bigint not null,
  seed bigint not null,
  options jsonb not null,
  state text not null default 'waiting' check (state in ('waiting', 'running', 'done', 'cancelled', 'failed')),
  progress real not null default 0 check (progress between 0 and 1),
  cancel_asked boolean not null default false,
  engine_version text,
  input_hash text,
  result jsonb,
  problem text,
  done_at timestamptz,
  primary key (landscape_id, id)
);
create index snapshot_newest on snapshot (landscape_id, asked_at desc);

-- What became of each opportunity, and why.
create table journal_entry (
  landscape_id uuid not null references landscape on delete cascade,
  id uuid not null,
  opportunity_key text not null,
  snapshot_id uuid,
  became text not null check (became in ('taken up', 'seen differently', 'not now', 'again')),
  why text,
  space_id uuid,
  written_by uuid references person on delete set null,
  written_at timestamptz not null default now(),
  primary key (landscape_id, id),
  foreign key (landscape_id, snapshot_id) references snapshot on delete set null (snapshot_id),
  foreign key (landscape_id, space_id) references space on delete set null (space_id)
);
create index journal_entry_key on journal_entry (landscape_id, opportunity_key, written_at);

-- An opportunity that a convener saw; the engine checks it like its own.
create table seen_opportunity (
  landscape_id uuid not null references landscape on delete cascade,
  id uuid not null,
  words text not null check (length(words) between 1 and 500),
  practice_ids uuid[] not null check (cardinality(practice_ids) between 1 and 12),
  seen_by uuid references person on delete set null,
  seen_at timestamptz not null default now(),
  primary key (landscape_id, id)
);

-- Where hills and people lie: computed once, kept, and taken up by the next edition.
create table layout (
  landscape_id uuid not null references landscape on delete cascade,
  id uuid not null,
  edition integer not null,
  seed text not null,
  algorithm text not null,
  input_hash text not null,
  made_at timestamptz not null default now(),
  primary key (landscape_id, id),
  unique (landscape_id, edition, input_hash)
);
create table layout_position (
  landscape_id uuid not null,
  layout_id uuid not null,
  subject_id uuid not null,
  x double precision not null,
  y double precision not null,
  pinned_by uuid references person on delete set null,
  pinned_at timestamptz,
  primary key (landscape_id, layout_id, subject_id),
  foreign key (landscape_id, layout_id) references layout on delete cascade
);

-- Every change of what is drawn: who, when, why, before and after. Rows are only ever added, by the trigger below.
create table change (
  landscape_id uuid not null references landscape on delete cascade,
  id bigint generated always as identity,
  changed_at timestamptz not null default now(),
  changed_by uuid references person on delete set null,
  why text,
  what text not null,
  did text not null check (did in ('added', 'changed', 'removed')),
  before jsonb,
  after jsonb,
  primary key (landscape_id, id)
);
create index change_newest on change (landscape_id, changed_at desc);
