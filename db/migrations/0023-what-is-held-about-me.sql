-- The way back for people on a map who have no account: a link or a printed card, of which only a digest is kept. What it opens is what is
-- held about that person in that landscape, and nothing of what they may see as somebody with an account.

create table personal_link (
  landscape_id uuid not null references landscape on delete cascade,
  id uuid not null,
  -- not of `participant`: somebody who was taken out and can be brought back must be able to say "for good"
  person_id uuid not null references person on delete cascade,
  way text not null check (way in ('link', 'printed')),
  token_hash bytea not null unique check (length(token_hash) = 32),
  made_by uuid references person on delete set null,
  made_at timestamptz not null,
  openings integer not null default 0,
  opened_on date,
  ended_at timestamptz,
  why text check (why in ('replaced', 'ended', 'landscape-locked')),
  primary key (landscape_id, id),
  check ((ended_at is null) = (why is null))
);
create unique index personal_link_of_a_way on personal_link (landscape_id, person_id, way) where ended_at is null;
create index personal_link_person on personal_link (person_id);
create index personal_link_made_by on personal_link (made_by) where made_by is not null;

-- Somebody who opened their link in a browser: for an hour, and no longer than the link itself holds.
create table held_session (
  token_hash bytea primary key check (length(token_hash) = 32),
  landscape_id uuid not null,
  link_id uuid not null,
  person_id uuid not null references person on delete cascade,
  expires_at timestamptz not null,
  foreign key (landscape_id, link_id) references personal_link on delete cascade
);
create index held_session_link on held_session (landscape_id, link_id);
create index held_session_person on held_session (person_id);

do $$
declare t text;
begin
  foreach t in array array['personal_link', 'held_session'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy the_owner on %I to %I using (true) with check (true)', t, current_user);
  end loop;
end $$;

-- The team sees that there is a link and how often it was opened; nobody reads what it is opened by.
create policy of_our_people on personal_link for select to ecotone_app
  using (landscape_id = any (array(select landscapes_i_convene())));
grant select (landscape_id, id, person_id, way, made_by, made_at, openings, opened_on, ended_at, why) on personal_link to ecotone_app;

-- May the viewer hand this person a link? Whoever named them, and the team once they agreed; where people live.
create function may_hand_a_link(in_landscape uuid, who uuid) returns boolean
  language sql stable security definer set search_path = public, pg_temp
  as $$
    select in_landscape in (select landscapes_i_convene()) and exists (
      select 1 from participant p join landscape l on l.id = p.landscape_id
      where p.landscape_id = in_landscape and p.person_id = who and l.basis in ('own-sketch', 'consented')
        and (p.named_by = viewer() or p.consent = 'agreed'))
  $$;
revoke execute on function may_hand_a_link(uuid, uuid) from public;
grant execute on function may_hand_a_link(uuid, uuid) to ecotone_app;

create function make_personal_link(in_landscape uuid, new_id uuid, who uuid, new_way text, hash bytea, moment timestamptz) returns boolean
  language plpgsql security definer set search_path = public, pg_temp
  as $$
  begin
    if not may_hand_a_link(in_landscape, who) then return false; end if;
    update personal_link set ended_at = moment, why = 'replaced'
      where landscape_id = in_landscape and person_id = who and way = new_way and ended_at is null;
    insert into personal_link (landscape_id, id, person_id, way, token_hash, made_by, made_at)
      values (in_landscape, new_id, who, new_way, hash, viewer(), moment);
    return true;
  end $$;
revoke execute on function make_personal_link(uuid, uuid, uuid, text, bytea, timestamptz) from public;
grant execute on function make_personal_link(uuid, uuid, uuid, text, bytea, timestamptz) to ecotone_app;

-- Everybody whom the viewer may hand a link, as the viewer calls them, with what they have already; first those who have nothing.
create function people_to_hand_links(in_landscape uuid) returns table (person_id uuid, external_id text, called text, language text,
    has_address boolean, way text, openings integer, opened_on date)
  language sql stable security definer set search_path = public, pg_temp
  as $$
    select p.person_id, p.external_id, coalesce(case when p.consent = 'agreed' then n.name end, b.label), n.language,
      coalesce(n.told_address, n.email) is not null, k.way, k.openings, k.opened_on
    from participant p join person n on n.id = p.person_id
    left join placeholder_label b on b.landscape_id = p.landscape_id and b.person_id = p.person_id and b.named_by = viewer()
    left join lateral (select l.way, l.openings, l.opened_on from personal_link l
      where l.landscape_id = p.landscape_id and l.person_id = p.person_id and l.ended_at is null order by l.made_at desc limit 1) k on true
    where p.landscape_id = in_landscape and may_hand_a_link(in_landscape, p.person_id)
    order by k.way is not null, lower(coalesce(case when p.consent = 'agreed' then n.name end, b.label)), p.external_id limit 500
  $$;
revoke execute on function people_to_hand_links(uuid) from public;
grant execute on function people_to_hand_links(uuid) to ecotone_app;

-- How many of these are digests of links that hold in a landscape and that the viewer made: whoever prints a card again was given it.
create function links_i_made(in_landscape uuid, hashes bytea[]) returns bigint
  language sql stable security definer set search_path = public, pg_temp
  as $$
    select count(*) from personal_link l where l.landscape_id = in_landscape and l.made_by = viewer() and l.ended_at is null
      and l.token_hash = any (hashes) and in_landscape in (select landscapes_i_convene())
  $$;
revoke execute on function links_i_made(uuid, bytea[]) from public;
grant execute on function links_i_made(uuid, bytea[]) to ecotone_app;

-- Ends every link of somebody here: whoever may hand them one, and they themselves.
create function end_personal_links(in_landscape uuid, who uuid, moment timestamptz) returns integer
  language plpgsql security definer set search_path = public, pg_temp
  as $$
  declare ended integer;
  begin
    if viewer() is null or (viewer() <> who and not may_hand_a_link(in_landscape, who)) then return 0; end if;
    update personal_link set ended_at = moment, why = 'ended'
      where landscape_id = in_landscape and person_id = who and ended_at is null;
    get diagnostics ended = row_count;
    return ended;
  end $$;
revoke execute on function end_personal_links(uuid, uuid, timestamptz) from public;
grant execute on function end_personal_links(uuid, uuid, timestamptz) to ecotone_app;

-- Whom a link leads to while it holds. Somebody who was taken out is still held as long as they can be brought back.
create function link_holds(link personal_link) returns boolean
  language sql stable security definer set search_path = public, pg_temp
  as $$
    select link.ended_at is null and link.landscape_id not in (select k.landscape_id from landscape_lock k) and (
      exists (select 1 from participant p where p.landscape_id = link.landscape_id and p.person_id = link.person_id)
      or exists (select 1 from kept_back k where k.landscape_id = link.landscape_id and k.person_id = link.person_id))
  $$;
revoke execute on function link_holds(personal_link) from public;

-- Opens a link for an hour: true when it holds. Whoever opened theirs has been told of the map (rule E2).
create function open_personal_link(hash bytea, session_hash bytea, moment timestamptz) returns boolean
  language plpgsql security definer set search_path = public, pg_temp
  as $$
  declare found_link personal_link;
  begin
    select * into found_link from personal_link l where l.token_hash = hash for update;
    if not found or not link_holds(found_link) then return false; end if;
    update personal_link l set openings = openings + 1, opened_on = (moment at time zone 'UTC')::date
      where l.landscape_id = found_link.landscape_id and l.id = found_link.id;
    update participant p set told_at = moment
      where p.landscape_id = found_link.landscape_id and p.person_id = found_link.person_id and p.told_at is null;
    insert into held_session (token_hash, landscape_id, link_id, person_id, expires_at)
      values (session_hash, found_link.landscape_id, found_link.id, found_link.person_id, moment + interval '1 hour');
    return true;
  end $$;
revoke execute on function open_personal_link(bytea, bytea, timestamptz) from public;
grant execute on function open_personal_link(bytea, bytea, timestamptz) to ecotone_app;

-- Who opened a link in this browser, and of which landscape; nothing once the hour is over or the link was ended.
create function held_session_of(session_hash bytea, moment timestamptz) returns table (person_id uuid, landscape_id uuid)
  language sql stable security definer set search_path = public, pg_temp
  as $$
    select s.person_id, s.landscape_id from held_session s
    join personal_link l on l.landscape_id = s.landscape_id and l.id = s.link_id
    where s.token_hash = session_hash and s.expires_at > moment and link_holds(l)
  $$;
revoke execute on function held_session_of(bytea, timestamptz) from public;
grant execute on function held_session_of(bytea, timestamptz) to ecotone_app;

create function close_held_session(session_hash bytea) returns void
  language sql security definer set search_path = public, pg_temp
  as $$ delete from held_session where token_hash = session_hash $$;
revoke execute on function close_held_session(bytea) from public;
grant execute on function close_held_session(bytea) to ecotone_app;

-- The lock ends every link, for good: what was handed out may be in other hands by then (rule E23).
create function end_links_of_the_locked() returns trigger
  language plpgsql security definer set search_path = public, pg_temp
  as $$
  begin
    update personal_link set ended_at = new.locked_at, why = 'landscape-locked'
      where landscape_id = new.landscape_id and ended_at is null;
    return null;
  end $$;
revoke execute on function end_links_of_the_locked() from public;
create trigger end_links_of_the_locked after insert on landscape_lock
  for each row execute function end_links_of_the_locked();

-- ── what is held about me: every function below answers for the viewer alone, and only when it is said aloud ─────────────────

-- Landscapes that hold something about the viewer; not `there` where they were taken out and can still be brought back.
create function landscapes_i_am_on() returns table (id uuid, slug text, name text, there boolean)
  language sql stable security definer set search_path = public, pg_temp
  as $$
    select l.id, l.slug, l.name, p.person_id is not null from landscape l
    left join participant p on p.landscape_id = l.id and p.person_id = viewer()
    where purpose() = 'held about me' and viewer() is not null
      and l.id not in (select k.landscape_id from landscape_lock k) and (p.person_id is not null
      or exists (select 1 from kept_back k where k.landscape_id = l.id and k.person_id = viewer()))
    order by lower(l.name), l.slug
  $$;
revoke execute on function landscapes_i_am_on() from public;
grant execute on function landscapes_i_am_on() to ecotone_app;

-- Is the viewer on this map, and asks what is held about them?
create function asks_for_myself(in_landscape uuid) returns boolean
  language sql stable security definer set search_path = public, pg_temp
  as $$ select exists (select 1 from landscapes_i_am_on() l where l.id = in_landscape and l.there) $$;
revoke execute on function asks_for_myself(uuid) from public;

-- Did somebody say yes to this purpose with their newest word?
create function agreed_to(in_landscape uuid, who uuid, about text) returns boolean
  language sql stable security definer set search_path = public, pg_temp
  as $$
    select coalesce((select c.state = 'agreed' from consent c
      where c.landscape_id = in_landscape and c.person_id = who and c.purpose = about
      order by c.said_at desc, array_position(array['withdrawn', 'hidden', 'not yet asked', 'told', 'agreed'], c.state) limit 1), false)
  $$;
revoke execute on function agreed_to(uuid, uuid, text) from public;

-- What the viewer may call somebody else at what is held about them: by name whoever agreed to be on the map and to have their ties shown;
-- otherwise what the viewer calls them, if they named them; otherwise nothing.
create function called_to_me(in_landscape uuid, who uuid) returns text
  language sql stable security definer set search_path = public, pg_temp
  as $$
    select case when p.consent = 'agreed' and agreed_to(in_landscape, who, 'ties') then n.name
      else (select b.label from placeholder_label b
        where b.landscape_id = in_landscape and b.person_id = who and b.named_by = viewer()) end
    from participant p join person n on n.id = p.person_id
    where p.landscape_id = in_landscape and p.person_id = who
  $$;
revoke execute on function called_to_me(uuid, uuid) from public;

-- "This is wrong", said by the one it is about of something that stands there: it stays, and the team sees beside it that they said so.
create table objection (
  landscape_id uuid not null,
  id uuid not null default gen_random_uuid(),
  person_id uuid not null,
  membership_id uuid,
  standing_id uuid,
  tie_id uuid,
  concern_id uuid,
  said_on date not null,
  primary key (landscape_id, id),
  check (num_nonnulls(membership_id, standing_id, tie_id, concern_id) = 1),
  unique nulls not distinct (landscape_id, person_id, membership_id, standing_id, tie_id, concern_id),
  foreign key (landscape_id, person_id) references participant on delete cascade,
  foreign key (landscape_id, membership_id) references membership on delete cascade,
  foreign key (landscape_id, standing_id) references standing on delete cascade,
  foreign key (landscape_id, tie_id) references tie on delete cascade,
  foreign key (landscape_id, concern_id) references concern on delete cascade
);
create index objection_membership on objection (landscape_id, membership_id) where membership_id is not null;
create index objection_standing on objection (landscape_id, standing_id) where standing_id is not null;
create index objection_tie on objection (landscape_id, tie_id) where tie_id is not null;
create index objection_concern on objection (landscape_id, concern_id) where concern_id is not null;
alter table objection enable row level security;
alter table objection force row level security;
do $$ begin
  execute format('create policy the_owner on objection to %I using (true) with check (true)', current_user);
end $$;
create policy of_our_people on objection for select to ecotone_app using (landscape_id = any (array(select landscapes_i_read())));
grant select on objection to ecotone_app;

-- Since when the viewer says that something about them is wrong; null where they do not.
create function wrong_to_me(in_landscape uuid, row_id uuid) returns date
  language sql stable security definer set search_path = public, pg_temp
  as $$
    select o.said_on from objection o where o.landscape_id = in_landscape and o.person_id = viewer()
      and row_id in (o.membership_id, o.standing_id, o.tie_id, o.concern_id)
  $$;
revoke execute on function wrong_to_me(uuid, uuid) from public;

-- Says of one thing about the viewer that it is wrong, or that it is right after all.
create function object_to(in_landscape uuid, what text, row_id uuid, wrong boolean, today date) returns boolean
  language plpgsql security definer set search_path = public, pg_temp
  as $$
  begin
    if not asks_for_myself(in_landscape) then return false; end if;
    if not wrong then
      delete from objection o where o.landscape_id = in_landscape and o.person_id = viewer()
        and row_id in (o.membership_id, o.standing_id, o.tie_id, o.concern_id);
      return found;
    end if;
    insert into objection (landscape_id, person_id, membership_id, standing_id, tie_id, concern_id, said_on)
      select in_landscape, viewer(), case what when 'group' then row_id end, case what when 'side' then row_id end,
        case what when 'tie' then row_id end, case what when 'concern' then row_id end, today
      where case what
        when 'group' then exists (select 1 from membership t where t.landscape_id = in_landscape and t.id = row_id and t.person_id = viewer())
        when 'side' then exists (select 1 from standing t where t.landscape_id = in_landscape and t.id = row_id and t.person_id = viewer())
        when 'tie' then exists (select 1 from tie t where t.landscape_id = in_landscape and t.id = row_id and viewer() in (t.from_id, t.to_id))
        when 'concern' then exists (select 1 from concern t where t.landscape_id = in_landscape and t.id = row_id and t.person_id = viewer())
        else false end
      on conflict (landscape_id, person_id, membership_id, standing_id, tie_id, concern_id) do update set said_on = objection.said_on;
    return found;
  end $$;
revoke execute on function object_to(uuid, text, uuid, boolean, date) from public;
grant execute on function object_to(uuid, text, uuid, boolean, date) to ecotone_app;

-- Everything that a landscape holds about the viewer, except what protects somebody else: who gave a label or told a tie, keep-apart flags
-- that others set, and answers about them one by one. Null for whoever is not on it.
create function held_about_me(in_landscape uuid) returns jsonb
  language sql stable security definer set search_path = public, pg_temp
  as $$
    select jsonb_build_object(
      'about', jsonb_build_object('hope', l.hope, 'drawnBy', l.drawn_by, 'forWhom', l.for_whom),
      'me', jsonb_build_object('name', n.name, 'address', n.told_address, 'phone', n.phone, 'state', p.consent, 'named', p.named_at,
        'told', p.told_at, 'byMyself', coalesce(p.named_by = viewer(), false),
        'account', n.email_verified or exists (select 1 from account a where a.person_id = viewer()),
        'role', (select c.role from convener c where c.landscape_id = in_landscape and c.person_id = viewer())),
      'labels', (select coalesce(jsonb_agg(distinct b.label), '[]') from placeholder_label b
        where b.landscape_id = in_landscape and b.person_id = viewer()),
      'groups', (select coalesce(jsonb_agg(jsonb_build_object('id', m.id, 'name', g.name, 'mode', m.mode, 'since', m.since, 'until', m.until,
          'wrong', wrong_to_me(in_landscape, m.id))
          order by lower(g.name)), '[]')
        from membership m join practice g on g.landscape_id = m.landscape_id and g.id = m.practice_id
        where m.landscape_id = in_landscape and m.person_id = viewer()),
      'sides', (select coalesce(jsonb_agg(jsonb_build_object('id', t.id, 'boundary', b.name, 'side', s.name,
          'wrong', wrong_to_me(in_landscape, t.id)) order by b.position, s.position), '[]')
        from standing t join boundary b on b.landscape_id = t.landscape_id and b.id = t.boundary_id
        left join side s on s.landscape_id = t.landscape_id and s.id = t.side_id
        where t.landscape_id = in_landscape and t.person_id = viewer()),
      'ties', (select coalesce(jsonb_agg(jsonb_build_object('id', t.id, 'with', called_to_me(in_landscape, o.it), 'kind', t.kind, 'says', t.says,
          'outward', t.from_id = viewer(), 'mine', coalesce(t.reported_by = viewer(), false), 'since', t.true_from, 'until', t.true_until,
          'written', (t.recorded_at at time zone 'UTC')::date, 'wrong', wrong_to_me(in_landscape, t.id)) order by t.recorded_at, t.id), '[]')
        from tie t cross join lateral (select case t.from_id when viewer() then t.to_id else t.from_id end as it) o
        where t.landscape_id = in_landscape and viewer() in (t.from_id, t.to_id) and t.retracted_at is null),
      'concerns', (select coalesce(jsonb_agg(jsonb_build_object('id', c.id, 'words', c.words, 'kind', c.kind,
          'wrong', wrong_to_me(in_landscape, c.id)) order by c.id), '[]')
        from concern c where c.landscape_id = in_landscape and c.person_id = viewer()),
      'answers', (select coalesce(jsonb_agg(jsonb_build_object('id', a.id, 'question', a.question, 'about', g.name, 'asked', a.asked_on,
          'answered', a.answered_on) order by a.asked_on, a.id), '[]')
        from answer a left join practice g on g.landscape_id = a.landscape_id and g.id = a.about_practice_id
        where a.landscape_id = in_landscape and a.person_id = viewer()),
      'standing', (select coalesce(jsonb_agg(jsonb_build_object('practice', g.name, 'asked', w.asked, 'wouldCome', w.would_come)
          order by lower(g.name)), '[]')
        from (select t.practice_id, count(*) as asked, count(*) filter (where t.would_come) as would_come,
            -- an answer that was taken back since is not told any longer, until the next step
            bool_or(t.would_come is null or not exists (select 1 from legitimacy k where k.landscape_id = in_landscape
              and k.person_id = t.person_id and k.practice_id = t.practice_id and k.kind = 'attested'
              and coalesce(k.answered_by, k.id) = coalesce(t.answered_by, t.id))) as taken_back
          from legitimacy_told t where t.landscape_id = in_landscape and t.person_id = viewer() group by t.practice_id) w
        join practice g on g.landscape_id = in_landscape and g.id = w.practice_id
        where w.asked >= 3 and not w.taken_back),
      'claims', (select coalesce(jsonb_agg(jsonb_build_object('id', c.id, 'practice', g.name, 'ground', c.ground) order by lower(g.name)), '[]')
        from legitimacy c join practice g on g.landscape_id = c.landscape_id and g.id = c.practice_id
        where c.landscape_id = in_landscape and c.person_id = viewer() and c.kind = 'claimed'),
      'words', (select coalesce(jsonb_agg(jsonb_build_object('id', c.id, 'about', called_to_me(in_landscape, c.person_id), 'practice', g.name,
          'wouldCome', c.would_come) order by c.id), '[]')
        from legitimacy c join practice g on g.landscape_id = c.landscape_id and g.id = c.practice_id
        where c.landscape_id = in_landscape and c.answered_by = viewer() and c.kind = 'attested'),
      'seats', (select coalesce(jsonb_agg(jsonb_build_object('id', s.id, 'name', s.name, 'question', s.question, 'role', t.role,
          'state', t.state) order by lower(s.name)), '[]')
        from space_person t join space s on s.landscape_id = t.landscape_id and s.id = t.space_id
        where t.landscape_id = in_landscape and t.person_id = viewer()),
      'fields', (select coalesce(jsonb_agg(jsonb_build_object('id', f.id, 'fields', f.fields) order by f.id), '[]')
        from custom_field f
        left join membership m on m.landscape_id = f.landscape_id and m.id = f.membership_id
        left join tie t on t.landscape_id = f.landscape_id and t.id = f.tie_id
        where f.landscape_id = in_landscape and viewer() in (f.person_id, m.person_id, t.from_id, t.to_id)),
      'consents', (select coalesce(jsonb_agg(jsonb_build_object('purpose', c.purpose, 'state', c.state, 'said', c.said_at,
          'mine', coalesce(c.recorded_by = viewer(), false)) order by c.said_at, c.purpose), '[]')
        from consent c where c.landscape_id = in_landscape and c.person_id = viewer()),
      'links', (select coalesce(jsonb_agg(jsonb_build_object('way', k.way, 'made', k.made_at, 'openings', k.openings, 'opened', k.opened_on,
          'holds', k.ended_at is null) order by k.made_at), '[]')
        from personal_link k where k.landscape_id = in_landscape and k.person_id = viewer()))
    from participant p join person n on n.id = p.person_id join landscape l on l.id = p.landscape_id
    where p.landscape_id = in_landscape and p.person_id = viewer() and asks_for_myself(in_landscape)
  $$;
revoke execute on function held_about_me(uuid) from public;
grant execute on function held_about_me(uuid) to ecotone_app;

-- Takes away one thing that is said about the viewer, whoever said it. The log holds that it went, without a word of why.
create function take_away_said_of_me(in_landscape uuid, what text, row_id uuid) returns boolean
  language plpgsql security definer set search_path = public, pg_temp
  as $$
  begin
    if not asks_for_myself(in_landscape) then return false; end if;
    case what
      when 'group' then delete from membership t where t.landscape_id = in_landscape and t.id = row_id and t.person_id = viewer();
      when 'side' then delete from standing t where t.landscape_id = in_landscape and t.id = row_id and t.person_id = viewer();
      when 'tie' then delete from tie t where t.landscape_id = in_landscape and t.id = row_id and viewer() in (t.from_id, t.to_id);
      when 'concern' then delete from concern t where t.landscape_id = in_landscape and t.id = row_id and t.person_id = viewer();
      when 'answer' then delete from answer t where t.landscape_id = in_landscape and t.id = row_id and t.person_id = viewer();
      when 'seat' then delete from space_person t where t.landscape_id = in_landscape and t.space_id = row_id and t.person_id = viewer();
      when 'claim' then delete from legitimacy t
        where t.landscape_id = in_landscape and t.id = row_id and t.person_id = viewer() and t.kind = 'claimed';
      when 'word' then delete from legitimacy t where t.landscape_id = in_landscape and t.id = row_id and t.answered_by = viewer();
      when 'field' then delete from custom_field f where f.landscape_id = in_landscape and f.id = row_id and (f.person_id = viewer()
        or f.membership_id in (select m.id from membership m where m.landscape_id = in_landscape and m.person_id = viewer())
        or f.tie_id in (select t.id from tie t where t.landscape_id = in_landscape and viewer() in (t.from_id, t.to_id)));
      when 'labels' then delete from placeholder_label t where t.landscape_id = in_landscape and t.person_id = viewer();
      else return false;
    end case;
    return found;
  end $$;
revoke execute on function take_away_said_of_me(uuid, text, uuid) from public;
grant execute on function take_away_said_of_me(uuid, text, uuid) to ecotone_app;

-- What the viewer is called and how they can be reached, in their own words. Of somebody with an account that is on their account page.
create function call_me(in_landscape uuid, new_name text, new_address text, new_phone text) returns text
  language plpgsql security definer set search_path = public, pg_temp
  as $$
  begin
    if not asks_for_myself(in_landscape) then return 'not-here'; end if;
    if exists (select 1 from person n where n.id = viewer() and (n.email_verified
      or exists (select 1 from account a where a.person_id = n.id))) then return 'has-account'; end if;
    begin
      update person set name = new_name, told_address = lower(new_address), phone = new_phone, updated_at = now() where id = viewer();
    exception when unique_violation then
      return 'address-taken';
    end;
    insert into change (landscape_id, changed_by, why, what, did, before, after)
      select p.landscape_id, viewer(), 'held', 'participant', 'changed', r.logged, r.logged || '{"called": "otherwise"}'
      from participant p cross join lateral (select to_jsonb(p) - array['landscape_id', 'external_id'] as logged) r
      where p.person_id = viewer();
    perform count_the_version(array(select p.landscape_id from participant p where p.person_id = viewer()));
    return 'called';
  end $$;
revoke execute on function call_me(uuid, text, text, text) from public;
grant execute on function call_me(uuid, text, text, text) to ecotone_app;

-- Whoever was taken out and could be brought back says that they want to be gone: nothing is kept. The viewer themselves, by their link;
-- or whoever may bring them back, because they were asked to.
create function let_go_for_good(in_landscape uuid, who uuid) returns boolean
  language plpgsql security definer set search_path = public, pg_temp
  as $$
  begin
    if viewer() is null or not exists (select 1 from kept_back k where k.landscape_id = in_landscape and k.person_id = who)
      or exists (select 1 from participant p where p.landscape_id = in_landscape and p.person_id = who) then return false; end if;
    if not (viewer() = who and purpose() = 'held about me') and not exists (
      select 1 from kept_back k where k.landscape_id = in_landscape and k.person_id = who and k.what = 'participant'
        and may_bring_back(in_landscape, k.kept, k.taken_by)) then return false; end if;
    perform forget_everywhere(in_landscape, who, 'erased', (select k.kept ->> 'external_id' from kept_back k
      where k.landscape_id = in_landscape and k.person_id = who and k.what = 'participant' and k.kept is not null limit 1));
    delete from personal_link l where l.landscape_id = in_landscape and l.person_id = who;
    perform let_go_of(array[who]);
    return true;
  end $$;
revoke execute on function let_go_for_good(uuid, uuid) from public;
grant execute on function let_go_for_good(uuid, uuid) to ecotone_app;

-- The same for everybody whom one deed took out, for the team's history: how many are let go of.
create function let_go_of_deed(in_landscape uuid, moment timestamptz) returns integer
  language sql security definer set search_path = public, pg_temp
  as $$
    select count(*) filter (where let_go_for_good(in_landscape, w.who)) from (
      select distinct k.person_id as who from kept_back k
      where k.landscape_id = in_landscape and k.taken_at = moment and k.what = 'participant' and k.with_id is null) w
  $$;
revoke execute on function let_go_of_deed(uuid, timestamptz) from public;
grant execute on function let_go_of_deed(uuid, timestamptz) to ecotone_app;

-- A link that leads nowhere any more: nothing holds that person in that landscape.
create function forget_links_to_nobody() returns trigger
  language plpgsql security definer set search_path = public, pg_temp
  as $$
  begin
    delete from personal_link l using removed r
      where l.landscape_id = r.landscape_id and l.person_id = r.person_id
        and not exists (select 1 from participant p where p.landscape_id = l.landscape_id and p.person_id = l.person_id)
        and not exists (select 1 from kept_back k where k.landscape_id = l.landscape_id and k.person_id = l.person_id);
    return null;
  end $$;
revoke execute on function forget_links_to_nobody() from public;
create trigger forget_links_to_nobody after delete on participant referencing old table as removed
  for each statement execute function forget_links_to_nobody();

-- Ties between people who all agreed to have their ties shown and to be counted, the viewer among them, under numbers that stand for nobody
-- (the viewer is 0): what the viewer's own measures are counted from (rule E9). Null where the viewer did not agree, and beyond 50,000 ties.
create function ties_to_measure_me(in_landscape uuid) returns jsonb
  language sql stable security definer set search_path = public, pg_temp
  as $$
    with agreed as (
      select p.person_id, row_number() over (order by p.person_id <> viewer(), p.person_id) - 1 as nth
      from participant p where p.landscape_id = in_landscape and p.consent = 'agreed' and asks_for_myself(in_landscape)
        and (select count(*) from agreement a where a.landscape_id = in_landscape and a.person_id = p.person_id
          and a.purpose in ('ties', 'analysis')) = 2
    ), dyads as (
      select distinct least(f.nth, t.nth) as one, greatest(f.nth, t.nth) as other
      from tie k join agreed f on f.person_id = k.from_id join agreed t on t.person_id = k.to_id
      where k.landscape_id = in_landscape and k.retracted_at is null and k.says = 'yes' and k.kind <> 'conflict'
      order by 1, 2 limit 50001
    )
    select jsonb_build_object('people', (select count(*) from agreed), 'ties', coalesce(jsonb_agg(jsonb_build_array(one, other)), '[]'))
    from dyads
    where exists (select 1 from agreed where person_id = viewer() and nth = 0)
    having count(*) <= 50000 and exists (select 1 from agreed where person_id = viewer())
  $$;
revoke execute on function ties_to_measure_me(uuid) from public;
grant execute on function ties_to_measure_me(uuid) to ecotone_app;

-- ── who looked ──────────────────────────────────────────────────────────────────────────────────────────────────────────

-- One row for each viewer, way and day: which page of one person, or which list of all (then `person_id` is null, however many are on it).
create table look (
  landscape_id uuid not null references landscape on delete cascade,
  id uuid not null default gen_random_uuid(),
  person_id uuid,
  viewer_id uuid references person on delete set null,
  role text,
  way text not null check (way in ('person-page', 'told-page', 'table', 'csv', 'export', 'map', 'api')),
  day date not null,
  times integer not null default 1,
  primary key (landscape_id, id),
  foreign key (landscape_id, person_id) references participant on delete cascade
);
create unique index look_at_all on look (landscape_id, viewer_id, way, day) where person_id is null;
create unique index look_at_one on look (landscape_id, person_id, viewer_id, way, day) where person_id is not null;
create index look_viewer on look (viewer_id) where viewer_id is not null;
create index look_day on look (day);
alter table look enable row level security;
alter table look force row level security;
do $$ begin
  execute format('create policy the_owner on look to %I using (true) with check (true)', current_user);
end $$;
create policy of_our_landscape on look for select to ecotone_app using (landscape_id = any (array(select landscapes_i_steward())));
grant select on look to ecotone_app;

-- Writes down that the viewer looked, at one person or at all; in a landscape of people who live, and nobody looks at themselves.
create function note_look(in_slug text, drawn_id text, new_way text, today date) returns void
  language plpgsql security definer set search_path = public, pg_temp
  as $$
  declare
    here uuid;
    whom uuid;
    as_what text;
  begin
    select l.id into here from landscape l
      where l.slug = in_slug and l.basis in ('own-sketch', 'consented') and l.id in (select landscapes_i_see());
    if not found then return; end if;
    select c.role into as_what from convener c where c.landscape_id = here and c.person_id = viewer();
    if drawn_id is null then
      insert into look (landscape_id, viewer_id, role, way, day) values (here, viewer(), as_what, new_way, today)
        on conflict (landscape_id, viewer_id, way, day) where person_id is null
        do update set times = look.times + 1, role = excluded.role;
      return;
    end if;
    select p.person_id into whom from participant p
      where p.landscape_id = here and (p.external_id = drawn_id or p.person_id::text = drawn_id);
    if not found or whom = viewer() then return; end if;
    insert into look (landscape_id, person_id, viewer_id, role, way, day) values (here, whom, viewer(), as_what, new_way, today)
      on conflict (landscape_id, person_id, viewer_id, way, day) where person_id is not null
      do update set times = look.times + 1, role = excluded.role;
  end $$;
revoke execute on function note_look(text, text, text, date) from public;
grant execute on function note_look(text, text, text, date) to ecotone_app;

-- Who looked at the viewer, and at everybody with them among these, since they were named: as what, and not who.
create function looks_at_me(in_landscape uuid) returns table (at_me boolean, way text, role text, people bigint, last_day date)
  language sql stable security definer set search_path = public, pg_temp
  as $$
    select k.person_id is not null, k.way, coalesce(k.role, 'left'), count(distinct coalesce(k.viewer_id, k.id)), max(k.day)
    from look k join participant p on p.landscape_id = k.landscape_id and p.person_id = viewer()
    where k.landscape_id = in_landscape and asks_for_myself(in_landscape)
      and (k.person_id = viewer() or (k.person_id is null and k.viewer_id is distinct from viewer()
        and k.day >= (p.named_at at time zone 'UTC')::date))
    group by 1, 2, 3 order by 1 desc, 5 desc, 2, 3
  $$;
revoke execute on function looks_at_me(uuid) from public;
grant execute on function looks_at_me(uuid) to ecotone_app;

-- What is over: looks after a year, opened links after their hour.
create function forget_old_looks(today timestamptz) returns integer
  language plpgsql security definer set search_path = public, pg_temp
  as $$
  declare forgotten integer;
  begin
    delete from look where day < (today - interval '12 months')::date;
    get diagnostics forgotten = row_count;
    delete from held_session where expires_at < today;
    return forgotten;
  end $$;
revoke execute on function forget_old_looks(timestamptz) from public;
grant execute on function forget_old_looks(timestamptz) to ecotone_worker;

do $$
declare t text;
begin
  foreach t in array array['personal_link', 'held_session', 'objection', 'look'] loop
    execute format('call put_under_the_lock(%L)', t);
  end loop;
end $$;
