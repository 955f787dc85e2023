import type { Child } from 'hono/jsx'
import type { Language } from '../platform/i18n/language.ts'
import { writeNumber } from '../platform/i18n/numbers.ts'
import { uiWords } from './ui-words.ts'

/** One line of the chart: a value, perhaps with the interval it lies in. */
export interface Effect {
  label: Child
  value: number
  low?: number
  high?: number
  /** `this` is what is proposed; `nothing` is today; `lot` is the same number of people drawn by lot. */
  kind: 'nothing' | 'lot' | 'this'
}

interface EffectBarProps {
  language: Language
  caption: Child
  effects: Effect[]
  digits?: number
  /** The right end of the scale; by default a little beyond the largest value. Give it to make several charts comparable. */
  until?: number
}

/**
 * What a proposal does, beside doing nothing and beside chance, as dots with their intervals over one scale from 0. Drawn
 * on the server; each line also says its numbers in words.
 */
export function EffectBar({ language, caption, effects, digits = 1, until }: EffectBarProps) {
  const end = until ?? scaleEnd(effects)
  const today = effects.find((effect) => effect.kind === 'nothing')
  return (
    <figure class="effect">
      <figcaption>{caption}</figcaption>
      <ul>
        {effects.map((effect) => (
          <li class={`effect-${effect.kind}`}>
            <span class="effect-label">{effect.label}</span>
            <Bar effect={effect} today={today?.value} end={end} />
            <EffectWords language={language} effect={effect} digits={digits} />
          </li>
        ))}
      </ul>
    </figure>
  )
}

/** The end of a scale that starts at 0 and leaves room behind the largest value, on a round number. */
export function scaleEnd(effects: Effect[]): number {
  const largest = Math.max(0, ...effects.map((effect) => effect.high ?? effect.value))
  if (largest === 0) return 1
  const step = 10 ** Math.floor(Math.log10(largest))
  return [1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10].map((n) => n * step).find((n) => n >= largest * 1.05) ?? 12 * step
}

function Bar({ effect, today, end }: { effect: Effect; today: number | undefined; end: number }) {
  const at = (value: number) => `${(Math.min(1, Math.max(0, value / end)) * 100).toFixed(2)}%`
  return (
    <svg class="effect-bar" width="100%" height="24" aria-hidden="true" focusable="false">
      <line class="effect-scale" x1="0" x2="100%" y1="12" y2="12" />
      {today !== undefined && <line class="effect-today" x1={at(today)} x2={at(today)} y1="0" y2="24" />}
      {effect.low !== undefined && effect.high !== undefined && (
        <line class="effect-interval" x1={at(effect.low)} x2={at(effect.high)} y1="12" y2="12" />
      )}
      <circle class="effect-dot" cx={at(effect.value)} cy="12" r={effect.kind === 'this' ? 6 : 4.5} />
    </svg>
  )
}

function EffectWords({ language, effect, digits }: { language: Language; effect: Effect; digits: number }) {
  const say = uiWords(language)
  const number = (value: number) => writeNumber(language, value, digits)
  const value = number(effect.value)
  if (effect.low === undefined || effect.high === undefined) return <span class="effect-value">{value}</span>
  return (
    <span class="effect-value">
      {value} <small>{say('between', { low: number(effect.low), high: number(effect.high) })}</small>
    </span>
  )
}
