import { numberWithin, wholeNumber } from '../bad-input.ts'
import { type Control, checkpoint } from '../control.ts'
import type { Network } from '../network/network.ts'
import { strengths } from './degree.ts'
import { rankBothWays } from './rank-both-ways.ts'
import { rankOneWay } from './rank-one-way.ts'
import { soundNetwork, soundWish } from './sound-network.ts'

export interface PageRankWish {
  /** chance to follow a tie at each step; otherwise the walk begins anew at somebody drawn evenly. 0 to 0.9999; 0.85 unless set */
  damping?: number
  /** the values of all people together may be wrong by this much; 1e-10 unless set */
  tolerance?: number
  /** most rounds; 1,000 unless set */
  rounds?: number
}

export interface PageRank {
  /** the share of time the walk spends with each person; adds up to 1 */
  rank: Float64Array
  /** rounds over all ties */
  iterations: number
  /** how far the values are from what one more step of the walk would make of them, summed over people */
  residual: number
  /** whether the values are within the tolerance */
  converged: boolean
}

/** What both ways to solve it are given. */
export interface RankTask {
  network: Network
  /** strengths of ties going out, together */
  given: Float64Array
  damping: number
  /** largest sum of residuals, as a share of the sum of values */
  residual: number
  rounds: number
  control: Control | undefined
}

/**
 * Where does somebody spend their time who wanders along ties, and begins anew now and then?
 *
 * PageRank (Brin and Page 1998). Each step follows one of the ties going out, as likely as it is strong; with chance 1 − `damping`, or
 * where no tie goes out, the walk begins anew at somebody drawn evenly, the same as in igraph and networkx. The values are those of the
 * exact solution to within `tolerance`, summed over people: the residual divided by 1 − `damping` bounds the error.
 *
 * Undirected it solves a symmetric system by conjugate gradients, directed it sweeps in place (Gauss–Seidel). Cost O(ties) each round.
 *
 * @throws BadInput for what is no network, and a setting unknown or out of range; Error named AbortError when stopped
 */
export function pageRank(network: Network, wish: PageRankWish = {}, control?: Control): PageRank {
  soundNetwork(network)
  soundWish(wish, ['damping', 'tolerance', 'rounds'])
  const damping = numberWithin('damping', wish.damping ?? 0.85, 0, 0.9999)
  const tolerance = numberWithin('tolerance', wish.tolerance ?? 1e-10, 1e-14, 1)
  const rounds = wholeNumber('rounds', wish.rounds ?? 1000, 1, 1_000_000)
  if (network.people === 0) return { rank: new Float64Array(0), iterations: 0, residual: 0, converged: true }
  checkpoint(control, 0)
  const residual = tolerance * (1 - damping)
  const given = strengths(network).out
  checkpoint(control, 0)
  const task = { network, given, damping, residual, rounds, control }
  const solved = network.directed ? rankOneWay(task) : rankBothWays(task)
  control?.onProgress?.(1)
  return { ...solved, converged: solved.residual <= residual }
}
