import type { Child } from 'hono/jsx'
import type { Language } from '../../platform/i18n/language.ts'
import { writeDay, writeNumber } from '../../platform/i18n/numbers.ts'
import { Select, TextField } from '../../ui/fields.tsx'
import { Button, type Filled, Form } from '../../ui/form.tsx'
import { EvidenceNote, Message } from '../../ui/note.tsx'
import { pathIn, type Visit } from '../visit.tsx'
import { isUnfinished } from './ask-for-opportunities.ts'
import type { Snapshot } from './opportunities.ts'
import { pageWords } from './page-words.ts'
import type { Readings, ShownReading } from './shown-reading.ts'
import { usualSize } from './usual-choices.ts'

export interface Shown {
  language: Language
  visit: Visit
  readings: Readings
  filled: Filled
}

/** The button that has the landscape read with these choices. */
export function ReadAgain(props: {
  language: Language
  visit: Visit
  options: Snapshot['options']
  label: Child
  kind?: 'primary' | 'plain'
}) {
  const { language, visit, options } = props
  return (
    <Form filled={{ language }} action={pathIn(visit.landscape, 'readings')} class="inline-form">
      <input type="hidden" name="boundary" value={options.boundary ?? ''} />
      <input type="hidden" name="size" value={String(options.size)} />
      <Button kind={props.kind ?? 'plain'}>{props.label}</Button>
    </Form>
  )
}

/** From what it was read, how well the landscape carries today, and whether that still stands. */
export function About({ language, visit, readings, shown }: Shown & { shown: ShownReading }) {
  const say = pageWords(language)
  const { snapshot, reading } = shown
  const { spotted } = reading
  const boundary = snapshot.options.boundary
  const day = writeDay(language, snapshot.asOf)
  const isBeingRead = readings.latest !== null && isUnfinished(readings.latest)
  return (
    <div class="stack-small">
      {shown.stale && !readings.isOlder && !isBeingRead && (
        <div class="stale">
          <p>{say('stale')}</p>
          <ReadAgain
            language={language}
            visit={visit}
            options={snapshot.options}
            label={say('read_again')}
            kind="primary"
          />
        </div>
      )}
      {readings.isOlder && (
        <Message language={language} kind="note">
          {say('older', { day })} <a href={pathIn(visit.landscape, 'opportunities')}>{say('newest')}</a>
        </Message>
      )}
      {snapshot.options.after && !readings.isOlder && (
        <Message language={language} kind="note">
          {say('after')}{' '}
          <a href={`${pathIn(visit.landscape, 'opportunities')}?reading=${snapshot.options.after}`}>
            {say('see_before')}
          </a>
        </Message>
      )}
      <EvidenceNote>
        {boundary && `${say('across_only', { boundary: shown.names.boundary(boundary) })} `}
        {spotted.reach && `${say('reach_today', { n: writeNumber(language, spotted.reach.mean.mean * 100, 0) })} `}
        {say('based_on', { day, people: reading.people, ties: reading.ties })}
        {visit.landscape.basis === 'own-sketch' && ` ${say('own_sketch_note')}`} {say('caution')}
      </EvidenceNote>
    </div>
  )
}

/** What a convener saw and the engine could not check, with the reason. */
export function Unchecked({ language, shown }: Shown & { shown: ShownReading }) {
  const say = pageWords(language)
  return (
    <>
      {shown.unchecked.map(({ seen, refused }) => (
        <Message language={language} kind="note">
          <p>
            <q>{seen.words}</q> {say('seen_unchecked')}{' '}
            {say(`refused_${refused.replaceAll('-', '_')}` as Parameters<typeof say>[0])}
          </p>
        </Message>
      ))}
    </>
  )
}

/** The same landscape read with other choices. */
export function Choices({ language, visit, readings, filled, shown }: Shown & { shown: ShownReading }) {
  const say = pageWords(language)
  const { options, seed } = shown.snapshot
  const { engineVersion, assumptions } = shown.reading.spotted
  const boundaries = readings.drawn.boundaries.map(({ id, name }) => ({ value: id, label: name }))
  return (
    <details class="fold card" open={filled.problems !== undefined}>
      <summary>{say('choices')}</summary>
      <Form filled={filled} action={pathIn(visit.landscape, 'readings')}>
        <div class="choice-row">
          <Select
            filled={filled}
            name="boundary"
            label={say('boundary')}
            choices={[{ value: '', label: say('any_boundary') }, ...boundaries]}
            value={options.boundary ?? ''}
            optional
          />
          <TextField
            filled={filled}
            name="size"
            label={say('size')}
            type="number"
            min={2}
            max={40}
            size="short"
            value={String(options.size ?? usualSize)}
          />
        </div>
        <p class="actions">
          <Button kind="plain">{say('read_so')}</Button>
        </p>
      </Form>
      <p class="caption" id="assumes">
        {say('made_by', { version: engineVersion, seed: String(seed), worlds: assumptions.worlds })}
      </p>
    </details>
  )
}
