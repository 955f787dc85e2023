import type { Context, Handler } from 'hono'
import { signedIn } from '../../../people/people.ts'
import { readForm, textOf } from '../../../platform/http/body.ts'
import { forbidden, notFound } from '../../../platform/http/http.ts'
import { languageOf } from '../../../platform/http/request.ts'
import { Check, TextField } from '../../../ui/fields.tsx'
import { Button, ButtonLink, type Filled, Form, type Problems } from '../../../ui/form.tsx'
import { Message } from '../../../ui/note.tsx'
import { BackLink } from '../../back-link.tsx'
import { type Place, toSignIn, type Visit, visiting, workbenchPage } from '../../visit.tsx'
import { mayDraw } from '../landscape-policy.ts'
import { changeDrawing } from './change-drawing.ts'
import { drawingWords } from './drawing-words.ts'
import { signOf, type ThingKind } from './drawn-things.ts'
import type { DrawingRefusal } from './keep-wish.ts'
import { whatBecameOfIt, whoAndWhy } from './meanwhile-view.tsx'
import { keptAt, kindIn } from './thing-page.tsx'
import { calledOf, homeOf, thingPath } from './thing-places.ts'
import { type Hanging, hangingOn, type StoredThing, storedThing } from './thing-queries.ts'

/** `GET /landscapes/:slug/drawing/:kind/:id/remove`: what would go, before it goes. */
export function removePage(place: Place): Handler {
  return visiting(place, (c, visit) => removeAnswer(c, visit, { language: languageOf(c) }, null))
}

/** `POST` to the same. */
export function removeHandler(place: Place): Handler {
  return async (c) => {
    const person = signedIn(c)
    if (!person) return toSignIn(c)
    const sent = await readForm(c)
    const outcome = await changeDrawing(place.db, place.clock, person, c.req.param('slug') ?? '', {
      kind: kindIn(c),
      do: 'remove',
      id: c.req.param('id') ?? '',
      based: textOf(sent, 'based') || undefined,
      why: textOf(sent, 'why').slice(0, 500),
      askedFor: textOf(sent, 'asked_for') === 'yes',
      formKey: textOf(sent, 'form_key'),
    })
    if (outcome.kind !== 'refused') return c.redirect(keptAt(outcome), 303)
    if (outcome.reason === 'no-landscape' || outcome.reason === 'unknown-thing') throw notFound()
    if (outcome.reason === 'not-allowed') throw forbidden()
    const words = drawingWords(languageOf(c))
    const problems: Problems = 'by' in outcome ? {} : { '': words(`refused_${outcome.reason as 'not-yours'}`) }
    return visiting(place, (c, visit) =>
      removeAnswer(c, visit, { language: words.language, typed: sent, problems }, outcome),
    )(c, async () => {})
  }
}

async function removeAnswer(
  c: Context,
  visit: Visit,
  filled: Filled,
  refusal: DrawingRefusal | null,
): Promise<Response> {
  const { tx, landscape } = visit
  if (!mayDraw(landscape)) throw forbidden()
  const kind = kindIn(c)
  const id = c.req.param('id') ?? ''
  const stored = await storedThing(tx, landscape.id, kind, id)
  const say = drawingWords(filled.language)
  if (!stored && refusal?.reason !== 'removed-meanwhile') throw notFound()
  return workbenchPage(
    c,
    visit,
    'landscape',
    { title: say('remove', { kind }), status: refusal ? ('by' in refusal ? 409 : 422) : 200 },
    stored ? (
      await RemoveForm({ visit, kind, id, filled, stored, refusal })
    ) : (
      <div class="stack">
        <h1>{say('remove', { kind })}</h1>
        <Message language={say.language} kind="note">
          {say('meanwhile_gone', whoAndWhy(refusal && 'by' in refusal ? refusal.by : null))}
        </Message>
        <p class="actions">
          <ButtonLink href={homeOf(landscape, kind, { id, values: {}, gone: true })} kind="primary">
            {say('back_to_landscape')}
          </ButtonLink>
        </p>
      </div>
    ),
  )
}

interface RemoveProps {
  visit: Visit
  kind: ThingKind
  id: string
  filled: Filled
  stored: StoredThing
  refusal: DrawingRefusal | null
}

async function RemoveForm({ visit, kind, id, filled, stored, refusal }: RemoveProps) {
  const { tx, landscape } = visit
  const say = drawingWords(filled.language)
  const name = await calledOf(tx, landscape, kind, stored.values, say)
  const hanging = await hangingOn(tx, landscape.id, kind, stored.rowId)
  const home = homeOf(landscape, kind, { id, ...stored })
  return (
    <div class="stack">
      <BackLink href={home}>{say('cancel')}</BackLink>
      <h1>{say('remove_sure', { name: name || say('nameless') })}</h1>
      {refusal && whatBecameOfIt(say, kind, refusal, stored.values)}
      <GoesWithIt say={say} hanging={hanging} />
      {kind === 'person' && <p>{say('remove_kept')}</p>}
      <Form filled={filled} action={`${thingPath(landscape, kind, id)}/remove`}>
        <input type="hidden" name="based" value={signOf(kind, stored)} />
        <TextField filled={filled} name="why" label={say('why')} hint={say('why_hint')} maxlength={500} optional />
        {kind === 'person' && (
          <Check filled={filled} name="asked_for" label={say('remove_asked')} hint={say('remove_asked_hint')} />
        )}
        <p class="actions">
          <Button kind="danger">{say('remove', { kind })}</Button>
          <ButtonLink href={home} kind="quiet">
            {say('cancel')}
          </ButtonLink>
        </p>
      </Form>
    </div>
  )
}

function GoesWithIt({ say, hanging }: { say: ReturnType<typeof drawingWords>; hanging: Hanging }) {
  const parts = (Object.keys(hanging) as (keyof Hanging)[]).filter((part) => hanging[part] > 0)
  if (parts.length === 0) return <p>{say('remove_nothing')}</p>
  return (
    <section class="stack-small">
      <p>{say('remove_with')}</p>
      <ul>
        {parts.map((part) => (
          <li>{say(`hangs_${part}`, { n: hanging[part] })}</li>
        ))}
      </ul>
    </section>
  )
}
