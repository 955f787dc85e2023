-- Each purpose acts where it is asked about (rule E3): what somebody agreed to is kept beside their words, so that a policy reads it once
-- for a statement; and everybody can say it for themselves, by an account or by a personal link.

-- ── what somebody agrees to, now ────────────────────────────────────────────────────────────────────────────────────────

-- One row while the newest word about a purpose is a yes. Only the trigger below writes it: it says nothing that `consent` does not.
create table agreement (
  landscape_id uuid not null,
  person_id uuid not null,
  purpose text not null,
  primary key (landscape_id, person_id, purpose),
  foreign key (landscape_id, person_id) references participant on delete cascade
);
alter table agreement enable row level security;
alter table agreement force row level security;
do $$ begin
  execute format('create policy the_owner on agreement to %I using (true) with check (true)', current_user);
end $$;
create policy seeing on agreement for select to ecotone_app, ecotone_worker
  using (person_id = viewer() or landscape_id = any (array(select landscapes_i_read())));
grant select on agreement to ecotone_app, ecotone_worker;

-- Of two words of one moment the more private one holds, as everywhere.
create function agree_by_the_newest_word() returns trigger
  language plpgsql security definer set search_path = public, pg_temp
  as $$
  begin
    with word as (
      select distinct on (c.landscape_id, c.person_id, c.purpose) c.landscape_id, c.person_id, c.purpose, c.state
      from consent c join (select distinct a.landscape_id, a.person_id, a.purpose from added a) said using (landscape_id, person_id, purpose)
      order by c.landscape_id, c.person_id, c.purpose, c.said_at desc,
        array_position(array['withdrawn', 'hidden', 'not yet asked', 'told', 'agreed'], c.state)
    ), taken_back as (
      delete from agreement a using word w
      where w.state <> 'agreed' and (a.landscape_id, a.person_id, a.purpose) = (w.landscape_id, w.person_id, w.purpose)
    )
    insert into agreement (landscape_id, person_id, purpose)
      select w.landscape_id, w.person_id, w.purpose from word w where w.state = 'agreed'
      on conflict do nothing;
    return null;
  end $$;
revoke execute on function agree_by_the_newest_word() from public;
create trigger agree_by_the_newest_word after insert on consent referencing new table as added
  for each statement execute function agree_by_the_newest_word();

insert into agreement (landscape_id, person_id, purpose)
  select w.landscape_id, w.person_id, w.purpose from (
    select distinct on (c.landscape_id, c.person_id, c.purpose) c.landscape_id, c.person_id, c.purpose, c.state
    from consent c order by c.landscape_id, c.person_id, c.purpose, c.said_at desc,
      array_position(array['withdrawn', 'hidden', 'not yet asked', 'told', 'agreed'], c.state)) w
  where w.state = 'agreed';

-- ── saying it oneself ───────────────────────────────────────────────────────────────────────────────────────────────────

-- Writes down what the viewer says about themselves to these purposes; those that are not among them stay as they are. Works for whoever
-- is on the map, also by a personal link ("held about me"). A word that changes nothing is not written again, and none is overwritten.
-- `hide` says of a no to the map that they rather be hidden than gone: they keep counting, their seat and their groups, without a name.
create function say_for_myself(in_landscape uuid, said jsonb, new_name text, hide boolean, moment timestamptz) returns text
  language plpgsql security definer set search_path = public, pg_temp
  as $$
  declare
    me uuid := viewer();
    at_last timestamptz;
    had_name text;
  begin
    if me is null or in_landscape in (select landscapes_locked_to_me())
      or not exists (select 1 from participant p where p.landscape_id = in_landscape and p.person_id = me) then
      return 'not-here';
    end if;
    select n.name into had_name from person n where n.id = me;
    if coalesce((said ->> 'map')::boolean, false) and coalesce(had_name, nullif(trim(new_name), '')) is null then
      return 'name-needed';
    end if;
    -- the newest word counts, also after one that a file dated later
    select greatest(moment, max(c.said_at) + interval '1 microsecond') into at_last
      from consent c where c.landscape_id = in_landscape and c.person_id = me;
    insert into consent (landscape_id, id, person_id, purpose, state, said_at, recorded_by)
      select in_landscape, gen_random_uuid(), me, w.purpose, w.state, at_last, me
      from (select s.key as purpose, case when s.value::boolean then 'agreed' when s.key = 'map' and hide then 'hidden' else 'withdrawn' end as state
        from jsonb_each_text(said) as s (key, value)) w
      where w.state is distinct from (
        select c.state from consent c where c.landscape_id = in_landscape and c.person_id = me and c.purpose = w.purpose
        order by c.said_at desc, array_position(array['withdrawn', 'hidden', 'not yet asked', 'told', 'agreed'], c.state) limit 1);
    update participant p set told_at = moment where p.landscape_id = in_landscape and p.person_id = me and p.told_at is null;
    if coalesce((said ->> 'map')::boolean, false) then
      update person n set name = trim(new_name), updated_at = moment where n.id = me and had_name is null;
      delete from placeholder_label l where l.landscape_id = in_landscape and l.person_id = me;
    end if;
    return 'said';
  end $$;
revoke execute on function say_for_myself(uuid, jsonb, text, boolean, timestamptz) from public;
grant execute on function say_for_myself(uuid, jsonb, text, boolean, timestamptz) to ecotone_app;

-- ── saying it for somebody else: only whoever named them, and never over their own word ─────────────────────────────────

-- A yes of one purpose is written down by whoever named somebody and told them, as with the map; nobody turns round a no that somebody
-- said for themselves. Only what is written now is looked at: rows that are brought back were allowed when they were written.
create function refuse_words_of_others() returns trigger
  language plpgsql security definer set search_path = public, pg_temp
  as $$
  begin
    if viewer() is not null and exists (
      select 1 from added a join participant p using (landscape_id, person_id)
      where a.state = 'agreed' and a.recorded_by = viewer() and a.person_id <> viewer() and (
        p.named_by is distinct from viewer()
        or exists (select 1 from consent c where c.landscape_id = a.landscape_id and c.person_id = a.person_id and c.purpose = a.purpose
          and c.recorded_by = c.person_id and c.state in ('hidden', 'withdrawn') and c.said_at <= a.said_at
          and not exists (select 1 from consent o where o.landscape_id = c.landscape_id and o.person_id = c.person_id
            and o.purpose = c.purpose and o.recorded_by = o.person_id and o.said_at > c.said_at)))) then
      raise exception 'that somebody agreed is for them to say, or for the one who named them and told them'
        using errcode = 'insufficient_privilege';
    end if;
    return null;
  end $$;
revoke execute on function refuse_words_of_others() from public;
create trigger refuse_words_of_others after insert on consent referencing new table as added
  for each statement execute function refuse_words_of_others();

-- Did somebody themselves say no to this purpose, with the last of their own words?
create function said_no_themselves(in_landscape uuid, who uuid, of_purpose text) returns boolean
  language sql stable security definer set search_path = public, pg_temp
  as $$
    select viewer() is distinct from who and exists (select 1 from participant p
        where p.landscape_id = in_landscape and p.person_id = who and p.named_by = viewer())
      and coalesce((select c.state in ('hidden', 'withdrawn') from consent c
        where c.landscape_id = in_landscape and c.person_id = who and c.purpose = of_purpose and c.recorded_by = c.person_id
        order by c.said_at desc limit 1), false)
  $$;
revoke execute on function said_no_themselves(uuid, uuid, text) from public;
grant execute on function said_no_themselves(uuid, uuid, text) to ecotone_app;

-- What somebody said to these purposes when they were told, written down by whoever named them. A word that changes nothing is not
-- written again. A yes to what they themselves took back is refused.
create function record_purposes(in_landscape uuid, who uuid, said jsonb, moment timestamptz) returns text
  language plpgsql security definer set search_path = public, pg_temp
  as $$
  declare at_last timestamptz;
  begin
    if not exists (select 1 from participant p where p.landscape_id = in_landscape and p.person_id = who and p.named_by = viewer())
      or in_landscape not in (select landscapes_i_draw()) then return 'not-allowed'; end if;
    if exists (select 1 from jsonb_each_text(said) as s (key, value)
      where s.value::boolean and said_no_themselves(in_landscape, who, s.key)) then return 'their-own-word'; end if;
    select greatest(moment, max(c.said_at) + interval '1 microsecond') into at_last
      from consent c where c.landscape_id = in_landscape and c.person_id = who;
    insert into consent (landscape_id, id, person_id, purpose, state, said_at, recorded_by)
      select in_landscape, gen_random_uuid(), who, w.purpose, w.state, at_last, viewer()
      from (select s.key as purpose, case when s.value::boolean then 'agreed' else 'withdrawn' end as state, (
          select c.state from consent c where c.landscape_id = in_landscape and c.person_id = who and c.purpose = s.key
          order by c.said_at desc, array_position(array['withdrawn', 'hidden', 'not yet asked', 'told', 'agreed'], c.state) limit 1) as before
        from jsonb_each_text(said) as s (key, value)
        where s.key in ('ties', 'analysis', 'introductions', 'stories', 'newsletter')) w
      -- what was never a yes does not become a no by not being asked
      where w.state is distinct from w.before and (w.state = 'agreed' or w.before is not null);
    return 'recorded';
  end $$;
revoke execute on function record_purposes(uuid, uuid, jsonb, timestamptz) from public;
grant execute on function record_purposes(uuid, uuid, jsonb, timestamptz) to ecotone_app;

-- ── the purpose "ties" ──────────────────────────────────────────────────────────────────────────────────────────────────

-- People whose ties show to others: they stand on the map, and said yes to showing their ties. Each end of a tie is asked for by itself
-- (rules E3 and E7), so a tie shows when both are here. Whoever wrote a tie down sees it as before. Asked once for a statement.
create function people_whose_ties_show() returns table (landscape_id uuid, person_id uuid)
  language sql stable security definer set search_path = public, pg_temp
  as $$
    select a.landscape_id, a.person_id from agreement a
    join participant p on p.landscape_id = a.landscape_id and p.person_id = a.person_id and p.consent = 'agreed'
    where a.purpose = 'ties' and a.landscape_id = any (array(select landscapes_i_see()))
  $$;
revoke execute on function people_whose_ties_show() from public;
grant execute on function people_whose_ties_show() to ecotone_app, ecotone_worker;

do $$
declare
  one record;
  of_ties text;
begin
  for one in select policyname, qual from pg_policies
    where schemaname = 'public' and tablename = 'tie' and qual like '%people_shown_to_me()%' loop
    execute format('alter policy %I on tie using (%s)', one.policyname, replace(one.qual, 'people_shown_to_me()', 'people_whose_ties_show()'));
  end loop;
  -- what may not be read in its own table may not be read in the log either
  select qual into of_ties from pg_policies where schemaname = 'public' and tablename = 'change' and policyname = 'seeing';
  execute format('alter policy seeing on change using (%s)', left(of_ties, strpos(of_ties, 'what = ''tie''') - 1)
    || replace(substr(of_ties, strpos(of_ties, 'what = ''tie''')), 'people_shown_to_me()', 'people_whose_ties_show()'));
end $$;

-- ── the purposes "analysis" and "introductions" ──────────────────────────────────────────────────────────────────────────────────────────────

-- Who is out of a purpose for the viewer. Where people live: whoever said no, for everybody; and whoever never said yes, for everybody but
-- the one who named them, whose notes they still are. Elsewhere whoever took it back. `state` is what they said to it, "told" where they
-- said nothing.
create function out_of(in_landscape uuid, of_purpose text) returns table (person_id uuid, state text)
  language sql stable security definer set search_path = public, pg_temp
  as $$
    select p.person_id, coalesce(w.state, 'told')
    from participant p join landscape l on l.id = p.landscape_id
    left join (
      select distinct on (c.person_id) c.person_id, c.state from consent c
      where c.landscape_id = in_landscape and c.purpose = of_purpose
      order by c.person_id, c.said_at desc, array_position(array['withdrawn', 'hidden', 'not yet asked', 'told', 'agreed'], c.state)
    ) w using (person_id)
    where p.landscape_id = in_landscape and in_landscape in (select landscapes_i_see()) and (
      coalesce(w.state in ('hidden', 'withdrawn'), false)
      or (l.basis in ('own-sketch', 'consented') and coalesce(w.state, 'not yet asked') <> 'agreed'
        and (p.named_by is distinct from viewer() or coalesce(w.state = 'told', false))))
  $$;
revoke execute on function out_of(uuid, text) from public;
grant execute on function out_of(uuid, text) to ecotone_app, ecotone_worker;

-- As before, but the newest word counts: whoever came back into the analysis is counted again.
create or replace function legitimacy_to_tell(in_landscape uuid)
  returns table (answer_id uuid, person_id uuid, practice_id uuid, kind text, says text, counted text)
  language plpgsql security definer set search_path = public, pg_temp
  as $$
  begin
    if in_landscape not in (select landscapes_i_see()) then return; end if;
    perform pg_advisory_xact_lock(hashtextextended('legitimacy ' || in_landscape::text, 0));
    return query
      with said as (
        select l.id, l.person_id, l.practice_id, coalesce(l.answered_by, l.id) as whose,
          case when (
            select c.state in ('hidden', 'withdrawn') from consent c
            where c.landscape_id = in_landscape and c.person_id = l.answered_by and c.purpose = 'analysis'
            order by c.said_at desc, array_position(array['withdrawn', 'hidden', 'not yet asked', 'told', 'agreed'], c.state) limit 1
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

-- ── special categories: only by the person, only with their own explicit consent (rule E4) ──────────────────────────────

-- The newest word counts, and it must be their own. And the membership itself is theirs to write: others may only bring back (undo, thirty
-- days) what the log says the person wrote.
create or replace function refuse_special_membership() returns trigger
  language plpgsql security definer set search_path = public, pg_temp
  as $$
  begin
    if exists (select 1 from practice p join landscape l on l.id = p.landscape_id
               where p.landscape_id = new.landscape_id and p.id = new.practice_id
                 and p.special_category and l.basis in ('own-sketch', 'consented'))
       and not (
         coalesce((select c.state = 'agreed' and c.recorded_by = c.person_id from consent c
           where c.landscape_id = new.landscape_id and c.person_id = new.person_id and c.purpose = 'special-category'
           order by c.said_at desc, array_position(array['withdrawn', 'hidden', 'not yet asked', 'told', 'agreed'], c.state) limit 1), false)
         and (coalesce(viewer() = new.person_id, false) or exists (select 1 from change h
           where h.landscape_id = new.landscape_id and h.changed_by = new.person_id and h.what = 'membership' and h.did = 'added'
             and h.after ->> 'person_id' = new.person_id::text and h.after ->> 'practice_id' = new.practice_id::text))) then
      raise exception 'belonging to this practice tells something that only the person may say' using errcode = 'check_violation',
        constraint = 'special_category_needs_own_consent';
    end if;
    return new;
  end $$;

-- A practice is not made to tell such a thing of people who are in it already.
create function refuse_telling_of_members() returns trigger
  language plpgsql security definer set search_path = public, pg_temp
  as $$
  begin
    if exists (select 1 from membership m join landscape l on l.id = m.landscape_id
        where m.landscape_id = new.landscape_id and m.practice_id = new.id and l.basis in ('own-sketch', 'consented')) then
      raise exception 'people are in this practice, and belonging to it would tell something that only they may say'
        using errcode = 'check_violation', constraint = 'special_category_needs_own_consent';
    end if;
    return new;
  end $$;
revoke execute on function refuse_telling_of_members() from public;
create trigger refuse_telling_of_members before update of special_category on practice for each row
  when (new.special_category and not old.special_category) execute function refuse_telling_of_members();

-- Whoever takes that consent back is in none of these practices any longer.
create function leave_special_practices() returns trigger
  language plpgsql security definer set search_path = public, pg_temp
  as $$
  begin
    delete from membership m using added a, practice p, landscape l
      where a.purpose = 'special-category' and a.state <> 'agreed' and m.landscape_id = a.landscape_id and m.person_id = a.person_id
        and p.landscape_id = m.landscape_id and p.id = m.practice_id and p.special_category
        and l.id = m.landscape_id and l.basis in ('own-sketch', 'consented');
    return null;
  end $$;
revoke execute on function leave_special_practices() from public;
create trigger leave_special_practices after insert on consent referencing new table as added
  for each statement execute function leave_special_practices();

-- Practices here of which only somebody themselves may say that they belong, and whether the viewer does. For whoever is on the map.
create function special_practices() returns table (landscape_id uuid, practice_id uuid, name text, mine boolean)
  language sql stable security definer set search_path = public, pg_temp
  as $$
    select p.landscape_id, p.id, p.name, exists (select 1 from membership m
      where m.landscape_id = p.landscape_id and m.practice_id = p.id and m.person_id = viewer())
    from practice p join landscape l on l.id = p.landscape_id
    where p.special_category and l.basis in ('own-sketch', 'consented')
      and l.id not in (select landscapes_locked_to_me())
      and exists (select 1 from participant o where o.landscape_id = p.landscape_id and o.person_id = viewer())
    order by p.name
  $$;
revoke execute on function special_practices() from public;
grant execute on function special_practices() to ecotone_app;

-- The viewer says to which of these practices they belong, with their explicit consent; to none is taking it back.
create function say_where_i_belong(in_landscape uuid, practices uuid[], moment timestamptz) returns text
  language plpgsql security definer set search_path = public, pg_temp
  as $$
  declare outcome text;
  begin
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
revoke execute on function say_where_i_belong(uuid, uuid[], timestamptz) from public;
grant execute on function say_where_i_belong(uuid, uuid[], timestamptz) to ecotone_app;

-- ── the notice of rule E2 ───────────────────────────────────────────────────────────────────────────────────────────────

-- Whom the viewer named here and nobody told yet, and whether there is an address to write to. The address itself is not read back.
create function waiting_to_be_told(in_landscape uuid) returns table (person_id uuid, has_address boolean)
  language sql stable security definer set search_path = public, pg_temp
  as $$
    select p.person_id, n.told_address is not null
    from participant p join landscape l on l.id = p.landscape_id join person n on n.id = p.person_id
    where p.landscape_id = in_landscape and p.named_by = viewer() and p.told_at is null and p.consent = 'not yet asked'
      and l.basis in ('own-sketch', 'consented') and in_landscape in (select landscapes_i_convene())
    order by p.named_at, p.external_id
  $$;
revoke execute on function waiting_to_be_told(uuid) from public;
grant execute on function waiting_to_be_told(uuid) to ecotone_app;

-- Keeps an address to write to in the row of somebody whom the viewer named and nobody told yet, and the language they read.
create function keep_address_to_tell(in_landscape uuid, who uuid, address text, reads text) returns text
  language plpgsql security definer set search_path = public, pg_temp
  as $$
  begin
    if who not in (select w.person_id from waiting_to_be_told(in_landscape) w)
      or not exists (select 1 from person n where n.id = who and n.added_by = viewer() and not n.email_verified
        and not exists (select 1 from account a where a.person_id = n.id)) then return 'not-allowed'; end if;
    update person set told_address = lower(trim(address)), language = reads, updated_at = now() where id = who;
    return 'kept';
  exception when unique_violation then return 'taken';
  end $$;
revoke execute on function keep_address_to_tell(uuid, uuid, text, text) from public;
grant execute on function keep_address_to_tell(uuid, uuid, text, text) to ecotone_app;

-- Takes the telling of somebody up, once: they count as told from now on, and the language to write in comes back. Null when there is
-- nothing to tell: they were told, said something, have no address, or are not the viewer's to tell. A second press finds them told.
create function take_up_telling(in_landscape uuid, who uuid, moment timestamptz) returns text
  language plpgsql security definer set search_path = public, pg_temp
  as $$
  declare reads text;
  begin
    select coalesce(n.language, 'en') into reads from participant p join person n on n.id = p.person_id
      where p.landscape_id = in_landscape and p.person_id = who and p.told_at is null and n.told_address is not null
        and who in (select w.person_id from waiting_to_be_told(in_landscape) w)
      for update of p;
    if not found then return null; end if;
    update participant p set told_at = moment where p.landscape_id = in_landscape and p.person_id = who;
    return reads;
  end $$;
revoke execute on function take_up_telling(uuid, uuid, timestamptz) from public;
grant execute on function take_up_telling(uuid, uuid, timestamptz) to ecotone_app;

call put_under_the_lock('agreement');
