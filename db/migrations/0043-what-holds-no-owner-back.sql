-- The owner of the tables answers for the functions that look past the policies, so no policy may hold it back. An owner who is no superuser
-- is one of the program's roles by having been let into them, and then what narrows those roles narrowed the owner too: whom the clock of
-- the untold should have forgotten it did not find, and nothing at all of a locked landscape. Every policy that narrows now names who is meant.

create or replace procedure put_under_the_lock(a_table regclass, id_column name default 'landscape_id')
  language plpgsql set search_path = public, pg_temp
  as $$
  begin
    execute format('drop policy if exists the_lock on %s', a_table);
    -- the owner comes first: who is locked out is a function that reads as the owner, under this very policy
    execute format('create policy the_lock on %s as restrictive to ecotone_app, ecotone_worker
      using (current_user = %L or %I is null or %I <> all (array(select landscapes_locked_to_me())))',
      a_table, current_user, id_column, id_column);
  end $$;

do $$
declare p record;
begin
  for p in select polrelid::regclass as of_table, polname as name, pg_get_expr(polqual, polrelid) as says
    from pg_policy where not polpermissive and polrelid in (select oid from pg_class where relnamespace = 'public'::regnamespace)
  loop
    execute format('alter policy %I on %s using (current_user = %L or (%s))', p.name, p.of_table, current_user, p.says);
  end loop;
end $$;
