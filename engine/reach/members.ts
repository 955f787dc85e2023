import { BadInput } from '../bad-input.ts'
import type { Places } from './places.ts'

/**
 * People of a space, ascending, each once.
 *
 * @throws BadInput for a number that is nobody in this landscape
 */
export function memberList(people: number, members: ArrayLike<number>): Uint32Array {
  for (let k = 0; k < members.length; k++) {
    const member = members[k]!
    if (Number.isInteger(member) && member >= 0 && member < people) continue
    throw new BadInput('member', member, `nobody here has this number; people are numbered 0 to ${people - 1}`)
  }
  const sorted = Uint32Array.from(members).sort()
  return sorted.filter((member, k) => member !== sorted[k - 1])
}

/** Their places, ascending. */
export function placesOfMembers({ people, placeOf }: Places, members: ArrayLike<number>): Uint32Array {
  return memberList(people, members)
    .map((member) => placeOf[member]!)
    .sort()
}
