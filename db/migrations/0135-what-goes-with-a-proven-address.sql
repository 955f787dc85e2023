-- Somebody who was let in by address and never came has proven nothing about that address: when their row goes, nothing goes that was said
-- or asked from it (messages, enquiries, places at events).
drop trigger forget_enquiries_of on person;
create trigger forget_enquiries_of after delete on person for each row
  when (old.email_verified) execute function forget_enquiries_of();
drop trigger forget_guests_of on person;
create trigger forget_guests_of after delete on person for each row
  when (old.email_verified) execute function forget_guests_of();
create or replace function let_go_of_messages() returns trigger
  language plpgsql security definer set search_path = public, pg_temp
  as $$
  declare theirs uuid[] := array(select m.id from message m where m.author_id = old.id);
  begin
    if old.email is not null and old.email_verified and has_tombstone_key() then
      theirs := theirs || array(select m.id from message m where m.address_hash = tombstone_digest('address', null, lower(old.email), true));
    end if;
    if cardinality(theirs) > 0 then perform empty_messages(theirs); end if;
    return old;
  end $$;
