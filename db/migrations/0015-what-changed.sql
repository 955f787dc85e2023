-- The log is read by the team, and a change can be undone. What one transaction did is one deed: its rows share the moment and the person.

-- The moment of the deed that this row undoes; written by the default, so that no trigger can forget it. Of rows from before it is null.
alter table change add column undoes timestamptz default nullif(current_setting('ecotone.undoes', true), '')::timestamptz;
create index change_undoes on change (landscape_id, undoes) where undoes is not null;

-- Whoever may read a row in its own table may read of its past; what is told under four eyes stays with whoever wrote it down, also when
-- somebody else's hand made it go.
drop policy seeing on change;
create policy seeing on change for select to ecotone_app using (
  landscape_id = any (array(select landscapes_i_see())) and (
    case
      when what in ('legitimacy', 'keep_apart') then
        viewer()::text in (coalesce(after, before) ->> 'recorded_by', coalesce(after, before) ->> 'flagged_by')
      when landscape_id = any (array(select open_landscapes_i_see())) then true
      when changed_by = viewer() then true
      when landscape_id <> all (array(select landscapes_i_convene())) then false
      when what in ('landscape', 'convener', 'practice', 'boundary', 'side', 'membership', 'participant', 'consent', 'space',
        'space_person', 'invitation') then true
      when what in ('standing', 'concern', 'answer') then coalesce(after, before) ->> 'person_id' is null
        or (landscape_id, (coalesce(after, before) ->> 'person_id')::uuid) in (select s.landscape_id, s.person_id from people_shown_to_me() s)
      when what = 'tie' then
        (landscape_id, (coalesce(after, before) ->> 'from_id')::uuid) in (select s.landscape_id, s.person_id from people_shown_to_me() s)
        and (landscape_id, (coalesce(after, before) ->> 'to_id')::uuid) in (select s.landscape_id, s.person_id from people_shown_to_me() s)
      else false
    end));

-- How many rows a deed has, also those that the viewer may not read: half of a deed is not undone.
create function rows_of_deed(in_landscape uuid, moment timestamptz, by_whom uuid) returns bigint
  language sql stable security definer set search_path = public, pg_temp
  as $$
    select count(*) from change where landscape_id = in_landscape and changed_at = moment and changed_by is not distinct from by_whom
      and in_landscape in (select landscapes_i_convene())
  $$;
revoke execute on function rows_of_deed(uuid, timestamptz, uuid) from public;
grant execute on function rows_of_deed(uuid, timestamptz, uuid) to ecotone_app;
