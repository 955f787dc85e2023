/** For tests of the care check: landscapes of people who live, of Ana, who stewards them, and of Rui, who is on the team. */
import { testDatabase } from '../../../../test/support/database.ts'
import { fixedClock } from '../../../platform/clock.ts'
import { heldRoutes } from '../../held/held-routes.ts'
import { addPerson, appFor, asking } from '../../signed-in.fixture.ts'
import { bringRoutes } from '../bring/bring-routes.ts'
import { bringLandscape } from '../bring-landscape.fixture.ts'
import type { DrawnLandscape } from '../drawn-landscape.ts'
import { landscapeRoutes } from '../landscape-routes.ts'
import { sketchRoutes } from '../sketch/sketch-routes.ts'
import { valleyDrawing } from '../valley.fixture.ts'
import { careAnswered } from './care.fixture.ts'
import { careFirst } from './care-first.tsx'

export interface At {
  id: string
  slug: string
}

/** The answers as a form sends them. */
export const careForm = Object.fromEntries(
  Object.entries(careAnswered).map(([question, text]) => [`care_${question}`, text]),
)

export const boundaryForm = { name: 'Who owns', kind: 'class', sides: 'owners\ntenants' }

export const path = (at: At, rest: string) => `/landscapes/${at.slug}/${rest}`

/** A boundary that needs care, as a drawing holds it. */
export function politics(): DrawnLandscape['boundaries'][number] {
  return { id: 'owners', name: 'Who owns', kind: 'class', sides: ['owners', 'tenants'], history: null, stakes: null }
}

export async function valleysWithCare() {
  const { db, owner } = await testDatabase()
  const clock = fixedClock(new Date().toISOString())
  const app = appFor({ db, clock }, (to, place) => {
    to.use('/landscapes/:slug/*', careFirst(place))
    sketchRoutes(to, place, { openings: 'o.js', worker: 'w.js' })
    bringRoutes(to, place)
    landscapeRoutes(to, place, async () => [])
    heldRoutes(to, place)
  })
  const ana = await addPerson(owner, 'Ana')
  const rui = await addPerson(owner, 'Rui')

  /** A valley of people who live; `politics` draws a second boundary that needs care. */
  async function valley(
    with_: { politics?: boolean; care?: boolean; basis?: DrawnLandscape['about']['basis'] } = {},
  ): Promise<At> {
    const drawn = valleyDrawing(with_.basis ?? 'own-sketch')
    if (with_.politics) drawn.boundaries.push(politics())
    const brought = await bringLandscape({ db, clock }, ana, { drawn, care: with_.care ? careAnswered : null })
    await owner.query("insert into convener values ($1, $2, 'team-member')", [brought.id, rui.id])
    return brought
  }

  async function counted(table: string, at: At): Promise<number> {
    const { rows } = await owner.query(`select count(*)::int as n from ${table} where landscape_id = $1`, [at.id])
    return rows[0].n
  }

  /** As if everything in the check had been answered so long ago. */
  async function ago(at: At, interval: string): Promise<void> {
    await owner.query(`update care_check set answered_at = now() - $2::interval where landscape_id = $1`, [
      at.id,
      interval,
    ])
  }

  return { db, owner, clock, app, ana, rui, mine: asking(app, ana), his: asking(app, rui), valley, counted, ago }
}
