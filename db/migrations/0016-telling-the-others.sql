-- Whoever has the same landscape open is told that it changed: which one and to which version, and not a word more. The database tells it
-- when the transaction is committed, once for all that it did.

create or replace function count_the_version(landscapes uuid[]) returns void
  language sql security definer set search_path = public, pg_temp
  as $$
    with counted as (
      update landscape set version = version + 1
      where id = any (landscapes) and xmin <> pg_current_xact_id()::xid
      returning id, version
    )
    select pg_notify('landscape_changed', id::text || ' ' || version) from counted
  $$;
