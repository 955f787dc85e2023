import { FEWEST_TOLD, tellable } from '../tellable.ts'
import type { Parts } from './dimension.ts'

/** The parameter of measures that tell something of single sides or practices. */
export const fewestTold = {
  kind: 'whole',
  means:
    'say nothing of a side or practice with fewer people, nor of the next larger one where that would give it away; 1: say all',
  from: 1,
  to: 1_000_000,
  default: FEWEST_TOLD,
} as const

/**
 * Of which parts may something be told?
 *
 * Of none with fewer than `fewest` people. And what is left when the parts that are told are taken from a total must be `fewest` people,
 * too: otherwise the smallest part beside is hidden as well (of equal ones the first), so that no difference gives a hidden one away. All
 * measures hide the same parts, so that one does not tell what another hides. A part without people may be told.
 *
 * Cost O(memberships in hidden parts + parts²).
 *
 * @param people of each part; somebody may be in several
 */
export function toldParts(people: readonly ArrayLike<number>[], fewest = FEWEST_TOLD): boolean[] {
  const told = people.map((list) => tellable(list.length, fewest))
  const hidden = new Set<number>()
  people.forEach((list, a) => {
    if (!told[a]) addAll(hidden, list)
  })
  while (!tellable(hidden.size, fewest)) {
    const next = smallest(people, told)
    if (next < 0) break
    told[next] = false
    addAll(hidden, people[next]!)
  }
  return told
}

function addAll(hidden: Set<number>, list: ArrayLike<number>): void {
  for (let k = 0; k < list.length; k++) hidden.add(list[k]!)
}

/** The part that is told with the fewest people, but not without any; −1 for none. */
function smallest(people: readonly ArrayLike<number>[], told: readonly boolean[]): number {
  let found = -1
  people.forEach(({ length }, a) => {
    if (told[a] && length > 0 && (found < 0 || length < people[found]!.length)) found = a
  })
  return found
}

/** The numbers of the parts of which something may be told: see `toldParts`. */
export function toldNumbers({ numbers, people }: Parts, fewest: number): Set<number> {
  const told = toldParts(people, fewest)
  return new Set(numbers.filter((_, a) => told[a]))
}

/**
 * May a number about all parts together be told? Only where two parts have enough people, or no part has too few: otherwise it is the
 * number of a part that may not be told.
 */
export function wholeTold({ people }: Parts, fewest: number): boolean {
  const large = people.filter((list) => list.length >= fewest)
  return large.length > 1 || people.every((list) => tellable(list.length, fewest))
}

/** The same record with null in every field but these. */
export function hiddenBut<Row extends object, Kept extends keyof Row>(
  row: Row,
  kept: readonly Kept[],
): { [Field in keyof Row]: Row[Field] | (Field extends Kept ? Row[Field] : null) } {
  const fields = Object.entries(row).map(([field, value]) => [field, kept.includes(field as Kept) ? value : null])
  return Object.fromEntries(fields) as ReturnType<typeof hiddenBut<Row, Kept>>
}
