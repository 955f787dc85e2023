-- A page costs among thousands of posts and events what it costs among a hundred: each list is read from an index in its order, and stops
-- when it has enough.

-- A page of the list of posts is found by the index alone, however far back it lies.
drop index writing_posts_newest;
create index writing_posts_newest on writing (shown_at desc, slug) include (id, shown_version) where kind = 'post' and state = 'shown';

-- Writings that anybody may read and that have one of these tags, newest first. A policy lets no query look for tags before it has looked
-- at each row, so the index of tags serves only here. Planned anew each time: a tag that all have wants another way than one that few have.
create function shown_with_tags(of_kind text, wanted text[], most integer, skipped integer) returns table (id uuid)
  language plpgsql stable security definer rows 10 set search_path = public, pg_temp
  as $$
  begin
    return query execute 'select w.id from writing w where w.state = ''shown'' and w.kind = $1 and w.tags && $2
      order by w.shown_at desc, w.slug limit $3 offset $4' using of_kind, wanted, most, skipped;
  end $$;
revoke execute on function shown_with_tags(text, text[], integer, integer) from public;
grant execute on function shown_with_tags(text, text[], integer, integer) to ecotone_app;

create index event_postponed on event (changed_at desc, slug) where state = 'postponed';

-- A list of one kind reads no times of the others.
alter table event_occurrence add column kind text;
update event_occurrence o set kind = e.kind from event e where e.id = o.event_id;
alter table event_occurrence alter column kind set not null;
create index event_occurrence_of_kind on event_occurrence (kind, from_at, event_id);
-- What is on at a moment began a fortnight before it at most, or is one of the few that last longer.
create index event_occurrence_long on event_occurrence (from_at, event_id) where to_at - from_at > interval '14 days';
