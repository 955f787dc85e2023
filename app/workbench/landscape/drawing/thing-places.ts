import type { Tx } from '../../../platform/db/database.ts'
import { pathIn } from '../../visit.tsx'
import type { Landscape } from '../landscape.ts'
import type { drawingWords } from './drawing-words.ts'
import type { ThingKind, Values } from './drawn-things.ts'
import { namedThing } from './named-queries.ts'

/** The address of the form on which one thing is changed, or a new one added; `said` is filled in already. */
export function thingPath(
  landscape: { slug: string },
  kind: ThingKind,
  id: string,
  said: Values = {},
  /** for a standing: on which boundary */
  on: string | null = null,
): string {
  const query = new URLSearchParams({ ...said, ...(on !== null && { on }) })
  return pathIn(landscape, 'drawing', kind, id) + (query.size > 0 ? `?${query}` : '')
}

/** The page on which a thing is seen: where one goes after changing it. */
export function homeOf(
  landscape: { slug: string },
  kind: ThingKind,
  { id, values, boundary, gone }: { id: string; values: Values; boundary?: string | null; gone?: boolean },
): string {
  const person = values.person ?? values.from ?? (kind === 'person' && !gone ? id : undefined)
  const practice = values.practice ?? (kind === 'practice' && !gone ? id : undefined)
  const of = boundary ?? values.boundary ?? (kind === 'boundary' ? id : undefined)
  if (kind === 'person' && gone) return `${pathIn(landscape, 'landscape')}?view=people`
  if (kind === 'practice' && gone) return `${pathIn(landscape, 'landscape')}?view=practices`
  if (kind === 'boundary' && gone) return pathIn(landscape, 'landscape')
  if (kind !== 'practice' && person) return pathIn(landscape, 'people', person)
  if (practice) return pathIn(landscape, 'practices', practice)
  return of ? pathIn(landscape, 'boundaries', of) : pathIn(landscape, 'landscape')
}

/** What a thing is called on a page: its own name, or of whom and what it says something. */
export async function calledOf(
  tx: Tx,
  landscape: Landscape,
  kind: ThingKind,
  values: Values,
  say: ReturnType<typeof drawingWords>,
): Promise<string> {
  if (kind === 'concern') return values.words ?? ''
  if (values.name) return values.name
  const nameOf = async (of: 'person' | 'practice', id: string) => {
    const found = await namedThing(tx, landscape.id, of, id)
    return (typeof found === 'string' ? null : found.name) ?? say('nameless')
  }
  const holder = values.person ?? values.from
  const one = holder
    ? await nameOf('person', holder)
    : values.practice
      ? await nameOf('practice', values.practice)
      : say('nameless')
  const other =
    kind === 'tie' && values.to
      ? await nameOf('person', values.to)
      : kind === 'membership' && values.practice
        ? await nameOf('practice', values.practice)
        : sideNameOf(values.side) || say('side_unknown')
  return say('of', { what: kind, one, other })
}

/** "ridge/cape" is the side "cape" of the boundary "ridge". */
function sideNameOf(choice: string | undefined): string {
  return choice?.slice(choice.indexOf('/') + 1) ?? ''
}
