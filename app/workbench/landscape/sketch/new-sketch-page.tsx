import type { Context, Handler } from 'hono'
import { signedIn } from '../../../people/people.ts'
import { readForm, textOf } from '../../../platform/http/body.ts'
import { once } from '../../../platform/http/idempotency.ts'
import { languageOf } from '../../../platform/http/request.ts'
import { RadioGroup, TextArea, TextField } from '../../../ui/fields.tsx'
import { Button, ButtonLink, type Filled, Form } from '../../../ui/form.tsx'
import { Message } from '../../../ui/note.tsx'
import { type Place, toSignIn } from '../../visit.tsx'
import { deviceWords } from '../device/device-words.ts'
import { Gallery } from '../templates/gallery-view.tsx'
import { isTemplateId, landscapeTemplate, type TemplateId } from '../templates/landscape-templates.ts'
import { sketchWords } from './sketch-words.ts'
import { startSketch } from './start-sketch.ts'
import { StepFrame, stepPage } from './step-frame.tsx'

/** `GET /landscapes/new`; with `?template=` it begins with the groups and boundaries of an empty landscape. */
export const newSketchPage: Handler = (c) =>
  signedIn(c)
    ? newSketchForm(c, { language: languageOf(c) }, templateIn(new URL(c.req.url).searchParams.get('template')))
    : toSignIn(c)

/** `POST /landscapes/new` */
export function startSketchHandler(place: Place): Handler {
  return async (c) => {
    const person = signedIn(c)
    if (!person) return toSignIn(c)
    const say = sketchWords(languageOf(c))
    const sent = await readForm(c)
    if (textOf(sent, 'mapped') === 'stop') return stoppedPage(c)
    const what = {
      name: textOf(sent, 'name').slice(0, 200),
      hope: textOf(sent, 'hope') || null,
      language: languageOf(c),
      considered: textOf(sent, 'mapped') === 'yes',
      template: templateIn(textOf(sent, 'template')),
    }
    const problems: Record<string, string> = {}
    if (!what.name) problems['name'] = say('name_missing')
    if (!what.considered) problems['mapped'] = say('mapped_missing')
    if (Object.keys(problems).length > 0)
      return newSketchForm(c, { language: say.language, typed: sent, problems }, what.template)
    const outcome = await place.db.as({ kind: 'person', id: person.id }, (tx) =>
      once(tx, textOf(sent, 'form_key'), person.id, async () => {
        const started = await startSketch(tx, place.clock, what)
        return started.kind === 'started' ? `/landscapes/${started.slug}/sketch/people` : '/landscapes/new'
      }),
    )
    return c.redirect(outcome.location, 303)
  }
}

function templateIn(text: string | null): TemplateId | null {
  return text !== null && isTemplateId(text) ? text : null
}

function newSketchForm(c: Context, filled: Filled, template: TemplateId | null): Response | Promise<Response> {
  const say = sketchWords(filled.language)
  const from = template && landscapeTemplate(template, filled.language)
  return stepPage(
    c,
    { title: say('new_title'), status: filled.problems ? 422 : 200 },
    <StepFrame c={c} n={1} title={say('new_title')}>
      {from && (
        <Message language={filled.language} kind="note">
          {deviceWords(filled.language)('from_template', { name: from.name })}
        </Message>
      )}
      <Form filled={filled} action="/landscapes/new">
        {template && <input type="hidden" name="template" value={template} />}
        <TextField filled={filled} name="name" label={say('name')} hint={say('name_hint')} maxlength={200} />
        <TextArea filled={filled} name="hope" label={say('hope')} rows={2} maxlength={1000} optional voice="reading" />
        <RadioGroup
          filled={filled}
          name="mapped"
          label={say('mapped')}
          hint={say('mapped_hint')}
          choices={[
            { value: 'yes', label: say('mapped_yes') },
            { value: 'stop', label: say('stop') },
          ]}
        />
        <Button>{say('next')}</Button>
      </Form>
      {!template && <Gallery language={filled.language} hrefOf={(id) => `/landscapes/new?template=${id}`} />}
    </StepFrame>,
  )
}

function stoppedPage(c: Context): Response | Promise<Response> {
  const say = sketchWords(languageOf(c))
  return stepPage(
    c,
    { title: say('stopped_title') },
    <div class="stack">
      <h1>{say('stopped_title')}</h1>
      <p class="lead">{say('stopped_text')}</p>
      <p class="actions">
        <ButtonLink href="/welcome">{say('stopped_back')}</ButtonLink>
      </p>
    </div>,
  )
}
