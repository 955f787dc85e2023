-- Parts of a landscape's map in texts of the site: pictures that tell nothing of fewer than five people, and go when the landscape is locked.

-- what stands under a picture, for whoever puts it into a text
alter table site_picture add column caption text not null default '' check (length(caption) <= 500);

create table map_crop (
  landscape_id uuid not null references landscape on delete cascade,
  picture_id uuid primary key references site_picture on delete cascade,
  -- what the map was of, by their ids in the landscape; null: no boundary, the whole land
  boundary_id text check (length(boundary_id) <= 200),
  around text check (length(around) <= 200),
  made_at timestamptz not null,
  made_by uuid references person on delete set null
);
create index map_crop_landscape on map_crop (landscape_id);
create index map_crop_made_by on map_crop (made_by);

do $$ begin
  execute format('create policy the_owner on map_crop to %I using (true) with check (true)', current_user);
end $$;
alter table map_crop enable row level security;
alter table map_crop force row level security;
grant select, insert on map_crop to ecotone_app;
-- made by whoever may take the landscape away and edits the site: both, since anybody will see it
create policy of_landscapes_i_steward on map_crop to ecotone_app
  using (landscape_id in (select landscapes_i_steward()))
  with check (landscape_id in (select landscapes_i_steward()) and (select edits_the_site()));
call put_under_the_lock('map_crop');

-- The picture goes with its landscape.
create function drop_picture_of_crop() returns trigger
  language plpgsql security definer set search_path = public, pg_temp
  as $$ begin delete from site_picture where id = old.picture_id; return null; end $$;
revoke execute on function drop_picture_of_crop() from public;
create trigger drop_picture_of_crop after delete on map_crop for each row execute function drop_picture_of_crop();

-- A landscape that is locked is gone from all views at once (E23): from texts of the site as well.
create function drop_crops_of_the_locked() returns trigger
  language plpgsql security definer set search_path = public, pg_temp
  as $$ begin delete from map_crop where landscape_id = new.landscape_id; return null; end $$;
revoke execute on function drop_crops_of_the_locked() from public;
create trigger drop_crops_of_the_locked after insert on landscape_lock for each row execute function drop_crops_of_the_locked();
