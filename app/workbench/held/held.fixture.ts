/** For tests of what is held: a landscape of people who live, somebody with everything said about them, and their opened link. */
import type { Hono } from 'hono'
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts'
import { get, post } from '../../../test/support/web.ts'
import { type Clock, fixedClock } from '../../platform/clock.ts'
import type { Database } from '../../platform/db/database.ts'
import { uuidv7 } from '../../platform/uuid.ts'
import { addPerson, appFor } from '../signed-in.fixture.ts'
import { makePersonalLink } from './held.ts'
import { heldRoutes } from './held-routes.ts'

type Owner = TestDatabase['owner']

export interface Valley {
  id: string
  slug: string
  /** on the map, in that order: Marta, of whom everything is said; Rosa, who agreed; Tomé, who did not; Lia, of whom nothing is said */
  people: { marta: string; rosa: string; tome: string; lia: string }
  /** rows about Marta */
  rows: { group: string; side: string; rosaTie: string; tomeTie: string; concern: string; seat: string }
}

/** Ana stewards the landscape and named everybody in it; Rui is on the team and called Marta something else. */
export async function valleyWithMarta(owner: Owner, ana: string, rui: string, slug = 'valley'): Promise<Valley> {
  const id = uuidv7()
  const [marta, rosa, tome, lia] = [uuidv7(), uuidv7(), uuidv7(), uuidv7()]
  const [crews, ridge, cape, group, side] = [uuidv7(), uuidv7(), uuidv7(), uuidv7(), uuidv7()]
  const [rosaTie, tomeTie, concern, seat, field] = [uuidv7(), uuidv7(), uuidv7(), uuidv7(), uuidv7()]
  const run = (text: string, ...values: unknown[]) => owner.query(text, values)
  await run(
    `insert into landscape (id, slug, name, basis, hope) values ($1, $2, 'Valley', 'own-sketch', 'cleaner water')`,
    id,
    slug,
  )
  await run(`insert into convener values ($1, $2, 'steward'), ($1, $3, 'convener')`, id, ana, rui)
  await run(
    `insert into person (id, name, told_address, added_by) values ($1, 'Marta Brandão', $6, $5),
    ($2, 'Rosa', null, $5), ($3, null, null, $5), ($4, null, null, $5)`,
    marta,
    rosa,
    tome,
    lia,
    ana,
    `marta@${slug}.example`,
  )
  await run(
    `insert into participant (landscape_id, person_id, external_id, named_by, named_at)
    select $1, w.who, 'p00' || w.nth, $2, '2027-02-20' from unnest($3::uuid[]) with ordinality as w (who, nth)`,
    id,
    ana,
    [marta, rosa, tome, lia],
  )
  await run(
    `insert into consent (landscape_id, id, person_id, purpose, state, said_at, recorded_by)
    select $1, gen_random_uuid(), w.who, w.purpose, 'agreed', '2027-02-21', $2
    from (values ($3::uuid, 'map'), ($3, 'ties'), ($3, 'analysis'), ($4, 'map'), ($4, 'ties'), ($4, 'analysis')) as w (who, purpose)`,
    id,
    ana,
    marta,
    rosa,
  )
  await run(
    `insert into placeholder_label values ($1, $2, $3, 'the quick nurse'), ($1, $4, $5, 'old skipper')`,
    id,
    marta,
    rui,
    tome,
    ana,
  )
  await run(
    `insert into practice (landscape_id, id, external_id, name, kind) values ($1, $2, 'crews', 'Crews', 'community')`,
    id,
    crews,
  )
  await run(
    `insert into membership (landscape_id, id, person_id, practice_id, since) values ($1, $2, $3, $4, '2020-01-01')`,
    id,
    group,
    marta,
    crews,
  )
  await run(
    `insert into boundary (landscape_id, id, external_id, name, kind) values ($1, $2, 'ridge', 'The ridge', 'geographic')`,
    id,
    ridge,
  )
  await run(
    `insert into side (landscape_id, id, boundary_id, name, position) values ($1, $2, $3, 'Cape', 0)`,
    id,
    cape,
    ridge,
  )
  await run(
    `insert into standing values ($1, $2, $3, 'geographic', $4, $5, null, $6)`,
    id,
    side,
    ridge,
    cape,
    marta,
    rui,
  )
  await run(
    `insert into tie (landscape_id, id, from_id, to_id, kind, mutual, reported_by, recorded_by, recorded_at) values
    ($1, $2, $4, $5, 'talks', true, $5, $7, '2027-02-22'), ($1, $3, $6, $4, 'trusts', false, null, $7, '2027-02-22')`,
    id,
    rosaTie,
    tomeTie,
    marta,
    rosa,
    tome,
    ana,
  )
  await run(
    `insert into concern (landscape_id, id, key, words, kind, person_id, recorded_by) values ($1, $2, 'water', 'clean water', 'cares', $3, $4)`,
    id,
    concern,
    marta,
    rui,
  )
  await run(
    `insert into answer (landscape_id, id, person_id, question, asked_on) values ($1, gen_random_uuid(), $2, 'ties', '2027-02-20')`,
    id,
    marta,
  )
  await run(
    `insert into custom_field (landscape_id, id, person_id, fields, recorded_by) values ($1, $2, $3, '{"boat": "Estrela"}', $4)`,
    id,
    field,
    marta,
    ana,
  )
  await run(
    `insert into space (landscape_id, id, external_id, name, question, stage) values ($1, $2, 'pier', 'Pier', 'Who mends it?', 'inviting')`,
    id,
    seat,
  )
  await run(`insert into space_person values ($1, $2, $3, 'invited', 'asked')`, id, seat, marta)
  return { id, slug, people: { marta, rosa, tome, lia }, rows: { group, side, rosaTie, tomeTie, concern, seat } }
}

/** The requests of whoever opened a link of this person, as a browser keeps its cookie. */
export async function openedLink(
  { app, db, clock }: { app: Hono; db: Database; clock: Clock },
  maker: string,
  landscapeId: string,
  personId: string,
) {
  const made = await db.as({ kind: 'person', id: maker }, (tx) =>
    makePersonalLink(tx, clock, { landscapeId, personId, way: 'printed' }),
  )
  if (made.kind !== 'made') throw new Error(made.reason)
  const opened = await app.fetch(post('/held/open', { code: made.secret }))
  const cookie = opened.headers.get('set-cookie')!.split(';')[0]!
  const read = async (answer: Response) => ({
    status: answer.status,
    text: await answer.text(),
    location: answer.headers.get('location'),
  })
  return {
    secret: made.secret,
    cookie,
    see: async (path: string) => read(await app.fetch(get(path, { cookie }))),
    bytes: async (path: string) => Buffer.from(await (await app.fetch(get(path, { cookie }))).arrayBuffer()),
    send: async (path: string, fields: Record<string, string>) => read(await app.fetch(post(path, fields, { cookie }))),
  }
}

/** The pages of what is held over a fresh database, with as many valleys of Ana's and Rui's as a test asks for. */
export async function heldPages() {
  const { db, owner } = await testDatabase()
  const clock = fixedClock('2027-03-01T09:00:00Z')
  const app = appFor({ db, clock }, heldRoutes)
  const ana = await addPerson(owner, 'Ana')
  const rui = await addPerson(owner, 'Rui')
  let made = 0
  const fresh = () => valleyWithMarta(owner, ana.id, rui.id, `valley-${++made}`)
  const linkOf = (valley: { id: string }, person: string) => openedLink({ app, db, clock }, ana.id, valley.id, person)
  return { db, owner, clock, app, ana, rui, fresh, linkOf }
}
