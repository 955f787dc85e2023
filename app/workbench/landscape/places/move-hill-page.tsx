import type { Context, Handler } from 'hono'
import { signedIn } from '../../../people/people.ts'
import { readForm, textOf } from '../../../platform/http/body.ts'
import { forbidden, notFound } from '../../../platform/http/http.ts'
import { languageOf } from '../../../platform/http/request.ts'
import { writeMoment } from '../../../platform/i18n/numbers.ts'
import { ButtonLink } from '../../../ui/form.tsx'
import { Message } from '../../../ui/note.tsx'
import { type Place, pathIn, toSignIn, visiting, workbenchPage } from '../../visit.tsx'
import { mayDraw } from '../landscape-policy.ts'
import { type MoveRefusal, moveHill } from './move-hill.ts'
import { whoPut } from './move-hill-view.tsx'
import { placesWords } from './places-words.ts'
import { type Whither, ways } from './where-to.ts'

/** What a form asks for: a way and how far, another hill, or to let it go; with the words that were not understood. */
type Asked = { to: Whither | null } | { notUnderstood: string }

/** `POST /landscapes/:slug/practices/:practice/place`: moves one hill, or lets it go. */
export function moveHillHandler(place: Place): Handler {
  return async (c) => {
    const person = signedIn(c)
    if (!person) return toSignIn(c)
    const sent = await readForm(c)
    const asked = askedIn((name) => textOf(sent, name))
    const practice = c.req.param('practice') ?? ''
    const landscape = c.req.param('slug') ?? ''
    if ('notUnderstood' in asked) return refusedPage(place, c, { reason: 'not-understood', value: asked.notUnderstood })
    const outcome = await moveHill(place.db, person, {
      landscape,
      practice,
      based: textOf(sent, 'based'),
      to: asked.to,
      formKey: textOf(sent, 'form_key'),
    })
    if (outcome.kind === 'refused') {
      if (outcome.reason === 'no-landscape' || outcome.reason === 'unknown-thing') throw notFound()
      if (outcome.reason === 'not-allowed') throw forbidden()
      return refusedPage(place, c, { ...outcome, value: textOf(sent, 'beside') })
    }
    const how = outcome.kind === 'let-go' ? 'back' : outcome.clamped ? 'near' : 'yes'
    return c.redirect(`${pathIn({ slug: landscape }, 'practices', practice)}?moved=${how}#place`, 303)
  }
}

function askedIn(text: (name: string) => string): Asked {
  if (text('do') === 'let-go') return { to: null }
  const beside = text('beside')
  if (beside !== '') return { to: { beside } }
  const way = ways.find((one) => one === text('way'))
  const distance = text('distance')
  if (way && (distance === 'near' || distance === 'far')) return { to: { way, far: distance === 'far' } }
  return { notUnderstood: [text('way'), distance].filter(Boolean).join(' ').slice(0, 100) }
}

type Refusal = (MoveRefusal | { reason: 'not-understood' }) & { value: string }

/** Why it was not moved, and the way back to where it can be tried again from what stands there now. */
function refusedPage(place: Place, c: Context, refusal: Refusal): Promise<Response> {
  const answer = visiting(place, async (c, visit) => {
    if (!mayDraw(visit.landscape)) throw forbidden()
    const say = placesWords(languageOf(c))
    const gone = refusal.reason === 'removed-meanwhile'
    const back = gone ? ['landscape'] : ['practices', c.req.param('practice') ?? '']
    return workbenchPage(
      c,
      visit,
      'landscape',
      { title: say('refused_title'), status: refusal.reason.endsWith('-meanwhile') ? 409 : 422 },
      <div class="stack">
        <h1>{say('refused_title')}</h1>
        <Message language={say.language} kind="problem">
          {refusalInWords(say, refusal)}
        </Message>
        <p class="actions">
          <ButtonLink href={pathIn(visit.landscape, ...back)} kind="primary">
            {say('look_again')}
          </ButtonLink>
        </p>
      </div>,
    )
  })
  return answer(c, async () => {}) as Promise<Response>
}

function refusalInWords(say: ReturnType<typeof placesWords>, refusal: Refusal): string {
  if (refusal.reason === 'moved-meanwhile') {
    const { by } = refusal
    if (!by) return say('refused_let_go_meanwhile')
    return say('refused_moved_meanwhile', { who: whoPut(by), moment: writeMoment(say.language, by.at) })
  }
  if (refusal.reason === 'removed-meanwhile') return say('refused_removed_meanwhile')
  if (refusal.reason === 'not-laid-out') return say('refused_not_laid_out')
  const { value } = refusal
  return refusal.reason === 'unknown-hill'
    ? say('refused_unknown_hill', { value })
    : say('refused_not_understood', { value })
}
