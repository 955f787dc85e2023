import type { Context, Handler } from 'hono'
import { readForm, textOf } from '../../../platform/http/body.ts'
import { forbidden, notFound } from '../../../platform/http/http.ts'
import { once } from '../../../platform/http/idempotency.ts'
import { languageOf } from '../../../platform/http/request.ts'
import { writeDay } from '../../../platform/i18n/numbers.ts'
import { RadioGroup, TextField } from '../../../ui/fields.tsx'
import { Button, type Filled, Form } from '../../../ui/form.tsx'
import { Table } from '../../../ui/table.tsx'
import { BackLink } from '../../back-link.tsx'
import { type Place, pathIn, type Visit, visiting, workbenchPage } from '../../visit.tsx'
import { mayDraw, peopleLive } from '../landscape.ts'
import { recordConsent } from './record-consent.ts'
import { type NamedPerson, namedByMe } from './told-queries.ts'
import { toldWords } from './told-words.ts'

const states = ['told', 'agreed', 'hidden', 'withdrawn'] as const

/** `GET /landscapes/:slug/told`: whom the viewer named, and what they said when they were told. */
export function toldPage(place: Place): Handler {
  return visiting(place, async (c, visit) => {
    if (!mayDraw(visit.landscape)) throw forbidden()
    const say = toldWords(languageOf(c))
    const live = peopleLive(visit.landscape.basis)
    const people = live ? await namedByMe(visit.tx, visit.landscape.id) : []
    return workbenchPage(
      c,
      visit,
      'home',
      { title: say('title'), width: 'wide' },
      <div class="stack">
        <h1>{say('title')}</h1>
        <p class="lead">{say(live ? 'lead' : 'no_need')}</p>
        {live && (
          <Table
            language={say.language}
            caption={say('caption', { n: people.length })}
            columns={[{ label: say('col_person') }, { label: say('col_state') }, { label: say('col_since') }]}
            rows={people.map((person) => [
              <a href={pathIn(visit.landscape, 'told', person.id)}>{person.name ?? say('nameless')}</a>,
              say('state', { state: plain(person.state) }),
              writeDay(say.language, person.namedAt),
            ])}
            empty={<p>{say('nobody')}</p>}
          />
        )}
      </div>,
    )
  })
}

/** `GET /landscapes/:slug/told/:person`: what to tell, and what they said. */
export function toldPersonPage(place: Place): Handler {
  return visiting(place, async (c, visit) =>
    personForm(c, visit, await namedPerson(c, visit), { language: languageOf(c) }),
  )
}

/** `POST` to the same. */
export function recordConsentHandler(place: Place): Handler {
  return visiting(place, async (c, visit) => {
    const person = await namedPerson(c, visit)
    const sent = await readForm(c)
    const say = toldWords(languageOf(c))
    const state = states.find((one) => one === textOf(sent, 'state'))
    const name = textOf(sent, 'name').slice(0, 200) || null
    const problems: Record<string, string> = {}
    if (!state) problems['state'] = say('state_missing')
    if (state === 'agreed' && !name) problems['name'] = say('name_missing')
    if (!state || Object.keys(problems).length > 0)
      return personForm(c, visit, person, { language: say.language, typed: sent, problems })
    const outcome = await once(visit.tx, textOf(sent, 'form_key'), visit.person.id, async () => {
      const recorded = await recordConsent(visit.tx, place.clock, visit.landscape, { person: person.id, state, name })
      if (recorded.kind === 'refused') throw forbidden()
      return pathIn(visit.landscape, 'told')
    })
    return c.redirect(outcome.location, 303)
  })
}

async function namedPerson(c: Context, visit: Visit): Promise<NamedPerson> {
  if (!mayDraw(visit.landscape)) throw forbidden()
  const people = await namedByMe(visit.tx, visit.landscape.id)
  const person = people.find(({ id }) => id === c.req.param('person'))
  if (!person) throw notFound()
  return person
}

function personForm(c: Context, visit: Visit, person: NamedPerson, filled: Filled): Promise<Response> {
  const say = toldWords(filled.language)
  const name = person.name ?? say('nameless')
  return workbenchPage(
    c,
    visit,
    'home',
    { title: name, status: filled.problems ? 422 : 200 },
    <div class="stack">
      <BackLink href={pathIn(visit.landscape, 'told')}>{say('title')}</BackLink>
      <h1>{name}</h1>
      <section class="well stack-small">
        <h2>{say('tell_title')}</h2>
        <ul>
          {(['tell_what', 'tell_who', 'tell_where', 'tell_no'] as const).map((key) => (
            <li>{say(key, { landscape: visit.landscape.name })}</li>
          ))}
        </ul>
      </section>
      <Form filled={filled} action={pathIn(visit.landscape, 'told', person.id)}>
        <RadioGroup
          filled={filled}
          name="state"
          label={say('said')}
          value={person.state}
          choices={states.map((state) => ({
            value: state,
            label: say(`said_${state}`),
            hint: say(`said_${state}_means`),
          }))}
        />
        <TextField
          filled={filled}
          name="name"
          label={say('name')}
          hint={say('name_hint')}
          value={person.state === 'agreed' ? name : ''}
          maxlength={200}
          optional
        />
        <Button>{say('keep')}</Button>
      </Form>
    </div>,
  )
}

/** ICU choices cannot have spaces in them. */
function plain(state: string): string {
  return state.replaceAll(' ', '_')
}
