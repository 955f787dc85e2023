/**
 * How likely is a tie between two people of different practices, by what is known of ties? (DOMAIN §4.6)
 *
 * `logit p = logit θ_ab + β0 + β1 · log2(1 + common contacts) + β2 · (share of boundaries on which they share a side)`
 *
 * θ_ab is the rate of ties between their practices, (seen + ½) / (known + 1): the mean of Beta(seen + ½, not seen + ½); of several practices
 * the likeliest two count. Where nobody answered so that silence means nothing, known = all pairs, and p is a lower bound. The β are the
 * likeliest under weak normal priors, found by Newton's method from up to 2,000 known ties between practices and as many pairs without one,
 * drawn by chance; the share of each that was drawn is put right in the constant (case–control sampling, Prentice & Pyke 1979).
 *
 * What misleads: it knows how dense the map is and nothing of why two have not met. People who were mapped badly look unlikely.
 * Sides on class, political and cultural boundaries are not looked at: what somebody is must not be guessed from a practice.
 */
import { type Control, checkpoint, quiet } from '../control.ts'
import { boundaryKinds, dyadBetween, type Landscape, practicesOf, stancesApart } from '../network/landscape.ts'
import { portableExp } from '../portable-exp.ts'
import { portableLog } from '../portable-log.ts'
import type { Ground } from './ground.ts'
import { eachDyad, knownPair } from './known-pairs.ts'

const MOST_DRAWN = 2000
const STEPS = 25
/** What is thought before looking: each doubling of common contacts makes a tie e times as likely. */
const PRIOR_MEAN = [0, 1, 0.5] as const
const PRIOR_SPREAD = [1, 1, 0.5] as const
const LEAST = 1e-9

export interface TieLikelihood {
  /** β0, β1, β2 */
  readonly weights: readonly number[]
  /** chance of a tie between these two, 0 to 1; null when one of them is in no practice that is looked at */
  of(one: number, other: number): number | null
}

interface Row {
  /** log odds of the block, with the correction for how many were drawn */
  from: number
  contacts: number
  sides: number
  tied: number
}

/**
 * Reads the weights from the landscape.
 *
 * Cost: one pass over the ties and some thousand counts of common contacts. Same landscape and chance, same bits.
 */
export function readTieLikelihood(ground: Ground, next: () => number, control?: Control): TieLikelihood {
  const counter = openContacts(ground)
  const boundaries = plainBoundaries(ground.landscape)
  const weights = likeliest(drawRows(ground, counter, boundaries, next, control), control)
  return {
    weights,
    of(one, other) {
      const rate = blockRate(ground, one, other)
      if (rate === null) return null
      const odds =
        logit(rate) +
        weights[0]! +
        weights[1]! * doublings(counter.common(one, other)) +
        weights[2]! * sharedSides(ground.landscape, boundaries, one, other)
      return Math.min(1 - LEAST, Math.max(LEAST, logistic(odds)))
    },
  }
}

/** The highest rate of ties between a practice of one and a practice of the other; null when there is none to look at. */
export function blockRate(ground: Ground, one: number, other: number): number | null {
  const { landscape, pairs } = ground
  let highest: number | null = null
  for (const a of practicesOf(landscape, one)) {
    if (pairs.slotOf[a]! < 0) continue
    for (const b of practicesOf(landscape, other)) {
      if (a === b || pairs.slotOf[b]! < 0) continue
      const { seen, saidNo, pairs: all } = knownPair(landscape, pairs, a, b)
      const known = landscape.complete || saidNo > 0 ? seen + saidNo : all
      const rate = (seen + 0.5) / (known + 1)
      if (highest === null || rate > highest) highest = rate
    }
  }
  return highest
}

interface Contacts {
  common(one: number, other: number): number
}

/** Counts people with whom both have a tie. Cost: the ties of both. */
function openContacts(ground: Ground): Contacts {
  const { landscape, pairs } = ground
  const { neighbourStart, neighbour, neighbourDyad } = landscape
  const mark = new Int32Array(landscape.counts.people).fill(-1)
  return {
    common(one, other) {
      for (let at = neighbourStart[one]!; at < neighbourStart[one + 1]!; at++) {
        if (pairs.tied[neighbourDyad[at]!]) mark[neighbour[at]!] = one
      }
      let common = 0
      for (let at = neighbourStart[other]!; at < neighbourStart[other + 1]!; at++) {
        if (pairs.tied[neighbourDyad[at]!] && mark[neighbour[at]!] === one) common++
      }
      for (let at = neighbourStart[one]!; at < neighbourStart[one + 1]!; at++) mark[neighbour[at]!] = -1
      return common
    },
  }
}

function plainBoundaries(landscape: Landscape): number[] {
  const guarded = ['class', 'political', 'cultural']
  return landscape.ids.boundaries.flatMap((_, b) =>
    guarded.includes(boundaryKinds[landscape.boundaryKind[b]!]!) ? [] : [b],
  )
}

/** Of the boundaries on which both have a side: the share on which they have one in common; 0 when there is none. */
function sharedSides(landscape: Landscape, boundaries: readonly number[], one: number, other: number): number {
  const { people } = landscape.counts
  let both = 0
  let shared = 0
  for (const boundary of boundaries) {
    const x = landscape.standing[boundary * people + one]!
    const y = landscape.standing[boundary * people + other]!
    if (x === 0 || y === 0) continue
    both++
    if (!stancesApart(landscape, x, y)) shared++
  }
  return both > 0 ? shared / both : 0
}

function drawRows(
  ground: Ground,
  counter: Contacts,
  boundaries: readonly number[],
  next: () => number,
  control?: Control,
): Row[] {
  const { ties, all } = drawTies(ground, next, control)
  const strangers = drawStrangers(ground, next, control)
  if (ties.length === 0 || strangers.pairs.length === 0) return []
  const correction = portableLog(ties.length / all) - portableLog(strangers.pairs.length / strangers.all)
  let rows = 0
  const row = ([one, other]: readonly [number, number], tied: number): Row => {
    if (++rows % ROWS_BETWEEN_STOPS === 0) checkpoint(quiet(control), 0)
    return {
      from: logit(blockRate(ground, one, other)!) + correction,
      contacts: doublings(counter.common(one, other)),
      sides: sharedSides(ground.landscape, boundaries, one, other),
      tied,
    }
  }
  return [...ties.map((pair) => row(pair, 1)), ...strangers.pairs.map((pair) => row(pair, 0))]
}

const ROWS_BETWEEN_STOPS = 256

/** Known ties between practices, at most so many by lot, and how many there are in all (reservoir sampling). */
function drawTies(ground: Ground, next: () => number, control?: Control) {
  const { landscape, pairs } = ground
  const ties: [number, number][] = []
  let all = 0
  eachDyad(
    landscape,
    (one, other, dyad) => {
      if (!pairs.tied[dyad] || shareAPractice(landscape, one, other) || blockRate(ground, one, other) === null) return
      all++
      if (ties.length < MOST_DRAWN) ties.push([one, other])
      else {
        const place = Math.floor(next() * all)
        if (place < MOST_DRAWN) ties[place] = [one, other]
      }
    },
    control,
  )
  return { ties, all }
}

/** Pairs of different practices without a known tie, drawn by chance, and about how many there are. */
function drawStrangers(ground: Ground, next: () => number, control?: Control) {
  const { landscape, pairs } = ground
  const { people } = landscape.counts
  const found: [number, number][] = []
  let tried = 0
  while (people > 1 && found.length < MOST_DRAWN && tried < MOST_DRAWN * 10) {
    if ((tried & 1023) === 0) checkpoint(control, 0)
    tried++
    const one = Math.floor(next() * people)
    const other = Math.floor(next() * people)
    if (one === other || shareAPractice(landscape, one, other) || blockRate(ground, one, other) === null) continue
    const dyad = dyadBetween(landscape, one, other)
    if (dyad >= 0 && pairs.tied[dyad]) continue
    found.push([one, other])
  }
  return { pairs: found, all: Math.max(1, (pairs.peoplePairs * found.length) / Math.max(1, tried)) }
}

/** Are these two people in one practice? */
export function shareAPractice(landscape: Landscape, one: number, other: number): boolean {
  const { memberStart, memberPractice } = landscape
  for (let x = memberStart[one]!; x < memberStart[one + 1]!; x++) {
    for (let y = memberStart[other]!; y < memberStart[other + 1]!; y++) {
      if (memberPractice[x] === memberPractice[y]) return true
    }
  }
  return false
}

/** The three weights that are likeliest under the priors, by Newton's method; the priors' own when there is nothing to learn from. */
function likeliest(rows: readonly Row[], control: Control | undefined): number[] {
  const weights: number[] = [...PRIOR_MEAN]
  for (let step = 0; step < (rows.length > 0 ? STEPS : 0); step++) {
    checkpoint(quiet(control), 0)
    const slope = weights.map((weight, k) => (PRIOR_MEAN[k]! - weight) / PRIOR_SPREAD[k]! ** 2)
    const bend = PRIOR_SPREAD.map((spread, k) => PRIOR_SPREAD.map((_, l) => (k === l ? 1 / spread ** 2 : 0)))
    for (const { from, contacts, sides, tied } of rows) {
      const x = [1, contacts, sides]
      const p = logistic(from + weights[0]! + weights[1]! * contacts + weights[2]! * sides)
      for (let k = 0; k < 3; k++) {
        slope[k]! += (tied - p) * x[k]!
        for (let l = 0; l < 3; l++) bend[k]![l]! += p * (1 - p) * x[k]! * x[l]!
      }
    }
    const move = solve(bend, slope)
    // at most two at a time, so that a first step from far away does not overshoot
    for (let k = 0; k < 3; k++) weights[k]! += Math.max(-2, Math.min(2, move[k]!))
  }
  return weights
}

/** Solves a small system with a positive definite matrix. */
function solve(matrix: readonly (readonly number[])[], right: readonly number[]): number[] {
  const rows = matrix.map((row, k) => [...row, right[k]!])
  for (let k = 0; k < 3; k++) {
    for (let below = k + 1; below < 3; below++) {
      const times = rows[below]![k]! / rows[k]![k]!
      for (let column = k; column < 4; column++) rows[below]![column]! -= times * rows[k]![column]!
    }
  }
  const found = [0, 0, 0]
  for (let k = 2; k >= 0; k--) {
    let rest = rows[k]![3]!
    for (let column = k + 1; column < 3; column++) rest -= rows[k]![column]! * found[column]!
    found[k] = rest / rows[k]![k]!
  }
  return found
}

function doublings(contacts: number): number {
  return portableLog(1 + contacts) / Math.LN2
}

function logit(p: number): number {
  return portableLog(p / (1 - p))
}

function logistic(odds: number): number {
  return 1 / (1 + portableExp(-odds))
}
