import { expect, test } from 'vitest'
import { standingOn } from '../known/standing-on.ts'
import { landscapeInput } from '../landscape-input.ts'
import { membersOf } from '../lens/lens.ts'
import { valleyDrawing } from '../valley.fixture.ts'
import { mapInput } from './map-input.ts'

/** One tie and one membership that end on a day, in the valley as of a day. */
function ending(until: string, asOf: string) {
  const drawn = valleyDrawing()
  const { custom: _, ...tie } = drawn.ties[0]!
  const membership = drawn.memberships.find(({ person }) => person === 'rosa')!
  const about = { ...drawn.about, asOf }
  return { ...drawn, about, ties: [{ ...tie, until }], memberships: [{ ...membership, until }] }
}

/** How many of the two each reading finds on a day. */
function found(until: string, day: string) {
  const drawn = ending(until, day)
  const map = mapInput(drawn, { seed: 's' })
  const read = landscapeInput(drawn, { asOf: day })
  const then = standingOn(drawn, day)
  return {
    map: map.dyads.length + map.people.flatMap(({ memberships }) => memberships).length,
    lenses: [...membersOf(drawn, day).values()].filter(({ size }) => size > 0).length,
    readings: read.ties.length + read.memberships.length,
    lookedBackAt: then.ties.length + then.memberships.length,
  }
}

test('what holds until a day holds on that day and is over the day after, on the map as in readings and looking back', () => {
  expect(found('2026-06-30', '2026-06-30')).toEqual({ map: 2, lenses: 1, readings: 2, lookedBackAt: 2 })
  expect(found('2026-06-30', '2026-07-01')).toEqual({ map: 0, lenses: 0, readings: 0, lookedBackAt: 0 })
})
