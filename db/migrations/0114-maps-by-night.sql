-- Pictures that the program draws itself stand by day and by night, and a part of a map can be drawn again under the same name.

-- the same picture on dark paper; what was sent as a file has none
alter table site_picture_size add column dark boolean not null default false;
alter table site_picture_size drop constraint site_picture_size_pkey;
alter table site_picture_size add primary key (picture_id, width, dark);

-- of a part of a map: the day it was drawn on, and of which day the landscape says it is where that is another
alter table site_picture add column drawn_on date;
alter table site_picture add column as_of date;
update site_picture p set drawn_on = m.made_at::date from map_crop m where m.picture_id = p.id;

grant update (caption, drawn_on, as_of) on site_picture to ecotone_app;
grant update (made_at, made_by) on map_crop to ecotone_app;

drop trigger tell_that_the_site_changed on site_picture;
create trigger tell_that_the_site_changed after insert or update or delete on site_picture
  for each row execute function tell_that_the_site_changed();
