-- A landscape and everything drawn in it. `landscape_id` leads every key, so that the data can be split by landscape.

create table landscape (
  id uuid primary key,
  slug text not null unique check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$' and length(slug) <= 80),
  name text not null check (length(name) between 1 and 200),
  language text,
  drawn_by text,
  hope text,
  for_whom text,
  not_our_aim text,
  known_gaps text,
  basis text not null check (basis in ('fictional', 'published', 'own-sketch', 'consented')),
  source text,
  licence text,
  complete boolean not null default false,
  as_of date,
  -- the example that anybody signed in may look around
  example boolean not null default false check (not example or basis = 'fictional'),
  -- "should this be mapped?": when and by whom it was answered yes
  considered_at timestamptz,
  made_by uuid references person on delete set null,
  made_at timestamptz not null default now(),
  -- counts up with each change of anything that the analysis reads
  version bigint not null default 1,
  check (basis <> 'published' or (source is not null and licence is not null))
);

create table convener (
  landscape_id uuid not null references landscape on delete cascade,
  person_id uuid not null references person on delete cascade,
  role text not null check (role in ('steward', 'convener')),
  since timestamptz not null default now(),
  primary key (landscape_id, person_id)
);
create index convener_person on convener (person_id);

create table participant (
  landscape_id uuid not null references landscape on delete cascade,
  person_id uuid not null references person on delete cascade,
  external_id text not null check (length(external_id) between 1 and 200),
  -- who first named this person; while `consent` is not "agreed" only they see more than "1 person, not yet asked"
  named_by uuid references person on delete set null,
  named_at timestamptz not null default now(),
  told_at timestamptz,
  consent text not null default 'not yet asked' check (consent in ('agreed', 'told', 'not yet asked', 'hidden', 'withdrawn')),
  primary key (landscape_id, person_id),
  unique (landscape_id, external_id)
);
create index participant_person on participant (person_id);

-- How the one who named somebody calls them (initials, a role). Nobody else reads it; it goes when the person agrees and gives a name.
create table placeholder_label (
  landscape_id uuid not null,
  person_id uuid not null,
  named_by uuid not null references person on delete cascade,
  label text not null check (length(label) between 1 and 200),
  primary key (landscape_id, person_id, named_by),
  foreign key (landscape_id, person_id) references participant on delete cascade
);

-- What a person said to each purpose, each time. The newest row counts; nothing is overwritten.
create table consent (
  landscape_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  purpose text not null check (purpose in ('map', 'ties', 'analysis', 'introductions', 'stories', 'newsletter', 'special-category')),
  state text not null check (state in ('agreed', 'told', 'not yet asked', 'hidden', 'withdrawn')),
  said_at timestamptz not null,
  recorded_by uuid references person on delete set null,
  primary key (landscape_id, id),
  foreign key (landscape_id, person_id) references participant on delete cascade
);
create index consent_person on consent (landscape_id, person_id, purpose, said_at desc);

create table practice (
  landscape_id uuid not null references landscape on delete cascade,
  id uuid not null,
  external_id text not null check (length(external_id) between 1 and 200),
  name text not null check (length(name) between 1 and 200),
  kind text not null check (kind in ('community', 'organisation', 'institution', 'network', 'public')),
  does text,
  special_category boolean not null default false,
  primary key (landscape_id, id),
  unique (landscape_id, external_id)
);

create table membership (
  landscape_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  practice_id uuid not null,
  weight double precision not null default 1 check (weight > 0 and weight <= 1000000),
  mode text check (mode in ('engagement', 'imagination', 'alignment')),
  since date,
  until date,
  primary key (landscape_id, id),
  unique (landscape_id, person_id, practice_id),
  foreign key (landscape_id, person_id) references participant on delete cascade,
  foreign key (landscape_id, practice_id) references practice on delete cascade
);
create index membership_practice on membership (landscape_id, practice_id);

create table boundary (
  landscape_id uuid not null references landscape on delete cascade,
  id uuid not null,
  external_id text not null check (length(external_id) between 1 and 200),
  name text not null check (length(name) between 1 and 200),
  kind text not null check (kind in ('geographic', 'cultural', 'disciplinary', 'political', 'class', 'social', 'institutional', 'other')),
  history text,
  stakes text,
  position integer not null default 0,
  primary key (landscape_id, id),
  unique (landscape_id, external_id),
  unique (landscape_id, id, kind)
);

create table side (
  landscape_id uuid not null,
  id uuid not null,
  boundary_id uuid not null,
  name text not null check (length(name) between 1 and 200),
  position integer not null,
  primary key (landscape_id, id),
  unique (landscape_id, boundary_id, name),
  unique (landscape_id, boundary_id, id),
  foreign key (landscape_id, boundary_id) references boundary on delete cascade
);

-- Which side somebody stands on; several rows straddle; a row without a side is "known to be unknown". The kind of the boundary is
-- repeated here only so that the rule below can be held by the table: nobody's own side on a class, political or cultural boundary.
create table standing (
  landscape_id uuid not null,
  id uuid not null,
  boundary_id uuid not null,
  boundary_kind text not null,
  side_id uuid,
  person_id uuid,
  practice_id uuid,
  recorded_by uuid references person on delete set null,
  primary key (landscape_id, id),
  unique nulls not distinct (landscape_id, boundary_id, side_id, person_id, practice_id),
  check (num_nonnulls(person_id, practice_id) = 1),
  constraint practices_only_on_this_kind check (person_id is null or boundary_kind not in ('class', 'political', 'cultural')),
  foreign key (landscape_id, boundary_id, boundary_kind) references boundary (landscape_id, id, kind) on update cascade on delete cascade,
  foreign key (landscape_id, boundary_id, side_id) references side (landscape_id, boundary_id, id) on delete cascade,
  foreign key (landscape_id, person_id) references participant on delete cascade,
  foreign key (landscape_id, practice_id) references practice on delete cascade
);
create index standing_person on standing (landscape_id, person_id);

-- One account of one dyad: who said what about a tie, for which time it was true, and when we heard it (and took it back).
create table tie (
  landscape_id uuid not null,
  id uuid not null,
  from_id uuid not null,
  to_id uuid not null,
  kind text not null check (kind in ('talks', 'learns', 'works', 'trusts', 'funds', 'conflict')),
  strength double precision not null default 0.5 check (strength between 0 and 1),
  mutual boolean not null,
  says text not null default 'yes' check (says in ('yes', 'no')),
  reported_by uuid,
  true_from date,
  true_until date,
  confirmed_on date,
  recorded_at timestamptz not null default now(),
  retracted_at timestamptz,
  recorded_by uuid references person on delete set null,
  primary key (landscape_id, id),
  check (from_id <> to_id),
  check (true_until is null or true_from is null or true_until >= true_from),
  foreign key (landscape_id, from_id) references participant on delete cascade,
  foreign key (landscape_id, to_id) references participant on delete cascade,
  foreign key (landscape_id, reported_by) references participant on delete cascade
);
create index tie_from on tie (landscape_id, from_id);
create index tie_to on tie (landscape_id, to_id);

-- Who was asked what, and when they answered: without it "no" and "nobody asked" would look alike.
create table answer (
  landscape_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  question text not null check (length(question) between 1 and 100),
  about_practice_id uuid,
  asked_on date,
  answered_on date,
  recorded_by uuid references person on delete set null,
  primary key (landscape_id, id),
  foreign key (landscape_id, person_id) references participant on delete cascade,
  foreign key (landscape_id, about_practice_id) references practice on delete cascade
);
create index answer_person on answer (landscape_id, person_id);

create table concern (
  landscape_id uuid not null references landscape on delete cascade,
  id uuid not null,
  key text not null check (length(key) between 1 and 200),
  words text not null check (length(words) between 1 and 500),
  kind text not null check (kind in ('cares', 'offers', 'seeks')),
  person_id uuid,
  practice_id uuid,
  recorded_by uuid references person on delete set null,
  primary key (landscape_id, id),
  check (num_nonnulls(person_id, practice_id) = 1),
  foreign key (landscape_id, person_id) references participant on delete cascade,
  foreign key (landscape_id, practice_id) references practice on delete cascade
);
create index concern_key on concern (landscape_id, key);

-- Standing to convene: what a person claims, and what members of the practice answered. Never merged, never shown one by one.
create table legitimacy (
  landscape_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  practice_id uuid not null,
  kind text not null check (kind in ('claimed', 'attested')),
  answered_by uuid,
  would_come boolean,
  ground text,
  recorded_on date,
  recorded_by uuid references person on delete set null,
  primary key (landscape_id, id),
  check (kind = 'claimed' or would_come is not null),
  foreign key (landscape_id, person_id) references participant on delete cascade,
  foreign key (landscape_id, practice_id) references practice on delete cascade,
  foreign key (landscape_id, answered_by) references participant on delete cascade
);
create index legitimacy_person on legitimacy (landscape_id, person_id);

-- Two who must not be brought together. No reason is asked and none can be stored.
create table keep_apart (
  landscape_id uuid not null references landscape on delete cascade,
  id uuid not null,
  one_person_id uuid,
  one_practice_id uuid,
  other_person_id uuid,
  other_practice_id uuid,
  concern_key text,
  flagged_by uuid references person on delete set null,
  primary key (landscape_id, id),
  check (num_nonnulls(one_person_id, one_practice_id) = 1 and num_nonnulls(other_person_id, other_practice_id) = 1),
  foreign key (landscape_id, one_person_id) references participant on delete cascade,
  foreign key (landscape_id, other_person_id) references participant on delete cascade,
  foreign key (landscape_id, one_practice_id) references practice on delete cascade,
  foreign key (landscape_id, other_practice_id) references practice on delete cascade
);
