import { writeDay, writeList } from '../../../platform/i18n/numbers.ts'
import { RadioGroup } from '../../../ui/fields.tsx'
import { Button, type Filled, Form, fieldId } from '../../../ui/form.tsx'
import { Message } from '../../../ui/note.tsx'
import { BackLink } from '../../back-link.tsx'
import { pathIn } from '../../visit.tsx'
import { type Landscape, peopleLive } from '../landscape.ts'
import { mayConvene, maySteward } from '../landscape-policy.ts'
import type { CameFrom } from './came-from.ts'
import { type CareCheck, holdsUntil } from './care-check.ts'
import { CareFields } from './care-form.tsx'
import { CareLook } from './care-look.tsx'
import { careWords } from './care-words.ts'
import { HeldFields, type HeldForm } from './held-form.tsx'

export interface CareFilled {
  filled: Filled
  /** what was sent and waits for the answers */
  held?: HeldForm | null
  /** it was too long to be carried along */
  tooLong?: boolean
  /** where it leads back to */
  from?: CameFrom
}

interface CareProps extends CareFilled {
  landscape: Landscape
  /** the newest first */
  checks: readonly CareCheck[]
  there: { people: number; boundaries: string[] }
  now: Date
}

export function CareView(props: CareProps) {
  const { landscape, checks, filled, held, tooLong, from = 'landscape' } = props
  const say = careWords(filled.language)
  const lives = peopleLive(landscape.basis)
  const state = stateOf(props)
  return (
    <div class="stack">
      <BackLink href={pathIn(landscape, from)}>{from === 'landscape' ? landscape.name : say(`from_${from}`)}</BackLink>
      <h1>{say('title')}</h1>
      <p class="lead">{say('lead')}</p>
      {(held || tooLong) && (
        <Message language={filled.language} kind="note">
          {say('first_text')} {say(tooLong ? 'held_not' : 'held')}
        </Message>
      )}
      {state !== null && (
        <Message language={filled.language} kind="note">
          {state}
        </Message>
      )}
      {lives && !mayConvene(landscape) && <p>{say('not_yours')}</p>}
      {lives && mayConvene(landscape) && (
        <>
          {checks[0]?.decision !== 'stop' && (
            <p>
              <a class="back" href={`#${fieldId('decision')}`}>
                {say('to_stop')}
              </a>
            </p>
          )}
          <CareQuestions {...props} />
        </>
      )}
      {checks.length > 0 && (
        <details class="fold" open={!mayConvene(landscape)}>
          <summary>{say('earlier')}</summary>
          {checks.map((check) => (
            <CareLook language={filled.language} check={check} />
          ))}
        </details>
      )}
    </div>
  )
}

function CareQuestions({ landscape, checks, filled, held, from }: CareProps) {
  const say = careWords(filled.language)
  const ways = maySteward(landscape) ? (['go', 'stop', 'delete'] as const) : (['go', 'stop'] as const)
  return (
    <Form filled={filled} action={pathIn(landscape, 'care')}>
      {held && <HeldFields held={held} />}
      {from && <input type="hidden" name="from" value={from} />}
      <CareFields filled={filled} answers={checks[0]} />
      <RadioGroup
        filled={filled}
        name="decision"
        label={say('decision')}
        choices={ways.map((way) => ({
          value: way,
          label: say(`decision_${way}`),
          hint: say(`decision_${way}_hint`),
        }))}
      />
      <p class="caption muted">{say('who_reads')}</p>
      <p class="actions">
        <Button>{say('keep')}</Button>
      </p>
    </Form>
  )
}

/** How things stand, in one or two sentences; null where what was sent says it already. */
function stateOf({ landscape, checks, there, now, held, filled: { language } }: CareProps): string | null {
  const say = careWords(language)
  if (!peopleLive(landscape.basis)) return say('state_none')
  const [newest] = checks
  if (!newest) {
    if (held) return null
    const waits = there.people > 0 && there.boundaries.length > 0
    return waits
      ? say('state_open', { people: there.people, boundaries: writeList(language, there.boundaries) })
      : say('state_later')
  }
  const said = { day: writeDay(language, newest.answeredAt), who: newest.answeredBy ?? 'none' }
  if (newest.decision === 'stop') return say('state_stop', said)
  const until = holdsUntil(newest)
  return until > now ? say('state_go', { ...said, until: writeDay(language, until) }) : say('state_due', said)
}
