-- What somebody chose to keep of a file although our words have no place for it, as text under its heading; and what they said the
-- columns of their own tables are.

-- Custom fields of one person, practice, membership or tie. Nothing counts them and no analysis reads them; who sees them is who sees
-- what was said about whom they are of.
create table custom_field (
  landscape_id uuid not null references landscape on delete cascade,
  id uuid not null,
  person_id uuid,
  practice_id uuid,
  membership_id uuid,
  tie_id uuid,
  fields jsonb not null check (jsonb_typeof(fields) = 'object'),
  recorded_by uuid references person on delete set null,
  primary key (landscape_id, id),
  check (num_nonnulls(person_id, practice_id, membership_id, tie_id) = 1),
  foreign key (landscape_id, person_id) references participant on delete cascade,
  foreign key (landscape_id, practice_id) references practice on delete cascade,
  foreign key (landscape_id, membership_id) references membership on delete cascade,
  foreign key (landscape_id, tie_id) references tie on delete cascade
);
create index custom_field_person on custom_field (landscape_id, person_id) where person_id is not null;
create index custom_field_practice on custom_field (landscape_id, practice_id) where practice_id is not null;
create index custom_field_membership on custom_field (landscape_id, membership_id) where membership_id is not null;
create index custom_field_tie on custom_field (landscape_id, tie_id) where tie_id is not null;
create index custom_field_recorded_by on custom_field (recorded_by) where recorded_by is not null;

-- What the columns of somebody's own table are, for the next one with the same headings; of the headings only a digest is kept.
create table column_choice (
  person_id uuid not null references person on delete cascade,
  headings text not null check (length(headings) = 64),
  roles jsonb not null check (jsonb_typeof(roles) = 'array'),
  chosen_at timestamptz not null,
  primary key (person_id, headings)
);

do $$
declare t text;
begin
  foreach t in array array['custom_field', 'column_choice'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy the_owner on %I to %I using (true) with check (true)', t, current_user);
  end loop;
end $$;

-- A membership is seen by the whole team; what was said of it besides, like everything said of a person, only where they are shown.
create policy seeing on custom_field for select to ecotone_app, ecotone_worker using (
  landscape_id = any (array(select landscapes_i_see())) and (
    landscape_id = any (array(select open_landscapes_i_see()))
    or recorded_by = viewer()
    or practice_id is not null
    or (landscape_id, person_id) in (select landscape_id, person_id from people_shown_to_me())
    or (landscape_id, membership_id) in (
      select m.landscape_id, m.id from membership m
      where (m.landscape_id, m.person_id) in (select landscape_id, person_id from people_shown_to_me()))
    or (landscape_id, tie_id) in (select t.landscape_id, t.id from tie t)));
create policy drawing on custom_field for insert to ecotone_app
  with check (landscape_id = any (array(select landscapes_i_convene())) and recorded_by = viewer());
create policy rubbing_out on custom_field for delete to ecotone_app
  using (landscape_id = any (array(select landscapes_i_convene())));
grant select, insert, delete on custom_field to ecotone_app;
grant select on custom_field to ecotone_worker;

create policy mine on column_choice to ecotone_app using (person_id = viewer()) with check (person_id = viewer());
grant select, insert, update, delete on column_choice to ecotone_app;

-- Whoever takes their word back leaves nothing behind that says who they are.
create function forget_what_was_kept_besides() returns trigger
  language plpgsql security definer set search_path = public, pg_temp
  as $$
  begin
    delete from custom_field c where c.landscape_id = new.landscape_id and (
      c.person_id = new.person_id
      or c.membership_id in (select m.id from membership m
        where m.landscape_id = new.landscape_id and m.person_id = new.person_id)
      or c.tie_id in (select t.id from tie t
        where t.landscape_id = new.landscape_id and (t.from_id = new.person_id or t.to_id = new.person_id)));
    return null;
  end $$;
revoke execute on function forget_what_was_kept_besides() from public;
create trigger forget_what_was_kept_besides after update of consent on participant for each row
  when (new.consent = 'withdrawn' and old.consent <> 'withdrawn') execute function forget_what_was_kept_besides();

-- Names of 300 characters are rare and real: of institutions, and of people whose names are a line of their family.
alter table placeholder_label drop constraint placeholder_label_label_check, add check (length(label) between 1 and 300);
alter table practice drop constraint practice_name_check, add check (length(name) between 1 and 300);
alter table boundary drop constraint boundary_name_check, add check (length(name) between 1 and 300);
alter table side drop constraint side_name_check, add check (length(name) between 1 and 300);
alter table space drop constraint space_name_check, add check (length(name) between 1 and 300);
