import type { Comparators, Effect } from '@ecotone/engine/opportunities/effect.ts'
import type { Child } from 'hono/jsx'
import type { Language } from '../../platform/i18n/language.ts'
import { writeNumber, writeShare } from '../../platform/i18n/numbers.ts'
import { type Effect as Bar, EffectBar } from '../../ui/effect-bar.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Table } from '../../ui/table.tsx'
import { digitsFor } from './effect-words.ts'
import type { OpportunityNames } from './opportunity-words.ts'
import { pageWords } from './page-words.ts'

interface EffectProps {
  language: Language
  effect: Effect
  comparators: Comparators | null
}

const ofHundred = (chance: number) => chance * 100

/** What a space would do for the whole landscape, beside what it would do for those in it; both beside doing nothing. */
export function EffectPair({ language, effect, comparators }: EffectProps) {
  const say = pageWords(language)
  const digits = digitsFor(effect)
  const today = { label: say('today'), kind: 'nothing' as const }
  const lot = comparators && comparators.convenable.groups > 0 ? comparators.convenable : null
  const whole: Bar[] = [
    { ...today, value: ofHundred(effect.before.mean) },
    ...(lot ? [{ label: say('by_lot', { n: lot.size }), kind: 'lot' as const, value: ofHundred(lot.median) }] : []),
    ...(effect.cannotTell ? [] : [withThis(say('with_this'), effect)]),
  ]
  return (
    <div class="effects">
      <EffectBar language={language} caption={say('whole_caption')} effects={whole} digits={digits} />
      {effect.local && (
        <EffectBar
          language={language}
          caption={say('room_caption')}
          effects={[
            { ...today, value: ofHundred(effect.local.before.mean) },
            {
              label: say('with_this'),
              kind: 'this',
              value: ofHundred(effect.local.after.mean),
              low: ofHundred(effect.local.after.low),
              high: ofHundred(effect.local.after.high),
            },
          ]}
          digits={0}
        />
      )}
    </div>
  )
}

// The interval is that of the difference, paired over worlds: the same coins fell with and without the space.
function withThis(label: string, { before, delta }: Effect): Bar {
  const at = (change: number) => ofHundred(before.mean + change)
  return { label, kind: 'this', value: at(delta.mean), low: at(delta.low), high: at(delta.high) }
}

/** Both effects in a few lines of numbers, for a list: today, and with this. */
export function EffectLines({ language, effect, comparators }: EffectProps) {
  const say = pageWords(language)
  const digits = digitsFor(effect)
  const write = (chance: number, figures = digits) => writeNumber(language, ofHundred(chance), figures)
  const { before, delta, local } = effect
  const interval = `(${write(before.mean + delta.low)}–${write(before.mean + delta.high)})`
  const lot = comparators && comparators.convenable.groups > 0 ? comparators.convenable : null
  return (
    <>
      <p class="caption">{say('of_hundred')}</p>
      <dl class="effect-lines">
        <EffectLine language={language} term={say('whole')} today={write(before.mean)}>
          {effect.cannotTell ? say('cannot_tell') : <strong>{write(before.mean + delta.mean)}</strong>}
          {!effect.cannotTell && <small> {interval}</small>}
        </EffectLine>
        {lot && (
          <EffectLine language={language} term={say('by_lot', { n: lot.size })} today={write(before.mean)}>
            {write(lot.median)}
          </EffectLine>
        )}
        {local && (
          <EffectLine language={language} term={say('room')} today={write(local.before.mean, 0)}>
            <strong>{write(local.after.mean, 0)}</strong>
          </EffectLine>
        )}
      </dl>
    </>
  )
}

function EffectLine(props: { language: Language; term: string; today: string; children: Child }) {
  const say = pageWords(props.language)
  return (
    <div>
      <dt>{props.term}</dt>
      <dd>
        <span class="sr">{say('today')}: </span>
        {props.today} <Icon name="arrow-right" size={16} /> <span class="sr">{say('with_this')}: </span>
        {props.children}
      </dd>
    </div>
  )
}

/** In how many parts the gain falls inside, at the edge and outside of the room; not said when the gain cannot be told from nothing. */
export function SplitLine({ language, effect }: Pick<EffectProps, 'language' | 'effect'>) {
  if (effect.cannotTell || effect.delta.mean <= 0) return null
  const share = (part: number) => writeShare(language, part / effect.delta.mean)
  const { inside, edge, outside } = splitOf(effect)
  return <p>{pageWords(language)('split', { inside: share(inside), edge: share(edge), outside: share(outside) })}</p>
}

function splitOf({ split }: Effect): { inside: number; edge: number; outside: number } {
  return { inside: split.in, edge: split.edge, outside: split.out }
}

/** What would reach each group, folded away. */
export function GainByGroup({
  language,
  effect,
  names,
}: Pick<EffectProps, 'language' | 'effect'> & { names: OpportunityNames }) {
  const say = pageWords(language)
  const rows = effect.gainByPractice.filter((row) => row.before !== null)
  if (rows.length === 0 || effect.cannotTell) return null
  const write = (chance: number) => writeNumber(language, ofHundred(chance), 1)
  return (
    <details class="fold">
      <summary>{say('gain_by_group')}</summary>
      <Table
        language={language}
        caption={say('gain_note')}
        columns={[
          { label: say('gain_group') },
          { label: say('gain_today'), numeric: true },
          { label: say('gain_with'), numeric: true },
        ]}
        rows={rows.map((row) => [
          names.practice(row.practice),
          write(row.before ?? 0),
          write((row.before ?? 0) + row.gain),
        ])}
      />
    </details>
  )
}
