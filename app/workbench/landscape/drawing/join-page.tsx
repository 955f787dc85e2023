import type { Context, Handler } from 'hono'
import { signedIn } from '../../../people/people.ts'
import { readForm, textOf } from '../../../platform/http/body.ts'
import { forbidden, notFound } from '../../../platform/http/http.ts'
import { languageOf } from '../../../platform/http/request.ts'
import { Select, TextField } from '../../../ui/fields.tsx'
import { Button, ButtonLink, type Filled, Form } from '../../../ui/form.tsx'
import { Message } from '../../../ui/note.tsx'
import { BackLink } from '../../back-link.tsx'
import { type Place, pathIn, toSignIn, type Visit, visiting, workbenchPage } from '../../visit.tsx'
import { mayDraw } from '../landscape-policy.ts'
import { drawingWords } from './drawing-words.ts'
import { joinPeople } from './join-people.ts'
import { type Named, namedThing, namedThings } from './named-queries.ts'
import { joinCounts } from './person-queries.ts'

/** `GET /landscapes/:slug/people/:person/join`: chooses the other drawing of one person, and says what joining them would do. */
export function joinPage(place: Place): Handler {
  return visiting(place, (c, visit) => joinAnswer(c, visit, { language: languageOf(c) }))
}

/** `POST` to the same. */
export function joinHandler(place: Place): Handler {
  return async (c) => {
    const person = signedIn(c)
    if (!person) return toSignIn(c)
    const sent = await readForm(c)
    const outcome = await joinPeople(place.db, person, {
      landscape: c.req.param('slug') ?? '',
      kept: c.req.param('person') ?? '',
      gone: textOf(sent, 'with'),
      why: textOf(sent, 'why').slice(0, 500),
      formKey: textOf(sent, 'form_key'),
    })
    if (outcome.kind === 'joined') return c.redirect(`${outcome.home}?kept=yes`, 303)
    if (outcome.reason === 'no-landscape') throw notFound()
    const say = drawingWords(languageOf(c))
    const problems = { '': say(`refused_${outcome.reason as 'gone'}`) }
    return visiting(place, (c, visit) => joinAnswer(c, visit, { language: say.language, typed: sent, problems }))(
      c,
      async () => {},
    )
  }
}

async function joinAnswer(c: Context, visit: Visit, filled: Filled): Promise<Response> {
  const { tx, landscape } = visit
  if (!mayDraw(landscape)) throw forbidden()
  const say = drawingWords(filled.language)
  const kept = await namedThing(tx, landscape.id, 'person', c.req.param('person') ?? '')
  if (typeof kept === 'string') throw notFound()
  const wish = filled.typed?.['with'] ?? new URL(c.req.url).searchParams.get('with')
  const gone = typeof wish === 'string' && wish ? await namedThing(tx, landscape.id, 'person', wish) : null
  const home = pathIn(landscape, 'people', kept.id)
  const chosen = gone !== null && typeof gone !== 'string' && gone.id !== kept.id ? gone : null
  return workbenchPage(
    c,
    visit,
    'landscape',
    { title: say('join'), status: filled.problems ? 422 : 200 },
    <div class="stack">
      <BackLink href={home}>{kept.name ?? say('nameless')}</BackLink>
      <h1>{say('join_title', { name: kept.name ?? say('nameless') })}</h1>
      {chosen ? (
        await WhatHappens({ visit, filled, kept, gone: chosen })
      ) : (
        <>
          <p class="lead">{say('join_lead')}</p>
          {typeof gone === 'string' && (
            <Message language={say.language} kind="problem">
              {filled.problems?.[''] ?? say(`problem_${gone}`)}
            </Message>
          )}
          {await ChooseOther({ visit, filled, kept, typed: typeof wish === 'string' ? wish : '' })}
        </>
      )}
    </div>,
  )
}

interface ChooseProps {
  visit: Visit
  filled: Filled
  kept: Named
  typed: string
}

/** A form that only asks, so it goes by the address and can be gone back to. */
async function ChooseOther({ visit, filled, kept, typed }: ChooseProps) {
  const say = drawingWords(filled.language)
  const people = (await namedThings(visit.tx, visit.landscape.id, 'person', 401)).filter(({ id }) => id !== kept.id)
  const field = { filled, name: 'with', label: say('join_other'), value: typed }
  const choices = people.map(({ id, name }) => ({ value: id, label: name ?? `${say('nameless')} (${id.slice(0, 8)})` }))
  return (
    <form class="form" method="get" action={pathIn(visit.landscape, 'people', kept.id, 'join')}>
      {people.length >= 400 ? (
        <TextField {...field} hint={say('by_name_hint')} />
      ) : (
        <Select {...field} choices={choices} empty />
      )}
      <p class="actions">
        <Button>{say('join_look')}</Button>
      </p>
    </form>
  )
}

async function WhatHappens({ visit, filled, kept, gone }: { visit: Visit; filled: Filled; kept: Named; gone: Named }) {
  const { tx, landscape } = visit
  const say = drawingWords(filled.language)
  const counts = await joinCounts(tx, landscape.id, kept.rowId, gone.rowId)
  const names = { kept: kept.name ?? say('nameless'), gone: gone.name ?? say('nameless') }
  const parts = (['memberships', 'ties', 'standings', 'concerns'] as const).filter(
    (part) => counts[part].moves + counts[part].same > 0,
  )
  const path = pathIn(landscape, 'people', kept.id, 'join')
  return (
    <>
      <h2>{say('join_sure', names)}</h2>
      <p>{say('join_stays', names)}</p>
      <ul>
        {parts.map((part) => (
          <li>{say('join_moves', { what: part, ...counts[part] })}</li>
        ))}
        {counts.between > 0 && <li>{say('join_between', { n: counts.between })}</li>}
        {parts.length === 0 && counts.between === 0 && <li>{say('person_nothing')}</li>}
      </ul>
      <Message language={say.language} kind="note">
        {say('join_for_a_while')}
      </Message>
      <Form filled={filled} action={path}>
        <input type="hidden" name="with" value={gone.id} />
        <TextField filled={filled} name="why" label={say('why')} hint={say('why_hint')} maxlength={500} optional />
        <p class="actions">
          <Button>{say('join_now')}</Button>
          <ButtonLink href={path} kind="quiet">
            {say('join_choose_again')}
          </ButtonLink>
        </p>
      </Form>
    </>
  )
}
