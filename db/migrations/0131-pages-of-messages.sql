-- Of very many messages to one text a page shows a thousand, and the next page the next thousand, in the order in which they were said: so each
-- stays on its page, whatever is added. What is answered may stand on another page, so it is said where, and by whom it was.

drop function messages_in(uuid);
create function messages_in(in_topic uuid, skipped integer) returns table (id uuid, answers uuid, signed text, language text, words text, state text,
    reason text, written_at timestamptz, changed_at timestamptz, mine boolean, of_team boolean, nth integer, total integer, answered_nth integer,
    answered_signed text)
  language sql stable security definer set search_path = public, pg_temp
  as $$
    with recursive kept as (
      select m.id, m.answers from message m where m.topic_id = in_topic and m.state = 'shown'
        and topic_state(in_topic) in ('open', 'closed')
      union
      select p.id, p.answers from kept k join message p on p.id = k.answers
    ), placed as (
      select m.*, (row_number() over (order by m.written_at, m.id))::int - 1 as place, (count(*) over ())::int as n
      from message m join kept using (id)
    )
    select p.id, p.answers, case when p.state = 'shown' then p.signed else '' end, p.language,
      case when p.state = 'shown' then p.words else '' end,
      case when p.state in ('shown', 'taken-back') then p.state else 'hidden' end,
      case when p.state = 'hidden' then p.reason end, p.written_at, p.changed_at,
      coalesce(p.author_id = viewer() and p.state = 'shown', false),
      p.state = 'shown' and exists (select 1 from site_role r where r.person_id = p.author_id and r.role in ('editor', 'moderator')),
      p.place, p.n, a.place, case when a.state = 'shown' then a.signed else '' end
    from placed p left join placed a on a.id = p.answers
    -- so many from the end, where it is less than nothing
    where p.place >= case when skipped < 0 then p.n + skipped else skipped end
    order by p.place limit 1000
  $$;
revoke execute on function messages_in(uuid, integer) from public;
grant execute on function messages_in(uuid, integer) to ecotone_app;

/* How many stand before it in its topic; null of what nobody may read. */
create function place_of_message(which uuid) returns integer
  language sql stable security definer set search_path = public, pg_temp
  as $$
    with recursive it as (
      select m.id, m.topic_id, m.written_at from message m where m.id = which and m.state = 'shown' and topic_state(m.topic_id) in ('open', 'closed')
    ), kept as (
      select m.id, m.answers from message m, it where m.topic_id = it.topic_id and m.state = 'shown'
      union
      select p.id, p.answers from kept k join message p on p.id = k.answers
    )
    select (select count(*)::int from kept join message m using (id) where (m.written_at, m.id) < (it.written_at, it.id)) from it
  $$;
revoke execute on function place_of_message(uuid) from public;
grant execute on function place_of_message(uuid) to ecotone_app;
