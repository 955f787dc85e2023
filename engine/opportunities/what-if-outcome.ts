/** What what-if is asked, and what it answers. */

import type { Assumptions } from '../reach/assumptions.ts'
import type { Comparators, Effect, NoEffect } from './effect.ts'
import type { Refused } from './refused.ts'

export type WhatIfQuestion = { people: string[] } | { practices: string[]; size: number }

export type WhatIfOutcome =
  | {
      kind: 'computed'
      engineVersion: string
      seed: number | string
      assumptions: Assumptions
      people: string[]
      effect: Effect | null
      noEffect: NoEffect | null
      comparators: Comparators | null
    }
  | Refused
