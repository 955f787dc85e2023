/**
 * Ways from one practice into another: somebody who is in both, somebody trusted in both, or a path of at most three
 * known ties. People who may not be named are never on it, and no step that is named goes over a bridge that hangs on few.
 */
import { peopleOf } from '../network/landscape.ts'
import { holdsBridge } from './bridges.ts'
import type { Ground } from './ground.ts'
import { belongs } from './known-pairs.ts'
import { trustedIn } from './standing-in-practices.ts'

export type WayIn = { by: 'member-of-both' | 'trusted-in-both' | 'path'; people: number[] }

/** May a known tie stand on a card? */
type MayStep = (one: number, other: number) => boolean

/** Ties on which no bridge hangs: a path over others would name who carries it. */
export function mayName(ground: Ground): MayStep {
  return (one, other) => !holdsBridge(ground, one, other)
}

/** The nearest way in that may be told, or null. Cost: at worst the ties within three steps of `a`. */
export function wayIn(ground: Ground, a: number, b: number, withheld: ReadonlySet<number>): WayIn | null {
  return nearestWay(ground, a, b, (person) => !withheld.has(person), mayName(ground))
}

/** Is any way in known, told or not? Nobody is named by that. */
export function anyWayIn(ground: Ground, a: number, b: number): boolean {
  const all = () => true
  return nearestWay(ground, a, b, all, all) !== null
}

function nearestWay(
  ground: Ground,
  a: number,
  b: number,
  mayStand: (person: number) => boolean,
  mayStep: MayStep,
): WayIn | null {
  const { landscape } = ground
  const open = (person: number) => !landscape.notInvitable[person] && mayStand(person)
  const trustedThere = new Set(trustedIn(landscape, b))
  const trusted = trustedIn(landscape, a).filter((person) => trustedThere.has(person) && open(person))
  if (trusted.length > 0) return { by: 'trusted-in-both', people: trusted.slice(0, 2) }
  const both = Array.from(peopleOf(landscape, a)).filter((person) => open(person) && belongs(landscape, person, b))
  if (both.length > 0) return { by: 'member-of-both', people: both.slice(0, 2) }
  const from = trustedIn(landscape, a).filter(open)
  const path = knownPath(ground, from.length > 0 ? from : Array.from(peopleOf(landscape, a)), b, open, mayStep)
  return path ? { by: 'path', people: path } : null
}

/**
 * A shortest path of at most `most` known ties from one of `from` to a member of the practice; people on it in order,
 * the first of `from` included. Ties between equally short paths go to the lower ids.
 */
export function knownPath(
  ground: Ground,
  from: readonly number[],
  practice: number,
  open: (person: number) => boolean,
  mayStep: MayStep,
  most = 3,
): number[] | null {
  const { landscape } = ground
  const before = new Map<number, number>()
  let edge = from.filter(open)
  for (const person of edge) before.set(person, -1)
  const arrived = edge.find((person) => belongs(landscape, person, practice))
  if (arrived !== undefined) return [arrived]
  for (let step = 0; step < most; step++) {
    const next: number[] = []
    for (const person of edge) {
      const found = stepFrom(ground, person, practice, { open, mayStep }, before, next)
      if (found >= 0) return backTo(before, found)
    }
    edge = next
  }
  return null
}

function stepFrom(
  { landscape, pairs }: Ground,
  person: number,
  practice: number,
  { open, mayStep }: { open: (person: number) => boolean; mayStep: MayStep },
  before: Map<number, number>,
  next: number[],
): number {
  for (let at = landscape.neighbourStart[person]!; at < landscape.neighbourStart[person + 1]!; at++) {
    const other = landscape.neighbour[at]!
    if (!pairs.tied[landscape.neighbourDyad[at]!] || before.has(other) || !open(other)) continue
    if (!mayStep(person, other)) continue
    before.set(other, person)
    if (belongs(landscape, other, practice)) return other
    next.push(other)
  }
  return -1
}

function backTo(before: Map<number, number>, last: number): number[] {
  const path: number[] = []
  for (let person = last; person >= 0; person = before.get(person)!) path.push(person)
  return path.reverse()
}
