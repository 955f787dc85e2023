import { numberWithin, wholeNumber } from '../bad-input.ts'
import { type Control, checkpoint } from '../control.ts'
import type { Network } from '../network/network.ts'
import { leadingBothWays } from './leading-both-ways.ts'
import { leadingOneWay } from './leading-one-way.ts'
import { soundNetwork, soundWish } from './sound-network.ts'

export interface EigenvectorWish {
  /** largest residual, as a share of the eigenvalue; 1e-10 unless set */
  tolerance?: number
  /** most rounds; 10,000 unless set */
  rounds?: number
}

export interface Eigenvector {
  /** 0 to 1; the largest is 1, all are 0 where no circle of ties exists */
  value: Float64Array
  /** the largest eigenvalue of the matrix of ties */
  eigenvalue: number
  /** rounds over all ties */
  iterations: number
  /** length of A·x − λ·x over the length of λ·x */
  residual: number
  /** whether the residual is within the tolerance */
  converged: boolean
}

/** What both ways to find it are given. */
export interface LeadingTask {
  network: Network
  tolerance: number
  rounds: number
  control: Control | undefined
}

/** A vector with its eigenvalue. */
export interface Leading {
  vector: Float64Array
  eigenvalue: number
  iterations: number
  residual: number
}

/**
 * Who is tied to those who are tied to many, and so on (Bonacich 1972)? The vector that the matrix of ties only stretches, most of all:
 * a person's value is in proportion to the sum of the values of those tied to them; directed, of those whose ties come in.
 *
 * In a network in pieces the piece with the largest eigenvalue takes it all, the others get 0; where several share the largest, each keeps
 * its own vector and their proportion says nothing. A network of two halves with ties only across (bipartite) is no trouble. Directed, a
 * network without a circle of ties has eigenvalue 0, and everybody 0.
 *
 * Cost O(ties) each round.
 *
 * @throws BadInput for what is no network, and a setting unknown or out of range; Error named AbortError when stopped
 */
export function eigenvector(network: Network, wish: EigenvectorWish = {}, control?: Control): Eigenvector {
  soundNetwork(network)
  soundWish(wish, ['tolerance', 'rounds'])
  const tolerance = numberWithin('tolerance', wish.tolerance ?? 1e-10, 1e-12, 1)
  const rounds = wholeNumber('rounds', wish.rounds ?? 10_000, 1, 10_000_000)
  checkpoint(control, 0)
  const task = { network, tolerance, rounds, control }
  const { vector, eigenvalue, iterations, residual } = network.directed ? leadingOneWay(task) : leadingBothWays(task)
  control?.onProgress?.(1)
  let most = 0
  for (const value of vector) most = Math.max(most, value)
  // what rounding left below 0 is 0
  const value = most > 0 ? vector.map((each) => Math.max(0, each) / most) : vector
  return { value, eigenvalue, iterations, residual, converged: residual <= tolerance }
}
