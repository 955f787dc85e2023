/**
 * The search for opportunities in steps that workers can share. What each step computes depends on its input and the options alone; a
 * worker opens a bench of its own, with the same worlds as every other.
 */
import { type Control, checkpoint, quiet, stretch } from '../control.ts'
import type { Landscape } from '../network/landscape.ts'
import { type Parted, runParts, type SharedWork } from '../parts.ts'
import type { Assumptions } from '../reach/assumptions.ts'
import { chanceFor, showReach } from './bench.ts'
import type { Candidate } from './candidate.ts'
import { type Composing, composeParts, type Option } from './compose-candidates.ts'
import type { NoEffect } from './effect.ts'
import { findCandidates } from './find-candidates.ts'
import { countInvitable, usualSize } from './invitation-rules.ts'
import { keptBench } from './kept-bench.ts'
import type { Opportunity, Order, Profile } from './opportunity.ts'
import { profileOf } from './profile.ts'
import type { KnownReach, SpotOptions } from './spot-outcome.ts'
import { type Settings, settingParts } from './stability.ts'
import { writeCard } from './write-card.ts'

/** Random groups each composed invitation is compared with unless said, and the fewest from which a result may be reported. */
export const DEFAULT_COMPARISONS = 200

export function comparisonsOf({ comparisons }: SpotWish): number {
  return comparisons ?? DEFAULT_COMPARISONS
}

/** What a search asks for, without the functions of whoever follows it. */
export type SpotWish = Omit<SpotOptions, 'control'>

/** What is known before anybody is invited. */
export interface Found {
  candidates: Candidate[]
  size: number
  assumptions: Assumptions
  reach: KnownReach | null
  noEffect: NoEffect | null
}

/** An opening with its place in the order. */
export interface Placed {
  option: Option
  order: Order
  /** among the three largest effects under these assumptions, and under fewer than half of the others */
  shaky: boolean
}

export interface Cards {
  landscape: Landscape
  placed: readonly Placed[]
}

export const findStep: SharedWork<{ landscape: Landscape }, SpotWish, never, Found> = {
  id: 'spot: find',
  run({ landscape }, wish, control) {
    const bench = keptBench(landscape, wish, stretch(control, 0, 0.8))
    const boundary = wish.boundary === undefined ? -1 : landscape.ids.boundaries.indexOf(wish.boundary)
    return {
      candidates: findCandidates(bench, wish, boundary, stretch(control, 0.8, 1)),
      size: Math.min(wish.size ?? usualSize(bench.ground), Math.max(2, countInvitable(landscape))),
      assumptions: bench.assumptions,
      reach: showReach(bench),
      noEffect: bench.noEffect,
    }
  },
}

export const composeStep = inParts<Composing, SpotWish, Option | null, Option[]>('spot: compose', composeParts)

export const settingsStep = inParts<Settings, Assumptions, number[], number[]>('spot: settings', settingParts)

const cardParts: Parted<Cards, SpotWish, Opportunity, Opportunity[]> = {
  count: ({ placed }) => placed.length,
  open({ landscape, placed }, wish, control) {
    const bench = keptBench(landscape, wish, control)
    return (nth, within) => {
      checkpoint(within, 0)
      const { option, order, shaky } = placed[nth]!
      const next = chanceFor(bench, 'turnout', option.invitation.rules.candidate.key)
      // the profile again, on the worlds that are reported
      const profile: Profile = bench.worlds
        ? profileOf(
            bench.ground,
            option.invitation,
            (group) => bench.worlds!.score.gain(group, undefined, quiet(within)),
            next,
          )
        : option.profile
      return writeCard(bench, {
        invitation: option.invitation,
        profile,
        order,
        shaky,
        seenBy: 'engine',
        comparisons: comparisonsOf(wish),
        control: within,
      })
    }
  },
  join: () => {
    const cards: Opportunity[] = []
    return { add: (card) => void cards.push(card), result: () => cards }
  },
}

export const cardsStep = inParts<Cards, SpotWish, Opportunity, Opportunity[]>('spot: cards', cardParts)

function inParts<Input, Values, Part, Result>(
  id: string,
  parts: Parted<Input, Values, Part, Result>,
): SharedWork<Input, Values, Part, Result> {
  return { id, parts, run: (input, values, control?: Control) => runParts(parts, input, values, control) }
}
