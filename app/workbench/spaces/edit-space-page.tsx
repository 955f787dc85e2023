import type { Context, Handler } from 'hono'
import { signedIn } from '../../people/people.ts'
import { readForm, type Sent, textOf } from '../../platform/http/body.ts'
import { forbidden, notFound } from '../../platform/http/http.ts'
import { languageOf } from '../../platform/http/request.ts'
import { RadioGroup, TextArea, TextField } from '../../ui/fields.tsx'
import { Button, ButtonLink, type Filled, Form } from '../../ui/form.tsx'
import { groundRules, stages } from '../landscape/drawn-landscape.ts'
import { type Place, pathIn, toSignIn, type Visit, visiting, workbenchPage } from '../visit.tsx'
import { editSpace } from './change-space.ts'
import { maySketchSpaces } from './space-policy.ts'
import { spaceProblems } from './space-problems.ts'
import { spaceRow } from './space-queries.ts'
import { editWish } from './space-wish.ts'
import { spaceWords } from './space-words.ts'
import { ruleKey, stageKey } from './stage-view.tsx'

/** `GET …/spaces/:space/edit` */
export function editSpacePage(place: Place): Handler {
  return visiting(place, (c, visit) => formAnswer(c, visit, { language: languageOf(c) }))
}

/** `POST` to the same */
export function editSpaceHandler(place: Place): Handler {
  return async (c) => {
    const person = signedIn(c)
    if (!person) return toSignIn(c)
    const sent = await readForm(c)
    const landscape = c.req.param('slug') ?? ''
    const space = c.req.param('space') ?? ''
    const wish = editWish.safeParse(wishOf(sent))
    if (!wish.success) {
      const problems = spaceProblems(wish.error, languageOf(c))
      const answer = visiting(place, (c, visit) =>
        formAnswer(c, visit, { language: languageOf(c), typed: sent, problems }),
      )
      return answer(c, async () => {})
    }
    const outcome = await editSpace(place.db, place.clock, person, {
      landscape,
      space,
      formKey: textOf(sent, 'form_key'),
      ...wish.data,
    })
    if (outcome.kind === 'changed') return c.redirect(pathIn({ slug: landscape }, 'spaces', space), 303)
    throw outcome.reason === 'not-allowed' ? forbidden() : notFound()
  }
}

function wishOf(sent: Sent): unknown {
  return {
    name: textOf(sent, 'name'),
    question: textOf(sent, 'question'),
    why: textOf(sent, 'why') || undefined,
    stage: textOf(sent, 'stage'),
    groundRule: textOf(sent, 'groundRule'),
  }
}

async function formAnswer(c: Context, visit: Visit, filled: Filled): Promise<Response> {
  const space = await spaceRow(visit.tx, visit.landscape.id, c.req.param('space') ?? '')
  if (!space) throw notFound()
  if (!maySketchSpaces(visit.landscape)) throw forbidden()
  const say = spaceWords(filled.language)
  const path = pathIn(visit.landscape, 'spaces', space.id)
  return workbenchPage(
    c,
    visit,
    'spaces',
    { title: say('edit_title', { name: space.name }), styles: ['spaces.css'], status: filled.problems ? 422 : 200 },
    <div class="stack">
      <h1>{say('edit_title', { name: space.name })}</h1>
      <Form filled={filled} action={`${path}/edit`}>
        <TextField filled={filled} name="name" label={say('name')} value={space.name} maxlength={200} />
        <TextArea
          filled={filled}
          name="question"
          label={say('question')}
          hint={say('question_hint')}
          value={space.question}
          rows={2}
          maxlength={2000}
          voice="reading"
        />
        <TextArea
          filled={filled}
          name="why"
          label={say('why')}
          value={space.why ?? ''}
          rows={5}
          maxlength={5000}
          optional
        />
        <RadioGroup
          filled={filled}
          name="stage"
          label={say('stage')}
          value={space.stage}
          choices={stages.map((stage) => ({
            value: stage,
            label: say(`stage_${stageKey(stage)}`),
            hint: say(`stage_${stageKey(stage)}_means`),
          }))}
        />
        <RadioGroup
          filled={filled}
          name="groundRule"
          label={say('rule')}
          value={space.groundRule}
          choices={groundRules.map((rule) => ({
            value: rule,
            label: say(`rule_${ruleKey(rule)}`),
            hint: say(`rule_${ruleKey(rule)}_means`),
          }))}
        />
        <p class="actions">
          <Button>{say('save')}</Button>
          <ButtonLink href={path} kind="quiet">
            {say('cancel')}
          </ButtonLink>
        </p>
      </Form>
    </div>,
  )
}
