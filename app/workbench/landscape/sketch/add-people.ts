import type { Clock } from '../../../platform/clock.ts'
import type { Tx } from '../../../platform/db/database.ts'
import { uuidv7 } from '../../../platform/uuid.ts'
import { insertPeople, insertRows } from '../keep-landscape-queries.ts'
import { type Landscape, peopleLive } from '../landscape.ts'
import type { PastedPerson } from './read-people-lines.ts'
import { newOutsideIds, sayWhy } from './sketch-queries.ts'

/**
 * Adds pasted people and the groups they are in. A group that is there already (same name) is joined, not doubled. In a landscape of
 * people who live they are "1 person, not yet asked" to everybody but the one who added them.
 */
export async function addPeople(
  tx: Tx,
  clock: Clock,
  landscape: Landscape,
  pasted: PastedPerson[],
  known: { id: string; name: string }[],
): Promise<void> {
  await sayWhy(tx, 'first sketch')
  const now = clock.now()
  const newId = () => uuidv7(now.getTime())
  const groups = new Map(known.map(({ id, name }) => [name.toLocaleLowerCase(), id]))
  const newGroups = namesOfNewGroups(pasted, groups)
  const practices = await addGroups(
    tx,
    clock,
    landscape,
    newGroups.map((name) => ({ name })),
  )
  for (const { id, name } of practices) groups.set(name.toLocaleLowerCase(), id)

  const personIds = await newOutsideIds(tx, landscape.id, 'p', pasted.length)
  const people = pasted.map(({ label, group }, nth) => ({
    id: newId(),
    external: personIds[nth]!,
    label,
    group,
  }))
  const live = peopleLive(landscape.basis)
  await insertPeople(
    tx,
    people.map(({ id, label }) => ({ id, name: live ? null : label, phone: null, language: null })),
  )
  const at = { landscape_id: landscape.id }
  await insertRows(
    tx,
    'participant',
    people.map(({ id, external }) => ({
      ...at,
      person_id: id,
      external_id: external,
      named_by: landscape.viewerId,
      named_at: now,
      consent: live ? 'not yet asked' : 'agreed',
    })),
  )
  if (live) {
    await insertRows(
      tx,
      'placeholder_label',
      people.map(({ id, label }) => ({ ...at, person_id: id, named_by: landscape.viewerId, label })),
    )
  }
  const belonging = people.filter(({ group }) => group !== null)
  await insertRows(
    tx,
    'membership',
    belonging.map(({ id, group }) => ({
      ...at,
      id: newId(),
      person_id: id,
      practice_id: groups.get(group!.toLocaleLowerCase()),
      weight: 1,
    })),
  )
}

/** Adds groups without anybody in them, and gives the ids of their rows. */
export async function addGroups(
  tx: Tx,
  clock: Clock,
  landscape: Landscape,
  groups: readonly { name: string }[],
): Promise<{ id: string; name: string }[]> {
  await sayWhy(tx, 'first sketch')
  const outside = await newOutsideIds(tx, landscape.id, 'g', groups.length)
  const practices = groups.map(({ name }) => ({ id: uuidv7(clock.now().getTime()), name }))
  await insertRows(
    tx,
    'practice',
    practices.map(({ id, name }, nth) => ({
      landscape_id: landscape.id,
      id,
      external_id: outside[nth],
      name,
      kind: 'community',
      special_category: false,
    })),
  )
  return practices
}

function namesOfNewGroups(pasted: PastedPerson[], known: Map<string, string>): string[] {
  const names = new Map<string, string>()
  for (const { group } of pasted) {
    const key = group?.toLocaleLowerCase()
    if (group !== null && key !== undefined && !known.has(key) && !names.has(key)) names.set(key, group)
  }
  return [...names.values()]
}
