import { BadInput } from '../bad-input.ts'
import { type Control, stretch } from '../control.ts'
import { type Landscape, numbering } from '../network/landscape.ts'
import type { TieKind } from '../network/landscape-input.ts'
import { networkOf } from '../network/network-of.ts'
import { type AttestedCalls, attestedCalls } from './attested-calls.ts'
import { bestOf, introducerWays } from './introducer-path.ts'
import { teamOf } from './team-of.ts'

export interface Introduction {
  practice: string
  people: string[]
  chance: number
}

interface IntroductionChoice {
  practice: string | null
  team: readonly string[]
  most: number
  kinds: readonly string[]
  fewest: number
  fewestPeople: number
}

/**
 * The best introducer path from the team to one practice or to each, and the practices to which we know of none. Members of a practice are
 * worth 1 at the end of a path, others what members say of them.
 *
 * @throws BadInput for an id that the landscape does not have; Error named AbortError when stopped
 */
export function introductions(
  landscape: Landscape,
  values: IntroductionChoice,
  control?: Control,
): { paths: Introduction[]; without: string[] } {
  const { ids, counts, practiceStart, practicePerson } = landscape
  const wanted = values.practice === null ? ids.practices.keys() : [practiceNumber(landscape, values.practice)]
  const kinds = values.kinds as readonly TieKind[]
  const network = networkOf(landscape, { kinds, weighted: true, directed: false }, stretch(control, 0, 0.3))
  const agreed = landscape.notInvitable.map((not) => 1 - not)
  const from = teamOf(landscape, values.team)
  const ways = introducerWays(network, { from, agreed, most: values.most }, stretch(control, 0.3, 0.9))
  const trusted = trustedByPractice(attestedCalls(landscape, values))
  const found: { paths: Introduction[]; without: string[] } = { paths: [], without: [] }
  const worth = new Float64Array(counts.people)
  for (const g of wanted) {
    const members = practicePerson.subarray(practiceStart[g]!, practiceStart[g + 1]!)
    const callers = trusted.get(g) ?? []
    for (const [person, chance] of callers) worth[person] = chance
    for (const person of members) worth[person] = 1
    const ends = Uint32Array.from(new Set([...members, ...callers.map(([person]) => person)])).sort()
    const path = bestOf(ways, ends, (person) => worth[person]!)
    if (path)
      found.paths.push({
        practice: ids.practices[g]!,
        people: path.people.map((i) => ids.people[i]!),
        chance: path.chance,
      })
    else found.without.push(ids.practices[g]!)
  }
  return found
}

function practiceNumber(landscape: Landscape, id: string): number {
  const practice = numbering(landscape.ids.practices).get(id)
  if (practice === undefined) throw new BadInput('parameter practice', id, 'give the id of a practice')
  return practice
}

/** Who could call each practice, with what chance. */
function trustedByPractice(calls: AttestedCalls): Map<number, [person: number, chance: number][]> {
  const callers = new Map<number, [number, number][]>()
  for (let c = 0; c < calls.candidates; c++) {
    for (let at = calls.start[c]!; at < calls.start[c + 1]!; at++) {
      const row: [number, number] = [calls.person[c]!, calls.chance[at]!]
      const rows = callers.get(calls.practice[at]!)
      if (rows) rows.push(row)
      else callers.set(calls.practice[at]!, [row])
    }
  }
  return callers
}
