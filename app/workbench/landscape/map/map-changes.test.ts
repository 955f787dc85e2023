import { expect, test } from 'vitest'
import { drawChangedBridges, drawChangedTies } from './draw-changes.ts'
import { layOut } from './lay-out.ts'
import { madeUpMapInput } from './made-up-map-input.ts'
import { mapChanges } from './map-changes.ts'
import type { MapInput } from './map-input.ts'
import { measureOf } from './relief.ts'
import { sceneOf } from './scene.ts'

const whole = madeUpMapInput()
const layout = layOut(whole)
const steady = measureOf(
  layout.people.map(({ x, y }) => ({ x, y, weight: 1 })),
  whole.seed,
)
const sceneFor = (input: MapInput, boundary: string | null) =>
  sceneOf(input, layout, { frame: 'wide', boundary, openly: false, steady })
const less: MapInput = { ...whole, dyads: whole.dyads.filter((_, nth) => nth % 10 !== 0) }

test('a map compared with itself has no marks', () => {
  const scene = sceneFor(whole, 'place')
  expect(mapChanges(scene, scene)).toEqual({ came: [], went: [], bridges: [], goneBridges: [], left: [] })
})

test('ties that came are lines, those across the boundary are told at their bridges, and turned round all of them went', () => {
  const added = whole.dyads.length - less.dyads.length
  const shown = (input: MapInput) => new Set(input.people.filter((one) => one.shown).map(({ id }) => id))
  const visible = whole.dyads.filter(
    ({ a, b }, nth) => nth % 10 === 0 && shown(whole).has(a) && shown(whole).has(b),
  ).length
  const alone = mapChanges(sceneFor(less, null), sceneFor(whole, null))
  expect(alone.came).toHaveLength(visible)
  expect(alone.went).toEqual([])
  expect(mapChanges(sceneFor(whole, null), sceneFor(less, null))).toEqual({ ...alone, came: [], went: alone.came })
  const divided = mapChanges(sceneFor(less, 'place'), sceneFor(whole, 'place'))
  const across = divided.bridges.reduce((sum, { more }) => sum + more, 0)
  expect(across).toBeGreaterThan(0)
  expect(across + divided.came.length).toBeLessThanOrEqual(added)
  expect(divided.came.length).toBeLessThan(alone.came.length)
})

test('where nobody may be placed on a side, no tie is marked, so that none that is missing tells who crosses', () => {
  const changes = mapChanges(sceneFor(less, 'deciding'), sceneFor(whole, 'deciding'))
  expect(changes).toEqual({ came: [], went: [], bridges: [], goneBridges: [], left: [] })
  expect(mapChanges(sceneFor(whole, 'deciding'), sceneFor(less, 'deciding')).went).toEqual([])
})

test('whoever left leaves a ring, unless they may not be shown', () => {
  const [one, other] = whole.people.filter(({ shown }) => shown)
  const before: MapInput = {
    ...whole,
    people: whole.people.map((person) => (person === other ? { ...person, shown: false } : person)),
  }
  const after: MapInput = { ...whole, people: whole.people.filter((person) => person !== one && person !== other) }
  const changes = mapChanges(sceneFor(before, null), sceneFor(after, null))
  expect(changes.left).toHaveLength(1)
  const frame = sceneFor(after, null).frame
  expect(drawChangedTies(changes, frame)).toContain('map-left')
})

test('a bridge that is new has a ring, and one that is gone a broken one', () => {
  const now = sceneFor(whole, 'place')
  const [bridge] = now.divided!.bridges
  const keys = new Set(bridge!.crossings.map(({ a, b }) => [a.person, b.person].toSorted().join(' ')))
  const without = { ...whole, dyads: whole.dyads.filter(({ a, b }) => !keys.has([a, b].toSorted().join(' '))) }
  const came = mapChanges(sceneFor(without, 'place'), now)
  expect(came.bridges.filter(({ isNew }) => isNew)).toHaveLength(1)
  expect(drawChangedBridges(came, now.frame)).toContain('map-bridge-new')
  const went = mapChanges(now, sceneFor(without, 'place'))
  expect(went.goneBridges).toHaveLength(1)
  expect(drawChangedBridges(went, now.frame)).toContain('map-bridge-gone')
})
