import type { Clock } from '../../../platform/clock.ts'
import type { Tx } from '../../../platform/db/database.ts'
import { uuidv7 } from '../../../platform/uuid.ts'
import { type DrawingTable, insertPeople, insertRows } from '../keep-landscape-queries.ts'
import { type Landscape, peopleLive, slugOf } from '../landscape.ts'
import { newOutsideIds } from '../sketch/sketch-queries.ts'
import { sidesIn, type ThingKind, type Values } from './drawn-things.ts'
import type { Resolved } from './resolved-values.ts'
import { concernKeyOf, sideChoices } from './thing-queries.ts'

/** What is to be added, understood: every name in it is looked up already. */
type Understood = Resolved & { values: Values }

interface Adding {
  tx: Tx
  landscape: Landscape
  now: Date
  newId(): string
  put(table: DrawingTable, row: object): Promise<void>
}

/** Adds one thing to a drawing and gives its id: that of the drawing for people, practices and boundaries, else that of its row. */
export function addThing(
  tx: Tx,
  clock: Clock,
  landscape: Landscape,
  kind: ThingKind,
  what: Understood,
): Promise<string> {
  const now = clock.now()
  return adding[kind](
    {
      tx,
      landscape,
      now,
      newId: () => uuidv7(now.getTime()),
      put: (table, row) => insertRows(tx, table, [{ landscape_id: landscape.id, ...row }]),
    },
    what,
  )
}

const adding: Record<ThingKind, (to: Adding, what: Understood) => Promise<string>> = {
  person: addPerson,
  async practice({ tx, landscape, newId, put }, { values }) {
    const [external] = await newOutsideIds(tx, landscape.id, 'g', 1)
    await put('practice', {
      id: newId(),
      external_id: external,
      name: values.name,
      kind: values.kind,
      does: values.does || null,
      special_category: values.specialCategory === 'yes',
    })
    return external!
  },
  membership: ({ newId, put }, { person, practice, values }) =>
    row(newId(), (id) =>
      put('membership', {
        id,
        person_id: person!.rowId,
        practice_id: practice!.rowId,
        weight: Number(values.weight),
        mode: values.mode || null,
        since: values.since || null,
        until: values.until || null,
      }),
    ),
  boundary: addBoundary,
  side: ({ tx, landscape, newId, put }, { boundary, values }) =>
    row(newId(), async (id) => {
      // after all that are there, of which one is "known to be unknown"
      const position = (await sideChoices(tx, landscape.id, boundary!.id)).length - 1
      await put('side', { id, boundary_id: boundary!.rowId, name: values.name, position })
    }),
  standing: ({ landscape, newId, put }, { person, practice, side }) =>
    row(newId(), (id) =>
      put('standing', {
        id,
        boundary_id: side!.boundaryId,
        boundary_kind: side!.boundaryKind,
        side_id: side!.sideId,
        person_id: person?.rowId ?? null,
        practice_id: practice?.rowId ?? null,
        recorded_by: landscape.viewerId,
      }),
    ),
  tie: ({ landscape, now, newId, put }, { from, to, reportedBy, values }) =>
    row(newId(), (id) =>
      put('tie', {
        id,
        from_id: from!.rowId,
        to_id: to!.rowId,
        kind: values.kind,
        strength: Number(values.strength),
        mutual: values.mutual === 'yes',
        says: values.says,
        reported_by: reportedBy?.rowId ?? null,
        true_from: values.since || null,
        true_until: values.until || null,
        confirmed_on: values.confirmed || null,
        recorded_at: now,
        recorded_by: landscape.viewerId,
      }),
    ),
  concern: ({ tx, landscape, newId, put }, { person, practice, values }) =>
    row(newId(), async (id) =>
      put('concern', {
        id,
        key: values.key || ((await concernKeyOf(tx, landscape.id, values.words!)) ?? keyOf(values.words!, id)),
        words: values.words,
        kind: values.kind,
        person_id: person?.rowId ?? null,
        practice_id: practice?.rowId ?? null,
        recorded_by: landscape.viewerId,
      }),
    ),
}

async function row(id: string, put: (id: string) => Promise<void>): Promise<string> {
  await put(id)
  return id
}

/** A key from the words of a concern; words without a Latin letter have none of their own. */
function keyOf(words: string, id: string): string {
  const key = slugOf(words)
  return key === 'landscape' ? id : key
}

/** In a landscape of people who live they are "1 person, not yet asked" to everybody but the one who added them. */
async function addPerson(to: Adding, { practice, values }: Understood): Promise<string> {
  const { tx, landscape, now, newId, put } = to
  const [external] = await newOutsideIds(tx, landscape.id, 'p', 1)
  const live = peopleLive(landscape.basis)
  const id = newId()
  await insertPeople(tx, [{ id, name: live ? null : values.name!, phone: null, language: null }])
  await put('participant', {
    person_id: id,
    external_id: external,
    named_by: landscape.viewerId,
    named_at: now,
    consent: live ? 'not yet asked' : 'agreed',
  })
  if (live) await put('placeholder_label', { person_id: id, named_by: landscape.viewerId, label: values.name })
  if (practice) await put('membership', { id: newId(), person_id: id, practice_id: practice.rowId, weight: 1 })
  return external!
}

async function addBoundary({ tx, landscape, newId, put }: Adding, { values }: Understood): Promise<string> {
  const [external] = await newOutsideIds(tx, landscape.id, 'b', 1)
  const id = newId()
  await put('boundary', {
    id,
    external_id: external,
    name: values.name,
    kind: values.kind,
    history: values.history || null,
    stakes: values.stakes || null,
    position: Number(external!.slice(1)),
  })
  for (const [position, name] of sidesIn(values.sides!).entries())
    await put('side', { id: newId(), boundary_id: id, name, position })
  return external!
}
