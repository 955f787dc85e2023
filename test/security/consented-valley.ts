import { fixedClock } from '../../app/platform/clock.ts'
import type { Tx } from '../../app/platform/db/database.ts'
import { bringLandscape } from '../../app/workbench/landscape/bring-landscape.fixture.ts'
import type { DrawnLandscape, Purpose } from '../../app/workbench/landscape/drawn-landscape.ts'
import { landscapeRoutes } from '../../app/workbench/landscape/landscape-routes.ts'
import { sayForMyself } from '../../app/workbench/landscape/purposes/say-for-myself.ts'
import { valleyDrawing } from '../../app/workbench/landscape/valley.fixture.ts'
import { addPerson, appFor, asking } from '../../app/workbench/signed-in.fixture.ts'
import { testDatabase } from '../support/database.ts'

export interface Valley {
  id: string
  slug: string
  root: string
  api: string
  row: (external: string, table?: string) => Promise<string>
}

/** Two conveners over a fresh database, and as many valleys of people who live as a test asks for. Ask for it once, at the top of the file. */
export async function consentedValley() {
  const { db, owner } = await testDatabase()
  const clock = fixedClock('2027-03-01T09:00:00Z')
  const app = appFor({ db, clock }, (to, place) => landscapeRoutes(to, place, async () => []))
  const ana = await addPerson(owner, 'Ana')
  const rui = await addPerson(owner, 'Rui')
  const [mine, his] = [asking(app, ana), asking(app, rui)]

  const as = <T>(who: { id: string }, work: (tx: Tx) => Promise<T>) => db.as({ kind: 'person', id: who.id }, work)

  /** People who live, of whom these said yes to these purposes; with a practice that tells of politics. Ana drew it, Rui convenes it too. */
  async function valley(purposes: Purpose[] = ['map'], people = ['joel', 'joel2', 'marta', 'rosa']): Promise<Valley> {
    const drawn: DrawnLandscape = valleyDrawing('consented')
    drawn.practices.push({ id: 'union', name: 'The union', kind: 'organisation', does: null, specialCategory: true })
    drawn.consents = people.flatMap((person) =>
      purposes.map((purpose) => ({ person, purpose, state: 'agreed', said: '2027-01-01' }) as const),
    )
    const brought = await bringLandscape({ db, clock }, ana, { drawn })
    const { id, slug } = brought
    await owner.query("insert into convener (landscape_id, person_id, role) values ($1, $2, 'convener')", [id, rui.id])
    const row = async (external: string, table = 'participant') => {
      const column = table === 'participant' ? 'person_id' : 'id'
      const { rows } = await owner.query(
        `select ${column} as id from ${table} where landscape_id = $1 and external_id = $2`,
        [id, external],
      )
      return rows[0].id as string
    }
    return { id, slug, root: `/landscapes/${slug}`, api: `/api/landscapes/${slug}`, row }
  }

  const says = async (where: Valley, external: string, said: Partial<Record<Purpose, boolean>>, special?: string[]) => {
    const me = await where.row(external)
    return db.as(
      { kind: 'person', id: me },
      (tx) => sayForMyself(tx, clock, { landscapeId: where.id, said, ...(special && { special }) }),
      { purpose: 'held about me' },
    )
  }

  return { db, owner, clock, ana, rui, mine, his, as, valley, says }
}
