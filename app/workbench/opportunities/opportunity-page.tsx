import type { Context, Handler } from 'hono'
import type { Child } from 'hono/jsx'
import { notFound } from '../../platform/http/http.ts'
import { languageOf } from '../../platform/http/request.ts'
import type { Language } from '../../platform/i18n/language.ts'
import { TextArea } from '../../ui/fields.tsx'
import { Button, ButtonLink, type Filled, Form } from '../../ui/form.tsx'
import { Icon } from '../../ui/icon.tsx'
import { EvidenceNote, Message } from '../../ui/note.tsx'
import { BackLink } from '../back-link.tsx'
import { mayConvene, mayDraw } from '../landscape/landscape-policy.ts'
import { type Place, pathIn, type Visit, visiting, workbenchPage } from '../visit.tsx'
import { cardPath, FactList, KindLine, WordLine } from './card-view.tsx'
import { EffectPair, GainByGroup, SplitLine } from './effect-view.tsx'
import { pageWords } from './page-words.ts'
import { loadReadings, type ShownCard, type ShownReading } from './shown-reading.ts'

export interface ShownOpportunity {
  language: Language
  visit: Visit
  card: ShownCard
  shown: ShownReading
  /** the id of the reading, when it is not the newest */
  reading: string | null
  filled: Filled
}

/** The card behind `/opportunities/:key`, in the newest reading or in the one that the address names. Throws 404 when it is not there. */
export async function findCard(c: Context, visit: Visit, filled: Filled): Promise<ShownOpportunity> {
  const language = languageOf(c)
  const readings = await loadReadings(visit, language, new URL(c.req.url).searchParams.get('reading'))
  const { shown } = readings
  const card = shown?.cards.find(({ opportunity }) => opportunity.key === c.req.param('key'))
  if (!shown || !card) throw notFound()
  return { language, visit, card, shown, reading: readings.isOlder ? shown.snapshot.id : null, filled }
}

/** `GET /landscapes/:slug/opportunities/:key`: one opening, in the order in which to read it. */
export function opportunityPage(place: Place): Handler {
  return visiting(place, async (c, visit) =>
    opportunityAnswer(c, await findCard(c, visit, { language: languageOf(c) })),
  )
}

export function opportunityAnswer(c: Context, shown: ShownOpportunity): Promise<Response> {
  const { visit, card, filled } = shown
  return workbenchPage(
    c,
    visit,
    'opportunities',
    {
      title: card.sentences.who,
      width: 'wide',
      styles: ['opportunities.css'],
      status: filled.problems ? 422 : 200,
    },
    <article class="opening-card">
      <Head {...shown} />
      <Sections {...shown} />
      <AndNow {...shown} />
    </article>,
  )
}

function Head({ language, visit, card, shown, reading }: ShownOpportunity) {
  const say = pageWords(language)
  const list = pathIn(visit.landscape, 'opportunities')
  return (
    <header class="stack-small">
      <BackLink href={reading ? `${list}?reading=${reading}` : list}>{say('back_to_list')}</BackLink>
      {reading && (
        <Message language={language} kind="note">
          {say('older', { day: shown.snapshot.asOf })} <a href={list}>{say('newest')}</a>
        </Message>
      )}
      {shown.snapshot.options.after && !reading && (
        <Message language={language} kind="note">
          {say('after')}{' '}
          <a href={cardPath(visit.landscape, card.opportunity.key, shown.snapshot.options.after)}>
            {say('see_before')}
          </a>
        </Message>
      )}
      <KindLine language={language} card={card} />
      <h1>{card.sentences.who}</h1>
      <p class="lead">{card.sentences.plain}</p>
      <p>
        <a class="on-map" href={mapPath(visit.landscape, card.opportunity.boundary?.id ?? null)}>
          <Icon name="map" /> {say('on_map')}
        </a>
      </p>
      {card.seen && (
        <blockquote class="seen">
          <p>
            <q>{card.seen.words}</q>
          </p>
        </blockquote>
      )}
      <WordLine language={language} card={card} />
      {visit.landscape.basis === 'own-sketch' && <EvidenceNote>{say('own_sketch_note')}</EvidenceNote>}
    </header>
  )
}

/** The map, with the boundary that lies between those whom the card joins. */
function mapPath(landscape: { slug: string }, boundary: string | null): string {
  const path = pathIn(landscape, 'landscape')
  return boundary ? `${path}?${new URLSearchParams({ boundary })}` : path
}

/** The parts of the card. The order is a promise: why and how sure come before what it could open. */
function Sections(shown: ShownOpportunity) {
  const { language, visit, card } = shown
  const say = pageWords(language)
  const { sentences } = card
  return (
    <>
      <Part title={say('section_why')}>
        <FactList language={language} landscape={visit.landscape} why={sentences.why} />
      </Part>
      <Part title={say('section_sure')}>
        <p>
          <strong>{sentences.sure.level}</strong> {sentences.sure.because.join(' ')}
        </p>
        {sentences.sure.firstStep && <p class="first-step">{sentences.sure.firstStep}</p>}
      </Part>
      <EffectPart {...shown} />
      <Part title={say('section_doors')}>
        <ul class="plain-list">
          {sentences.doors.map((door) => (
            <li>
              {door.who} {door.how.join(' ')}
            </li>
          ))}
        </ul>
      </Part>
      <TherePart {...shown} />
      <ListPart title={say('section_missing')} items={sentences.missing} />
      <ListPart title={say('section_asks')} items={sentences.asks} />
      <ListPart title={say('section_not')} items={sentences.whenNot} />
      <ListPart title={say('section_change')} items={sentences.wouldChange} />
    </>
  )
}

function Part({ title, id, children }: { title: string; id?: string; children: Child }) {
  return (
    <section class="part" id={id}>
      <h2>{title}</h2>
      <div class="part-body">{children}</div>
    </section>
  )
}

function ListPart({ title, items }: { title: string; items: string[] }) {
  if (items.length === 0) return null
  return (
    <Part title={title}>
      {items.length === 1 ? (
        <p>{items[0]}</p>
      ) : (
        <ul>
          {items.map((item) => (
            <li>{item}</li>
          ))}
        </ul>
      )}
    </Part>
  )
}

function EffectPart({ language, visit, card, shown }: ShownOpportunity) {
  const say = pageWords(language)
  const { effect, comparators, order } = card.opportunity
  const words = card.sentences.effect
  if (!effect) {
    return (
      <Part title={say('section_effect')}>
        <p>{words.line}</p>
      </Part>
    )
  }
  const assumes = `${pathIn(visit.landscape, 'what-if')}?${new URLSearchParams(card.opportunity.between.map((id) => ['group', id]))}`
  return (
    <Part title={say('section_effect')} id="effect">
      <p class="effect-line">{words.line}</p>
      <EffectPair language={language} effect={effect} comparators={comparators} />
      {words.lot && <p>{words.lot}</p>}
      {words.where && <p>{words.where}</p>}
      <SplitLine language={language} effect={effect} />
      {words.band && <p>{words.band}</p>}
      {order && order.stability !== null && order.settings > 0 && (
        <p>{say('stable', { n: Math.round(order.stability * order.settings), of: order.settings })}</p>
      )}
      <GainByGroup language={language} effect={effect} names={shown.names} />
      <p class="caution">
        {say('caution')} <a href={assumes}>{say('caution_assumes')}</a>
      </p>
    </Part>
  )
}

function TherePart({ language, card }: ShownOpportunity) {
  const say = pageWords(language)
  const { there } = card.sentences
  return (
    <Part title={say('section_there')}>
      <p>{there.line}</p>
      {there.people.length > 0 && (
        <details class="fold">
          <summary>{say('why_each')}</summary>
          <dl class="why-each">
            {there.people.map((one) => (
              <div>
                <dt>
                  {one.name} <span class="muted">{one.practice}</span>
                </dt>
                <dd>{one.why}</dd>
              </div>
            ))}
          </dl>
        </details>
      )}
      {card.gone > 0 && <p class="muted">{say('gone_since', { n: card.gone })}</p>}
    </Part>
  )
}

/** What one can do with it: four doors, none of them closed behind one. */
function AndNow(props: ShownOpportunity) {
  const { language, visit, card, shown, reading, filled } = props
  const say = pageWords(language)
  const { landscape } = visit
  const { key } = card.opportunity
  if (!mayDraw(landscape)) {
    return (
      <Part title={say('section_then')}>
        <p class="actions">
          <ButtonLink href={cardPath(landscape, key, reading, 'listen')}>{say('listen_first')}</ButtonLink>
        </p>
        <p class="muted">{say('not_allowed')}</p>
      </Part>
    )
  }
  const sketch = `${pathIn(landscape, 'spaces', 'new')}?${new URLSearchParams({ reading: shown.snapshot.id, from: key })}`
  // Two people, and people who stand ready, are asked one by one before anything is opened.
  const listensFirst = ['unlikely-pair', 'ready-convener'].includes(card.opportunity.kind)
  const isAside = card.word?.became === 'not now'
  return (
    <Part title={say('section_then')} id="then">
      <p class="actions">
        {mayConvene(landscape) && (
          <ButtonLink href={sketch} kind={listensFirst ? 'plain' : 'primary'}>
            {say('sketch_here')}
          </ButtonLink>
        )}
        <ButtonLink href={cardPath(landscape, key, reading, 'listen')} kind={listensFirst ? 'primary' : 'plain'}>
          {say('listen_first')}
        </ButtonLink>
        <ButtonLink href={cardPath(landscape, key, reading, 'differently')}>{say('see_differently')}</ButtonLink>
      </p>
      {isAside ? (
        <Form filled={filled} action={cardPath(landscape, key, reading, 'again')} class="inline-form">
          <input type="hidden" name="reading" value={shown.snapshot.id} />
          <Button kind="plain">{say('again')}</Button>
        </Form>
      ) : (
        <details class="fold" open={filled.problems !== undefined}>
          <summary>{say('not_now')}</summary>
          <Form filled={filled} action={cardPath(landscape, key, reading, 'not-now')}>
            <input type="hidden" name="reading" value={shown.snapshot.id} />
            <p class="muted">{say('not_now_lead')}</p>
            <TextArea
              filled={filled}
              name="why"
              label={say('why_label')}
              hint={say('not_now_hint')}
              rows={3}
              maxlength={1000}
            />
            <p class="actions">
              <Button kind="plain">{say('not_now_do')}</Button>
            </p>
          </Form>
        </details>
      )}
    </Part>
  )
}
