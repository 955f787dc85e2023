-- A list of what is coming reads the times in their order and stops when it has enough. Whether one is shown stands beside it, so that
-- the policy need not look at the event of each.
alter table event_occurrence add column shown boolean not null default false;
update event_occurrence o set shown = e.shown from event e where e.id = o.event_id;
drop policy reading on event_occurrence;
create policy reading on event_occurrence for select to ecotone_app using (shown);
