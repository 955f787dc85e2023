import type { SentFeature, SentMap } from './sent-map.ts'

/** What somebody chose on the map, as they chose it; people, hills and ties by their numbers. */
export type Chosen =
  | { kind: 'feature'; feature: SentFeature }
  | { kind: 'people'; people: readonly number[] }
  /** everybody on a hill */
  | { kind: 'everyone'; hill: number }
  /** somebody with everybody within one tie */
  | { kind: 'around'; person: number }
  | { kind: 'tie'; tie: number }

/** More people than this, one by one, make an address that some programs cut off. */
const MOST_PEOPLE = 40

/** What an address says of what is chosen; nothing where it cannot be said shortly. Names nobody: people stand in it by their ids. */
export function textOfChosen({ head, ties }: SentMap, chosen: Chosen): string | null {
  const { ids } = head
  switch (chosen.kind) {
    case 'feature':
      return written(chosen.feature.kind, [chosen.feature.id])
    case 'everyone':
      return written('everyone', [head.hills[chosen.hill]!.id])
    case 'around':
      return ids && written('around', [ids[chosen.person]!])
    case 'tie':
      return ids && written('tie', [ids[ties.from[chosen.tie]!]!, ids[ties.to[chosen.tie]!]!])
    case 'people':
      return textOfPeople(head, chosen.people, MOST_PEOPLE)
  }
}

/** The same of some people one by one; nothing where they are more than `most`, or none. */
export function textOfPeople({ ids }: SentMap['head'], people: readonly number[], most: number): string | null {
  if (ids === null || people.length === 0 || people.length > most) return null
  return written(
    'people',
    people.map((person) => ids[person]!),
  )
}

function written(kind: string, ids: readonly string[]): string {
  return `${kind}:${ids.map(encodeURIComponent).join(',')}`
}

/**
 * What such an address means on this map.
 *
 * @returns nothing where none of it is on this map, or may be seen; of several people those who may
 */
export function chosenFromText({ head, ties }: SentMap, text: string): Chosen | null {
  const [, kind, list] = /^(\w+):(.+)$/.exec(text) ?? []
  if (kind === undefined || list === undefined) return null
  const wanted = list.split(',').map(decoded)
  const people = wanted.map((id) => head.ids?.indexOf(id) ?? -1).filter((person) => person >= 0)
  const [first, second] = people
  if (kind === 'people')
    return first === undefined ? null : { kind, people: [...new Set(people)].sort((a, b) => a - b) }
  if (kind === 'around') return first === undefined ? null : { kind, person: first }
  if (kind === 'tie') {
    if (first === undefined || second === undefined) return null
    const tie = ties.from.findIndex((from, nth) =>
      from === first ? ties.to[nth] === second : from === second && ties.to[nth] === first,
    )
    return tie < 0 ? { kind: 'people', people: [first, second].sort((a, b) => a - b) } : { kind, tie }
  }
  if (kind === 'everyone') {
    const hill = head.hills.findIndex(({ id }) => id === wanted[0])
    return hill < 0 ? null : { kind, hill }
  }
  const feature = head.features.find((one) => one.kind === kind && one.id === wanted[0])
  return feature === undefined ? null : { kind: 'feature', feature }
}

/** Somebody may have cut an address in the middle of a letter. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
