-- What is drawn can be changed one thing at a time: what somebody is called, and two drawings of one person that become one. Names stay
-- out of the log as before, so it only says that somebody is called otherwise now.

-- Calls somebody otherwise. Of people who live and have not agreed the namer changes their own label; the name of somebody who signs in
-- is theirs; any other name may be changed by whoever wrote the row, and by the team where nobody lives and no other team drew them.
create function call_person(in_landscape uuid, who uuid, new_name text) returns boolean
  language plpgsql security definer set search_path = public, pg_temp
  as $$
  declare one record;
  begin
    select p.consent, p.named_by, l.basis in ('own-sketch', 'consented') as lives,
        n.added_by = viewer() or not exists (select 1 from participant o where o.person_id = who and o.landscape_id <> in_landscape) as ours,
        n.email_verified or exists (select 1 from account a where a.person_id = who) as signs_in,
        to_jsonb(p) - array['landscape_id', 'external_id'] as logged
      into one from participant p join landscape l on l.id = p.landscape_id join person n on n.id = p.person_id
      where p.landscape_id = in_landscape and p.person_id = who and in_landscape in (select landscapes_i_convene());
    if not found or one.consent = 'withdrawn' then return false; end if;
    if one.lives and one.consent <> 'agreed' then
      if one.named_by is distinct from viewer() then return false; end if;
      insert into placeholder_label (landscape_id, person_id, named_by, label) values (in_landscape, who, viewer(), new_name)
        on conflict (landscape_id, person_id, named_by) do update set label = excluded.label;
    else
      if one.signs_in or not one.ours or (one.lives and one.named_by is distinct from viewer()) then return false; end if;
      update person set name = new_name, updated_at = now() where id = who;
    end if;
    insert into change (landscape_id, changed_by, why, what, did, before, after)
      values (in_landscape, viewer(), nullif(current_setting('ecotone.why', true), ''), 'participant', 'changed',
        one.logged, one.logged || '{"called": "otherwise"}');
    perform count_the_version(array[in_landscape]);
    return true;
  end $$;
revoke execute on function call_person(uuid, uuid, text) from public;
grant execute on function call_person(uuid, uuid, text) to ecotone_app;

-- Whoever named somebody may take them out again; otherwise the person themselves, or a steward.
create or replace function take_out(in_landscape uuid, who uuid) returns boolean
  language plpgsql security definer set search_path = public, pg_temp
  as $$
  begin
    if viewer() is null or (viewer() is distinct from who and in_landscape not in (select landscapes_i_steward())
        and not exists (select 1 from participant p where p.landscape_id = in_landscape and p.person_id = who
          and p.named_by = viewer() and in_landscape in (select landscapes_i_convene()))) then
      return false;
    end if;
    delete from participant where landscape_id = in_landscape and person_id = who;
    if not found then
      return false;
    end if;
    perform unsay_in_the_log(in_landscape, array[who]);
    delete from person where id = who and not email_verified
      and not exists (select 1 from account a where a.person_id = who)
      and not exists (select 1 from participant p where p.person_id = who)
      and not exists (select 1 from convener c where c.person_id = who);
    return true;
  end $$;

-- Two drawings of one person become one: everything said of `gone` is said of `kept`, what was said of both is said once, and `gone` is no
-- longer there. Also moves what the viewer may not read (flags, answers about standing), because it is about the same person still.
create function join_people(in_landscape uuid, kept uuid, gone uuid) returns text
  language plpgsql security definer set search_path = public, pg_temp
  as $$
  declare
    here uuid := in_landscape;
    kept_says text;
    gone_says text;
  begin
    if here not in (select landscapes_i_convene()) or kept = gone then return 'not-allowed'; end if;
    select p.consent into kept_says from participant p where p.landscape_id = here and p.person_id = kept;
    select p.consent into gone_says from participant p where p.landscape_id = here and p.person_id = gone;
    if kept_says is null or gone_says is null then return 'gone'; end if;
    if here not in (select open_landscapes_i_see()) and exists (
      select 1 from unnest(array[kept, gone]) as w (who)
      where (here, w.who) not in (select s.landscape_id, s.person_id from people_shown_to_me() s)) then return 'not-allowed'; end if;
    if here not in (select landscapes_i_steward()) and not exists (
      select 1 from participant p where p.landscape_id = here and p.person_id = gone and p.named_by = viewer()) then
      return 'not-allowed';
    end if;
    -- what somebody said for themselves is not moved onto another row, and not lost with this one
    if 'withdrawn' in (kept_says, gone_says) or 'hidden' in (kept_says, gone_says)
      or (gone_says = 'agreed' and kept_says <> 'agreed')
      or exists (select 1 from person n where n.id = gone and (n.email_verified
        or exists (select 1 from account a where a.person_id = gone))) then return 'other-way-round'; end if;

    update membership m set person_id = kept where m.landscape_id = here and m.person_id = gone
      and not exists (select 1 from membership o where o.landscape_id = here and o.person_id = kept and o.practice_id = m.practice_id);
    update standing s set person_id = kept where s.landscape_id = here and s.person_id = gone
      and not exists (select 1 from standing o where o.landscape_id = here and o.person_id = kept and o.boundary_id = s.boundary_id
        and o.side_id is not distinct from s.side_id);
    delete from tie t where t.landscape_id = here
      and t.from_id = any (array[kept, gone]) and t.to_id = any (array[kept, gone]);
    update tie t set
        from_id = case t.from_id when gone then kept else t.from_id end,
        to_id = case t.to_id when gone then kept else t.to_id end,
        reported_by = case t.reported_by when gone then kept else t.reported_by end
      where t.landscape_id = here and gone in (t.from_id, t.to_id, t.reported_by);
    delete from tie t where t.landscape_id = here and kept in (t.from_id, t.to_id) and exists (
      select 1 from tie o where o.landscape_id = here and o.id > t.id and o.kind = t.kind and o.says = t.says and o.mutual = t.mutual
        and o.reported_by is not distinct from t.reported_by and o.recorded_by is not distinct from t.recorded_by
        and o.retracted_at is null and kept in (o.from_id, o.to_id)
        and ((o.from_id = t.from_id and o.to_id = t.to_id) or (t.mutual and o.from_id = t.to_id and o.to_id = t.from_id)));
    update answer a set person_id = kept where a.landscape_id = here and a.person_id = gone
      and not exists (select 1 from answer o where o.landscape_id = here and o.person_id = kept and o.question = a.question
        and o.about_practice_id is not distinct from a.about_practice_id);
    update concern c set person_id = kept where c.landscape_id = here and c.person_id = gone
      and not exists (select 1 from concern o where o.landscape_id = here and o.person_id = kept and o.key = c.key and o.kind = c.kind);
    delete from legitimacy l where l.landscape_id = here
      and l.person_id = any (array[kept, gone]) and l.answered_by = any (array[kept, gone]);
    update legitimacy l set
        person_id = case l.person_id when gone then kept else l.person_id end,
        answered_by = case l.answered_by when gone then kept else l.answered_by end
      where l.landscape_id = here and gone in (l.person_id, l.answered_by) and not exists (
        select 1 from legitimacy o where o.landscape_id = here and o.id <> l.id and o.practice_id = l.practice_id and o.kind = l.kind
          and o.person_id = case l.person_id when gone then kept else l.person_id end
          and o.answered_by is not distinct from case l.answered_by when gone then kept else l.answered_by end);
    update legitimacy_told l set answered_by = kept where l.landscape_id = here and l.answered_by = gone;
    delete from keep_apart k where k.landscape_id = here
      and k.one_person_id = any (array[kept, gone]) and k.other_person_id = any (array[kept, gone]);
    update keep_apart k set
        one_person_id = case k.one_person_id when gone then kept else k.one_person_id end,
        other_person_id = case k.other_person_id when gone then kept else k.other_person_id end
      where k.landscape_id = here and gone in (k.one_person_id, k.other_person_id);
    update space_person s set person_id = kept where s.landscape_id = here and s.person_id = gone
      and not exists (select 1 from space_person o where o.landscape_id = here and o.space_id = s.space_id and o.person_id = kept);
    update custom_field f set person_id = kept where f.landscape_id = here and f.person_id = gone;
    delete from participant p where p.landscape_id = here and p.person_id = gone;
    delete from person n where n.id = gone
      and not exists (select 1 from participant p where p.person_id = gone)
      and not exists (select 1 from convener c where c.person_id = gone);
    return 'joined';
  end $$;
revoke execute on function join_people(uuid, uuid, uuid) from public;
grant execute on function join_people(uuid, uuid, uuid) to ecotone_app;
