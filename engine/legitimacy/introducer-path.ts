import { BadInput, numberWithin, wholeNumber } from '../bad-input.ts'
import { type Control, checkpoint } from '../control.ts'
import type { Network } from '../network/network.ts'

/** One way to be introduced: from somebody of the team, by people who know the next, to somebody whom the practice would follow. */
export interface IntroducerPath {
  /** person numbers from the first to the last; one alone when the first is known there already */
  people: number[]
  /** product of the strengths of its ties and of the last one's chance, 0 to 1 */
  chance: number
}

export interface WaysQuestion {
  /** people from whom it may start */
  from: ArrayLike<number>
  /** for each person, not 0: agreed to be asked; others are on no path. Everybody unless given. */
  agreed?: ArrayLike<number> | null
  /** most ties on a path, 0 to 20; 3 unless given */
  most?: number
}

export interface PathQuestion extends WaysQuestion {
  /** for each person, the chance that the practice would come if they called: above 0 ends a path; 1 for a member */
  ends: ArrayLike<number>
}

/** The best ways from the team to everybody. */
export interface IntroducerWays {
  /** largest product of tie strengths on a way to each person, 0 to 1; 0 = none */
  chance: Float64Array
  /** how many ties that way has; 255 = there is none */
  ties: Uint8Array
  /** the people of that way, from the first to this one; empty when there is none */
  pathTo(person: number): number[]
}

const MOST_TIES = 20
const NONE = 255

/**
 * By which steps could somebody introduce the team to a practice? The path with the largest product of tie strengths and of the last
 * person's chance, over at most `most` ties; null when there is none.
 *
 * Between equal products the path with fewer ties comes first, then the one whose last person has the lower number, and so back. Each tie
 * is one step that both ends must say yes to; nobody is named to anybody before.
 *
 * Cost O(people + most · ties within reach). It never passes through people who did not agree.
 *
 * @param network ties of strength up to 1; in a directed network along their way
 * @throws BadInput for a person number out of range, a chance not from 0 to 1, a strength above 1; Error named AbortError when stopped
 */
export function introducerPath(network: Network, question: PathQuestion, control?: Control): IntroducerPath | null {
  const { ends } = question
  if (ends.length !== network.people) throw new BadInput('length of ends', ends.length, `give ${network.people}`)
  for (let person = 0; person < network.people; person++) {
    numberWithin(`ends[${person}]`, ends[person], 0, 1)
  }
  const ways = introducerWays(network, question, control)
  return bestOf(
    ways,
    Array.from({ length: network.people }, (_, person) => person),
    (person) => ends[person]!,
  )
}

/** The best of the ways to these people, ascending, each weighed by what they are worth at the end; null when there is none. */
export function bestOf(
  ways: IntroducerWays,
  people: ArrayLike<number>,
  worth: (person: number) => number,
): IntroducerPath | null {
  let best = -1
  let most = 0
  for (let at = 0; at < people.length; at++) {
    const person = people[at]!
    const chance = ways.chance[person]! * worth(person)
    if (chance > most || (best >= 0 && chance === most && ways.ties[person]! < ways.ties[best]!)) {
      best = person
      most = chance
    }
  }
  return best < 0 ? null : { people: ways.pathTo(best), chance: most }
}

/**
 * The best ways from the team to everybody at once: for many practices, or to look at one step after another.
 *
 * Dijkstra's question on −ln of the strengths, answered in rounds of one tie (Bellman 1958): a limit on ties would ask Dijkstra for a
 * second measure, and as products no logarithm is needed. Cost O(people + most · ties within reach); memory 4 bytes for each person and
 * round.
 *
 * @throws BadInput for a person number out of range or a strength above 1; Error named AbortError when stopped
 */
export function introducerWays(network: Network, question: WaysQuestion, control?: Control): IntroducerWays {
  const { people, start, to, strength } = network
  const { agreed } = question
  const most = wholeNumber('most ties on a path', question.most ?? 3, 0, MOST_TIES)
  if (agreed && agreed.length !== people) throw new BadInput('length of agreed', agreed.length, `give ${people}`)
  const chance = new Float64Array(people)
  const ties = new Uint8Array(people).fill(NONE)
  const before: Int32Array[] = []
  let edge = firstPeople(network, question)
  for (const person of edge) {
    chance[person] = 1
    ties[person] = 0
  }
  for (let round = 1; round <= most && edge.length > 0; round++) {
    const from = new Int32Array(people).fill(-1)
    // what each had before this round: a way may not grow by two ties in one round
    const had = Float64Array.from(edge, (person) => chance[person]!)
    const reached: number[] = []
    for (let at = 0; at < edge.length; at++) {
      if ((at & 0x3ff) === 0) checkpoint(control, (round - 1 + at / edge.length) / most)
      const person = edge[at]!
      for (let k = start[person]!; k < start[person + 1]!; k++) {
        const next = to[k]!
        if (agreed && agreed[next] === 0) continue
        const tie = strength ? strength[k]! : 1
        if (!(tie <= 1)) throw new BadInput(`strength of a tie of person ${person}`, tie, 'give at most 1')
        const product = had[at]! * tie
        if (product <= chance[next]!) continue
        if (from[next] === -1) reached.push(next)
        chance[next] = product
        ties[next] = round
        from[next] = person
      }
    }
    before.push(from)
    edge = Uint32Array.from(reached).sort()
  }
  return { chance, ties, pathTo: (person) => backFrom(person, ties, before) }
}

function firstPeople({ people }: Network, { from, agreed }: WaysQuestion): Uint32Array {
  const first = Array.from(from, (person) => wholeNumber('person to start from', person, 0, people - 1))
  return Uint32Array.from(new Set(first.filter((person) => agreed?.[person] !== 0))).sort()
}

function backFrom(person: number, ties: Uint8Array, before: readonly Int32Array[]): number[] {
  if (ties[person] === NONE) return []
  const path = [person]
  for (let round = ties[person]!; round > 0; round--) {
    person = before[round - 1]![person]!
    path.push(person)
  }
  return path.reverse()
}
