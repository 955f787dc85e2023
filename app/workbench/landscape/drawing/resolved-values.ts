import type { Tx } from '../../../platform/db/database.ts'
import type { Landscape } from '../landscape.ts'
import { type FieldProblems, fieldsOf, type ThingKind, type Values } from './drawn-things.ts'
import { type Named, namedThing } from './named-queries.ts'
import { type SideChoice, sideChoices } from './thing-queries.ts'

/** Whom and what the values of a thing name, as rows. */
export interface Resolved {
  person?: Named
  practice?: Named
  boundary?: Named
  from?: Named
  to?: Named
  reportedBy?: Named
  side?: SideChoice
}

/** Looks up everybody and everything that is named, by id or by a name that only one has; what is not found is a problem of its field. */
export async function resolved(
  tx: Tx,
  landscape: Landscape,
  kind: ThingKind,
  values: Values,
  isNew: boolean,
  boundary: string | null,
): Promise<{ found: Resolved; unknown: FieldProblems }> {
  const found: Resolved = {}
  const unknown: FieldProblems = {}
  for (const { name, as, once } of fieldsOf[kind]) {
    const text = values[name]
    if (!text || (once && !isNew)) continue
    if (as === 'person' || as === 'practice' || as === 'boundary') {
      const one = await namedThing(tx, landscape.id, as, text)
      if (typeof one === 'string') unknown[name] = one
      else found[name as 'person'] = one
    } else if (as === 'side') {
      const choice = (await sideChoices(tx, landscape.id, boundary)).find((one) => one.choice === text)
      if (choice) found.side = choice
      else unknown.side = 'not-offered'
    }
  }
  return { found, unknown }
}
