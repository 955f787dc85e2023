import type { Context, Handler } from 'hono'
import { signedIn } from '../../people/people.ts'
import { allOf, readForm, type Sent, textOf } from '../../platform/http/body.ts'
import { forbidden, notFound } from '../../platform/http/http.ts'
import { languageOf } from '../../platform/http/request.ts'
import { CheckGroup, TextArea, TextField } from '../../ui/fields.tsx'
import { Button, ButtonLink, type Filled, Form, type Problems } from '../../ui/form.tsx'
import { BackLink } from '../back-link.tsx'
import type { DrawnLandscape } from '../landscape/drawn-landscape.ts'
import { drawnIds, drawnLandscape } from '../landscape/landscape.ts'
import { type CardForSpace, cardForSpace } from '../opportunities/opportunities.ts'
import { type Place, pathIn, toSignIn, type Visit, visiting, workbenchPage } from '../visit.tsx'
import { sketchSpace } from './sketch-space.ts'
import { maySketchSpaces } from './space-policy.ts'
import { spaceProblems } from './space-problems.ts'
import { sketchWish } from './space-wish.ts'
import { spaceWords } from './space-words.ts'
import { mainPractices } from './spaces.ts'

/** `GET …/spaces/new`: from nothing, from an opportunity (`?reading=…&from=key`) or with people from the bench (`?person=…`). */
export function sketchSpacePage(place: Place): Handler {
  return visiting(place, (c, visit) => formAnswer(c, visit, { language: languageOf(c) }))
}

/** `POST …/spaces/new` */
export function sketchSpaceHandler(place: Place): Handler {
  return async (c) => {
    const person = signedIn(c)
    if (!person) return toSignIn(c)
    const sent = await readForm(c)
    const landscape = c.req.param('slug') ?? ''
    const wish = sketchWish.safeParse(wishOf(sent))
    if (!wish.success) return again(place, c, sent, spaceProblems(wish.error, languageOf(c)))
    const outcome = await sketchSpace(place.db, place.clock, person, {
      landscape,
      ...wish.data,
      formKey: textOf(sent, 'form_key'),
    })
    if (outcome.kind === 'sketched') return c.redirect(pathIn({ slug: landscape }, 'spaces', outcome.space), 303)
    if (outcome.reason === 'no-landscape') throw notFound()
    if (outcome.reason === 'not-allowed') throw forbidden()
    const say = spaceWords(languageOf(c))
    const problems: Problems = {
      'question-missing': { question: say('question_missing') },
      'unknown-person': { people: say('unknown_person') },
      'unknown-opportunity': { '': say('unknown_opportunity') },
    }[outcome.reason]
    return again(place, c, sent, problems)
  }
}

function wishOf(sent: Sent): unknown {
  const key = textOf(sent, 'from')
  return {
    question: textOf(sent, 'question'),
    name: textOf(sent, 'name') || undefined,
    why: textOf(sent, 'why') || undefined,
    people: allOf(sent, 'people'),
    hosts: allOf(sent, 'hosts'),
    from: key ? { key, snapshot: textOf(sent, 'reading') } : undefined,
  }
}

function again(place: Place, c: Context, sent: Sent, problems: Filled['problems']) {
  const answer = visiting(place, (c, visit) => formAnswer(c, visit, { language: languageOf(c), typed: sent, problems }))
  return answer(c, async () => {})
}

interface Offered {
  people: { id: string; label: string }[]
  hosts: { id: string; label: string }[]
  chosen: string[]
  why: string
}

async function formAnswer(c: Context, visit: Visit, filled: Filled): Promise<Response> {
  if (!maySketchSpaces(visit.landscape)) throw forbidden()
  const { language } = filled
  const say = spaceWords(language)
  const url = new URL(c.req.url)
  const asked = (name: string) => url.searchParams.get(name) || firstOf(filled.typed?.[name])
  const from = { key: asked('from'), snapshot: asked('reading') }
  const drawn = await drawnLandscape(visit.tx, visit.landscape)
  const ids = await drawnIds(visit.tx, visit.landscape)
  const card = await cardForSpace(visit.tx, visit.landscape, from, ids, { drawn, language })
  const picked = [
    ...url.searchParams.getAll('person'),
    ...[filled.typed?.['people'] ?? []].flat(),
    ...[filled.typed?.['hosts'] ?? []].flat(),
  ]
  const offered = offer(drawn, card, picked, language)
  const between = card?.between.map((id) => drawn.practices.find((practice) => practice.id === id)?.name ?? id) ?? []
  return workbenchPage(
    c,
    visit,
    'spaces',
    { title: say('sketch_title'), styles: ['spaces.css'], status: filled.problems ? 422 : 200 },
    <div class="stack">
      <header class="stack-small">
        <BackLink href={pathIn(visit.landscape, 'spaces')}>{say('back_to_board')}</BackLink>
        <h1>{say('sketch_title')}</h1>
        <p class="lead">{say('sketch_lead')}</p>
        {card && from.key && (
          <p class="muted">
            <a href={pathIn(visit.landscape, 'opportunities', from.key)}>
              {say('from_card', { title: between.join(' · ') })}
            </a>
          </p>
        )}
      </header>
      <Form filled={filled} action={pathIn(visit.landscape, 'spaces', 'new')}>
        {card && from.key && <input type="hidden" name="from" value={from.key} />}
        {card && from.snapshot && <input type="hidden" name="reading" value={from.snapshot} />}
        <TextArea
          filled={filled}
          name="question"
          label={say('question')}
          hint={say('question_hint')}
          rows={2}
          maxlength={2000}
          voice="reading"
        />
        <TextField filled={filled} name="name" label={say('name')} hint={say('name_hint')} maxlength={200} optional />
        <TextArea
          filled={filled}
          name="why"
          label={say('why')}
          hint={say('why_hint')}
          rows={3}
          maxlength={5000}
          value={offered.why}
          optional
        />
        {offered.people.length > 0 && (
          <CheckGroup
            filled={filled}
            name="people"
            label={say('who')}
            hint={say('who_hint')}
            choices={offered.people.map(({ id, label }) => ({ value: id, label }))}
            values={offered.chosen}
            optional
          />
        )}
        {offered.hosts.length > 0 && (
          <CheckGroup
            filled={filled}
            name="hosts"
            label={say('hosts')}
            hint={say('hosts_hint')}
            choices={offered.hosts.map(({ id, label }) => ({ value: id, label }))}
            optional
          />
        )}
        <p class="actions">
          <Button>{say('save_sketch')}</Button>
          <ButtonLink href={pathIn(visit.landscape, 'spaces')} kind="quiet">
            {say('cancel')}
          </ButtonLink>
        </p>
      </Form>
    </div>,
  )
}

function firstOf(value: string | string[] | undefined): string | null {
  return (Array.isArray(value) ? value[0] : value) ?? null
}

/** Whom to offer: those a card or the bench proposed; from nothing, nobody yet, since people are added on the space's own page. */
function offer(
  drawn: DrawnLandscape,
  card: CardForSpace | null,
  picked: string[],
  language: Filled['language'],
): Offered {
  const say = spaceWords(language)
  const practiceOf = mainPractices(drawn)
  const called = new Map(drawn.people.map(({ id, name }) => [id, name ?? say('one_person')]))
  const label = (id: string) => ({
    id,
    label: [called.get(id), practiceOf.get(id)?.name].filter(Boolean).join(' · '),
  })
  const known = (ids: string[]) => [...new Set(ids)].filter((id) => called.has(id))
  const people = known([...(card?.people ?? []), ...picked])
  const hosts = known([...(card?.hosts ?? []), ...(card ? [] : people)])
  return { people: people.map(label), hosts: hosts.map(label), chosen: people, why: card?.why ?? '' }
}
