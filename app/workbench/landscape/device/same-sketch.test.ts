import { buildLandscape } from '@ecotone/engine/network/build-landscape.ts'
import { spot } from '@ecotone/engine/opportunities/spot.ts'
import { expect, test } from 'vitest'
import {
  sketchBoundary,
  sketchLines,
  sketchName,
  sketchRefusals,
  sketchTies,
} from '../../../../db/seeds/first-sketch.ts'
import { testDatabase } from '../../../../test/support/database.ts'
import { fixedClock } from '../../../platform/clock.ts'
import type { Tx } from '../../../platform/db/database.ts'
import { addPerson } from '../../signed-in.fixture.ts'
import { bringLandscape } from '../bring-landscape.fixture.ts'
import type { DrawnLandscape } from '../drawn-landscape.ts'
import { exportLandscape } from '../export-landscape.ts'
import { emptyLandscape } from '../formats/empty-landscape.ts'
import { fileFromBytes } from '../formats/named-file.ts'
import { readLandscape } from '../formats/read-landscape.ts'
import { drawnLandscape, findLandscape } from '../landscape.ts'
import { landscapeInput } from '../landscape-input.ts'
import { addPeople } from '../sketch/add-people.ts'
import { drawBoundary, standOn } from '../sketch/draw-boundary.ts'
import { readPeopleLines } from '../sketch/read-people-lines.ts'
import { sayTies } from '../sketch/say-ties.ts'
import { startSketch } from '../sketch/start-sketch.ts'
import { withBoundary, withConcerns, withPeople, withSpace, withStandings, withTies } from './draw-on-device.ts'
import { readSketchFile, writeSketchFile } from './sketch-file.ts'

const { db, owner } = await testDatabase()
const day = '2027-03-01'
const clock = fixedClock(`${day}T09:00:00Z`)
const hope = 'That people hear of it in time.'
const pasted = readPeopleLines(sketchLines.join('\n')).people
const { name, sides } = sketchBoundary
const said = [
  ...sketchTies.map(([one, other]) => ({ one, other, says: 'yes' as const })),
  ...sketchRefusals.map(([one, other]) => ({ one, other, says: 'no' as const })),
]

/** Standings and ties of the sketch under the ids that a drawing gave. */
function wordsOn(drawn: Pick<DrawnLandscape, 'people' | 'practices'>) {
  const id = (of: 'people' | 'practices', called: string) => drawn[of].find((one) => one.name === called)!.id
  return {
    groups: Object.entries(sketchBoundary.groups).map(([group, side]) => ({
      holder: id('practices', group),
      sides: [side],
    })),
    people: Object.entries(sketchBoundary.exceptions).map(([person, on]) => ({
      holder: id('people', person),
      sides: on.length > 0 ? [...on] : null,
    })),
    ties: said.map(({ one, other, says }) => ({ one: id('people', one), other: id('people', other), says })),
  }
}

function onDevice(): DrawnLandscape {
  const people = withPeople(emptyLandscape({ name: sketchName, hope, language: 'en' }), pasted)
  const { drawn, id } = withBoundary(people, { name, kind: 'other', sides: [...sides] })
  const words = wordsOn(drawn)
  const standing = withStandings(withStandings(drawn, id, 'practice', words.groups), id, 'person', words.people)
  return withTies(standing, words.ties, day)
}

/** The same steps on the server; gives the drawing as its author sees it. */
async function onServer(tx: Tx): Promise<DrawnLandscape> {
  const started = await startSketch(tx, clock, { name: sketchName, hope, language: 'en', considered: true })
  if (started.kind !== 'started') throw new Error(started.reason)
  const landscape = (await findLandscape(tx, started.slug))!
  await addPeople(tx, clock, landscape, pasted, [])
  const drawn = await drawBoundary(tx, clock, landscape, { name, kind: 'other', sides: [...sides] })
  if (drawn.kind !== 'drawn') throw new Error(drawn.reason)
  const words = wordsOn(await drawnLandscape(tx, landscape))
  const boundary = { id: drawn.id, kind: 'other' as const }
  await standOn(tx, clock, landscape, boundary, 'practices', words.groups)
  await standOn(tx, clock, landscape, boundary, 'people', words.people)
  await sayTies(tx, clock, landscape, words.ties)
  return drawnLandscape(tx, landscape)
}

test('the same sketch is the same drawing on a device as on the server, and is read to the same cards', async () => {
  const who = await addPerson(owner, 'Ana')
  const there = await db.as({ kind: 'person', id: who.id }, onServer)
  const here = onDevice()
  expect(here).toEqual(there)
  const read = (drawn: DrawnLandscape) => {
    const input = landscapeInput(drawn, { asOf: day, team: [] })
    return spot(buildLandscape(input), { seed: 7, size: 12, introductions: [], decoys: 0 })
  }
  const cards = read(here)
  expect(cards).toEqual(read(there))
  expect(cards.kind === 'spotted' && cards.opportunities.length).toBeGreaterThanOrEqual(3)
}, 60_000)

test('saved as a file and brought in, a sketch has lost nothing', async () => {
  const who = await addPerson(owner, 'Rui')
  const people = ['p006', 'p014']
  const heard = [{ key: 'town-1', words: 'noticing early', practices: ['g002', 'g004'] }]
  const drawn = withSpace(withConcerns(onDevice(), heard), {
    question: 'Who tells whom?',
    name: '',
    why: 'Nobody hears of it.',
    people,
  })
  const bytes = new Uint8Array(await writeSketchFile(drawn).arrayBuffer())
  const read = await readLandscape([fileFromBytes('sketch.zip', bytes)])
  if (read.kind !== 'read') throw new Error(read.problem.code)
  expect(read.problems).toEqual([])
  expect(read.drawn).toEqual(drawn)

  const brought = await bringLandscape({ db, clock }, who, { drawn: read.drawn, considered: true })
  const inside = await db.as({ kind: 'person', id: who.id }, async (tx) =>
    drawnLandscape(tx, (await findLandscape(tx, brought.slug))!),
  )
  expect(inside).toEqual(drawn)
  const { rows } = await owner.query('select distinct consent from participant where landscape_id = $1', [brought.id])
  expect(rows).toEqual([{ consent: 'not yet asked' }])
})

test('a file saved here, or taken away from the server, opens here again as it was', async () => {
  const drawn = onDevice()
  const file = new File([writeSketchFile(drawn)], 'sketch.zip')
  expect(await readSketchFile(file)).toEqual({ kind: 'read', drawn, refused: 0 })

  const who = await addPerson(owner, 'Iva')
  const brought = await bringLandscape({ db, clock }, who, { drawn, considered: true })
  const away = await exportLandscape(db, who, brought.slug)
  if (away.kind !== 'exported') throw new Error(away.kind)
  expect(await readSketchFile(new File([writeSketchFile(away.drawn)], 'away.zip'))).toMatchObject({ kind: 'read' })
})

test('a file that is no sketch of one’s own is refused with the reason', async () => {
  const refused = async (content: BlobPart) => readSketchFile(new File([content], 'x.zip'))
  expect(await refused('name,group\nAna,crews')).toEqual({ kind: 'refused', reason: 'not-ours' })
  const invented = { ...onDevice(), about: { ...onDevice().about, basis: 'fictional' as const } }
  expect(await refused(writeSketchFile(invented))).toEqual({ kind: 'refused', reason: 'not-a-sketch' })
})
