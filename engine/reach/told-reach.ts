/**
 * Reach as it may be shown to others: with how many answered and what was assumed, and without what would tell of a few people.
 */

import { type AnswerRate, answerRates } from '../network/answers.ts'
import type { Landscape } from '../network/landscape.ts'
import { tellable } from '../tellable.ts'
import type { Assumptions } from './assumptions.ts'
import type { BestPathReach } from './best-path.ts'
import type { Reach, SpaceEffect } from './reach.ts'
import type { PracticeReach } from './reach-now.ts'

/** What stands beside every value. */
interface Beside {
  /** people, and how many of them answered; null for a practice that is not told of */
  answered: { everybody: AnswerRate; byPractice: (AnswerRate | null)[] }
  assumptions: Partial<Assumptions>
}

export interface ToldReach extends Beside, Omit<Reach, 'byPractice'> {
  /** `told` false: too few people, so the values are null */
  byPractice: (PracticeReach & { told: boolean })[]
}

export interface ToldEffect extends Beside, Omit<SpaceEffect, 'split' | 'gainByPractice'> {
  /** as spill-over and local: null for a space of too few people */
  split: SpaceEffect['split'] | null
  /** null for a practice that is not told of */
  gainByPractice: (number | null)[]
  /** the interval of delta, or the band of what is not known, holds 0: not even whether it is a gain can be said */
  cannotTell: boolean
}

export interface ToldBestPath extends Beside, Omit<BestPathReach, 'split'> {
  split: BestPathReach['split'] | null
}

/** How it is told. */
export interface Telling {
  landscape: Landscape
  assumptions: Partial<Assumptions>
  /** people that a practice or a space needs before its values are told */
  fewest: number
}

/**
 * Which practices are not told of (1)? Those with fewer people than asked for. The values of all practices add up to that of the landscape,
 * so one that is left out alone could be worked out from the rest: then the smallest of the others is left out too, until two or more
 * with enough people between them are.
 *
 * Stakes of 0 that leave a single hidden practice in a sum are not looked for. Cost O(people + practices²) at worst.
 */
export function untoldPractices({ practiceStart, practicePerson, counts }: Landscape, fewest: number): Uint8Array {
  const untold = new Uint8Array(counts.practices)
  const sizeOf = (practice: number) => practiceStart[practice + 1]! - practiceStart[practice]!
  const people = new Set<number>()
  let hidden = 0
  const hide = (practice: number) => {
    untold[practice] = 1
    hidden++
    for (let k = practiceStart[practice]!; k < practiceStart[practice + 1]!; k++) people.add(practicePerson[k]!)
  }
  const bySize = Array.from(untold, (_, practice) => practice)
    .filter((practice) => sizeOf(practice) > 0)
    .sort((one, other) => sizeOf(one) - sizeOf(other) || one - other)
  for (const practice of bySize) {
    const alone = hidden > 0 && (hidden < 2 || !tellable(people.size, fewest))
    if (!tellable(sizeOf(practice), fewest) || alone) hide(practice)
  }
  return untold
}

export function tellReach(telling: Telling, reach: Reach): ToldReach {
  const untold = untoldPractices(telling.landscape, telling.fewest)
  const practices = untold.length
  return {
    ...reach,
    byPractice: reach.byPractice.map((row) =>
      untold[row.practice] === 1
        ? { ...row, into: null, from: null, local: null, told: false }
        : { ...row, told: true },
    ),
    between:
      reach.between?.map((chance, at) =>
        untold[Math.floor(at / practices)] === 1 || untold[at % practices] === 1 ? Number.NaN : chance,
      ) ?? null,
    ...beside(telling, untold),
  }
}

/** @param members how many people are in the space */
export function tellEffect(telling: Telling, members: number, effect: SpaceEffect): ToldEffect {
  const untold = untoldPractices(telling.landscape, telling.fewest)
  const { delta, dataBand } = effect
  const holdsZero = ({ low, high }: { low: number; high: number }) => low <= 0 && high >= 0
  const enough = tellable(members, telling.fewest)
  return {
    ...effect,
    split: enough ? effect.split : null,
    spillOver: enough ? effect.spillOver : null,
    local: enough ? effect.local : null,
    gainByPractice: effect.gainByPractice.map((gain, practice) => (untold[practice] === 1 ? null : gain)),
    cannotTell: holdsZero(delta) || (dataBand !== null && holdsZero(dataBand)),
    ...beside(telling, untold),
  }
}

/** @param members how many people are in the space */
export function tellBestPath(telling: Telling, members: number, reach: BestPathReach): ToldBestPath {
  const untold = untoldPractices(telling.landscape, telling.fewest)
  const enough = tellable(members, telling.fewest)
  return {
    ...reach,
    local: enough ? reach.local : null,
    split: enough ? reach.split : null,
    into: reach.into.map((chance, practice) => (untold[practice] === 1 ? null : chance)),
    ...beside(telling, untold),
  }
}

function beside({ landscape, assumptions }: Telling, untold: Uint8Array): Beside {
  const { everybody, byPractice } = answerRates(landscape)
  const told = byPractice.map((rate, practice) => (untold[practice] === 1 ? null : rate))
  return { answered: { everybody, byPractice: told }, assumptions }
}
