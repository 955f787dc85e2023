-- What tells of politics, faith or health is said by an account alone (rule E4). A personal link may have been opened by whoever made it:
-- by one, nobody says that they belong to such a practice, and nobody reads that they do.

-- Was this transaction opened by a personal link? Said by the program beside who asks; without a word it was not.
create function by_link() returns boolean
  language sql stable
  as $$ select coalesce(current_setting('ecotone.way', true), '') = 'link' $$;
revoke execute on function by_link() from public;
grant execute on function by_link() to ecotone_app, ecotone_worker;

-- Whichever function writes the consent or the membership down.
create function refuse_telling_word_by_link() returns trigger
  language plpgsql security definer set search_path = public, pg_temp
  as $$
  begin
    raise exception 'what tells of politics, faith or health is said by an account, not by a link'
      using errcode = 'check_violation', constraint = 'special_category_needs_own_account';
  end $$;
revoke execute on function refuse_telling_word_by_link() from public;
create trigger refuse_telling_word_by_link before insert on consent for each row
  when (new.purpose = 'special-category' and new.state = 'agreed' and by_link())
  execute function refuse_telling_word_by_link();

-- As before, and none of them by a link.
create or replace function special_practices() returns table (landscape_id uuid, practice_id uuid, name text, mine boolean)
  language sql stable security definer set search_path = public, pg_temp
  as $$
    select p.landscape_id, p.id, p.name, exists (select 1 from membership m
      where m.landscape_id = p.landscape_id and m.practice_id = p.id and m.person_id = viewer())
    from practice p join landscape l on l.id = p.landscape_id
    where p.special_category and l.basis in ('own-sketch', 'consented') and not by_link()
      and l.id not in (select landscapes_locked_to_me())
      and exists (select 1 from participant o where o.landscape_id = p.landscape_id and o.person_id = viewer())
    order by p.name
  $$;

create or replace function say_where_i_belong(in_landscape uuid, practices uuid[], moment timestamptz) returns text
  language plpgsql security definer set search_path = public, pg_temp
  as $$
  declare outcome text;
  begin
    if by_link() then return 'account-needed'; end if;
    outcome := say_for_myself(in_landscape, jsonb_build_object('special-category', cardinality(practices) > 0), null, false, moment);
    if outcome <> 'said' then return outcome; end if;
    delete from membership m using special_practices() s
      where m.landscape_id = in_landscape and m.person_id = viewer() and s.landscape_id = in_landscape and s.practice_id = m.practice_id
        and s.practice_id <> all (practices);
    insert into membership (landscape_id, id, person_id, practice_id)
      select in_landscape, gen_random_uuid(), viewer(), s.practice_id from special_practices() s
      where s.landscape_id = in_landscape and s.practice_id = any (practices) and not s.mine
      on conflict (landscape_id, person_id, practice_id) do nothing;
    return 'said';
  end $$;

-- Is something kept from the viewer because they came by a link? Answers alike whether or not they belong to such a practice.
create function more_by_account(in_landscape uuid) returns boolean
  language sql stable security definer set search_path = public, pg_temp
  as $$
    select by_link() and exists (select 1 from practice p join landscape l on l.id = p.landscape_id
      join participant o on o.landscape_id = p.landscape_id and o.person_id = viewer()
      where p.landscape_id = in_landscape and p.special_category and l.basis in ('own-sketch', 'consented')
        and l.id not in (select landscapes_locked_to_me()))
  $$;
revoke execute on function more_by_account(uuid) from public;
grant execute on function more_by_account(uuid) to ecotone_app;

-- By a link, what is held about somebody leaves these groups out, and that they ever agreed to them.
do $$
declare
  before text := pg_get_functiondef('held_about_me(uuid)'::regprocedure);
  of_groups text := 'where m.landscape_id = in_landscape and m.person_id = viewer()),';
  of_consents text := 'from consent c where c.landscape_id = in_landscape and c.person_id = viewer()),';
begin
  if strpos(before, of_groups) = 0 or strpos(before, of_consents) = 0 then
    raise exception 'held_about_me does not read as this migration expects';
  end if;
  execute replace(replace(before,
    of_groups, rtrim(of_groups, '),') || ') and not (g.special_category and by_link())),'),
    of_consents, rtrim(of_consents, '),') || ') and not (c.purpose = ''special-category'' and by_link())),');
end $$;
create policy not_by_link on consent as restrictive for select to ecotone_app using (purpose <> 'special-category' or not by_link());
create policy not_by_link on agreement as restrictive for select to ecotone_app using (purpose <> 'special-category' or not by_link());
