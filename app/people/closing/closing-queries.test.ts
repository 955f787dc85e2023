import { expect, test } from 'vitest'
import { testDatabase } from '../../../test/support/database.ts'
import { uuidv7 } from '../../platform/uuid.ts'
import { landscapesOfMineAlone } from './closing-queries.ts'

const { db, owner } = await testDatabase()

test('before an account is closed, the landscapes that would go with it are named: those of which nobody else takes care', async () => {
  const [ana, bea] = [uuidv7(), uuidv7()]
  await owner.query("insert into person (id, name) values ($1, 'Ana'), ($2, 'Bea')", [ana, bea])
  const teams = {
    Alone: [[ana, 'steward']],
    Shared: [
      [ana, 'steward'],
      [bea, 'reader'],
    ],
    Hers: [
      [bea, 'steward'],
      [ana, 'reader'],
    ],
  }
  for (const [name, team] of Object.entries(teams)) {
    const id = uuidv7()
    await owner.query("insert into landscape (id, slug, name, basis) values ($1, lower($2), $2, 'own-sketch')", [
      id,
      name,
    ])
    for (const [who, role] of team) await owner.query('insert into convener values ($1, $2, $3)', [id, who, role])
  }
  const as = (id: string) => db.as({ kind: 'person', id }, landscapesOfMineAlone)
  expect(await as(ana)).toEqual(['Alone'])
  expect(await as(bea)).toEqual([])
})
