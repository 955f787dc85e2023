-- Whoever leaves is looked for in every column that may point at them. Without an index each person of a large landscape meant reading
-- whole tables: deleting 3,000 people with 27,000 ties took 12 seconds, and the time grew with the square.

create index answer_about on answer (landscape_id, about_practice_id) where about_practice_id is not null;
create index concern_person on concern (landscape_id, person_id) where person_id is not null;
create index concern_practice on concern (landscape_id, practice_id) where practice_id is not null;
create index invitation_practice on invitation (landscape_id, practice_id);
create index journal_entry_snapshot on journal_entry (landscape_id, snapshot_id) where snapshot_id is not null;
create index journal_entry_space on journal_entry (landscape_id, space_id) where space_id is not null;
create index keep_apart_one_person on keep_apart (landscape_id, one_person_id) where one_person_id is not null;
create index keep_apart_one_practice on keep_apart (landscape_id, one_practice_id) where one_practice_id is not null;
create index keep_apart_other_person on keep_apart (landscape_id, other_person_id) where other_person_id is not null;
create index keep_apart_other_practice on keep_apart (landscape_id, other_practice_id) where other_practice_id is not null;
create index legitimacy_practice on legitimacy (landscape_id, practice_id);
create index legitimacy_answered_by on legitimacy (landscape_id, answered_by) where answered_by is not null;
create index space_person_person on space_person (landscape_id, person_id);
create index standing_boundary on standing (landscape_id, boundary_id, boundary_kind);
create index standing_practice on standing (landscape_id, practice_id) where practice_id is not null;
create index tie_reported_by on tie (landscape_id, reported_by) where reported_by is not null;

-- Who wrote something down: nearly always a few people, so these stay small.
do $$
declare one text[];
begin
  foreach one slice 1 in array array[
    ['answer', 'recorded_by'], ['change', 'changed_by'], ['concern', 'recorded_by'], ['consent', 'recorded_by'],
    ['form_key', 'person_id'], ['journal_entry', 'written_by'], ['keep_apart', 'flagged_by'], ['landscape', 'made_by'],
    ['layout', 'made_for'], ['layout_position', 'pinned_by'], ['legitimacy', 'recorded_by'], ['participant', 'named_by'],
    ['placeholder_label', 'named_by'], ['seen_opportunity', 'seen_by'], ['snapshot', 'asked_by'], ['space', 'made_by'],
    ['standing', 'recorded_by'], ['tie', 'recorded_by'], ['upload', 'person_id']
  ] loop
    execute format('create index %I on %I (%I) where %I is not null', one[1] || '_' || one[2], one[1], one[2], one[2]);
  end loop;
end $$;
