import { randomBytes } from 'node:crypto'
import type { Tx } from '../../platform/db/database.ts'
import { uuidv7 } from '../../platform/uuid.ts'
import { drawingRows, type Keeping } from './drawing-rows.ts'
import type { DrawnLandscape } from './drawn-landscape.ts'
import { insertPeople, insertTable, personByEmail } from './keep-landscape-queries.ts'
import { placePeople } from './place-people.ts'

interface Drawing {
  landscapeId: string
  drawnBy: string
  now: Date
  drawn: DrawnLandscape
  onProgress?: ((share: number) => void) | undefined
  /** leaves off between two statements, by throwing, so that the transaction is undone */
  signal?: AbortSignal | undefined
}

/**
 * Writes a drawing into an empty landscape of this transaction and gives the number of rows.
 *
 * Throws when the drawing points at somebody who is not in it: importers have checked that, so it is a bug. Cost: about 60 µs a row in
 * the database, most of it for foreign keys and the log; never more than a few thousand rows are in memory beside the drawing.
 */
export async function keepDrawing(tx: Tx, drawing: Drawing): Promise<number> {
  const newId = idsInOrder(drawing.now)
  const people = placePeople(drawing.drawn, { drawnBy: drawing.drawnBy, now: drawing.now, newId })
  await insertPeople(
    tx,
    people.filter((person) => person.email === null),
  )
  for (const person of people) {
    drawing.signal?.throwIfAborted()
    if (person.email !== null) person.id = await personByEmail(tx, { ...person, email: person.email })
  }
  const keeping = withIds(drawing, newId, new Map(people.map((person) => [person.external, person.id])))
  const tables = drawingRows(keeping, people)
  const total = tables.reduce((sum, { count }) => sum + count, 0)
  let written = 0
  for (const table of tables) {
    await insertTable(tx, table, (rows) => {
      written += rows
      drawing.onProgress?.(written / total)
      drawing.signal?.throwIfAborted()
    })
  }
  return total
}

/**
 * Identifiers of one moment that sort in the order they were asked for: what was brought in keeps its order, and an index grows at its
 * end, which is quicker than everywhere. Behind the moment stands a count of 26 bits, then 48 bits of chance.
 */
function idsInOrder(now: Date): () => string {
  let count = 0
  return () => {
    const nth = count++
    return uuidv7(now.getTime(), (size) => {
      const bytes = randomBytes(size)
      // uuidv7 puts its own marks into the upper half of the first byte and the upper two bits of the third.
      bytes[0] = (nth >>> 22) & 0x0f
      bytes[1] = nth >>> 14
      bytes[2] = (nth >>> 8) & 0x3f
      bytes[3] = nth
      return bytes
    })
  }
}

function withIds(drawing: Drawing, newId: () => string, people: Map<string, string>): Keeping {
  const { drawn } = drawing
  const practices = new Map(drawn.practices.map(({ id }) => [id, newId()]))
  const boundaries = new Map(drawn.boundaries.map(({ id }) => [id, newId()]))
  const spaces = new Map(drawn.spaces.map(({ id }) => [id, newId()]))
  const sides = new Map(
    drawn.boundaries.flatMap(({ id, sides: names }) => names.map((name) => [JSON.stringify([id, name]), newId()])),
  )
  const lookUp = (what: string, ids: Map<string, string>) => (external: string) => {
    const id = ids.get(external)
    if (!id) throw new Error(`The drawing names the ${what} ${external}, which is not in it.`)
    return id
  }
  const side = lookUp('side', sides)
  return {
    ...drawing,
    newId,
    person: lookUp('person', people),
    practice: lookUp('practice', practices),
    boundary: lookUp('boundary', boundaries),
    side: (boundary, name) => side(JSON.stringify([boundary, name])),
    space: lookUp('space', spaces),
    membershipIds: drawn.memberships.map(newId),
    tieIds: drawn.ties.map(newId),
  }
}
