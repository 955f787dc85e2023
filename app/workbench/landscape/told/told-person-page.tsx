import type { Context, Handler } from 'hono'
import { readForm, textOf } from '../../../platform/http/body.ts'
import { forbidden, notFound } from '../../../platform/http/http.ts'
import { once } from '../../../platform/http/idempotency.ts'
import { languageOf } from '../../../platform/http/request.ts'
import { writeDay } from '../../../platform/i18n/numbers.ts'
import { RadioGroup, TextField } from '../../../ui/fields.tsx'
import { Button, type Filled, Form } from '../../../ui/form.tsx'
import { LanguageField } from '../../../ui/language-field.tsx'
import { Message } from '../../../ui/note.tsx'
import { BackLink } from '../../back-link.tsx'
import { type Place, pathIn, type Visit, visiting, workbenchPage } from '../../visit.tsx'
import { mayConvene, mayDraw } from '../landscape-policy.ts'
import { PurposeChecks, readChecks } from '../purposes/purposes-form.tsx'
import { recordConsent, recordPurposes } from './record-consent.ts'
import { type NamedPerson, namedByMe } from './told-queries.ts'
import { toldWords } from './told-words.ts'

const states = ['told', 'agreed', 'hidden', 'withdrawn'] as const

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
      // with a no to the map goes everything else; both are one deed
      const purposes = state === 'withdrawn' ? readChecks({}) : readChecks(sent)
      const { tx, landscape } = visit
      const also = await recordPurposes(tx, place.clock, landscape, { person: person.id, purposes })
      if (also.kind === 'refused' && also.reason === 'their-own-word')
        return `${pathIn(landscape, 'told', person.id)}?refused=own-word`
      const recorded = await recordConsent(tx, place.clock, landscape, { person: person.id, state, name })
      if (recorded.kind === 'refused' || also.kind === 'refused')
        return `${pathIn(landscape, 'told', person.id)}?refused=own-word`
      return pathIn(landscape, 'told')
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
    'people',
    { title: name, status: filled.problems ? 422 : 200, styles: ['purposes.css'] },
    <div class="stack">
      <BackLink href={pathIn(visit.landscape, 'told')}>{say('title')}</BackLink>
      <h1>{name}</h1>
      <Outcome c={c} filled={filled} />
      {person.failed && <LetterFailed say={say} visit={visit} person={person} failed={person.failed} />}
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
        <PurposeChecks filled={filled} agreed={person.agreed} label={say('also')} hint={say('also_hint')} />
        <Button>{say('keep')}</Button>
      </Form>
      {person.hasAddress !== null && <WriteToThem visit={visit} person={person} filled={filled} />}
      {mayConvene(visit.landscape) && (
        <p>
          <a href={`${pathIn(visit.landscape, 'cards')}?person=${encodeURIComponent(person.id)}`}>{say('card')}</a>
        </p>
      )}
    </div>,
  )
}

const refusals = { address: 'refused_address', taken: 'refused_taken', 'own-word': 'refused_own_word' } as const

/** What became of the last press, said after coming back from it. */
function Outcome({ c, filled: { language } }: { c: Context; filled: Filled }) {
  const say = toldWords(language)
  const refused = Object.entries(refusals).find(([one]) => one === c.req.query('refused'))
  if (refused)
    return (
      <Message language={language} kind="problem">
        {say(refused[1])}
      </Message>
    )
  return c.req.query('done') === 'kept' ? (
    <Message language={language} kind="done">
      {say('address_kept')}
    </Message>
  ) : null
}

/** A letter to them did not arrive: at which address, and the two ways that need none. */
function LetterFailed({
  say,
  visit,
  person,
  failed,
}: {
  say: ReturnType<typeof toldWords>
  visit: Visit
  person: NamedPerson
  failed: NonNullable<NamedPerson['failed']>
}) {
  const card = `${pathIn(visit.landscape, 'cards')}?person=${encodeURIComponent(person.id)}`
  return (
    <section class="well stack-small">
      <h2>{say('failed_title')}</h2>
      <p>
        {failed.address
          ? say('failed_at', { address: failed.address, day: writeDay(say.language, failed.at) })
          : say('failed', { day: writeDay(say.language, failed.at) })}
      </p>
      <p>{say.rich('failed_ways', { card: (words) => <a href={card}>{words}</a> })}</p>
    </section>
  )
}

/** Has the program write to them: who named them and for what, their purposes, and the link by which they decide. */
function WriteToThem({ visit, person, filled }: { visit: Visit; person: NamedPerson; filled: Filled }) {
  const say = toldWords(filled.language)
  const own: Filled = { language: filled.language }
  return (
    <section class="card stack-small">
      <h2>{say('write_one')}</h2>
      <p>{say('write_one_lead', { name: visit.person.name ?? '' })}</p>
      <Form filled={own} action={pathIn(visit.landscape, 'notices', person.id)}>
        <TextField
          filled={own}
          name="address"
          type="email"
          inputmode="email"
          label={say('address')}
          hint={say(person.hasAddress ? 'address_there' : 'address_hint')}
        />
        <LanguageField filled={own} label={say('reads')} value={filled.language} />
        <div class="actions">
          <Button>{say('write_now')}</Button>
          <Button kind="plain" name="only" value="keep">
            {say('keep_address')}
          </Button>
        </div>
      </Form>
    </section>
  )
}
