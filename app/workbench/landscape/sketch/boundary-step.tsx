import type { Context, Handler } from 'hono'
import { readForm, type Sent, textOf } from '../../../platform/http/body.ts'
import { forbidden } from '../../../platform/http/http.ts'
import { once } from '../../../platform/http/idempotency.ts'
import { languageOf } from '../../../platform/http/request.ts'
import { Select, TextField } from '../../../ui/fields.tsx'
import { Button, type Filled, Form } from '../../../ui/form.tsx'
import { type Place, pathIn, type Visit, visiting } from '../../visit.tsx'
import { mayDraw } from '../landscape-policy.ts'
import { drawBoundary } from './draw-boundary.ts'
import { sketchWords } from './sketch-words.ts'
import { sketchedKinds } from './sketched-kinds.ts'
import { LaterLink, StepFrame, stepInside } from './step-frame.tsx'

const sideFields = [1, 2, 3, 4]

/** `GET /landscapes/:slug/sketch/boundary` */
export function boundaryStep(place: Place): Handler {
  return visiting(place, async (c, visit) => {
    if (!mayDraw(visit.landscape)) throw forbidden()
    return boundaryForm(c, visit, { language: languageOf(c) })
  })
}

/** `POST /landscapes/:slug/sketch/boundary` */
export function drawBoundaryHandler(place: Place): Handler {
  return visiting(place, async (c, visit) => {
    if (!mayDraw(visit.landscape)) throw forbidden()
    const sent = await readForm(c)
    const sides = sideFields.map((n) => textOf(sent, `side${n}`))
    const problems = problemsOf(c, sent, sides)
    if (problems) return boundaryForm(c, visit, { language: languageOf(c), typed: sent, problems })
    const outcome = await once(visit.tx, textOf(sent, 'form_key'), visit.person.id, async () => {
      const kind = sketchedKinds.find((one) => one === textOf(sent, 'kind')) ?? 'other'
      const drawn = await drawBoundary(visit.tx, place.clock, visit.landscape, {
        name: textOf(sent, 'name'),
        kind,
        sides,
      })
      return drawn.kind === 'drawn'
        ? pathIn(visit.landscape, 'sketch', 'boundary', drawn.id, 'groups')
        : pathIn(visit.landscape, 'sketch', 'boundary')
    })
    return c.redirect(outcome.location, 303)
  })
}

function problemsOf(c: Context, sent: Sent, sides: string[]): Record<string, string> | null {
  const say = sketchWords(languageOf(c))
  const named = sides.filter(Boolean)
  const problems: Record<string, string> = {}
  if (!textOf(sent, 'name')) problems['name'] = say('boundary_name_missing')
  if (named.length < 2) problems[sides[0] ? 'side2' : 'side1'] = say('sides_missing')
  else if (new Set(named.map((side) => side.toLocaleLowerCase())).size < named.length)
    problems['side1'] = say('sides_alike')
  return Object.keys(problems).length > 0 ? problems : null
}

function boundaryForm(c: Context, visit: Visit, filled: Filled): Promise<Response> {
  const say = sketchWords(filled.language)
  return stepInside(
    c,
    visit,
    { title: say('boundary_title'), status: filled.problems ? 422 : 200 },
    <StepFrame c={c} landscape={visit.landscape} n={3} title={say('boundary_title')} lead={say('boundary_lead')}>
      <Form filled={filled} action={pathIn(visit.landscape, 'sketch', 'boundary')}>
        <TextField
          filled={filled}
          name="name"
          label={say('boundary_name')}
          hint={say('boundary_name_hint')}
          maxlength={200}
        />
        {sideFields.map((n) => (
          <TextField filled={filled} name={`side${n}`} label={say('side_n', { n })} maxlength={200} optional={n > 2} />
        ))}
        <Select
          filled={filled}
          name="kind"
          label={say('boundary_kind')}
          hint={say('kind_practices_only')}
          choices={sketchedKinds.map((kind) => ({ value: kind, label: say(`kind_${kind}`) }))}
        />
        <p class="actions">
          <Button>{say('next')}</Button>
          <a class="button button-quiet" href={pathIn(visit.landscape, 'sketch', 'ties')}>
            {say('boundary_skip')}
          </a>
          <LaterLink c={c} visit={visit} />
        </p>
      </Form>
    </StepFrame>,
  )
}
