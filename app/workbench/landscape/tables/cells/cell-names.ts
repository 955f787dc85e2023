import type { Tx } from '../../../../platform/db/database.ts'
import { namedThings, peopleCalled } from '../../drawing/named-queries.ts'
import { type SideChoice, sideChoices } from '../../drawing/thing-queries.ts'
import { unknownSide } from './read-cell.ts'

/** Whom and what the cells of one deed name, each list asked for once and only if a cell names somebody in it. */
export interface CellNames {
  /** ids of those called so, or the one with this id */
  people(name: string): Promise<string[]>
  practices(name: string): Promise<string[]>
  side(name: string): Promise<SideChoice | undefined>
  /** what the sides are called that a cell may name */
  sides(): Promise<string[]>
  /** whoever was added in this deed is found from now on */
  learn(kind: 'people' | 'practices', added: readonly { id: string; name: string }[]): Promise<void>
}

/** More groups than a landscape has. */
const allOfThem = 100_000

export function cellNames(tx: Tx, landscapeId: string, boundary: string | null): CellNames {
  const people = onFirstUse(async () => indexOf(await peopleCalled(tx, landscapeId)))
  const practices = onFirstUse(async () => indexOf(await namedThings(tx, landscapeId, 'practice', allOfThem)))
  const sides = onFirstUse(async () => (boundary === null ? [] : await sideChoices(tx, landscapeId, boundary)))
  const found = ({ byId, byName }: Index, name: string) =>
    byId.has(name) ? [name] : (byName.get(name.toLocaleLowerCase()) ?? [])
  return {
    people: async (name) => found(await people(), name),
    practices: async (name) => found(await practices(), name),
    async side(name) {
      const wish = name.toLocaleLowerCase()
      return (await sides()).find(({ sideName }) => (sideName?.toLocaleLowerCase() ?? unknownSide) === wish)
    },
    sides: async () => (await sides()).map(({ sideName }) => sideName ?? unknownSide),
    async learn(kind, added) {
      const index = await (kind === 'people' ? people() : practices())
      for (const one of added) note(index, one.id, one.name)
    },
  }
}

interface Index {
  byId: Set<string>
  byName: Map<string, string[]>
}

function indexOf(things: readonly { id: string; name: string | null }[]): Index {
  const index: Index = { byId: new Set(), byName: new Map() }
  for (const { id, name } of things) note(index, id, name)
  return index
}

function note({ byId, byName }: Index, id: string, name: string | null): void {
  byId.add(id)
  if (name === null) return
  const key = name.toLocaleLowerCase()
  byName.set(key, [...(byName.get(key) ?? []), id])
}

function onFirstUse<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined
  return () => {
    made ??= make()
    return made
  }
}
