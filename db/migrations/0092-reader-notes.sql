-- What readers note on passages of chapters, and what others answer. Shown once somebody who looks after the site has read it; of whoever
-- had a note shown before, at once.

create table reader_note (
  id uuid primary key,
  writing_id uuid not null references writing on delete cascade,
  -- the note it answers; an answer has no passage of its own, and none answers it
  answers uuid references reader_note on delete cascade,
  -- the passage in the plain text of one version: by position, by quote with what stood around it, and whether its like stood elsewhere
  version integer,
  starts_at integer check (starts_at >= 0),
  ends_at integer check (ends_at > starts_at),
  quote text check (length(quote) between 1 and 3000),
  prefix text check (length(prefix) <= 100),
  suffix text check (length(suffix) <= 100),
  alone boolean,
  language text not null check (language in ('en', 'pt', 'es', 'fr')),
  -- what its writer wants to be called here
  byline text not null check (length(byline) <= 80),
  words text not null check (length(words) <= 2000),
  state text not null default 'waiting' check (state in ('waiting', 'shown', 'set-aside', 'taken-back')),
  written_at timestamptz not null,
  -- held so that they can take it back; null for notes that came with the book, and once they did
  written_by uuid references person on delete set null,
  check ((answers is null) = (num_nonnulls(version, starts_at, ends_at, quote, prefix, suffix, alone) = 7)),
  check (answers is null or num_nonnulls(version, starts_at, ends_at, quote, prefix, suffix, alone) = 0),
  check ((state = 'taken-back') = (words = '')),
  check (state <> 'taken-back' or (byline = '' and written_by is null)),
  check (state = 'taken-back' or trim(byline) <> '')
);
create index reader_note_of on reader_note (writing_id, written_at);
create index reader_note_answers on reader_note (answers);
create index reader_note_by on reader_note (written_by, written_at);
create index reader_note_waiting on reader_note (written_at) where state = 'waiting';

alter table reader_note enable row level security;
alter table reader_note force row level security;
do $$ begin execute format('create policy the_owner on reader_note to %I using (true) with check (true)', current_user); end $$;

-- May a note of the viewer stand there so? An answer needs a note on that chapter to answer; and what is shown at once needs somebody whose
-- notes were read before, or who reads those of others.
create function note_may_stand(in_writing uuid, answered uuid, in_state text) returns boolean
  language sql stable security definer set search_path = public, pg_temp
  as $$
    select (answered is null or exists (select 1 from reader_note r
        where r.id = answered and r.writing_id = in_writing and r.answers is null and r.state in ('shown', 'taken-back')))
      and (in_state = 'waiting' or in_state = 'shown' and (reads_the_inbox()
        or exists (select 1 from reader_note r where r.written_by = viewer() and r.state = 'shown')))
  $$;
revoke execute on function note_may_stand(uuid, uuid, text) from public;
grant execute on function note_may_stand(uuid, uuid, text) to ecotone_app;

create policy reading on reader_note for select to ecotone_app using (state in ('shown', 'taken-back')
  and exists (select 1 from writing w where w.id = writing_id and w.state = 'shown'));
create policy ones_own on reader_note for select to ecotone_app using (written_by = viewer());
-- those who share the inbox look after what readers write
create policy looking_after on reader_note for select to ecotone_app using ((select reads_the_inbox()));
create policy deciding on reader_note for update to ecotone_app
  using ((select reads_the_inbox())) with check ((select reads_the_inbox()));
create policy putting_away on reader_note for delete to ecotone_app using ((select reads_the_inbox()) or written_by = viewer());
create policy taking_back on reader_note for update to ecotone_app
  using (written_by = viewer()) with check (state = 'taken-back');
create policy writing_down on reader_note for insert to ecotone_app with check (
  exists (select 1 from writing w where w.id = writing_id and w.kind = 'chapter' and w.state = 'shown')
  and note_may_stand(writing_id, answers, state)
  and (written_by = viewer() or written_by is null and (select reads_the_inbox())));
grant select, insert, delete on reader_note to ecotone_app;
grant update (state, byline, words, written_by) on reader_note to ecotone_app;

-- What waits is on no page that anybody reads, so it empties no memory.
create trigger tell_of_a_new_note after insert on reader_note
  for each row when (new.state = 'shown') execute function tell_that_the_site_changed();
create trigger tell_of_a_changed_note after update on reader_note
  for each row when (old.state is distinct from new.state) execute function tell_that_the_site_changed();
create trigger tell_of_a_gone_note after delete on reader_note
  for each row when (old.state in ('shown', 'taken-back')) execute function tell_that_the_site_changed();

-- Whoever erases themselves takes their words along. Where others answered, an empty place stays, so that their answers stand.
create function forget_notes_of() returns trigger
  language plpgsql security definer set search_path = public, pg_temp
  as $$
  begin
    delete from reader_note where written_by = old.id and answers is not null;
    update reader_note n set state = 'taken-back', byline = '', words = '', written_by = null
      where n.written_by = old.id and exists (select 1 from reader_note a where a.answers = n.id);
    delete from reader_note where written_by = old.id;
    return old;
  end $$;
revoke execute on function forget_notes_of() from public;
create trigger forget_notes_of before delete on person for each row execute function forget_notes_of();
