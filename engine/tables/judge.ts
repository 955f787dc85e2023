import type { Score, Worth } from './hall.ts'
import { type Seats, sizeOf } from './seats.ts'
import type { Wishes } from './wishes.ts'

/** What comes first, and what only where that is equal. */
export const orders = [
  'meetings, mix, balance',
  'meetings, balance, mix',
  'mix, meetings, balance',
  'mix, balance, meetings',
  'balance, meetings, mix',
  'balance, mix, meetings',
] as const

export type Order = (typeof orders)[number]

const goals = { meetings: 'repeats', mix: 'mix', balance: 'uneven' } as const

/** How plans are compared: rules first, then one goal after another. */
export function judge(order: Order, balanced: boolean): (one: Score, other: Score) => boolean {
  const fields = order.split(', ').map((goal) => goals[goal as keyof typeof goals])
  return (one, other) => {
    if (one.broken !== other.broken) return one.broken < other.broken
    for (const field of fields) {
      if (field === 'uneven' && !balanced) continue
      const more = one[field] - other[field]
      // What differs by errors of rounding only is equal.
      if (Math.abs(more) <= 1e-9 * (1 + Math.abs(other[field]))) continue
      return field === 'mix' ? more > 0 : more < 0
    }
    return false
  }
}

/** What the goals trade at: loosely, so that the search can pass through worse plans, or firmly: no swap pays for an earlier goal. */
export function worthOf(seats: Seats, wishes: Wishes, order: Order, firm: boolean, balanced: boolean): Worth {
  const most = Math.max(...seats.tables.map((size) => sizeOf(size).most))
  const { most: mix, step } = wishes
  const pairs = Math.max(1, (most * (most - 1)) / 2)
  // The smallest change of each goal, and how much one swap changes it, typically or at most.
  const change = {
    meetings: { step: 1, swap: firm ? 4 * most : 1 },
    mix: { step, swap: firm ? 4 * most * mix : 2 * mix },
    balance: { step: (step / pairs) ** 2, swap: (firm ? 2 : 0.1) * mix * mix },
  }
  const worth = { meetings: 1, mix: 1, balance: 1 }
  const wanted = order.split(', ') as (keyof typeof worth)[]
  for (let at = 1; at >= 0; at--) {
    const [goal, next] = [wanted[at]!, wanted[at + 1]!]
    worth[goal] = (worth[next] * change[next].swap) / change[goal].step
  }
  const again = worth.meetings / worth.mix
  const even = balanced ? worth.balance / worth.mix : 0
  const rule = (firm ? 4 : 2) * ((firm ? most : 2) * (mix + again) + even * mix * mix)
  return { rule, again, even }
}
