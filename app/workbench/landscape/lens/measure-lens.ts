import { createHash } from 'node:crypto'
import { BadInput } from '@ecotone/engine/bad-input.ts'
import { isStopped } from '@ecotone/engine/control.ts'
import { buildLandscape } from '@ecotone/engine/network/build-landscape.ts'
import { writeNumber, writeShare } from '../../../platform/i18n/numbers.ts'
import { keptInMemory } from '../../../platform/kept-in-memory.ts'
import type { DrawnLandscape } from '../drawn-landscape.ts'
import { landscapeInput } from '../landscape-input.ts'
import { emptyLens, type Lens, type LensCell } from './lens.ts'
import type { SayLens } from './lens-words.ts'
import { type PracticeMeasure, practiceMeasures } from './practice-measures.ts'

/** Longer than this nobody waits for a page; larger landscapes are not even begun with. */
const MOST_MS = 600
const MOST_PEOPLE = 20_000
const MOST_TIES = 200_000
const STEPS = 5

/** Values are kept while the program runs, under all they were computed from; null: it is too much. What only took too long is tried again. */
const kept = keptInMemory<string, (number | null)[] | null>()
const mostKept = 60

/** What one measure of the catalogue says of each practice; null when there is no such measure for practices. */
export function measureLens(drawn: DrawnLandscape, id: string, day: string, say: SayLens): Lens | null {
  const measure = practiceMeasures.find((one) => one.id === id)
  if (measure === undefined) return null
  const shown = {
    ...emptyLens(say(`measure_${measure.id}`)),
    notes: [say(`question_${measure.id}`), say(`unit_${measure.id}`), say(`caution_${measure.id}`)],
    method: measure.id,
  }
  const values = valuesIn(drawn, measure, drawn.about.asOf ?? day)
  if (values === null) return { ...shown, problem: say('not_yet') }
  const step = stepOf(Math.max(0, ...[...values.values()].map((value) => value ?? 0)))
  const cells = drawn.practices.map(({ id: practice }): [string, LensCell] => [
    practice,
    cellOf(values.get(practice) ?? null, step, measure, say),
  ])
  return {
    ...shown,
    cells: new Map(cells),
    classes: [
      { glyph: 'steps-1', words: say('step_is', { step: written(step, measure, say) }) },
      { glyph: 'unknown', words: say('cannot_tell_class') },
    ],
  }
}

function valuesIn(drawn: DrawnLandscape, measure: PracticeMeasure, asOf: string): Map<string, number | null> | null {
  if (drawn.people.length > MOST_PEOPLE || drawn.ties.length > MOST_TIES) return null
  const input = landscapeInput(drawn, { asOf })
  const key = createHash('sha256')
    .update(JSON.stringify([measure.id, input]))
    .digest('base64')
  const landscape = buildLandscape(input)
  const values = kept.has(key) ? (kept.get(key) ?? null) : withinTime((control) => measure.of(landscape, control))
  if (values === 'stopped') return null
  kept.set(key, values)
  const oldest = kept.keys().next().value
  if (kept.size > mostKept && oldest !== undefined) kept.delete(oldest)
  return values && new Map(landscape.ids.practices.map((id, nth) => [id, values[nth] ?? null]))
}

function withinTime<Value>(work: (control: { shouldStop: () => boolean }) => Value): Value | null | 'stopped' {
  const until = performance.now() + MOST_MS
  try {
    return work({ shouldStop: () => performance.now() > until })
  } catch (error) {
    if (isStopped(error)) return 'stopped'
    // a measure that compares all pairs refuses too many practices
    if (error instanceof BadInput) return null
    throw error
  }
}

/** A round number of which at most five reach the largest value: 1, 2 or 5 with noughts. */
export function stepOf(most: number): number {
  if (!(most > 0)) return 1
  const least = most / STEPS
  const ten = 10 ** Math.floor(Math.log10(least))
  const round = [1, 2, 5, 10].find((one) => one * ten >= least * (1 - 1e-9))!
  return Number((round * ten).toPrecision(1))
}

function cellOf(value: number | null, step: number, measure: PracticeMeasure, say: SayLens): LensCell {
  const title = say(`measure_${measure.id}`)
  if (value === null || !Number.isFinite(value)) {
    const sign = {
      parts: [{ glyph: 'unknown' as const, text: say('cannot_tell_brief'), brief: '' }],
      sentence: say('cannot_tell', { title }),
    }
    return { sign, words: say('cannot_tell_cell') }
  }
  const steps = Math.min(STEPS, Math.ceil(value / step - 1e-9)) as 0 | 1 | 2 | 3 | 4 | 5
  const number = written(value, measure, say)
  const words = say('steps_of', { steps, of: STEPS })
  return {
    sign: {
      parts: [{ glyph: `steps-${steps}`, text: words, brief: '' }],
      sentence: say('measure_sentence', { title, value: number, words }),
    },
    words: say('measure_cell', { value: number, words }),
  }
}

function written(value: number, { unit }: PracticeMeasure, say: SayLens): string {
  if (unit === 'count') return writeNumber(say.language, value)
  if (unit === 'mean') return writeNumber(say.language, value, 1)
  const isWhole = Math.abs(value * 100 - Math.round(value * 100)) < 1e-9
  return writeShare(say.language, value, value < 0.1 && !isWhole ? 1 : 0)
}
