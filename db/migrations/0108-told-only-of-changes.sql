-- A trigger for a whole statement fires for no row as well: the job that looks each minute for what is due told of a change each minute, and every
-- page that was kept had to be made anew. Told for each row, nothing is told of nothing; within one transaction it is told once.
do $$
declare
  t record;
begin
  for t in
    select tgname, tgrelid::regclass as of_table, tgtype from pg_trigger
    where tgfoid = 'tell_that_the_site_changed()'::regprocedure and tgtype & 1 = 0 and not tgisinternal
  loop
    execute format('drop trigger %I on %s', t.tgname, t.of_table);
    execute format('create trigger %I after %s on %s for each row execute function tell_that_the_site_changed()', t.tgname,
      concat_ws(' or ', case when t.tgtype & 4 > 0 then 'insert' end, case when t.tgtype & 8 > 0 then 'delete' end,
        case when t.tgtype & 16 > 0 then 'update' end), t.of_table);
  end loop;
end
$$;
