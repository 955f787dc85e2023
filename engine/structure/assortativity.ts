import { BadInput } from '../bad-input.ts'
import type { Control } from '../control.ts'
import { inStretchesOfRows } from '../network/in-stretches.ts'
import type { Network } from '../network/network.ts'

/**
 * Do people with many ties have ties with people who have many ties, too?
 *
 * The correlation, over the ends of ties, of the number of ties of both ends. Directed: ties going out of the one who knows with ties
 * coming in to the one who learns. Strengths are not counted. Source: Newman 2002, 2003.
 *
 * Cost O(people + ties).
 *
 * What misleads: a few people with very many ties can make the number; small networks give extreme values by chance.
 *
 * @returns from −1 to +1; null without ties, or when all ends have equally many ties
 */
export function degreeAssortativity(network: Network, control?: Control): number | null {
  const { people, start, to, inStart } = network
  const arcs = to.length
  if (arcs === 0) return null
  const incoming = degrees(inStart, people)
  const sums: DegreeSums = { products: 0, sumOut: 0, squaresOut: 0, sumIn: 0, squaresIn: 0 }
  inStretchesOfRows(start, control, (begin, end) => addDegrees(network, incoming, [begin, end], sums))
  const { sumOut, squaresOut, sumIn, squaresIn } = sums
  const products = network.directed ? sums.products : 2 * sums.products
  const covariance = products / arcs - (sumOut / arcs) * (sumIn / arcs)
  const spreadOut = squaresOut / arcs - (sumOut / arcs) ** 2
  const spreadIn = squaresIn / arcs - (sumIn / arcs) ** 2
  const allEqual = spreadOut <= 1e-12 * squaresOut || spreadIn <= 1e-12 * squaresIn
  return allEqual ? null : covariance / Math.sqrt(spreadOut * spreadIn)
}

/** Sums over ends of ties: of both degrees multiplied, and of each degree and its square. */
interface DegreeSums {
  products: number
  sumOut: number
  squaresOut: number
  sumIn: number
  squaresIn: number
}

/** Adds the rows of a stretch. In sums of its own: numbers that a function shares with another are written to memory each time. */
function addDegrees(
  { start, to, directed }: Network,
  incoming: Uint16Array | Uint32Array,
  [begin, end]: readonly [number, number],
  sums: DegreeSums,
): void {
  let [products, sumOut, squaresOut, sumIn, squaresIn] = [0, 0, 0, 0, 0]
  for (let i = begin; i < end; i++) {
    const d = start[i + 1]! - start[i]!
    const e = incoming[i]!
    sumOut += d * d
    squaresOut += d * d * d
    sumIn += e * e
    squaresIn += e * e * e
    products += d * (directed ? sumOf(incoming, to, start[i]!, start[i + 1]!) : sumOfLower(incoming, to, start, i))
  }
  sums.products += products
  sums.sumOut += sumOut
  sums.squaresOut += squaresOut
  sums.sumIn += sumIn
  sums.squaresIn += squaresIn
}

function sumOf(values: ArrayLike<number>, to: Uint32Array, from: number, end: number): number {
  let sum = 0
  for (let k = from; k < end; k++) sum += values[to[k]!]!
  return sum
}

/** Over the neighbours with a lower number, who come first in a row: each tie once. */
function sumOfLower(values: ArrayLike<number>, to: Uint32Array, start: Uint32Array, i: number): number {
  const end = start[i + 1]!
  let sum = 0
  for (let k = start[i]!; k < end; k++) {
    const j = to[k]!
    if (j > i) break
    sum += values[j]!
  }
  return sum
}

/** In 16 bits where they fit: half the memory, and more of it stays near the processor. */
function degrees(start: Uint32Array, people: number): Uint16Array | Uint32Array {
  let most = 0
  for (let i = 0; i < people; i++) most = Math.max(most, start[i + 1]! - start[i]!)
  const degree = most < 0x1_0000 ? new Uint16Array(people) : new Uint32Array(people)
  for (let i = 0; i < people; i++) degree[i] = start[i + 1]! - start[i]!
  return degree
}

/**
 * Do ties join people with the same label, more than they would if every label kept its ties and they were tied at random?
 *
 * `r = (Σ_g e_gg − Σ_g a_g b_g) / (1 − Σ_g a_g b_g)`, e_gh the share of the strength of ties that goes from g to h, a_g and b_g its sums.
 * Ties with an end of unknown label are left out. Source: Newman 2003, equation 2.
 *
 * Cost O(people + ties).
 *
 * What misleads: one number for all labels hides that one group keeps to itself and another does not; high is not good.
 *
 * @param label for each person a whole number from 0 to 65,534, or −1: not known
 * @returns up to 1; null without such ties, or when all are of one label
 * @throws BadInput for any other label
 */
export function labelAssortativity(network: Network, label: ArrayLike<number>): number | null {
  const mixing = labelMixing(network, label)
  return mixing && ofMixing(mixing)
}

/** `(inside − chance) / (1 − chance)`; null when all are of one label. */
export function ofMixing({ inside, chance }: LabelMixing): number | null {
  return 1 - chance > 1e-12 ? (inside - chance) / (1 - chance) : null
}

/** Shares of the strength of ties whose both ends have a known label. */
export interface LabelMixing {
  /** between people with the same label: Σ_g e_gg */
  inside: number
  /** the same if every label kept its ties and they were tied at random: Σ_g a_g b_g; `inside − chance` is modularity */
  chance: number
}

/**
 * How much of the ties joins people with the same label, and how much would by chance?
 *
 * Parameters, cost, errors: see `labelAssortativity`. Null without such ties.
 */
export function labelMixing(network: Network, label: ArrayLike<number>, control?: Control): LabelMixing | null {
  const { people, directed } = network
  const { labels, unknown } = soundLabels(people, label)
  const out = new Float64Array(unknown + 1)
  const incoming = directed ? new Float64Array(unknown + 1) : out
  let same = 0
  inStretchesOfRows(network.start, control, (begin, end) => {
    same += directed
      ? addArcs(network, [begin, end], labels, out, incoming)
      : addTies(network, [begin, end], labels, out)
  })
  let total = 0
  for (let g = 0; g < unknown; g++) total += out[g]!
  if (total === 0) return null
  let chance = 0
  for (let g = 0; g < unknown; g++) chance += (out[g]! / total) * (incoming[g]! / total)
  return { inside: same / total, chance }
}

type Labels = Uint8Array | Uint16Array

/** Adds both ends of every tie to the sums of their labels; answers the sum of those of one label. Unknown labels sum among themselves. */
function addTies(
  { start, to, strength }: Network,
  [from, until]: readonly [number, number],
  labels: Labels,
  sums: Float64Array,
): number {
  const unknown = sums.length - 1
  let same = 0
  for (let i = from; i < until; i++) {
    const own = labels[i]!
    if (own === unknown) continue
    const end = start[i + 1]!
    let alike = 0
    let lost = 0
    if (strength === null) {
      for (let k = start[i]!; k < end; k++) {
        const other = labels[to[k]!]!
        alike += isZero(other ^ own)
        lost += isZero(other ^ unknown)
      }
      sums[own] = sums[own]! + (end - start[i]! - lost)
    } else {
      let known = 0
      for (let k = start[i]!; k < end; k++) {
        const other = labels[to[k]!]!
        if (other === own) alike += strength[k]!
        if (other !== unknown) known += strength[k]!
      }
      sums[own] = sums[own]! + known
    }
    same += alike
  }
  return same
}

/** 1 for 0, and 0 for numbers above it: without a branch, which the processor would guess wrong for every other tie. */
function isZero(x: number): number {
  return (x - 1) >>> 31
}

function addArcs(
  { start, to, strength }: Network,
  [from, until]: readonly [number, number],
  labels: Labels,
  out: Float64Array,
  incoming: Float64Array,
): number {
  const unknown = out.length - 1
  let same = 0
  for (let i = from; i < until; i++) {
    const own = labels[i]!
    for (let k = start[i]!; k < start[i + 1]!; k++) {
      const other = labels[to[k]!]!
      if (own === unknown || other === unknown) continue
      const weight = strength === null ? 1 : strength[k]!
      if (other === own) same += weight
      out[own] = out[own]! + weight
      incoming[other] = incoming[other]! + weight
    }
  }
  return same
}

const MOST_LABELS = 0xffff

/** Labels in as few bytes as hold them: what is small stays near the processor. The unknown ones get the number after the highest. */
function soundLabels(people: number, label: ArrayLike<number>): { labels: Labels; unknown: number } {
  if (label.length !== people) {
    throw new BadInput('number of labels given', label.length, `give one for each of ${people} people`)
  }
  let highest = -1
  for (let i = 0; i < people; i++) {
    const own = label[i]!
    if (!(Number.isInteger(own) && own >= -1 && own < MOST_LABELS)) {
      throw new BadInput(
        `label of person ${i}`,
        own,
        'give a whole number from 0 to 65534, or -1 where it is not known',
      )
    }
    if (own > highest) highest = own
  }
  const unknown = highest + 1
  const labels = unknown < 0x100 ? new Uint8Array(people) : new Uint16Array(people)
  for (let i = 0; i < people; i++) labels[i] = label[i] === -1 ? unknown : label[i]!
  return { labels, unknown }
}
