import type { Context, Handler } from 'hono'
import { signedIn } from '../../people/people.ts'
import { readForm, type Sent, textOf } from '../../platform/http/body.ts'
import { forbidden, notFound } from '../../platform/http/http.ts'
import { languageOf } from '../../platform/http/request.ts'
import { RadioGroup, Select, TextArea } from '../../ui/fields.tsx'
import { Button, ButtonLink, type Filled, Form, type Problems } from '../../ui/form.tsx'
import { BackLink } from '../back-link.tsx'
import { mayDraw } from '../landscape/landscape-policy.ts'
import { type Place, pathIn, toSignIn, type Visit, visiting, workbenchPage } from '../visit.tsx'
import { cardPath } from './card-view.tsx'
import { findCard, type ShownOpportunity } from './opportunity-page.tsx'
import { pageWords } from './page-words.ts'
import { type OtherFact, type SeeDifferentlyOutcome, seeDifferently } from './see-differently.ts'

/** `GET …/opportunities/:key/differently`: change one fact that the card rests on. */
export function differentlyPage(place: Place): Handler {
  return visiting(place, (c, visit) => formAnswer(c, visit, { language: languageOf(c) }))
}

/** `POST` to the same: draws the fact and has the landscape read again. */
export function differentlyHandler(place: Place): Handler {
  return async (c) => {
    const person = signedIn(c)
    if (!person) return toSignIn(c)
    const sent = await readForm(c)
    const landscape = c.req.param('slug') ?? ''
    const fact = factOf(sent)
    if (typeof fact === 'string') return again(place, sent, fact)(c, async () => {})
    const outcome = await seeDifferently(place.db, place.clock, person, {
      landscape,
      snapshot: textOf(sent, 'reading'),
      key: c.req.param('key') ?? '',
      fact,
      why: textOf(sent, 'why') || null,
      formKey: textOf(sent, 'form_key'),
    })
    if (outcome.kind === 'changed') return c.redirect(pathIn({ slug: landscape }, 'opportunities'), 303)
    return again(place, sent, problemOf(outcome))(c, async () => {})
  }
}

type Problem = 'differently_choose' | 'differently_two' | 'differently_one' | 'differently_same' | 'too_many_at_once'

/** What the form says, or what it lacks. */
function factOf(sent: Sent): OtherFact | Problem {
  const kind = textOf(sent, 'kind')
  const from = textOf(sent, 'from')
  const to = textOf(sent, 'to')
  if (kind === 'tie' || kind === 'no-tie') {
    return from && to ? { kind: 'tie', from, to, says: kind === 'tie' ? 'yes' : 'no' } : 'differently_two'
  }
  if (kind === 'answered' || kind === 'asked') {
    const [person = '', about = ''] = from ? [from, textOf(sent, 'to_practice')] : [to, textOf(sent, 'from_practice')]
    return person ? { kind: 'asked', person, about: about || null, answered: kind === 'answered' } : 'differently_one'
  }
  return 'differently_choose'
}

function problemOf(outcome: Extract<SeeDifferentlyOutcome, { kind: 'refused' }>): Problem {
  switch (outcome.reason) {
    case 'no-landscape':
    case 'unknown-opportunity':
      throw notFound()
    case 'not-allowed':
      throw forbidden()
    case 'same-person':
      return 'differently_same'
    case 'too-many-at-once':
      return 'too_many_at_once'
    case 'unknown-person':
    case 'unknown-practice':
      return 'differently_two'
  }
}

const fieldOf: Record<Problem, string> = {
  differently_choose: 'kind',
  differently_two: 'from',
  differently_one: 'from',
  differently_same: 'to',
  too_many_at_once: '',
}

function again(place: Place, sent: Sent, problem: Problem): Handler {
  return visiting(place, (c, visit) => {
    const language = languageOf(c)
    const problems: Problems = { [fieldOf[problem]]: pageWords(language)(problem) }
    return formAnswer(c, visit, { language, typed: sent, problems })
  })
}

async function formAnswer(c: Context, visit: Visit, filled: Filled): Promise<Response> {
  if (!mayDraw(visit.landscape)) throw forbidden()
  const shown = await findCard(c, visit, filled)
  const say = pageWords(shown.language)
  const { card, reading } = shown
  return workbenchPage(
    c,
    visit,
    'opportunities',
    { title: say('differently_title'), styles: ['opportunities.css'], status: filled.problems ? 422 : 200 },
    <div class="stack">
      <header class="stack-small">
        <BackLink href={cardPath(visit.landscape, card.opportunity.key, reading)}>{card.sentences.who}</BackLink>
        <h1>{say('differently_title')}</h1>
        <p class="lead">{say('differently_lead')}</p>
      </header>
      <DifferentlyForm {...shown} />
    </div>,
  )
}

function DifferentlyForm(shown: ShownOpportunity) {
  const { language, visit, card, filled, reading } = shown
  const say = pageWords(language)
  const { key, between } = card.opportunity
  const kinds = ['tie', 'no-tie', 'answered', 'asked'] as const
  const [one, other] = between
  return (
    <Form filled={filled} action={cardPath(visit.landscape, key, reading, 'differently')}>
      <input type="hidden" name="reading" value={shown.shown.snapshot.id} />
      <input type="hidden" name="from_practice" value={one} />
      {other && <input type="hidden" name="to_practice" value={other} />}
      <RadioGroup
        filled={filled}
        name="kind"
        label={say('differently_what')}
        choices={kinds.map((kind) => ({
          value: kind,
          label: say(`differently_${kind.replace('-', '_').replace('no_tie', 'no_tie')}` as 'differently_tie'),
        }))}
      />
      <PersonSelect
        {...shown}
        name="from"
        practice={one ?? ''}
        label={say('differently_from', { practice: shown.shown.names.practice(one ?? '') })}
      />
      <PersonSelect
        {...shown}
        name="to"
        practice={other ?? null}
        label={
          other ? say('differently_to', { practice: shown.shown.names.practice(other) }) : say('differently_other')
        }
        hint={say('differently_tie_hint')}
      />
      <TextArea filled={filled} name="why" label={say('differently_why')} rows={2} maxlength={1000} optional />
      <p class="muted">{say('differently_as_told')}</p>
      <p class="actions">
        <Button>{say('differently_do')}</Button>
        <ButtonLink href={cardPath(visit.landscape, key, reading)} kind="quiet">
          {say('differently_leave')}
        </ButtonLink>
      </p>
    </Form>
  )
}

/** People of one practice, or of all others, by the names the viewer knows. */
function PersonSelect({
  filled,
  shown,
  card,
  name,
  practice,
  label,
  hint,
}: ShownOpportunity & { name: string; practice: string | null; label: string; hint?: string }) {
  const { drawn, names } = shown
  const inPractice = new Set(
    drawn.memberships
      .filter((row) =>
        practice === null ? !card.opportunity.between.includes(row.practice) : row.practice === practice,
      )
      .map(({ person }) => person),
  )
  const choices = drawn.people
    .filter(({ id, name: called }) => called !== null && inPractice.has(id))
    .map(({ id }) => ({ value: id, label: names.person(id) }))
    .sort((a, b) => a.label.localeCompare(b.label))
  return (
    <Select filled={filled} name={name} label={label} choices={choices} hint={hint} optional={Boolean(hint)} empty />
  )
}
