import type { Control } from '../control.ts'
import type { Worlds } from './reach.ts'
import type { WorldSet } from './world-set.ts'

/** What lies behind opened worlds, for questions that live in files of their own, so that a page takes along only those it asks. */
interface Inside {
  set: WorldSet
  /** Does something that may be stopped; what it has left half done is made anew. */
  during<T>(given: Control | undefined, act: (within: Control | undefined) => T): T
}

const insides = new WeakMap<Worlds, Inside>()

export function keepInside(worlds: Worlds, inside: Inside): void {
  insides.set(worlds, inside)
}

export function insideOf(worlds: Worlds): Inside {
  return insides.get(worlds)!
}
