/**
 * Every place that holds a trace of a person, and what becomes of it when they are taken out of a landscape or erase themselves.
 * Identifying values live in the row of `person`; everything else holds ids, or free words that may name somebody.
 * The structure test compares this list with the database: a table that points at a person and is missing here fails it.
 *
 * `goes`: the row is deleted with the person (by foreign key). `forgets`: the row stays and its pointer becomes null.
 * `words`: free text in which a person may be named; erasing asks the landscape's stewards to read it.
 */
export const tracesOfAPerson: Record<string, { goes?: string[]; forgets?: string[]; words?: string[] }> = {
  person: { goes: ['id'], forgets: ['added_by'] },
  session: { goes: ['person_id'] },
  account: { goes: ['person_id'] },
  mail: { goes: ['person_id'], words: ['subject', 'plain_text', 'html'] },
  form_key: { goes: ['person_id'] },
  landscape: { forgets: ['made_by'], words: ['drawn_by', 'hope', 'for_whom', 'not_our_aim', 'known_gaps'] },
  convener: { goes: ['person_id'] },
  participant: { goes: ['person_id'], forgets: ['named_by'] },
  placeholder_label: { goes: ['person_id', 'named_by'] },
  consent: { goes: ['person_id'], forgets: ['recorded_by'] },
  membership: { goes: ['person_id'] },
  boundary: { words: ['history', 'stakes'] },
  standing: { goes: ['person_id'], forgets: ['recorded_by'] },
  tie: { goes: ['from_id', 'to_id', 'reported_by'], forgets: ['recorded_by'] },
  answer: { goes: ['person_id'], forgets: ['recorded_by'] },
  concern: { goes: ['person_id'], forgets: ['recorded_by'], words: ['words'] },
  legitimacy: { goes: ['person_id', 'answered_by'], forgets: ['recorded_by'], words: ['ground'] },
  legitimacy_told: { goes: ['person_id'], forgets: ['answered_by'] },
  kept_back: { goes: ['person_id'], forgets: ['taken_by', 'with_id', 'and_with_id'], words: ['kept'] },
  keep_apart: { goes: ['one_person_id', 'other_person_id'], forgets: ['flagged_by'] },
  custom_field: { goes: ['person_id'], forgets: ['recorded_by'], words: ['fields'] },
  column_choice: { goes: ['person_id'] },
  space: { forgets: ['made_by'], words: ['name', 'question', 'why'] },
  space_person: { goes: ['person_id'] },
  invitation: { words: ['words'] },
  snapshot: { goes: ['asked_by'], words: ['result'] },
  journal_entry: { forgets: ['written_by'], words: ['why'] },
  seen_opportunity: { forgets: ['seen_by'], words: ['words'] },
  upload: { goes: ['person_id'] },
  upload_file: { words: ['name'] },
  upload_piece: { words: ['bytes'] },
  layout: { forgets: ['made_for'] },
  layout_position: { words: ['subject_id'] },
  laying_out: { goes: ['asked_by'] },
  pin: { forgets: ['pinned_by'] },
  change: { forgets: ['changed_by'], words: ['why', 'before', 'after'] },
}
