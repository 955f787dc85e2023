import { BadInput } from '../bad-input.ts'
import type { Holder } from './landscape-input.ts'

/** Turns an id into a number; a `Map` is one. */
export interface Numbering {
  get(id: string): number | undefined
}

/** The numbers of everything that rows refer to by id. */
export interface Numbers {
  people: Numbering
  practices: Numbering
  boundaries: Numbering
  concerns: Numbering
}

/**
 * The number of an id.
 *
 * @throws BadInput naming the row and the id when there is none
 */
export function find(map: Numbering, id: string, where: string, what: string): number {
  const found = map.get(id)
  if (found === undefined) throw new BadInput(where, id, `there is no such ${what}; add it or correct the id`)
  return found
}

/**
 * The place of a kind in its list.
 *
 * @throws BadInput naming the row and the kind when it is not in the list
 */
export function kindNumber<T extends string>(kinds: readonly T[], kind: T, where: string): number {
  const found = kinds.indexOf(kind)
  if (found < 0) throw new BadInput(where, kind, `give one of ${kinds.join(', ')}`)
  return found
}

/**
 * The number of the person or the practice.
 *
 * @throws BadInput naming the row and the id when there is none
 */
export function holderNumber(holder: Holder, numbers: Numbers, where: string): { isPractice: 0 | 1; number: number } {
  return 'person' in holder && holder.person !== undefined
    ? { isPractice: 0, number: find(numbers.people, holder.person, `${where}, person`, 'person') }
    : {
        isPractice: 1,
        number: find(numbers.practices, (holder as { practice: string }).practice, `${where}, practice`, 'practice'),
      }
}
