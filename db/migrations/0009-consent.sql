-- What a person said when they were told of a map, written down by whoever told them, or said by themselves. The newest word counts at
-- once: it moves the name between the person's own row and the label that only its giver reads.

create function record_consent(new_id uuid, in_landscape uuid, who uuid, new_state text, new_name text, moment timestamptz) returns text
  language plpgsql security definer set search_path = public, pg_temp
  as $$
  declare
    mine boolean;
    had_name text;
  begin
    select p.named_by = viewer() or p.person_id = viewer() into mine from participant p
      where p.landscape_id = in_landscape and p.person_id = who
        and (in_landscape in (select landscapes_i_convene()) or p.person_id = viewer());
    if not coalesce(mine, false) then
      return 'not-allowed';
    end if;
    select name into had_name from person where id = who;
    if new_state = 'agreed' and coalesce(new_name, had_name) is null then
      return 'name-needed';
    end if;

    insert into consent (landscape_id, id, person_id, purpose, state, said_at, recorded_by)
      values (in_landscape, new_id, who, 'map', new_state, moment, viewer());
    update participant set consent = new_state, told_at = coalesce(told_at, case when new_state <> 'not yet asked' then moment end)
      where landscape_id = in_landscape and person_id = who;
    if new_state = 'agreed' then
      update person set name = coalesce(had_name, new_name), updated_at = moment where id = who and name is null;
      delete from placeholder_label where landscape_id = in_landscape and person_id = who;
    elsif new_state = 'withdrawn' then
      delete from placeholder_label where landscape_id = in_landscape and person_id = who;
      update person set name = null, phone = null, updated_at = moment where id = who and not email_verified
        and not exists (select 1 from participant other where other.person_id = who and other.landscape_id <> in_landscape);
    end if;
    return 'recorded';
  end $$;
revoke execute on function record_consent(uuid, uuid, uuid, text, text, timestamptz) from public;
grant execute on function record_consent(uuid, uuid, uuid, text, text, timestamptz) to ecotone_app;
