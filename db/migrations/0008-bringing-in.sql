-- Bringing in a landscape that takes longer than a page may: as a background job, with progress, that can be stopped.

-- From being sent to being a landscape. `wish` is what its sender chose on the preview; `slug` is where it lies once it is in.
alter table upload
  add column state text not null default 'sent' check (state in ('sent', 'waiting', 'running', 'done', 'stopped', 'failed')),
  add column progress real not null default 0 check (progress between 0 and 1),
  add column stop_asked boolean not null default false,
  add column wish jsonb,
  add column slug text;
grant update (state, progress, stop_asked, wish, slug) on upload to ecotone_app;

-- The version of a landscape counts once for a transaction and not once for a statement: nobody else ever saw the numbers between, and
-- each of them left a dead row that every later row of the same import had to walk past.
create function count_the_version(landscapes uuid[]) returns void
  language sql security definer set search_path = public, pg_temp
  as $$
    update landscape set version = version + 1
    where id = any (landscapes) and xmin <> pg_current_xact_id()::xid
  $$;
revoke execute on function count_the_version(uuid[]) from public;

create or replace function write_the_log() returns trigger
  language plpgsql security definer set search_path = public, pg_temp
  as $$
  declare
    reason text := nullif(current_setting('ecotone.why', true), '');
    who uuid := viewer();
    -- an id that a drawer gave may be initials or a name
    unsaid text[] := case tg_table_name when 'participant' then array['landscape_id', 'external_id'] else array['landscape_id'] end;
  begin
    if tg_op = 'INSERT' then
      insert into change (landscape_id, changed_by, why, what, did, after)
        select n.landscape_id, who, reason, tg_table_name, 'added', to_jsonb(n) - unsaid from added n;
      perform count_the_version(array(select distinct landscape_id from added));
    elsif tg_op = 'UPDATE' then
      -- the two transition tables hold the same rows in the same order
      insert into change (landscape_id, changed_by, why, what, did, before, after)
        select n.landscape_id, who, reason, tg_table_name, 'changed', o.row_before, n.row_after
        from (select row_number() over () as nth, landscape_id, to_jsonb(a) - unsaid as row_after from added a) n
        join (select row_number() over () as nth, to_jsonb(r) - unsaid as row_before from removed r) o using (nth);
      perform count_the_version(array(select distinct landscape_id from added));
    else
      insert into change (landscape_id, changed_by, why, what, did, before)
        select o.landscape_id, who, reason, tg_table_name, 'removed', to_jsonb(o) - unsaid from removed o
        where exists (select 1 from landscape l where l.id = o.landscape_id);
      perform count_the_version(array(select distinct landscape_id from removed));
    end if;
    return null;
  end $$;

-- What has run out and is of no use to anybody: forms that were sent a week ago, links and sessions whose time is over.
create function forget_what_ran_out(today timestamptz) returns integer
  language plpgsql security definer set search_path = public, pg_temp
  as $$
  declare
    forgotten integer := 0;
    more integer;
  begin
    delete from form_key where taken_at < today - interval '7 days';
    get diagnostics forgotten = row_count;
    delete from verification where expires_at < today;
    get diagnostics more = row_count;
    forgotten := forgotten + more;
    delete from session where expires_at < today;
    get diagnostics more = row_count;
    return forgotten + more;
  end $$;
revoke execute on function forget_what_ran_out(timestamptz) from public;
grant execute on function forget_what_ran_out(timestamptz) to ecotone_worker;
