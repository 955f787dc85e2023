-- Under Chatham House and in closed spaces no list of those who take part leaves the team (rule E12), whatever reads the table. Visitors
-- of the example see who is in its open spaces.

drop policy seeing on space_person;
create policy seeing on space_person for select to ecotone_app, ecotone_worker using (
  landscape_id = any (array(select landscapes_i_convene()))
  or (landscape_id = any (array(select open_landscapes_i_see()))
      and (landscape_id, space_id) in (select landscape_id, id from space where ground_rule = 'open')));

-- A temporary table could stand in the way of ours for whoever uses the same connection next.
do $$ begin
  execute format('revoke temporary on database %I from public', current_database());
end $$;
