import type { Context, Handler } from 'hono'
import { signedIn } from '../../people/people.ts'
import { allOf, readForm, textOf } from '../../platform/http/body.ts'
import { forbidden, notFound } from '../../platform/http/http.ts'
import { languageOf } from '../../platform/http/request.ts'
import { CheckGroup, TextArea } from '../../ui/fields.tsx'
import { Button, type Filled, Form, type Problems } from '../../ui/form.tsx'
import { BackLink } from '../back-link.tsx'
import type { DrawnPractice } from '../landscape/drawn-landscape.ts'
import { drawnLandscape, type Landscape } from '../landscape/landscape.ts'
import { mayDraw } from '../landscape/landscape-policy.ts'
import { type Place, pathIn, toSignIn, type Visit, visiting, workbenchPage } from '../visit.tsx'
import { type BringOutcome, bringOpportunity } from './bring-opportunity.ts'
import { NobodyYet } from './nobody-yet.tsx'
import { pageWords } from './page-words.ts'

/** `GET …/opportunities/new`: an opening that a convener sees. */
export function bringOpportunityPage(place: Place): Handler {
  return visiting(place, (c, visit) => formAnswer(c, visit, { language: languageOf(c) }))
}

/** `POST` to the same: keeps it and has it checked. */
export function bringOpportunityHandler(place: Place): Handler {
  return async (c) => {
    const person = signedIn(c)
    if (!person) return toSignIn(c)
    const sent = await readForm(c)
    const landscape = c.req.param('slug') ?? ''
    const words = textOf(sent, 'words')
    const practices = allOf(sent, 'practices')
    const outcome =
      words.length > 500
        ? ({ kind: 'refused', reason: 'words-too-long' } as const)
        : await bringOpportunity(place.db, place.clock, person, {
            landscape,
            words,
            practices,
            formKey: textOf(sent, 'form_key'),
          })
    if (outcome.kind === 'brought') return c.redirect(pathIn({ slug: landscape }, 'opportunities'), 303)
    const problems = problemsOf(outcome.reason, pageWords(languageOf(c)))
    const answer = visiting(place, (c, visit) =>
      formAnswer(c, visit, { language: languageOf(c), typed: sent, problems }),
    )
    return answer(c, async () => {})
  }
}

type Reason = Extract<BringOutcome, { kind: 'refused' }>['reason'] | 'words-too-long'

function problemsOf(reason: Reason, say: ReturnType<typeof pageWords>): Problems {
  switch (reason) {
    case 'no-landscape':
      throw notFound()
    case 'not-allowed':
      throw forbidden()
    case 'words-missing':
      return { words: say('bring_words_missing') }
    case 'words-too-long':
      return { words: say('words_too_long', { n: 500 }) }
    case 'no-practices':
      return { practices: say('bring_no_practices') }
    case 'too-many-practices':
      return { practices: say('bring_too_many_practices') }
    case 'unknown-practice':
      return { practices: say('bring_unknown_practice') }
    case 'too-many-at-once':
      return { '': say('too_many_at_once') }
  }
}

async function formAnswer(c: Context, visit: Visit, filled: Filled): Promise<Response> {
  if (!mayDraw(visit.landscape)) throw forbidden()
  const say = pageWords(filled.language)
  const { practices } = await drawnLandscape(visit.tx, visit.landscape)
  return workbenchPage(
    c,
    visit,
    'opportunities',
    { title: say('bring_title'), styles: ['opportunities.css'], status: filled.problems ? 422 : 200 },
    <div class="stack">
      <header class="stack-small">
        <BackLink href={pathIn(visit.landscape, 'opportunities')}>{say('back_to_list')}</BackLink>
        <h1>{say('bring_title')}</h1>
        <p class="lead">{say('bring_lead')}</p>
      </header>
      {practices.length === 0 && <NobodyYet language={filled.language} landscape={visit.landscape} />}
      {practices.length > 0 && <Asked say={say} filled={filled} landscape={visit.landscape} practices={practices} />}
    </div>,
  )
}

interface AskedProps {
  say: ReturnType<typeof pageWords>
  filled: Filled
  landscape: Landscape
  practices: DrawnPractice[]
}

function Asked({ say, filled, landscape, practices }: AskedProps) {
  return (
    <Form filled={filled} action={pathIn(landscape, 'opportunities', 'new')}>
      <TextArea
        filled={filled}
        name="words"
        label={say('bring_words')}
        hint={say('bring_words_hint')}
        rows={3}
        maxlength={500}
        voice="reading"
      />
      <CheckGroup
        filled={filled}
        name="practices"
        label={say('bring_practices')}
        hint={say('bring_practices_hint')}
        choices={practices.map(({ id, name }) => ({ value: id, label: name }))}
      />
      <p class="actions">
        <Button>{say('bring_do')}</Button>
      </p>
    </Form>
  )
}
