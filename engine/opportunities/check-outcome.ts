/** What a convener brings to be checked, and what is said about it. */

import type { Assumptions } from '../reach/assumptions.ts'
import type { Opportunity } from './opportunity.ts'
import type { Refused } from './refused.ts'

/** A convener's own opportunity: practices to join, or the people. */
export type OwnOpportunity = { practices: string[]; size?: number } | { people: string[]; practices?: string[] }

export type CheckOutcome =
  | {
      kind: 'checked'
      engineVersion: string
      seed: number | string
      assumptions: Assumptions
      opportunity: Opportunity
    }
  | Refused
  | { kind: 'cancelled' }
