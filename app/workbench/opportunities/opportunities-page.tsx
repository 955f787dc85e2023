import type { Context, Handler } from 'hono'
import type { Child } from 'hono/jsx'
import { languageOf } from '../../platform/http/request.ts'
import type { Language } from '../../platform/i18n/language.ts'
import { writeDay, writeNumber } from '../../platform/i18n/numbers.ts'
import { Select, TextField } from '../../ui/fields.tsx'
import { Button, ButtonLink, type Filled, Form } from '../../ui/form.tsx'
import { EmptyState, EvidenceNote, Message } from '../../ui/note.tsx'
import { Progress } from '../../ui/rows.tsx'
import { mayDraw } from '../landscape/landscape.ts'
import { type Place, pathIn, type Visit, visiting, workbenchPage } from '../visit.tsx'
import { askInside, isUnfinished } from './ask-for-opportunities.ts'
import { SummaryCard } from './card-view.tsx'
import { type Snapshot, usualSize } from './opportunities.ts'
import { pageWords } from './page-words.ts'
import { loadReadings, type Readings, type ShownReading } from './shown-reading.ts'

interface Shown {
  language: Language
  visit: Visit
  readings: Readings
  filled: Filled
}

/** `GET /landscapes/:slug/opportunities`: the newest reading; on the very first visit the landscape is read by itself. */
export function opportunitiesPage(place: Place): Handler {
  return visiting(place, async (c, visit) => {
    const language = languageOf(c)
    const wanted = new URL(c.req.url).searchParams.get('reading')
    let readings = await loadReadings(visit, language, wanted)
    if (!readings.latest && readings.drawn.people.length > 1) {
      await askInside(visit.tx, place.clock, visit.landscape, {})
      readings = await loadReadings(visit, language, wanted)
    }
    return opportunitiesAnswer(c, visit, readings, { language })
  })
}

/** The page, also after a refused form. */
export function opportunitiesAnswer(c: Context, visit: Visit, readings: Readings, filled: Filled): Promise<Response> {
  const { language } = filled
  const say = pageWords(language)
  const isRunning = readings.latest !== null && isUnfinished(readings.latest)
  // Without JavaScript the page looks again by itself, and only while there is something to wait for.
  if (isRunning && !filled.problems) c.header('Refresh', '4')
  const shown = { language, visit, readings, filled }
  return workbenchPage(
    c,
    visit,
    'opportunities',
    {
      title: say('title'),
      width: 'wide',
      styles: ['opportunities.css'],
      islands: isRunning ? ['reading-island.js'] : [],
      status: filled.problems ? 422 : 200,
    },
    <div class="stack openings">
      <header class="stack-small">
        <div class="head-row">
          <h1>{say('title')}</h1>
          <Doors {...shown} />
        </div>
        <p class="lead">{say('lead')}</p>
      </header>
      <Latest {...shown} />
      {readings.shown ? <TheReading {...shown} shown={readings.shown} /> : !isRunning && <NothingYet {...shown} />}
    </div>,
  )
}

function Doors({ language, visit: { landscape } }: Shown) {
  const say = pageWords(language)
  return (
    <p class="actions">
      <ButtonLink href={pathIn(landscape, 'what-if')}>{say('what_if')}</ButtonLink>
      <ButtonLink href={pathIn(landscape, 'opportunities', 'journal')}>{say('journal')}</ButtonLink>
      {mayDraw(landscape) && <ButtonLink href={pathIn(landscape, 'opportunities', 'new')}>{say('bring')}</ButtonLink>}
    </p>
  )
}

/** What is under way, or how the last one ended when there is nothing to show for it. */
function Latest({ language, visit, readings }: Shown) {
  const say = pageWords(language)
  const { latest } = readings
  if (!latest) return null
  if (isUnfinished(latest)) return <Running language={language} visit={visit} snapshot={latest} />
  if (latest.state === 'failed' || latest.state === 'cancelled') {
    return (
      <Message language={language} kind={latest.state === 'failed' ? 'problem' : 'note'}>
        <p>{say(latest.state === 'failed' ? 'failed' : 'stopped')}</p>
        <ReadAgain language={language} visit={visit} options={latest.options} label={say('read_again')} />
      </Message>
    )
  }
  return null
}

function Running({ language, visit, snapshot }: { language: Language; visit: Visit; snapshot: Snapshot }) {
  const say = pageWords(language)
  const label = say(snapshot.state === 'waiting' ? 'waiting' : 'progress')
  return (
    <section class="card running" aria-labelledby="running">
      <h2 id="running">{say('running_title')}</h2>
      <p class="reading">{say('running')}</p>
      <reading-progress
        data-state={`/api${pathIn(visit.landscape, 'readings', snapshot.id)}`}
        data-label={say('progress')}
      >
        <Progress label={label} share={snapshot.progress} />
      </reading-progress>
      {snapshot.askedBy === visit.person.id && (
        <Form
          filled={{ language }}
          action={pathIn(visit.landscape, 'readings', snapshot.id, 'stop')}
          class="inline-form"
        >
          <Button kind="plain">{say('stop')}</Button>
        </Form>
      )}
    </section>
  )
}

function ReadAgain(props: {
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

function TheReading(props: Shown & { shown: ShownReading }) {
  const { language, visit, readings, shown } = props
  const say = pageWords(language)
  const open = shown.cards.filter(({ word }) => word?.became !== 'not now')
  const aside = shown.cards.filter(({ word }) => word?.became === 'not now')
  const card = { language, landscape: visit.landscape, reading: readings.isOlder ? shown.snapshot.id : null }
  return (
    <>
      <About {...props} />
      {shown.reading.spotted.noEffect === 'no-ties-known' && (
        <Message language={language} kind="note">
          <p>
            <strong>{say('no_ties_title')}.</strong> {say('no_ties')}
          </p>
        </Message>
      )}
      {open.length === 0 && aside.length === 0 && (
        <EmptyState title={say('none_title')} icon="binoculars">
          <p>{say('none')}</p>
        </EmptyState>
      )}
      <ol class="opening-list">
        {open.map((one) => (
          <li>
            <SummaryCard {...card} card={one} />
          </li>
        ))}
      </ol>
      <Unchecked {...props} />
      {aside.length > 0 && (
        <section class="stack-small">
          <h2>{say('not_now_group')}</h2>
          <p class="muted">{say('not_now_group_lead')}</p>
          <ol class="opening-list">
            {aside.map((one) => (
              <li>
                <SummaryCard {...card} card={one} />
              </li>
            ))}
          </ol>
        </section>
      )}
      <Choices {...props} />
    </>
  )
}

/** From what it was read, how well the landscape carries today, and whether that still stands. */
function About({ language, visit, readings, shown }: Shown & { shown: ShownReading }) {
  const say = pageWords(language)
  const { snapshot, reading } = shown
  const { spotted } = reading
  const boundary = snapshot.options.boundary
  const day = writeDay(language, snapshot.asOf)
  return (
    <div class="stack-small">
      {shown.stale && !readings.isOlder && (
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

function Unchecked({ language, shown }: Shown & { shown: ShownReading }) {
  const say = pageWords(language)
  return (
    <>
      {shown.unchecked.map(({ seen, refused }) => (
        <Message language={language} kind="note">
          <p>
            “{seen.words}” {say('seen_unchecked')}{' '}
            {say(`refused_${refused.replaceAll('-', '_')}` as Parameters<typeof say>[0])}
          </p>
        </Message>
      ))}
    </>
  )
}

/** The same landscape read with other choices. */
function Choices({ language, visit, readings, filled, shown }: Shown & { shown: ShownReading }) {
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

function NothingYet({ language, visit, readings }: Shown) {
  const say = pageWords(language)
  const { landscape } = visit
  if (readings.drawn.people.length > 1) {
    if (readings.latest) return null
    return (
      <EmptyState title={say('none_title')} icon="binoculars">
        <ReadAgain
          language={language}
          visit={visit}
          options={{ boundary: null, size: usualSize, assumptions: {}, after: null }}
          label={say('read_now')}
        />
      </EmptyState>
    )
  }
  return (
    <EmptyState title={say('nobody_title')} icon="binoculars">
      <p>{say('nobody')}</p>
      {mayDraw(landscape) && (
        <ButtonLink href={pathIn(landscape, 'sketch', 'people')} kind="primary">
          {say('begin_sketch')}
        </ButtonLink>
      )}
    </EmptyState>
  )
}
