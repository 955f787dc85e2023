-- Background work: asked for inside the transaction that makes it needed, so that both happen or neither. The queue itself is kept in
-- the schema `graphile_worker` by the library of that name, and only the owner of the tables may touch it; everybody else asks here.

-- Asks for one piece of work. On whose behalf it runs is taken from who is asking, never from what they send.
create function enqueue_job(task text, payload jsonb) returns void
  language plpgsql security definer set search_path = public, pg_temp
  as $$
  begin
    if viewer() is null then
      raise exception 'nobody is signed in' using errcode = 'insufficient_privilege';
    end if;
    if task !~ '^[a-z][a-z-]{0,79}$' then
      raise exception 'there is no work called "%"', left(task, 80) using errcode = 'invalid_parameter_value';
    end if;
    if length(payload::text) > 10000 then
      raise exception 'the description of the work "%" is too long: keep it in a table and send its id', task
        using errcode = 'program_limit_exceeded';
    end if;
    perform graphile_worker.add_job(task, json_build_object('onBehalfOf', viewer(), 'work', payload), max_attempts => 5);
  end $$;
revoke execute on function enqueue_job(text, jsonb) from public;
grant execute on function enqueue_job(text, jsonb) to ecotone_app, ecotone_worker;
