import type { Context, Handler } from 'hono'
import { keepAudit } from '../../../people/audit/audit.ts'
import { requireFresh } from '../../../people/fresh.ts'
import { readForm, type Sent, textOf } from '../../../platform/http/body.ts'
import { forbidden } from '../../../platform/http/http.ts'
import { once } from '../../../platform/http/idempotency.ts'
import { languageOf } from '../../../platform/http/request.ts'
import { TextField } from '../../../ui/fields.tsx'
import { Button, ButtonLink, Form } from '../../../ui/form.tsx'
import { Message } from '../../../ui/note.tsx'
import { type Place, pathIn, type Visit, visiting, workbenchPage } from '../../visit.tsx'
import { mayConvene, maySteward } from '../landscape-policy.ts'
import { answerCareCheck } from './answer-care-check.ts'
import { type CameFrom, cameFrom } from './came-from.ts'
import { answersIn, leftOpen } from './care-form.tsx'
import { careChecks, giveUpLandscape, whatNeedsCare } from './care-queries.ts'
import { type CareFilled, CareView } from './care-view.tsx'
import { careWords } from './care-words.ts'
import { HeldFields, type HeldForm, heldIn, SentFields, writtenIn } from './held-form.tsx'

const decisions = ['go', 'stop', 'delete'] as const

/** `GET /landscapes/:slug/care`: the five questions, how they were answered, and when they are to be looked at again. */
export function carePage(place: Place): Handler {
  return visiting(place, (c, visit) =>
    careAnswer(c, place, visit, {
      filled: { language: languageOf(c) },
      from: cameFrom(c, visit.landscape),
      status: 200,
    }),
  )
}

/** `POST` to the same: go on, stop and keep what is there, or stop and delete it. */
export function careHandler(place: Place): Handler {
  return visiting(place, async (c, visit) => {
    if (!mayConvene(visit.landscape)) throw forbidden()
    const sent = await readForm(c)
    const say = careWords(languageOf(c))
    const held = heldIn(sent, visit.landscape)
    const from = cameFrom(c, visit.landscape, sent, held)
    const decision = decisions.find((one) => one === textOf(sent, 'decision'))
    const problems = decision === 'go' ? leftOpen(say.language, answersIn(sent)) : {}
    if (!decision) problems['decision'] = say('decision_missing')
    if (!decision || Object.keys(problems).length > 0)
      return careAnswer(c, place, visit, {
        filled: { language: say.language, typed: sent, problems },
        held,
        from,
        status: 422,
      })
    if (decision === 'delete') return requireFresh(c) ?? giveUp(c, visit, sent)
    const { location } = await once(visit.tx, textOf(sent, 'form_key'), visit.person.id, async () => {
      const outcome = await answerCareCheck(visit.tx, place.clock, visit.landscape, {
        decision,
        answers: answersIn(sent),
      })
      if (outcome.kind === 'refused') throw forbidden()
      return `${pathIn(visit.landscape, 'care')}${from === 'landscape' ? '' : `?from=${from}`}`
    })
    return held ? afterwards(c, visit, decision, { held, from }) : c.redirect(location, 303)
  })
}

/** The page with its questions; `held` is what somebody sent that has to wait for them. */
export async function careAnswer(
  c: Context,
  place: Place,
  visit: Visit,
  {
    filled,
    held = null,
    tooLong = false,
    from = cameFrom(c, visit.landscape, {}, held),
    status,
  }: CareFilled & { status: 200 | 422 },
): Promise<Response> {
  const { tx, landscape } = visit
  const say = careWords(filled.language)
  const [checks, there] = [await careChecks(tx, landscape.id), await whatNeedsCare(tx, landscape.id)]
  return workbenchPage(
    c,
    visit,
    'people',
    { title: say('title'), status },
    <CareView
      landscape={landscape}
      checks={checks}
      there={there}
      now={place.clock.now()}
      filled={filled}
      held={held}
      tooLong={tooLong}
      from={from}
    />,
  )
}

/** What had to wait goes on by one press; after a stop it does not. */
function afterwards(
  c: Context,
  visit: Visit,
  decision: 'go' | 'stop',
  { held, from }: { held: HeldForm; from: CameFrom },
): Promise<Response> {
  const say = careWords(languageOf(c))
  const went = decision === 'go'
  const back = say(from === 'landscape' ? 'back' : `from_${from}`)
  return workbenchPage(
    c,
    visit,
    'people',
    { title: say(went ? 'answered_title' : 'stopped_title') },
    <div class="stack">
      <h1>{say(went ? 'answered_title' : 'stopped_title')}</h1>
      <p class="lead">{say(went ? 'answered_text' : 'stopped_text')}</p>
      {went && (
        <form class="form" method="post" action={held.action}>
          <SentFields sent={held.sent} />
          {writtenIn(held).map((text) => (
            <blockquote class="card">{text}</blockquote>
          ))}
          <p class="actions">
            <Button>{say('send_on')}</Button>
            <ButtonLink href={pathIn(visit.landscape, from)} kind="quiet">
              {back}
            </ButtonLink>
          </p>
        </form>
      )}
      {!went && (
        <p class="actions">
          <ButtonLink href={pathIn(visit.landscape, from)}>{back}</ButtonLink>
        </p>
      )}
    </div>,
  )
}

/** Deleting is asked once more, with the name written out. */
async function giveUp(c: Context, visit: Visit, sent: Sent): Promise<Response> {
  const { tx, landscape } = visit
  if (!maySteward(landscape)) throw forbidden()
  const say = careWords(languageOf(c))
  const written = textOf(sent, 'name')
  if (written.trim() === landscape.name) {
    await keepAudit(tx, { what: 'landscape-deleted', landscapeId: landscape.id })
    if (!(await giveUpLandscape(tx, landscape.id))) throw forbidden()
    return c.redirect('/landscapes', 303)
  }
  const { people } = await whatNeedsCare(tx, landscape.id)
  const asked = 'name' in sent
  const problems = asked ? { name: say('delete_wrong', { name: landscape.name }) } : undefined
  const held = heldIn(sent, landscape)
  return workbenchPage(
    c,
    visit,
    'people',
    { title: say('delete_title', { name: landscape.name }), status: asked ? 422 : 200 },
    <div class="stack">
      <h1>{say('delete_title', { name: landscape.name })}</h1>
      <Message language={say.language} kind="problem">
        {say('delete_text', { people })}
      </Message>
      <Form filled={{ language: say.language, problems }} action={pathIn(landscape, 'care')}>
        {held && <HeldFields held={held} />}
        <input type="hidden" name="decision" value="delete" />
        <TextField
          filled={{ language: say.language, typed: asked ? sent : undefined, problems }}
          name="name"
          label={say('delete_name')}
          hint={say('delete_name_hint', { name: landscape.name })}
          maxlength={200}
        />
        <p class="actions">
          <Button kind="plain">{say('delete_now')}</Button>
          <ButtonLink href={pathIn(landscape, 'care')} kind="primary">
            {say('delete_not')}
          </ButtonLink>
        </p>
      </Form>
    </div>,
  )
}
