-- Whoever stands on a map by a personal link may have an account of their own: then the links end, since others may hold a copy.
alter table personal_link drop constraint personal_link_why_check;
alter table personal_link add constraint personal_link_why_check
  check (why in ('replaced', 'ended', 'landscape-locked', 'maker-left', 'account-begun'));

create function end_links_of_who_begins_an_account() returns trigger
  language plpgsql security definer set search_path = public, pg_temp
  as $$
  begin
    if not exists (select 1 from account a where a.person_id = new.person_id and a.id <> new.id) then
      update personal_link set ended_at = clock_timestamp(), why = 'account-begun'
        where person_id = new.person_id and ended_at is null;
      delete from held_session where person_id = new.person_id;
    end if;
    return null;
  end $$;
revoke execute on function end_links_of_who_begins_an_account() from public;
create trigger end_links_of_who_begins_an_account after insert on account
  for each row execute function end_links_of_who_begins_an_account();
