-- Where everything lies: hills that somebody put in a place, and the laying out of large landscapes in the background.

-- A hill that somebody put in a place, seen by everybody who sees the landscape. A layout is computed from what one viewer may see and
-- holds for them; a pin lies over every layout, and is in the log.
create table pin (
  landscape_id uuid not null references landscape on delete cascade,
  practice_id uuid not null,
  x double precision not null check (x between -1000000 and 1000000),
  y double precision not null check (y between -1000000 and 1000000),
  pinned_by uuid references person on delete set null,
  pinned_at timestamptz not null default clock_timestamp(),
  primary key (landscape_id, practice_id),
  foreign key (landscape_id, practice_id) references practice on delete cascade
);
create index pin_pinned_by on pin (pinned_by) where pinned_by is not null;

alter table layout_position drop column pinned_by, drop column pinned_at;

-- One asking for a layout that takes longer than a page may. Whoever asks for the same again finds this one.
create table laying_out (
  landscape_id uuid not null references landscape on delete cascade,
  id uuid not null,
  asked_by uuid not null references person on delete cascade,
  asked_at timestamptz not null,
  -- of what the places hang on, and for which arrangement
  input_hash text not null check (length(input_hash) between 1 and 200),
  -- the arrangement of a map that is drawn anew; none where places only follow the drawing
  arrangement integer check (arrangement between 0 and 99),
  keep_pins boolean not null default true,
  state text not null default 'waiting' check (state in ('waiting', 'running', 'done', 'failed')),
  progress real not null default 0 check (progress between 0 and 1),
  primary key (landscape_id, id),
  unique (landscape_id, asked_by, input_hash)
);
create index laying_out_asked_by on laying_out (asked_by);

-- How often the layout was laid out in the background, and whether it is the one that is shown or one that somebody looks at before they
-- decide.
alter table layout add column turn integer not null default 0, add column proposed boolean not null default false;

do $$
declare t text;
begin
  foreach t in array array['pin', 'laying_out'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy the_owner on %I to %I using (true) with check (true)', t, current_user);
    execute format('grant select on %I to ecotone_app, ecotone_worker', t);
  end loop;
end $$;

create policy seeing on pin for select to ecotone_app, ecotone_worker using (landscape_id = any (array(select landscapes_i_see())));
create policy drawing on pin to ecotone_app
  using (landscape_id = any (array(select landscapes_i_convene())))
  with check (landscape_id = any (array(select landscapes_i_convene())));
grant insert, update, delete on pin to ecotone_app;

-- What is asked for tells who laid out what: it is the asker's, and where nothing is hidden the team's.
create policy seeing on laying_out for select to ecotone_app, ecotone_worker using (
  asked_by = viewer() and landscape_id = any (array(select landscapes_i_see()))
  or landscape_id = any (array(select open_landscapes_i_see())) and landscape_id = any (array(select landscapes_i_convene())));
create policy asking on laying_out for insert to ecotone_app
  with check (asked_by = viewer() and landscape_id = any (array(select landscapes_i_convene())));
create policy working on laying_out for update to ecotone_app
  using (asked_by = viewer() and landscape_id = any (array(select landscapes_i_convene())))
  with check (asked_by = viewer() and landscape_id = any (array(select landscapes_i_convene())));
create policy rubbing_out on laying_out for delete to ecotone_app
  using (asked_by = viewer() and landscape_id = any (array(select landscapes_i_convene())));
grant insert, update (state, progress, asked_at), delete on laying_out to ecotone_app;

-- Who put a hill where it is, is whoever moved it last; nobody signs for somebody else.
create function sign_the_pin() returns trigger
  language plpgsql set search_path = public, pg_temp
  as $$
  begin
    if tg_op = 'INSERT' or (new.x, new.y) is distinct from (old.x, old.y) then
      new.pinned_by := viewer();
      new.pinned_at := clock_timestamp();
    elsif new.pinned_by is not null then
      new.pinned_by := old.pinned_by;
      new.pinned_at := old.pinned_at;
    end if;
    return new;
  end $$;
create trigger sign_the_pin before insert or update on pin for each row execute function sign_the_pin();

-- Moving a hill is a deed, but nothing that a reading hangs on: it is written into the log and does not count the version up.
create function write_the_log_of_pins() returns trigger
  language plpgsql security definer set search_path = public, pg_temp
  as $$
  declare here uuid := case tg_op when 'DELETE' then old.landscape_id else new.landscape_id end;
  begin
    if not exists (select 1 from landscape l where l.id = here) then return null; end if;
    insert into change (landscape_id, changed_by, why, what, did, before, after)
      values (here, viewer(), nullif(current_setting('ecotone.why', true), ''), 'pin',
        case tg_op when 'INSERT' then 'added' when 'UPDATE' then 'changed' else 'removed' end,
        case when tg_op <> 'INSERT' then to_jsonb(old) - 'landscape_id' end,
        case when tg_op <> 'DELETE' then to_jsonb(new) - 'landscape_id' end);
    perform pg_notify('landscape_changed', here || ' places');
    return null;
  end $$;
revoke execute on function write_the_log_of_pins() from public;
create trigger log_added after insert on pin for each row execute function write_the_log_of_pins();
create trigger log_changed after update on pin for each row
  when ((new.x, new.y) is distinct from (old.x, old.y)) execute function write_the_log_of_pins();
create trigger log_removed after delete on pin for each row execute function write_the_log_of_pins();

create policy seeing_pins on change for select to ecotone_app
  using (what = 'pin' and landscape_id = any (array(select landscapes_i_convene())));
