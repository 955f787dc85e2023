/** For tests of bringing people back: the landscapes of `changing`, and all that the database holds of them. */
import { testDatabase } from '../../../../test/support/database.ts'
import { fixedClock } from '../../../platform/clock.ts'
import { changing } from '../changing.fixture.ts'

export async function takingOut() {
  const { db, owner } = await testDatabase()
  const clock = fixedClock('2027-03-01T09:00:00Z')
  const valleys = await changing({ db, owner, clock })

  const nobodyKept = async (landscape: { id: string }) =>
    (await owner.query('select 1 from kept_back where landscape_id = $1', [landscape.id])).rowCount === 0

  async function rowOf(landscape: { id: string }, external: string): Promise<string> {
    const { rows } = await owner.query(
      'select person_id from participant where landscape_id = $1 and external_id = $2',
      [landscape.id, external],
    )
    return rows[0].person_id
  }

  return { db, owner, ...valleys, nobodyKept, rowOf }
}
