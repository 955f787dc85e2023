import type { Context, Handler } from 'hono'
import { languageOf } from '../../platform/http/request.ts'
import type { Language } from '../../platform/i18n/language.ts'
import { Button, ButtonLink, type Filled, Form } from '../../ui/form.tsx'
import { EmptyState, Message } from '../../ui/note.tsx'
import { Progress } from '../../ui/rows.tsx'
import { mayDraw } from '../landscape/landscape-policy.ts'
import { type Place, pathIn, type Visit, visiting, workbenchPage } from '../visit.tsx'
import { askInside, isUnfinished } from './ask-for-opportunities.ts'
import { SummaryCard } from './card-view.tsx'
import { NobodyYet } from './nobody-yet.tsx'
import type { Snapshot } from './opportunities.ts'
import { pageWords } from './page-words.ts'
import { About, Choices, ReadAgain, type Shown, Unchecked } from './reading-view.tsx'
import { loadReadings, type Readings, type ShownReading } from './shown-reading.ts'
import { usualSize } from './usual-choices.ts'

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
      reads: 'opportunities',
      styles: ['opportunities.css'],
      islands: isRunning ? ['reading-island.js'] : [],
      status: filled.problems ? 422 : 200,
    },
    <div class="stack openings">
      <header class="openings-head">
        <h1>{say('title')}</h1>
        <p class="lead">{say('lead')}</p>
        <Doors {...shown} />
      </header>
      <Latest {...shown} />
      {readings.shown ? <TheReading {...shown} shown={readings.shown} /> : !isRunning && <NothingYet {...shown} />}
    </div>,
  )
}

function Doors({ language, visit: { landscape } }: Shown) {
  const say = pageWords(language)
  return (
    <p class="openings-doors">
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

function NothingYet({ language, visit, readings }: Shown) {
  const say = pageWords(language)
  const { landscape } = visit
  if (readings.drawn.people.length > 1) {
    if (readings.latest) return null
    return (
      <EmptyState title={say('unread_title')} icon="binoculars">
        <p>{say('unread')}</p>
        <ReadAgain
          language={language}
          visit={visit}
          options={{ boundary: null, size: usualSize, assumptions: {}, after: null }}
          label={say('read_now')}
        />
      </EmptyState>
    )
  }
  return <NobodyYet language={language} landscape={landscape} />
}
