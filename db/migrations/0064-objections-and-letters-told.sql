-- What somebody says is wrong about them stands in the history, and whoever wrote it finds it; letters to them are told to them.

-- What an objection is about, as the log keeps it: which row, and the ids of what it joins. Not who objects: of a tie either end may.
create function what_is_objected_to(in_landscape uuid, what text, row_id uuid) returns jsonb
  language sql stable security definer set search_path = public, pg_temp
  as $$
    select case what
      when 'group' then (select jsonb_build_object('of', 'membership', 'row', t.id, 'person_id', t.person_id, 'practice_id', t.practice_id)
        from membership t where t.landscape_id = in_landscape and t.id = row_id)
      when 'side' then (select jsonb_build_object('of', 'standing', 'row', t.id, 'person_id', t.person_id, 'boundary_id', t.boundary_id,
          'side_id', t.side_id)
        from standing t where t.landscape_id = in_landscape and t.id = row_id)
      when 'tie' then (select jsonb_build_object('of', 'tie', 'row', t.id, 'from_id', t.from_id, 'to_id', t.to_id, 'kind', t.kind, 'says', t.says)
        from tie t where t.landscape_id = in_landscape and t.id = row_id)
      when 'concern' then (select jsonb_build_object('of', 'concern', 'row', t.id, 'person_id', t.person_id, 'words', t.words)
        from concern t where t.landscape_id = in_landscape and t.id = row_id)
      end
  $$;
revoke execute on function what_is_objected_to(uuid, text, uuid) from public;

-- As before, and leaves a line in the log, by nobody: said once, and once when it is right after all.
create or replace function object_to(in_landscape uuid, what text, row_id uuid, wrong boolean, today date) returns boolean
  language plpgsql security definer set search_path = public, pg_temp
  as $$
  declare mine boolean;
  begin
    if not asks_for_myself(in_landscape) then return false; end if;
    if not wrong then
      delete from objection o where o.landscape_id = in_landscape and o.person_id = viewer()
        and row_id in (o.membership_id, o.standing_id, o.tie_id, o.concern_id);
      if not found then return false; end if;
      insert into change (landscape_id, what, did, before)
        select in_landscape, 'objection', 'removed', w from what_is_objected_to(in_landscape, object_to.what, row_id) w where w is not null;
      return true;
    end if;
    mine := case object_to.what
      when 'group' then exists (select 1 from membership t where t.landscape_id = in_landscape and t.id = row_id and t.person_id = viewer())
      when 'side' then exists (select 1 from standing t where t.landscape_id = in_landscape and t.id = row_id and t.person_id = viewer())
      when 'tie' then exists (select 1 from tie t where t.landscape_id = in_landscape and t.id = row_id and viewer() in (t.from_id, t.to_id))
      when 'concern' then exists (select 1 from concern t where t.landscape_id = in_landscape and t.id = row_id and t.person_id = viewer())
      else false end;
    if not mine then return false; end if;
    insert into objection (landscape_id, person_id, membership_id, standing_id, tie_id, concern_id, said_on)
      values (in_landscape, viewer(), case object_to.what when 'group' then row_id end, case object_to.what when 'side' then row_id end,
        case object_to.what when 'tie' then row_id end, case object_to.what when 'concern' then row_id end, today)
      on conflict (landscape_id, person_id, membership_id, standing_id, tie_id, concern_id) do nothing;
    if found then
      insert into change (landscape_id, what, did, after)
        values (in_landscape, 'objection', 'added', what_is_objected_to(in_landscape, object_to.what, row_id));
    end if;
    return true;
  end $$;

-- Whoever reads what stands there reads that it is said to be wrong; once it is gone, so is the line.
create policy seeing_objections on change for select to ecotone_app using (
  what = 'objection' and landscape_id = any (array(select landscapes_i_read())) and case coalesce(after, before) ->> 'of'
    when 'membership' then exists (select 1 from membership t
      where t.landscape_id = change.landscape_id and t.id = (coalesce(change.after, change.before) ->> 'row')::uuid)
    when 'standing' then exists (select 1 from standing t
      where t.landscape_id = change.landscape_id and t.id = (coalesce(change.after, change.before) ->> 'row')::uuid)
    when 'tie' then exists (select 1 from tie t
      where t.landscape_id = change.landscape_id and t.id = (coalesce(change.after, change.before) ->> 'row')::uuid)
    when 'concern' then exists (select 1 from concern t
      where t.landscape_id = change.landscape_id and t.id = (coalesce(change.after, change.before) ->> 'row')::uuid)
    else false end);

-- Letters that a landscape sent to the viewer or has waiting for them, and invitations onto its team: what kind, which day, what became of
-- it. An invitation is shown to whoever has shown that the address is theirs.
create function letters_about_me(in_landscape uuid) returns table (kind text, day date, state text)
  language sql stable security definer set search_path = public, pg_temp
  as $$
    select l.kind, (l.at at time zone 'UTC')::date, l.state from (
      select 'notice' as kind, n.written_at as at,
        case when n.failed_at is not null then 'failed' when n.sent_at is not null then 'sent' else 'waiting' end as state
        from notice n where n.landscape_id = in_landscape and n.person_id = viewer()
      union all
      select 'letter', m.written_at,
        case when m.given_up_at is not null then 'failed' when m.sent_at is not null then 'sent' else 'waiting' end
        from mail m where m.landscape_id = in_landscape and m.person_id = viewer()
          and m.id not in (select n.letter from notice n where n.landscape_id = in_landscape)
      union all
      select 'team-invitation', i.invited_at, 'waiting'
        from team_invitation i join person p on p.id = viewer() and p.email_verified and lower(p.email) = i.address
        where i.landscape_id = in_landscape) l
    where asks_for_myself(in_landscape)
    order by l.at
  $$;
revoke execute on function letters_about_me(uuid) from public;
grant execute on function letters_about_me(uuid) to ecotone_app;
