import type { Language } from '../../../platform/i18n/language.ts'
import { writeDay, writeList } from '../../../platform/i18n/numbers.ts'
import { Icon } from '../../../ui/icon.tsx'
import { sameLook } from '../same-look.ts'
import { knownWords } from './known-words.ts'
import { type Step, stepOn } from './steps.ts'

interface PlayBackProps {
  language: Language
  url: URL
  /** the address of what the living map draws from */
  scene: string
  steps: readonly Step[]
  /** the day that is shown; null for today */
  day: string | null
  by: 'then' | 'now'
  /** only the team is told how much changed on a day (rule E10) */
  counts: boolean
}

/**
 * The days on which something changed, to go through one by one: as links, and where there is JavaScript with a slider that plays them.
 * Nothing where there is but one.
 */
export function PlayBack(props: PlayBackProps) {
  const { language, url, steps, day, by } = props
  const say = knownWords(language)
  if (steps.length < 2) return null
  const at = stepOn(steps, day)
  const before = stepBefore(steps, at, day)
  const next = steps[at + 1]
  const link = (step: Step | undefined, icon: 'arrow-left' | 'arrow-right', label: string) => (
    <a
      class="button button-plain"
      role={step ? undefined : 'link'}
      data-step={icon === 'arrow-left' ? -1 : 1}
      href={step && hrefOf(url, step)}
      aria-label={label}
      aria-disabled={step ? undefined : 'true'}
    >
      <Icon name={icon} />
    </a>
  )
  return (
    <section class="landscape-time card" data-over-map="bottom" aria-label={say('time')}>
      <play-back data-play={say('play')} data-pause={say('pause')}>
        <div class="play-back-row">
          {link(before, 'arrow-left', say('earlier'))}
          <button class="button button-plain" type="button" aria-pressed="false" hidden>
            <span class="when-still">
              <Icon name="play" /> {say('play')}
            </span>
            <span class="when-playing">
              <Icon name="pause" /> {say('pause')}
            </span>
          </button>
          <input type="range" aria-label={say('day')} min="0" max={steps.length - 1} value={Math.max(0, at)} hidden />
          {link(next, 'arrow-right', say('later'))}
        </div>
        <p class="caption play-back-said">
          {day !== null && by === 'now' ? writeDay(language, day) : saidOf(props, at)}
        </p>
        <details class="caption">
          <summary>{say('all_days', { n: steps.length })}</summary>
          <ol>
            {steps.map((step, nth) => (
              <li>
                <a
                  href={hrefOf(url, step)}
                  data-scene={sameLook(url, { known: dayOf(step), view: '', at: '', sel: '' }, props.scene)}
                  aria-current={nth === at ? 'step' : undefined}
                >
                  {saidOf(props, nth)}
                </a>
              </li>
            ))}
          </ol>
        </details>
      </play-back>
    </section>
  )
}

/** From a day between two steps one goes back to the step that shows it. */
function stepBefore(steps: readonly Step[], at: number, day: string | null): Step | undefined {
  const shown = steps[at]
  const isBetween = day !== null && shown !== undefined && shown.day < day
  return isBetween ? shown : steps[at - 1]
}

function dayOf({ day, isToday }: Step): string {
  return isToday ? '' : day
}

function hrefOf(url: URL, step: Step): string {
  return sameLook(url, { known: dayOf(step) })
}

/** "12 March 2026: 31 people added and 120 ties recorded" */
function saidOf({ language, steps, by, counts }: PlayBackProps, nth: number): string {
  const step = steps[nth]
  if (!step) return ''
  const say = knownWords(language)
  const day = step.isToday ? say('step_today') : writeDay(language, step.day)
  if (!counts) return day
  const words =
    by === 'then'
      ? (['came', 'left', 'ties', 'ties_gone'] as const)
      : (['began', 'ended', 'ties_began', 'ties_ended'] as const)
  const numbers = [step.peopleAdded, step.peopleRemoved, step.tiesAdded, step.tiesRemoved]
  const parts = words.flatMap((word, k) => (numbers[k]! > 0 ? [say(word, { n: numbers[k] })] : []))
  return `${day}: ${parts.length > 0 ? writeList(language, parts) : say('other_changes')}`
}
