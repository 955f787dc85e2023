-- Files that go with a letter. They lie in its row, so that they are kept, sent and blanked with it and at no other time.

alter table mail
  -- a list of {"name", "type", "content"}; the content is base64
  add column attachments jsonb check (jsonb_typeof(attachments) = 'array' and jsonb_array_length(attachments) between 1 and 5
    and octet_length(attachments::text) <= 400000),
  -- what forgets a person searches the words of letters about a landscape for names, and cannot look inside a file
  add constraint mail_attachments_of_no_landscape check (attachments is null or landscape_id is null),
  add constraint mail_attachments_wait check (attachments is null or (sent_at is null and given_up_at is null));
grant insert (attachments) on mail to ecotone_app, ecotone_worker;

-- Whatever settles a letter (sent, given up, stopped by a lock), its files go in the same statement.
create function blank_attachments() returns trigger
  language plpgsql set search_path = public, pg_temp
  as $$
  begin
    new.attachments = null;
    return new;
  end $$;
revoke execute on function blank_attachments() from public;
create trigger blank_attachments before update on mail for each row
  when (new.attachments is not null and (new.sent_at is not null or new.given_up_at is not null))
  execute function blank_attachments();
