import { createHash } from 'node:crypto'
import { uuidv7 } from '../app/platform/uuid.ts'

/** Somebody with a landscape of their own, and the id that their rows share. */
export interface Side {
  person: string
  landscape: string
  id: string
}

type Rows = Record<string, Record<string, unknown>[]>

/**
 * One row in each table for one person and their landscape, in the order in which they lean on each other. A new table gets a line in
 * one of the parts below, and the tests of tables hold for it. The person is also the only participant; whoever else is needed is
 * called `other`.
 */
export function rowsOf(side: Side): Rows {
  const inside = { landscape_id: side.landscape }
  const digest = createHash('sha256').update(side.id).digest()
  const given: Given = { ...side, other: uuidv7(), digest, inside, row: { ...inside, id: side.id } }
  const made = {
    ...rowsOfWhatIsMade(given),
    ...rowsOfGuests(given),
    ...rowsOfTheBook(given),
    ...rowsOfDiscussion(given),
  }
  return { ...rowsOfSigningIn(given), ...rowsOfATeam(given), ...rowsOfPeople(given), ...made }
}

/** What the rows of one side are made with. */
interface Given extends Side {
  /** the other person who is needed here and there */
  other: string
  digest: Buffer
  /** the columns by which a row belongs to the landscape, alone and with an id */
  inside: { landscape_id: string }
  row: { landscape_id: string; id: string }
}

/** Who somebody is, how they sign in, and what is mailed to them. */
function rowsOfSigningIn({ person, id, other }: Given): Rows {
  return {
    person: [{ id: person, name: 'Somebody', email: `${id}@example.org` }, { id: other }],
    // before the accounts, whose first is given this by itself
    instance_steward: [{ person_id: person, named_by: person }],
    session: [{ id, person_id: person, token: id, expires_at: '2027-01-01' }],
    account: [{ id, person_id: person, account_id: id, provider_id: 'mail' }],
    begun_account: [{ person_id: person, begun_at: '2027-01-01' }],
    verification: [{ id, identifier: id, value: 'secret', expires_at: '2027-01-01' }],
    passkey: [{ id, person_id: person, name: 'Phone', credential_id: id, public_key: 'key' }],
    second_step: [{ person_id: person, secret: 'sealed' }],
    recovery_code: [{ person_id: person, hash: id }],
    address_change: [{ person_id: person, new_address: `${id}@example.net`, asked_at: '2027-01-01' }],
    mail: [{ id, person_id: person, subject: 'Hello', plain_text: 'Hello', html: 'Hello' }],
    mail_stop: [
      { id, address_hash: id, person_id: person, stops: 'everything', reason: 'refused', since: '2027-01-01' },
    ],
    form_key: [{ key: id, person_id: person }],
  }
}

/** The landscape, who may do what in it, and what they thought about before. */
function rowsOfATeam({ person, landscape, id, inside, row }: Given): Rows {
  return {
    landscape: [{ id: landscape, slug: `coast-${id}`, name: 'Coast', basis: 'own-sketch', made_by: person }],
    api_token: [
      {
        id,
        person_id: person,
        name: 'Script',
        hash: id,
        beginning: 'eco_abc',
        scopes: '{read}',
        landscape_id: landscape,
        made_at: '2027-01-01',
        expires_at: '2027-02-01',
      },
    ],
    convener: [{ ...inside, person_id: person, role: 'steward' }],
    // before the invitations: those of whoever may not sign in any longer go
    closed_door: [{ person_id: person, closed_at: '2027-01-01', closed_by: person }],
    team_invitation: [
      {
        ...row,
        address: `${id}@invited.example.org`,
        role: 'reader',
        token_hash: Buffer.from(id.replaceAll('-', '').padEnd(64, '0'), 'hex'),
        invited_by: person,
        invited_at: '2027-01-01',
        expires_at: '2027-02-01',
      },
    ],
    site_role: [{ person_id: person, role: 'facilitator', given_by: person }],
    keeper: [{ ...inside, person_id: person, named_by: person, named_at: '2027-01-01' }],
    landscape_lock: [{ ...inside, locked_at: '2027-01-01', locked_by: person }],
    care_check: [
      {
        ...row,
        decision: 'go',
        harm: 'h',
        asked: 'a',
        looking_on: 'l',
        keeping: 'k',
        stopping: 's',
        answered_by: person,
      },
    ],
  }
}

/** The map: people, groups, boundaries, ties and what is said of them. */
function rowsOfPeople({ person, id, other, digest, inside, row }: Given): Rows {
  return {
    participant: [
      { ...inside, person_id: person, external_id: 'me', named_by: person, consent: 'agreed' },
      { ...inside, person_id: other, external_id: 'other', named_by: person },
    ],
    personal_link: [
      { ...row, person_id: person, way: 'printed', token_hash: digest, made_by: person, made_at: '2027-01-01' },
    ],
    look: [{ ...row, person_id: person, viewer_id: other, way: 'person-page', day: '2027-01-01' }],
    held_session: [{ token_hash: digest, ...inside, link_id: id, person_id: person, expires_at: '2027-01-01' }],
    placeholder_label: [{ ...inside, person_id: other, named_by: person, label: 'the harbour master' }],
    consent: [
      { ...row, person_id: person, purpose: 'map', state: 'agreed', said_at: '2027-01-01', recorded_by: person },
    ],
    practice: [{ ...row, external_id: 'crews', name: 'Crews', kind: 'community' }],
    membership: [{ ...row, person_id: person, practice_id: id }],
    boundary: [{ ...row, external_id: 'ridge', name: 'The ridge', kind: 'geographic' }],
    side: [{ ...row, boundary_id: id, name: 'cape', position: 0 }],
    standing: [
      { ...row, boundary_id: id, boundary_kind: 'geographic', side_id: id, person_id: person, recorded_by: person },
    ],
    tie: [{ ...row, from_id: person, to_id: other, kind: 'talks', mutual: true, recorded_by: person }],
    answer: [{ ...row, person_id: person, question: 'ties', recorded_by: person }],
    concern: [{ ...row, key: 'fish', words: 'fewer fish', kind: 'cares', person_id: person, recorded_by: person }],
    notice: [{ ...inside, person_id: person, letter: id, written_at: '2027-01-01' }],
    objection: [{ ...row, person_id: person, concern_id: id, said_on: '2027-01-01' }],
    legitimacy: [{ ...row, person_id: person, practice_id: id, kind: 'claimed', recorded_by: person }],
    legitimacy_told: [{ ...row, person_id: person, practice_id: id, answered_by: other, would_come: true }],
    keep_apart: [{ ...row, one_person_id: person, other_person_id: other, flagged_by: person }],
    kept_back: [{ ...row, person_id: person, what: 'participant', key: person, kept: '{"external_id": "me"}' }],
    custom_field: [{ ...row, person_id: person, fields: '{"shoe size": "38"}', recorded_by: person }],
  }
}

const oneTime = {
  original: '2027-01-01',
  starts: '2027-01-01',
  from_at: '2027-01-01',
  to_at: '2027-01-02',
  kind: 'other',
}

/** Spaces, readings, layouts, pictures, uploads, and what is remembered of deeds. */
function rowsOfWhatIsMade({ person, landscape, id, inside, row }: Given): Rows {
  return {
    column_choice: [{ person_id: person, headings: 'a'.repeat(64), roles: '["name"]', chosen_at: '2027-01-01' }],
    space: [
      { ...row, external_id: 'pier', name: 'Pier', question: 'Who mends it?', stage: 'imagined', made_by: person },
    ],
    space_person: [{ ...inside, space_id: id, person_id: person, role: 'host' }],
    invitation: [{ ...inside, space_id: id, practice_id: id, words: 'Come' }],
    snapshot: [{ ...row, asked_by: person, as_of: '2027-01-01', landscape_version: 1, seed: 7, options: '{}' }],
    journal_entry: [{ ...row, opportunity_key: 'k', became: 'not now', written_by: person }],
    seen_opportunity: [{ ...row, words: 'There', practice_ids: `{${id}}`, seen_by: person }],
    layout: [{ ...row, edition: 1, seed: '7', algorithm: 'a', input_hash: 'h' }],
    layout_position: [{ ...inside, layout_id: id, subject_id: person, x: 0, y: 0 }],
    pin: [{ ...inside, practice_id: id, x: 1, y: 2 }],
    laying_out: [{ ...row, asked_by: person, asked_at: '2027-01-01', input_hash: 'h' }],
    audit: [{ id, who: person, what: 'export-taken', landscape_id: landscape, outcome: 'done' }],
    tombstone: [{ ...inside, about: 'person', digest: id.replaceAll('-', '').repeat(2), why: 'erased' }],
    naming: [{ ...row, what: 'boundary', row_key: id, part: 'history' }],
    picture: [{ id, person_id: person, shown_as: 'portrait', made_at: '2027-01-01' }],
    picture_size: [{ picture_id: id, width: 96, height: 96, hash: 'a'.repeat(64), bytes: 'webp' }],
    writing: [{ id, kind: 'post', slug: id, language: 'en', made_at: '2027-01-01', made_by: person }],
    writing_version: [{ writing_id: id, number: 1, title: 'T', words: 'W', kept_at: '2027-01-01', kept_by: person }],
    writing_draft: [{ writing_id: id, words: 'W', saved_at: '2027-01-01', saved_by: person }],
    site_picture: [{ id, name: id, alt: 'A quay', made_at: '2027-01-01', made_by: person }],
    map_crop: [{ ...inside, picture_id: id, made_at: '2027-01-01', made_by: person }],
    site_picture_size: [{ picture_id: id, width: 480, height: 320, hash: 'b'.repeat(64), webp: 'webp', avif: 'avif' }],
    picture_use: [{ writing_id: id, number: 1, name: `used-${id}` }],
    writing_open: [{ writing_id: id, person_id: person, since: '2027-01-01', seen_at: '2027-01-01' }],
    enquiry: [
      {
        id,
        came_at: '2027-01-01',
        moved_at: '2027-01-01',
        email: 'a@example.org',
        language: 'en',
        words: 'W',
        assigned_to: person,
      },
    ],
    enquiry_line: [{ id, enquiry_id: id, kind: 'note', words: 'W', written_at: '2027-01-01', written_by: person }],
    contact_place: [{ id, organization: 'O' }],
    supporter: [{ id, name: 'S' }],
    former_slug: [{ kind: 'post', slug: `old-${id}`, writing_id: id }],
    event: [
      {
        id,
        uid: id,
        slug: id,
        kind: 'other',
        title: 'T',
        language: 'en',
        starts: '2027-01-01',
        zone: 'UTC',
        made_at: '2027-01-01',
        changed_at: '2027-01-01',
        made_by: person,
      },
    ],
    event_exception: [{ event_id: id, original: '2027-01-01', what: 'called-off' }],
    event_occurrence: [{ event_id: id, ...oneTime }],
    upload: [{ id, person_id: person }],
    upload_file: [{ upload_id: id, nth: 0, name: 'people.csv' }],
    upload_piece: [{ upload_id: id, file_nth: 0, nth: 0, bytes: 'id,name' }],
    blog_import: [{ id, person_id: person, sent_at: '2027-01-01', name: 'old.xml', language: 'en' }],
    blog_import_piece: [{ import_id: id, nth: 0, bytes: '<rss/>' }],
  }
}

/** What stands around the handbook: notes of readers, and editions that were closed. */
function rowsOfTheBook({ id, person }: Given): Rows {
  const number = Number.parseInt(id.slice(-6), 16) + 1
  return {
    reader_note: [noteOf(id, person)],
    book_edition: [{ id, number, name: 'E', closed_at: '2027-01-01', closed_by: person }],
    book_edition_file: [{ edition_id: id, format: 'epub', bytes: 'epub' }],
    book_edition_text: [{ edition_id: id, writing_id: id, version: 1 }],
  }
}

/** What a reader noted on a chapter. */
function noteOf(id: string, person: string): Record<string, unknown> {
  const passage = { version: 1, starts_at: 0, ends_at: 1, quote: 'W', prefix: '', suffix: '', alone: true }
  const said = { language: 'en', byline: 'B', words: 'W', written_at: '2027-01-01', written_by: person }
  return { id, writing_id: id, ...passage, ...said }
}

/** What readers say to the texts of the site. */
function rowsOfDiscussion({ person, id }: Given): Rows {
  return {
    discussion_setting: [{ id, state: 'open' }],
    topic: [{ id, writing_id: id }],
    message: [
      {
        id,
        topic_id: id,
        author_id: person,
        signed: 'Me',
        language: 'en',
        words: 'W',
        state: 'held',
        written_at: '2027-01-01',
      },
    ],
    moderation: [{ id, topic_id: id, message_id: id, moderator_id: person, deed: 'hold', done_at: '2027-01-01' }],
    moderator_letter: [{ person_id: person }],
    message_gone: [{ topic_id: id, brought_as: id }],
  }
}

/** Who comes to an event of the site. */
function rowsOfGuests({ id, digest }: Given): Rows {
  return {
    guest_list: [{ id, event_id: id, changed_at: '2027-01-01' }],
    guest: [
      {
        id,
        list_id: id,
        state: 'comes',
        name: 'Somebody',
        email: `guest-${id}@example.org`,
        language: 'en',
        asked_at: '2027-01-01',
        moved_at: '2027-01-01',
      },
    ],
    guest_key: [{ hash: digest, guest_id: id, made_at: '2027-01-01' }],
  }
}

/** The column by which a table says whose a row is; `landscape_id` where none is named. */
const marks: Record<string, { column: string; is: keyof Side }> = {
  person: { column: 'id', is: 'person' },
  session: { column: 'person_id', is: 'person' },
  moderator_letter: { column: 'person_id', is: 'person' },
  message_gone: { column: 'brought_as', is: 'id' },
  passkey: { column: 'person_id', is: 'person' },
  second_step: { column: 'person_id', is: 'person' },
  begun_account: { column: 'person_id', is: 'person' },
  recovery_code: { column: 'person_id', is: 'person' },
  api_token: { column: 'person_id', is: 'person' },
  address_change: { column: 'person_id', is: 'person' },
  account: { column: 'person_id', is: 'person' },
  verification: { column: 'id', is: 'id' },
  mail: { column: 'person_id', is: 'person' },
  mail_stop: { column: 'person_id', is: 'person' },
  form_key: { column: 'person_id', is: 'person' },
  instance_steward: { column: 'person_id', is: 'person' },
  site_role: { column: 'person_id', is: 'person' },
  closed_door: { column: 'person_id', is: 'person' },
  landscape: { column: 'id', is: 'landscape' },
  column_choice: { column: 'person_id', is: 'person' },
  picture: { column: 'person_id', is: 'person' },
  picture_size: { column: 'picture_id', is: 'id' },
  writing: { column: 'id', is: 'id' },
  writing_version: { column: 'writing_id', is: 'id' },
  writing_draft: { column: 'writing_id', is: 'id' },
  site_picture: { column: 'id', is: 'id' },
  map_crop: { column: 'picture_id', is: 'id' },
  site_picture_size: { column: 'picture_id', is: 'id' },
  picture_use: { column: 'writing_id', is: 'id' },
  reader_note: { column: 'id', is: 'id' },
  book_edition: { column: 'id', is: 'id' },
  book_edition_file: { column: 'edition_id', is: 'id' },
  book_edition_text: { column: 'edition_id', is: 'id' },
  writing_open: { column: 'writing_id', is: 'id' },
  enquiry: { column: 'id', is: 'id' },
  enquiry_line: { column: 'id', is: 'id' },
  discussion_setting: { column: 'id', is: 'id' },
  topic: { column: 'id', is: 'id' },
  message: { column: 'id', is: 'id' },
  moderation: { column: 'id', is: 'id' },
  contact_place: { column: 'id', is: 'id' },
  supporter: { column: 'id', is: 'id' },
  former_slug: { column: 'writing_id', is: 'id' },
  event: { column: 'id', is: 'id' },
  event_exception: { column: 'event_id', is: 'id' },
  event_occurrence: { column: 'event_id', is: 'id' },
  guest_list: { column: 'id', is: 'id' },
  guest: { column: 'id', is: 'id' },
  guest_key: { column: 'guest_id', is: 'id' },
  guest_tally: { column: 'list_id', is: 'id' },
  upload: { column: 'person_id', is: 'person' },
  upload_file: { column: 'upload_id', is: 'id' },
  upload_piece: { column: 'upload_id', is: 'id' },
  blog_import: { column: 'id', is: 'id' },
  blog_import_piece: { column: 'import_id', is: 'id' },
}

export function markOf(table: string): { column: string; is: keyof Side } {
  return marks[table] ?? { column: 'landscape_id', is: 'landscape' }
}
