-- What is told of "would you come if they called?" moves in steps (rule E11): totals of three answers and then of four would say what
-- the fourth was. So it is remembered what the last telling counted each answer as; the engine says when the next one is due.

-- One row for each answer that the last telling about this person in this practice counted. `would_come` becomes null when whoever
-- answered is erased: that an answer was counted is remembered, and not whose it was or what it said. No page and no export reads this.
create table legitimacy_told (
  landscape_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  practice_id uuid not null,
  answered_by uuid,
  would_come boolean,
  primary key (landscape_id, id),
  foreign key (landscape_id, person_id) references participant on delete cascade,
  foreign key (landscape_id, practice_id) references practice on delete cascade,
  foreign key (landscape_id, answered_by) references participant on delete set null (answered_by)
);
create index legitimacy_told_person on legitimacy_told (landscape_id, person_id);
create index legitimacy_told_practice on legitimacy_told (landscape_id, practice_id);
create index legitimacy_told_answered_by on legitimacy_told (landscape_id, answered_by) where answered_by is not null;

alter table legitimacy_told enable row level security;
alter table legitimacy_told force row level security;
do $$ begin
  execute format('create policy the_owner on legitimacy_told to %I using (true) with check (true)', current_user);
end $$;

create function forget_what_was_told() returns trigger
  language plpgsql security definer set search_path = public, pg_temp
  as $$
  begin
    if old.answered_by is not null and new.answered_by is null then new.would_come := null; end if;
    return new;
  end $$;
create trigger forget_what_was_told before update on legitimacy_told
  for each row execute function forget_what_was_told();

-- Each answer without a name, with what it says now (null: taken back, erased, or out of the analysis) and what the last telling counted
-- it as. Two readings at once would each tell a step of their own, so the second waits for the first.
create function legitimacy_to_tell(in_landscape uuid)
  returns table (answer_id uuid, person_id uuid, practice_id uuid, kind text, says text, counted text)
  language plpgsql security definer set search_path = public, pg_temp
  as $$
  begin
    if in_landscape not in (select landscapes_i_see()) then return; end if;
    perform pg_advisory_xact_lock(hashtextextended('legitimacy ' || in_landscape::text, 0));
    return query
      with said as (
        select l.id, l.person_id, l.practice_id, coalesce(l.answered_by, l.id) as whose,
          case when exists (
            select from consent c
            where c.landscape_id = in_landscape and c.person_id = l.answered_by and c.purpose = 'analysis'
              and c.state in ('hidden', 'withdrawn')
          ) then null when l.would_come then 'yes' else 'no' end as says
        from legitimacy l where l.landscape_id = in_landscape and l.kind = 'attested'
      ), told as (
        select t.id, t.person_id, t.practice_id, coalesce(t.answered_by, t.id) as whose,
          case when t.would_come is null then 'erased' when t.would_come then 'yes' else 'no' end as counted
        from legitimacy_told t where t.landscape_id = in_landscape
      )
      select s.id, coalesce(s.person_id, t.person_id), coalesce(s.practice_id, t.practice_id), 'attested', s.says, t.counted
      from said s full join told t
        on t.person_id = s.person_id and t.practice_id = s.practice_id and t.whose = s.whose
      union all
      select l.id, l.person_id, l.practice_id, 'claimed', null, null
      from legitimacy l where l.landscape_id = in_landscape and l.kind = 'claimed';
  end $$;
revoke execute on function legitimacy_to_tell(uuid) from public;
grant execute on function legitimacy_to_tell(uuid) to ecotone_worker;

-- Remembers a new telling: these answers, each about this person in this practice, are now what was counted. One that was deleted since
-- it was read is remembered as counted and no more. Rows of the same place in the three lists belong together.
create function remember_telling(in_landscape uuid, people uuid[], practices uuid[], answers uuid[]) returns void
  language plpgsql security definer set search_path = public, pg_temp
  as $$
  begin
    if in_landscape not in (select landscapes_i_see()) then return; end if;
    delete from legitimacy_told t using unnest(people, practices) as n (person_id, practice_id)
      where t.landscape_id = in_landscape and t.person_id = n.person_id and t.practice_id = n.practice_id;
    insert into legitimacy_told (landscape_id, id, person_id, practice_id, answered_by, would_come)
      select in_landscape, n.id, n.person_id, n.practice_id, l.answered_by, l.would_come
      from unnest(people, practices, answers) as n (person_id, practice_id, id)
      left join legitimacy l on l.landscape_id = in_landscape and l.id = n.id
        and l.person_id = n.person_id and l.practice_id = n.practice_id and l.kind = 'attested';
  end $$;
revoke execute on function remember_telling(uuid, uuid[], uuid[], uuid[]) from public;
grant execute on function remember_telling(uuid, uuid[], uuid[], uuid[]) to ecotone_worker;

-- Counts as they are would tell what the steps keep.
drop function legitimacy_counts(uuid);
