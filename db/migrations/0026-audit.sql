-- The audit: one line for each deed that touches somebody's safety, written once and chained to the line before it by a hash, so that a
-- line that was changed, taken out or put elsewhere shows itself. It holds opaque ids alone: no name, no address, no token, no words.
-- Nothing in it points at a row by a foreign key: who is erased leaves ids behind that lead nowhere.

create table audit (
  id uuid primary key,
  -- place in the chain, given when the transaction ends
  seq bigint unique,
  at timestamptz not null default now(),
  -- on whose behalf; null while nobody is signed in
  who uuid,
  what text not null check (what ~ '^[a-z0-9]+(-[a-z0-9]+)*$' and length(what) <= 40),
  landscape_id uuid,
  about uuid,
  outcome text not null check (outcome in ('done', 'refused')),
  former bytea,
  hash bytea
);
create index audit_landscape on audit (landscape_id, seq);

-- What the hash of a line is over. `cli/audit.ts` computes the same outside the database; a test holds the two together.
create function audit_hash(line audit) returns bytea
  language sql stable set search_path = public, pg_temp
  as $$
    select sha256(convert_to(concat_ws('|', line.seq, to_char(line.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
      coalesce(line.who::text, '-'), line.what, coalesce(line.landscape_id::text, '-'), coalesce(line.about::text, '-'),
      line.outcome, encode(line.former, 'hex')), 'UTF8'))
  $$;

-- Chains a line at the end of its transaction: then the lock is held for a moment only, and nobody waits for it who holds another.
create function chain_audit() returns trigger
  language plpgsql security definer set search_path = public, pg_temp
  as $$
  declare
    last audit;
    line audit;
  begin
    perform pg_advisory_xact_lock(hashtext('ecotone audit'));
    select * into last from audit where seq is not null order by seq desc limit 1;
    line := new;
    line.seq := coalesce(last.seq, 0) + 1;
    line.former := coalesce(last.hash, decode(repeat('00', 32), 'hex'));
    line.hash := audit_hash(line);
    update audit set seq = line.seq, former = line.former, hash = line.hash where id = new.id;
    return null;
  end $$;
create constraint trigger chain_audit after insert on audit deferrable initially deferred
  for each row execute function chain_audit();

-- Not even the owner changes a line by mistake. Being chained is the one change that there is, once.
create function keep_audit_as_it_is() returns trigger
  language plpgsql set search_path = public, pg_temp
  as $$
  begin
    if tg_op = 'UPDATE' then
      if old.hash is null and new.hash is not null
         and (to_jsonb(new) - array['seq', 'former', 'hash']) = (to_jsonb(old) - array['seq', 'former', 'hash']) then
        return new;
      end if;
    elsif tg_op = 'INSERT' then
      new.seq := null;
      new.former := null;
      new.hash := null;
      return new;
    end if;
    raise exception 'the audit is only ever added to' using errcode = 'restrict_violation';
  end $$;
create trigger keep_audit_as_it_is before insert or update or delete on audit
  for each row execute function keep_audit_as_it_is();
create trigger keep_all_of_audit before truncate on audit
  for each statement execute function keep_audit_as_it_is();

-- Writes one line. Who did it is whoever asks, never what they send. It is chained when the transaction is kept, and gone when it is not.
create function keep_audit(what text, in_landscape uuid, about uuid, outcome text default 'done') returns void
  language sql security definer set search_path = public, pg_temp
  as $$
    insert into audit (id, who, what, landscape_id, about, outcome)
      values (gen_random_uuid(), viewer(), keep_audit.what, in_landscape, keep_audit.about, keep_audit.outcome)
  $$;

alter table audit enable row level security;
alter table audit force row level security;
do $$ begin execute format('create policy the_owner on audit to %I using (true) with check (true)', current_user); end $$;
grant select on audit to ecotone_app, ecotone_worker;
-- A landscape's stewards read what was done in it.
create policy of_my_landscapes on audit for select to ecotone_app
  using (landscape_id = any (array(select landscapes_i_steward())));
-- Whoever runs the instance has the chain checked, from its command line, and says so aloud.
create policy verifying on audit for select to ecotone_worker
  using (viewer() is null and purpose() = 'verify the audit');

revoke execute on function audit_hash(audit), chain_audit(), keep_audit_as_it_is() from public;
revoke execute on function keep_audit(text, uuid, uuid, text) from public;
grant execute on function keep_audit(text, uuid, uuid, text) to ecotone_app, ecotone_auth, ecotone_worker;
