-- Of a supporter, the chapters of the handbook that they made possible, by their names in addresses: named at the foot of each.
alter table supporter add column chapters text[] not null default '{}'
  check (cardinality(chapters) <= 200 and array_to_string(chapters, '/') ~ '^([a-z0-9]+(-[a-z0-9]+)*(/[a-z0-9]+(-[a-z0-9]+)*)*)?$');
