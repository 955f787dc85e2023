import type { Context, Handler } from 'hono'
import { signedIn } from '../../../people/people.ts'
import { readForm, type Sent, textOf } from '../../../platform/http/body.ts'
import { forbidden, notFound } from '../../../platform/http/http.ts'
import { languageOf } from '../../../platform/http/request.ts'
import { TextField } from '../../../ui/fields.tsx'
import { Button, ButtonLink, type Filled, Form, type Problems } from '../../../ui/form.tsx'
import { BackLink } from '../../back-link.tsx'
import { type Place, toSignIn, type Visit, visiting, workbenchPage } from '../../visit.tsx'
import { CareFirst } from '../care/care-check.ts'
import { mayDraw } from '../landscape-policy.ts'
import { changeDrawing, type DrawingWish } from './change-drawing.ts'
import { drawingWords } from './drawing-words.ts'
import {
  type FieldName,
  fieldsOf,
  firstValues,
  signOf,
  type ThingKind,
  thingKinds,
  type Values,
} from './drawn-things.ts'
import type { DrawingRefusal } from './keep-wish.ts'
import { fieldProblems, whatBecameOfIt } from './meanwhile-view.tsx'
import { offeredFor, ThingFields } from './thing-fields.tsx'
import { calledOf, homeOf, thingPath } from './thing-places.ts'
import { type StoredThing, storedThing } from './thing-queries.ts'

/** `GET /landscapes/:slug/drawing/:kind/:id`: one thing to change, or with the id `new` one to add. */
export function thingPage(place: Place): Handler {
  return visiting(place, (c, visit) => formAnswer(c, visit, { language: languageOf(c) }, null))
}

/** `POST` to the same. */
export function thingHandler(place: Place): Handler {
  return async (c) => {
    const person = signedIn(c)
    if (!person) return toSignIn(c)
    const sent = await readForm(c)
    const kind = kindIn(c)
    const slug = c.req.param('slug') ?? ''
    const wish = wishIn(c, kind, sent)
    const outcome = await changeDrawing(place.db, place.clock, person, slug, wish)
    if (outcome.kind !== 'refused') return c.redirect(keptAt(outcome), 303)
    if (outcome.reason === 'no-landscape' || outcome.reason === 'unknown-thing') throw notFound()
    if (outcome.reason === 'not-allowed') throw forbidden()
    if (outcome.reason === 'care-check-first') throw new CareFirst()
    return visiting(place, (c, visit) => refusedAnswer(c, visit, sent, outcome))(c, async () => {})
  }
}

export function kindIn(c: Context): ThingKind {
  const kind = thingKinds.find((one) => one === c.req.param('kind'))
  if (!kind) throw notFound()
  return kind
}

/** Where one goes after something was kept: the page on which it is seen, which says so. */
export function keptAt({ home, id }: { home: string; id: string }): string {
  return `${home}${home.includes('?') ? '&' : '?'}kept=yes#${encodeURIComponent(id)}`
}

function valuesIn(kind: ThingKind, sent: Sent): Values {
  return Object.fromEntries(fieldsOf[kind].map(({ name }) => [name, textOf(sent, name)]).filter(([, value]) => value))
}

function wishIn(c: Context, kind: ThingKind, sent: Sent): DrawingWish {
  const id = c.req.param('id') ?? ''
  const shared = { kind, why: textOf(sent, 'why').slice(0, 500), formKey: textOf(sent, 'form_key') }
  if (id === 'new') return { ...shared, do: 'add', values: valuesIn(kind, sent) }
  // what was emptied is said as empty: only what the form does not ask stays as it is
  const asked = fieldsOf[kind].filter(({ once }) => !once).map(({ name }) => [name, textOf(sent, name)])
  return { ...shared, do: 'change', id, based: textOf(sent, 'based'), values: Object.fromEntries(asked) }
}

function refusedAnswer(c: Context, visit: Visit, sent: Sent, refusal: DrawingRefusal): Promise<Response> {
  const say = drawingWords(languageOf(c))
  const problems: Problems =
    refusal.reason === 'not-understood'
      ? fieldProblems(say, kindIn(c), refusal.problems)
      : 'now' in refusal || 'by' in refusal
        ? {}
        : { '': say(`refused_${refusal.reason as 'not-yours'}`) }
  return formAnswer(c, visit, { language: say.language, typed: sent, problems }, refusal)
}

/** What the address names: fields that are filled in already. */
function givenIn(c: Context, kind: ThingKind, typed: Filled['typed']): Values {
  const query = new URL(c.req.url).searchParams
  const from = (name: FieldName) => {
    const sent = typed?.[name]
    return (typeof sent === 'string' ? sent : null) ?? query.get(name) ?? ''
  }
  return Object.fromEntries(fieldsOf[kind].map(({ name }) => [name, from(name)]).filter(([, value]) => value))
}

async function formAnswer(c: Context, visit: Visit, filled: Filled, refusal: DrawingRefusal | null): Promise<Response> {
  if (!mayDraw(visit.landscape)) throw forbidden()
  const kind = kindIn(c)
  const id = c.req.param('id') ?? ''
  const stored = id === 'new' ? null : await storedThing(visit.tx, visit.landscape.id, kind, id)
  const removed = refusal?.reason === 'removed-meanwhile'
  if (id !== 'new' && !stored && !removed) throw notFound()
  return workbenchPage(
    c,
    visit,
    'landscape',
    { title: drawingWords(filled.language)(stored ? 'change' : 'add', { kind }), status: statusOf(refusal) },
    await ThingForm({ c, visit, kind, id, filled, stored, refusal }),
  )
}

function statusOf(refusal: DrawingRefusal | null): 200 | 409 | 422 {
  if (!refusal) return 200
  return refusal.reason === 'changed-meanwhile' || refusal.reason === 'removed-meanwhile' ? 409 : 422
}

interface FormProps {
  c: Context
  visit: Visit
  kind: ThingKind
  id: string
  filled: Filled
  stored: StoredThing | null
  refusal: DrawingRefusal | null
}

async function ThingForm({ c, visit, kind, id, filled, stored, refusal }: FormProps) {
  const { tx, landscape } = visit
  const say = drawingWords(filled.language)
  const typed = givenIn(c, kind, filled.typed)
  const values = stored ? stored.values : { ...firstValues[kind], ...typed }
  const known = onceOf(kind, stored?.values ?? (id === 'new' ? givenIn(c, kind, undefined) : typed))
  const of = stored?.boundary ?? new URL(c.req.url).searchParams.get('on')
  const offered = await offeredFor(tx, landscape, kind, known, of)
  const called = stored ? await calledOf(tx, landscape, kind, stored.values, say) : null
  const home = homeOf(landscape, kind, { id, values, boundary: stored?.boundary ?? of, gone: !stored })
  const action = stored ? thingPath(landscape, kind, id) : thingPath(landscape, kind, 'new', known, of)
  return (
    <div class="stack">
      <BackLink href={home}>{say('cancel')}</BackLink>
      <h1>{say(stored ? 'change' : 'add', { kind })}</h1>
      {called !== null && kind !== 'concern' && <p class="lead">{called}</p>}
      {refusal && whatBecameOfIt(say, kind, refusal, typed)}
      <Form filled={filled} action={action}>
        {stored && <input type="hidden" name="based" value={signOf(kind, stored)} />}
        <ThingFields say={say} filled={filled} kind={kind} values={values} offered={offered} isNew={!stored} />
        <TextField filled={filled} name="why" label={say('why')} hint={say('why_hint')} maxlength={500} optional />
        <p class="actions">
          <Button>{say(buttonFor(refusal))}</Button>
          <ButtonLink href={home} kind="quiet">
            {say('cancel')}
          </ButtonLink>
          {stored && (
            <ButtonLink href={`${thingPath(landscape, kind, id)}/remove`} kind="quiet">
              {say('remove', { kind })}
            </ButtonLink>
          )}
        </p>
      </Form>
    </div>
  )
}

function buttonFor(refusal: DrawingRefusal | null): 'keep' | 'keep_mine' | 'add_anew' {
  if (refusal?.reason === 'changed-meanwhile') return 'keep_mine'
  return refusal?.reason === 'removed-meanwhile' ? 'add_anew' : 'keep'
}

/** Of the values, those that name somebody or something for good. */
function onceOf(kind: ThingKind, values: Values): Values {
  const named = fieldsOf[kind].filter(
    ({ name, once, as }) => once && values[name] && ['person', 'practice', 'boundary'].includes(as),
  )
  return Object.fromEntries(named.map(({ name }) => [name, values[name]]))
}
