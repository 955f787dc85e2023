-- The logo of a supporter: a picture of the site, by its name. Whoever sees the supporter sees it.
alter table supporter add column logo text check (logo ~ '^[a-z0-9]+(-[a-z0-9]+)*$' and length(logo) <= 100);
create policy logo_of_whom_i_see on site_picture for select to ecotone_app using (exists (
  select 1 from supporter s where s.logo = site_picture.name));
