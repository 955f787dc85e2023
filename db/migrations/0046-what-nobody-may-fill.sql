-- What nobody may fill: the disk with files, and an account with a password.

-- Files that somebody sent and did not decide about lie here for a day. Nobody fills the disk with them: of each person the newest five
-- stay, and five more are brought in at a time.

create function keep_few_uploads() returns trigger
  language plpgsql security definer set search_path = public, pg_temp
  as $$
  begin
    if (select count(*) from upload u where u.person_id = new.person_id and u.state in ('waiting', 'running')) >= 5 then
      raise exception 'five uploads of somebody are brought in at a time' using errcode = 'program_limit_exceeded';
    end if;
    delete from upload u where u.person_id = new.person_id and u.state in ('sent', 'stopped', 'failed') and u.id <> new.id and u.id not in (
      select k.id from upload k where k.person_id = new.person_id and k.state in ('sent', 'stopped', 'failed') and k.id <> new.id
      order by k.sent_at desc, k.id desc limit 4);
    return null;
  end $$;
revoke execute on function keep_few_uploads() from public;
create trigger keep_few_uploads after insert on upload for each row execute function keep_few_uploads();

-- There are no passwords here. The library for sessions has a column for them, and fills it for nobody.
alter table account add constraint account_has_no_password check (password is null);
