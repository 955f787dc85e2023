import { buildLandscape } from '@ecotone/engine/network/build-landscape.ts'
import { expect, test } from 'vitest'
import { smallCoast } from '../../../../test/security/small-coast.ts'
import { landscapeInput } from '../landscape-input.ts'
import { practiceMeasures } from './practice-measures.ts'

const drawn = smallCoast('consented')
// of the clinic only three are left, so that nothing may be told of it by itself
const gone = new Set(
  drawn.memberships
    .filter(({ practice }) => practice === 'clinic')
    .map(({ person }) => person)
    .slice(3),
)
const few = { ...drawn, memberships: drawn.memberships.filter(({ person }) => !gone.has(person)) }
const never = { shouldStop: () => false }

test.each(practiceMeasures)('E10: $id tells nothing of a group of three, outside hills as on them', ({ of }) => {
  const landscape = buildLandscape(landscapeInput(few, { asOf: '2027-03-01' }))
  expect(of(landscape, never)[landscape.ids.practices.indexOf('clinic')]).toBeNull()
})
