import type { Context, Handler } from 'hono'
import type { Child } from 'hono/jsx'
import { readAddress } from '../../people/people.ts'
import { readForm, textOf } from '../../platform/http/body.ts'
import { notFound } from '../../platform/http/http.ts'
import { once } from '../../platform/http/idempotency.ts'
import { languageOf } from '../../platform/http/request.ts'
import { isUuid } from '../../platform/uuid.ts'
import { TextField } from '../../ui/fields.tsx'
import { Button, ButtonLink, type Filled, Form, type Problems } from '../../ui/form.tsx'
import { page } from '../../ui/page.tsx'
import { BackLink } from '../back-link.tsx'
import { readMySay } from '../landscape/purposes/my-word-queries.ts'
import { PurposesForm, readPurposes } from '../landscape/purposes/purposes-form.tsx'
import { sayForMyself } from '../landscape/purposes/say-for-myself.ts'
import type { Place } from '../visit.tsx'
import { callMe, heldAboutMe, objectTo, type SaidKind, saidKinds, takeAwaySaidOfMe } from './held-queries.ts'
import { type HeldVisit, heldPath, heldVisiting } from './held-visit.ts'
import { heldWords } from './held-words.ts'
import { saidInWords, wrongSince } from './said-in-words.ts'

/** A page under what is held: its title, and the way back. */
function ownPage(c: Context, { landscape }: HeldVisit, title: string, filled: Filled, body: Child): Promise<Response> {
  const say = heldWords(filled.language)
  return page(
    c,
    { title, width: 'narrow', status: filled.problems ? 422 : 200, styles: ['held.css', 'purposes.css'] },
    <div class="stack held">
      <BackLink href={heldPath(landscape)}>{say('title')}</BackLink>
      <h1>{title}</h1>
      {body}
    </div>,
  )
}

const done = (c: Context, { landscape }: HeldVisit, what: 'saved' | 'taken') =>
  c.redirect(`${heldPath(landscape)}?done=${what}`, 303)

/** `/held/of/:slug/shown`: all purposes on one screen, said by oneself. */
export function shownPages(place: Place): { show: Handler; say: Handler } {
  const form = async (c: Context, visit: HeldVisit, filled: Filled) => {
    const { tx, landscape } = visit
    const say = heldWords(filled.language)
    const mine = await readMySay(tx, landscape.id)
    const action = heldPath(landscape, 'shown')
    return ownPage(c, visit, say('change_shown'), filled, <PurposesForm filled={filled} action={action} mine={mine} />)
  }
  return {
    show: heldVisiting(place, (c, visit) => form(c, visit, { language: languageOf(c) })),
    say: heldVisiting(place, async (c, visit) => {
      const sent = await readForm(c)
      const language = languageOf(c)
      const outcome = await sayForMyself(visit.tx, place.clock, {
        landscapeId: visit.landscape.id,
        ...readPurposes(sent),
      })
      if (outcome.kind === 'said') return done(c, visit, 'saved')
      if (outcome.reason !== 'name-needed') throw notFound()
      return form(c, visit, { language, typed: sent, problems: { name: heldWords(language)('name_needed') } })
    }),
  }
}

/** `/held/of/:slug/name`: what one is called, and how one is reached. */
export function namePages(place: Place): { show: Handler; keep: Handler } {
  const form = async (c: Context, visit: HeldVisit, filled: Filled) => {
    const say = heldWords(filled.language)
    const held = await heldAboutMe(visit.tx, visit.landscape.id)
    if (!held) throw notFound()
    if (held.me.account)
      return ownPage(
        c,
        visit,
        say('correct_title'),
        filled,
        <>
          <p class="lead">{say('account_name')}</p>
          <p class="actions">
            <ButtonLink href="/account" kind="primary">
              {say('list_account')}
            </ButtonLink>
          </p>
        </>,
      )
    const field = { filled, optional: true }
    return ownPage(
      c,
      visit,
      say('correct_title'),
      filled,
      <>
        <p class="lead">{say('correct_lead')}</p>
        <Form filled={filled} action={heldPath(visit.landscape, 'name')}>
          <TextField {...field} name="name" label={say('name')} value={held.me.name ?? ''} autocomplete="name" />
          <TextField
            {...field}
            name="address"
            type="email"
            label={say('address')}
            value={held.me.address ?? ''}
            autocomplete="email"
          />
          <TextField
            {...field}
            name="phone"
            type="tel"
            label={say('phone')}
            value={held.me.phone ?? ''}
            autocomplete="tel"
          />
          <div class="actions">
            <Button>{say('keep')}</Button>
          </div>
        </Form>
      </>,
    )
  }
  return {
    show: heldVisiting(place, (c, visit) => form(c, visit, { language: languageOf(c) })),
    keep: heldVisiting(place, async (c, visit) => {
      const sent = await readForm(c)
      const language = languageOf(c)
      const say = heldWords(language)
      const name = textOf(sent, 'name')
      const typed = textOf(sent, 'address')
      const address = typed === '' ? null : readAddress(typed)
      const problems: Problems = {}
      if (name.length > 200) problems['name'] = say('name_problem')
      if (typed !== '' && address === null) problems['address'] = say('address_problem')
      if (Object.keys(problems).length > 0) return form(c, visit, { language, typed: sent, problems })
      const phone = textOf(sent, 'phone').slice(0, 40) || null
      const outcome = await callMe(visit.tx, visit.landscape.id, { name: name || null, address, phone })
      if (outcome === 'not-here') throw notFound()
      if (outcome === 'address-taken')
        return form(c, visit, { language, typed: sent, problems: { address: say('address_taken') } })
      return outcome === 'called' ? done(c, visit, 'saved') : form(c, visit, { language })
    }),
  }
}

/** What can stay and be called wrong by the one it is about. */
const objectable: ReadonlySet<SaidKind> = new Set(['group', 'side', 'tie', 'concern'])

/** `/held/of/:slug/said/:kind/:id`: one thing that is said, to be taken away or called wrong. */
export function saidPages(place: Place): { ask: Handler; take: Handler } {
  const named = (c: Context): { kind: SaidKind; id: string } => {
    const kind = saidKinds.find((one) => one === c.req.param('kind'))
    const id = c.req.param('id') ?? ''
    if (!kind || !(isUuid(id) || (kind === 'labels' && id === 'all'))) throw notFound()
    return { kind, id }
  }
  return {
    ask: heldVisiting(place, async (c, visit) => {
      const { kind, id } = named(c)
      const language = languageOf(c)
      const say = heldWords(language)
      const held = await heldAboutMe(visit.tx, visit.landscape.id)
      const words = held && saidInWords(say, held, kind, id)
      if (!words) throw notFound()
      const wrong = wrongSince(held, id)
      return ownPage(
        c,
        visit,
        say(objectable.has(kind) ? 'wrong_title' : 'take_title'),
        { language },
        <>
          <p class="held-one">{words}</p>
          <p class="lead">
            {say('take_lead')}
            {objectable.has(kind) && !wrong && ` ${say('wrong_lead')}`}
          </p>
          <Form filled={{ language }} action={heldPath(visit.landscape, 'said', kind, id)}>
            <div class="actions">
              <Button>{say('take_button')}</Button>
              {objectable.has(kind) && (
                <Button kind="plain" name="say" value={wrong ? 'right' : 'wrong'}>
                  {say(wrong ? 'right_button' : 'wrong_button')}
                </Button>
              )}
              <ButtonLink href={heldPath(visit.landscape)} kind="quiet">
                {say('back')}
              </ButtonLink>
            </div>
          </Form>
        </>,
      )
    }),
    take: heldVisiting(place, async (c, visit) => {
      const { kind, id } = named(c)
      const sent = await readForm(c)
      const word = textOf(sent, 'say')
      if (objectable.has(kind) && (word === 'wrong' || word === 'right')) {
        const today = place.clock.now().toISOString().slice(0, 10)
        const said = await objectTo(visit.tx, visit.landscape.id, { kind, id, wrong: word === 'wrong', today })
        if (!said && word === 'wrong') throw notFound()
        return done(c, visit, 'saved')
      }
      const { location } = await once(visit.tx, textOf(sent, 'form_key'), visit.personId, async () => {
        const row = kind === 'labels' ? visit.landscape.id : id
        if (!(await takeAwaySaidOfMe(visit.tx, visit.landscape.id, kind, row))) throw notFound()
        return `${heldPath(visit.landscape)}?done=taken`
      })
      return c.redirect(location, 303)
    }),
  }
}
