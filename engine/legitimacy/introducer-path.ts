import { BadInput, wholeNumber } from '../bad-input.ts'
import { type Control, checkpoint } from '../control.ts'
import type { Network } from '../network/network.ts'

/** One way to be introduced: from somebody of the team, by people who know the next, to somebody whom the practice would follow. */
export interface IntroducerPath {
  /** person numbers from the first to the last; one alone when the first is known there already */
  people: number[]
  /** product of the strengths of its ties and of the last one's chance, 0 to 1 */
  chance: number
}

export interface PathQuestion {
  /** people from whom it may start */
  from: ArrayLike<number>
  /** for each person, the chance that the practice would come if they called: above 0 ends a path; 1 for a member */
  ends: ArrayLike<number>
  /** for each person, not 0: agreed to be asked; others are on no path. Everybody unless given. */
  agreed?: ArrayLike<number> | null
  /** most ties on a path, 0 to 20 */
  most?: number
}

const MOST_TIES = 20

/**
 * By which steps could somebody introduce the team to a practice? The path with the largest product of tie strengths and of the last
 * person's chance, over at most `most` ties; null when there is none.
 *
 * Dijkstra's way on −ln of the strengths (as products, so no logarithm is needed), on people and number of ties together, because a
 * strong long way must not hide a short one. Between equal products the way with fewer ties comes first, then the one whose last person
 * has the lower number, and so back. Each tie is one step that both ends must say yes to; nobody is named to anybody before.
 *
 * Cost O(most · ties · log). It never passes through people who did not agree.
 *
 * @param network ties of strength up to 1; in a directed network along their way
 * @throws BadInput for a person number out of range, a chance not from 0 to 1, a strength above 1; Error named AbortError when stopped
 */
export function introducerPath(network: Network, question: PathQuestion, control?: Control): IntroducerPath | null {
  const most = wholeNumber('most ties on a path', question.most ?? 3, 0, MOST_TIES)
  const { people } = network
  checkQuestion(network, question)
  const open = (person: number) => question.agreed?.[person] !== 0
  const search = openSearch(people, most)
  for (const person of Array.from(question.from)) {
    wholeNumber('person to start from', person, 0, people - 1)
    if (open(person)) search.offer(person, 0, 1, -1)
  }
  let best: Label | null = null
  let bestChance = 0
  for (let taken = 0; ; taken++) {
    if ((taken & 0x3ff) === 0) checkpoint(control, 0)
    const label = search.take()
    // no end adds to a product: what comes now or later is no better
    if (!label || label.chance < bestChance) break
    const chance = label.chance * question.ends[label.person]!
    if (chance > 0 && (best === null || isBetter(chance, label, bestChance, best))) {
      best = label
      bestChance = chance
    }
    if (label.ties === most) continue
    for (let at = network.start[label.person]!; at < network.start[label.person + 1]!; at++) {
      const next = network.to[at]!
      if (!open(next)) continue
      const strength = network.strength ? network.strength[at]! : 1
      if (!(strength <= 1))
        throw new BadInput(`strength of a tie of person ${label.person}`, strength, 'give at most 1')
      search.offer(next, label.ties + 1, label.chance * strength, label.number)
    }
  }
  return best && { people: search.back(best), chance: bestChance }
}

function checkQuestion({ people }: Network, { ends, agreed }: PathQuestion): void {
  if (ends.length !== people) throw new BadInput('length of ends', ends.length, `give ${people}, one for each person`)
  if (agreed && agreed.length !== people) {
    throw new BadInput('length of agreed', agreed.length, `give ${people}, one for each person`)
  }
  for (let person = 0; person < people; person++) {
    const chance = ends[person]!
    if (!(chance >= 0 && chance <= 1)) throw new BadInput(`ends[${person}]`, chance, 'give a chance from 0 to 1')
  }
}

function isBetter(chance: number, label: Label, bestChance: number, best: Label): boolean {
  if (chance !== bestChance) return chance > bestChance
  return label.ties !== best.ties ? label.ties < best.ties : label.person < best.person
}

/** A way that was found: to whom, over how many ties, with what product, and from which label. */
interface Label {
  number: number
  person: number
  ties: number
  chance: number
  before: number
}

interface PathSearch {
  offer(person: number, ties: number, chance: number, before: number): void
  /** the label with the largest product that no taken label of the person beats with as few ties */
  take(): Label | null
  back(label: Label): number[]
}

function openSearch(people: number, most: number): PathSearch {
  const labels: Label[] = []
  const heap: Label[] = []
  /** fewest ties with which each person was taken; most + 1 = not yet */
  const taken = new Uint8Array(people).fill(most + 1)
  /** the person of the label before, for equals */
  const byOf = (label: Label) => (label.before < 0 ? -1 : labels[label.before]!.person)
  const isBefore = (x: Label, y: Label) => {
    if (x.chance !== y.chance) return x.chance > y.chance
    if (x.ties !== y.ties) return x.ties < y.ties
    return x.person !== y.person ? x.person < y.person : byOf(x) < byOf(y)
  }
  return {
    offer: (person, ties, chance, before) => {
      if (ties >= taken[person]! || chance === 0) return
      const label = { number: labels.length, person, ties, chance, before }
      labels.push(label)
      rise(heap, label, isBefore)
    },
    take: () => {
      for (let label = topOf(heap, isBefore); label; label = topOf(heap, isBefore)) {
        if (label.ties >= taken[label.person]!) continue
        taken[label.person] = label.ties
        return label
      }
      return null
    },
    back: (label) => {
      const path: number[] = []
      for (let at: Label | undefined = label; at; at = labels[at.before]) path.push(at.person)
      return path.reverse()
    },
  }
}

function rise(heap: Label[], label: Label, isBefore: (x: Label, y: Label) => boolean): void {
  let at = heap.push(label) - 1
  while (at > 0 && isBefore(label, heap[(at - 1) >> 1]!)) {
    heap[at] = heap[(at - 1) >> 1]!
    at = (at - 1) >> 1
  }
  heap[at] = label
}

function topOf(heap: Label[], isBefore: (x: Label, y: Label) => boolean): Label | undefined {
  const top = heap[0]
  const last = heap.pop()
  if (heap.length === 0 || !last) return top
  let at = 0
  for (;;) {
    let child = 2 * at + 1
    if (child + 1 < heap.length && isBefore(heap[child + 1]!, heap[child]!)) child++
    if (child >= heap.length || !isBefore(heap[child]!, last)) break
    heap[at] = heap[child]!
    at = child
  }
  heap[at] = last
  return top
}
