import type { Effect } from '@ecotone/engine/opportunities/effect.ts'
import type { Opportunity } from '@ecotone/engine/opportunities/opportunity.ts'
import type { Language } from '../../platform/i18n/language.ts'
import { writeNumber } from '../../platform/i18n/numbers.ts'
import { sayOpportunity } from './card-catalogue.ts'

/** What it could open: today, with this, by lot, and for whom. Null wherever nothing honest can be said. */
export interface EffectSentences {
  /** the one line that everybody reads; says so when the effect cannot be told from nothing */
  line: string
  lot: string | null
  /** who gains: those in the room, or those who are not */
  where: string | null
  local: string | null
  band: string | null
  caution: string | null
}

export function effectSentences(opportunity: Opportunity, language: Language): EffectSentences {
  const say = sayOpportunity(language)
  const { effect, comparators, noEffect } = opportunity
  const nothing = { lot: null, where: null, local: null, band: null, caution: null }
  if (effect === null) return { line: say(`no-effect-${noEffect ?? 'no-ties-known'}`), ...nothing }
  const digits = digitsFor(effect)
  const write = (chance: number) => ofHundred(chance, language, digits)
  const before = write(effect.before.mean)
  const shown = {
    low: write(effect.before.mean + effect.delta.low),
    high: write(effect.before.mean + effect.delta.high),
  }
  const after = write(effect.before.mean + effect.delta.mean)
  const lot = comparators && {
    size: comparators.convenable.size,
    lot: write(comparators.convenable.median),
    nothing: write(comparators.nothing),
  }
  const asWell = comparators && !comparators.beatsLot && !effect.cannotTell ? ` ${say('effect-lot-as-well')}` : ''
  const { spillOver, local } = effect
  return {
    line: effect.cannotTell ? say('effect-cannot-tell', { before }) : say('effect', { before, after, ...shown }),
    lot: lot && comparators.convenable.groups > 0 ? say('effect-lot', lot) + asWell : null,
    where: spillOver === null ? null : say(spillOver > 0.5 ? 'effect-outside' : 'effect-inside'),
    local: local && say('effect-local', { before: write(local.before.mean), after: write(local.after.mean) }),
    band: bandSentence(effect, language),
    caution: say('effect-caution'),
  }
}

/** Between what the difference may lie by the pairs nobody was asked about; null unless these were drawn. */
export function bandSentence(effect: Effect, language: Language): string | null {
  if (!effect.dataBand) return null
  const write = (chance: number) => signed(chance, language, digitsFor(effect))
  const { low, high } = effect.dataBand
  return sayOpportunity(language)('effect-band', { low: write(low), high: write(high) })
}

/** Whole things of a hundred, with one more figure or two where fewer would hide the difference or the interval. */
export function digitsFor({ before, delta }: Pick<Effect, 'before' | 'delta'>): 0 | 1 | 2 {
  const hides = (parts: number) => {
    const written = (change: number) => Math.round((before.mean + change) * parts)
    return written(delta.low) === written(delta.high)
  }
  if (hides(1000)) return 2
  return Math.abs(delta.mean) < 0.01 || hides(100) ? 1 : 0
}

/** A chance from 0 to 1 as "4" of a hundred; under 1 with as many figures as it takes not to read as nothing, up to three. */
export function ofHundred(chance: number, language: Language, digits = 0): string {
  const things = Math.max(0, chance) * 100
  const needed = things > 0 && things < 0.95 ? Math.min(3, Math.ceil(-Math.log10(things))) : 0
  return writeNumber(language, things, Math.max(digits, needed))
}

function signed(chance: number, language: Language, digits: number): string {
  return writeNumber(language, chance * 100, digits)
}
