/** For tests of changing and of its past: landscapes of two conveners, what each does to them, and the log. */
import type { Hono } from 'hono'
import type { TestDatabase } from '../../../test/support/database.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Database } from '../../platform/db/database.ts'
import { type Asking, addPerson, appFor, asking } from '../signed-in.fixture.ts'
import { bringLandscape } from './bring-landscape.fixture.ts'
import { changeDrawing, type DrawingWish } from './drawing/change-drawing.ts'
import { signOf, type ThingKind, type Values } from './drawing/drawn-things.ts'
import { storedThing } from './drawing/thing-queries.ts'
import type { DrawnLandscape } from './drawn-landscape.ts'
import type { Deed } from './history/history-queries.ts'
import { drawnLandscape } from './landscape.ts'
import { landscapeRoutes } from './landscape-routes.ts'
import { valleyDrawing } from './valley.fixture.ts'

interface At {
  id: string
  slug: string
}
interface Who {
  id: string
}

export interface Changing {
  app: Hono
  /** Ana brings every valley and is its steward; Rui is on the team. */
  ana: Who
  rui: Who
  mine: Asking
  his: Asking
  valley(basis?: DrawnLandscape['about']['basis']): Promise<At>
  seen(landscape: { id: string }, who?: Who): Promise<DrawnLandscape>
  /** does something that has to be done, and gives the id */
  does(landscape: { slug: string }, wish: DrawingWish, who?: Who): Promise<string>
  /** changes a thing from how it stands, or takes it away where no values are given */
  changes(landscape: At, kind: ThingKind, id: string, values: Values | null, who?: Who): Promise<string>
  log(landscape: { slug: string }, who?: Asking): Promise<(Deed & { undone: boolean })[]>
  undo(landscape: { slug: string }, deed: { id: string }, who?: Asking): ReturnType<Asking['call']>
}

export async function changing({
  db,
  owner,
  clock,
}: {
  db: Database
  owner: TestDatabase['owner']
  clock: Clock
}): Promise<Changing> {
  const app = appFor({ db, clock }, (to, place) => landscapeRoutes(to, place, async () => []))
  const ana = await addPerson(owner, 'Ana')
  const rui = await addPerson(owner, 'Rui')
  const mine = asking(app, ana)
  const does: Changing['does'] = async (landscape, wish, who = ana) => {
    const outcome = await changeDrawing(db, clock, who, landscape.slug, wish)
    if (outcome.kind === 'refused') throw new Error(outcome.reason)
    return outcome.id
  }
  return {
    app,
    ana,
    rui,
    mine,
    his: asking(app, rui),
    async valley(basis = 'fictional') {
      // whoever asked to be gone from an earlier valley would be left out of this one: it is drawn by the same hand, with the same names
      await owner.query('delete from tombstone')
      const brought = await bringLandscape({ db, clock }, ana, { drawn: valleyDrawing(basis) })
      await owner.query("insert into convener values ($1, $2, 'convener')", [brought.id, rui.id])
      return brought
    },
    seen: (landscape, who = ana) => db.as({ kind: 'person', id: who.id }, (tx) => drawnLandscape(tx, landscape)),
    does,
    async changes(landscape, kind, id, values, who = ana) {
      const stored = await db.as({ kind: 'person', id: who.id }, (tx) => storedThing(tx, landscape.id, kind, id))
      const based = signOf(kind, stored!)
      return does(
        landscape,
        values ? { kind, id, based, values, do: 'change' } : { kind, id, based, do: 'remove' },
        who,
      )
    },
    async log(landscape, who = mine) {
      const { json } = await who.call('GET', `/api/landscapes/${landscape.slug}/history`)
      return (json as { deeds: (Deed & { undone: boolean })[] }).deeds
    },
    undo: (landscape, deed, who = mine) =>
      who.call('POST', `/api/landscapes/${landscape.slug}/history/${deed.id}/undo`, {}),
  }
}
