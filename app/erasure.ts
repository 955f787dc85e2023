/**
 * Every place that holds a trace of a person, and what becomes of it when they are taken out of a landscape or erase themselves.
 * Identifying values live in the row of `person`; everything else holds ids, or free words that may name somebody.
 * The structure test compares this list with the database: a table that points at a person and is missing here fails it.
 *
 * `goes`: the row is deleted with the person (by foreign key). `forgets`: the row stays and its pointer becomes null.
 * `words`: free text in which a person may be named; erasing asks the landscape's stewards to read it (table `naming`).
 *
 * What no foreign key reaches (readings, places on the map, the log, files that were sent, mails and work that wait) is emptied by
 * `forget_everywhere` in db/migrations/0024; `app/people/forgetting/forget.ts` calls it. `tombstone` holds hashes that keep them away.
 */
export const tracesOfAPerson: Record<string, { goes?: string[]; forgets?: string[]; words?: string[] }> = {
  person: { goes: ['id'], forgets: ['added_by'] },
  session: { goes: ['person_id'] },
  account: { goes: ['person_id'] },
  verification: { goes: ['person_id'], words: ['value'] },
  passkey: { goes: ['person_id'], words: ['name'] },
  second_step: { goes: ['person_id'] },
  recovery_code: { goes: ['person_id'] },
  api_token: { goes: ['person_id'], words: ['name'] },
  address_change: { goes: ['person_id'], words: ['new_address'] },
  mail: { goes: ['person_id'], words: ['address', 'subject', 'plain_text', 'html', 'attachments'] },
  mail_stop: { forgets: ['person_id'] },
  picture: { goes: ['person_id'] },
  form_key: { goes: ['person_id'] },
  landscape: { forgets: ['made_by'], words: ['drawn_by', 'hope', 'for_whom', 'not_our_aim', 'known_gaps'] },
  personal_link: { goes: ['person_id'], forgets: ['made_by'] },
  held_session: { goes: ['person_id'] },
  notice: { goes: ['person_id'] },
  objection: { goes: ['person_id'] },
  look: { goes: ['person_id'], forgets: ['viewer_id'] },
  convener: { goes: ['person_id'] },
  keeper: { goes: ['person_id'], forgets: ['named_by'] },
  team_invitation: { goes: ['invited_by'], words: ['address'] },
  instance_steward: { goes: ['person_id'], forgets: ['named_by'] },
  site_role: { goes: ['person_id'], forgets: ['given_by'] },
  closed_door: { goes: ['person_id'], forgets: ['closed_by'] },
  landscape_lock: { forgets: ['locked_by'] },
  participant: { goes: ['person_id'], forgets: ['named_by'] },
  placeholder_label: { goes: ['person_id', 'named_by'] },
  consent: { goes: ['person_id'], forgets: ['recorded_by'] },
  agreement: { goes: ['person_id'] },
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
  care_check: { forgets: ['answered_by'], words: ['harm', 'asked', 'looking_on', 'keeping', 'stopping'] },
  writing: { forgets: ['made_by'], words: ['byline'] },
  writing_version: { forgets: ['kept_by'], words: ['title', 'summary', 'words', 'note'] },
  writing_draft: { forgets: ['saved_by'], words: ['title', 'summary', 'words'] },
  site_picture: { forgets: ['made_by'], words: ['alt', 'caption'] },
  map_crop: { forgets: ['made_by'] },
  event: { forgets: ['made_by'], words: ['title', 'words', 'place'] },
  // emptied by a trigger of `person`; where somebody answered, a place without words and without a name is left
  guest: { words: ['name', 'email', 'answers'] },
  // a trigger takes the words away first, so that the pointer of none is left to forget
  change: { forgets: ['changed_by'], words: ['why', 'before', 'after'] },
}
