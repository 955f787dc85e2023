import type { Context, Handler } from 'hono'
import { raw } from 'hono/html'
import { keepAudit } from '../../../people/audit/audit.ts'
import { allOf, readForm, type Sent, textOf } from '../../../platform/http/body.ts'
import { forbidden } from '../../../platform/http/http.ts'
import { once } from '../../../platform/http/idempotency.ts'
import { factsOf, languageOf } from '../../../platform/http/request.ts'
import { isLanguage } from '../../../platform/i18n/language.ts'
import { Button, type Filled, Form } from '../../../ui/form.tsx'
import { Message } from '../../../ui/note.tsx'
import { BackLink } from '../../back-link.tsx'
import { peopleLive } from '../../landscape/landscape.ts'
import { mayConvene } from '../../landscape/landscape-policy.ts'
import { type Place, pathIn, type Visit, visiting, workbenchPage } from '../../visit.tsx'
import { addressOfLink, makePersonalLink } from '../held.ts'
import { noteLinksShown } from '../held-session.ts'
import { heldWords } from '../held-words.ts'
import { digestOf, type LinkWay, readCode } from '../link-code.ts'
import { type Card, type CardMaking, makeCard } from './card.ts'
import { linksIMade, peopleToHandLinks, type ToHand } from './card-queries.ts'
import { CardsForm } from './cards-form.tsx'
import { paintCards } from './paint-cards.ts'

/** Cards made at once, at most. */
const mostCards = 60

/** `/landscapes/:slug/cards`: links and printed cards for people without an account, for those who convene. */
export function cardsPages(place: Place): { show: Handler; make: Handler; print: Handler } {
  return {
    show: visiting(place, async (c, visit) => {
      if (!mayConvene(visit.landscape)) throw forbidden()
      return choosePage(c, visit, { language: languageOf(c) })
    }),

    /** The secrets are shown on the answer and never again: asked twice with one form, it leads back. */
    make: visiting(place, async (c, visit) => {
      if (!mayConvene(visit.landscape)) throw forbidden()
      const sent = await readForm(c)
      const language = languageOf(c)
      const wanted = new Set(allOf(sent, 'person'))
      const people = (await peopleToHandLinks(visit.tx, visit.landscape.id)).filter(({ id }) => wanted.has(id))
      if (people.length === 0 || people.length > mostCards) {
        const problems = { person: heldWords(language)('cards_none', { most: mostCards }) }
        return choosePage(c, visit, { language, typed: sent, problems })
      }
      const made: Made[] = []
      const { location, repeated } = await once(visit.tx, textOf(sent, 'form_key'), visit.person.id, async () => {
        for (const person of people) made.push({ person, secret: await secretFor(place, visit, person, wayIn(sent)) })
        return `${pathIn(visit.landscape, 'cards')}?made=before`
      })
      if (repeated) return c.redirect(location, 303)
      noteLinksShown(c)
      return madePage(c, visit, sent, made)
    }),

    /** `POST …/cards/cards.pdf`: the cards of the page before, by the codes that stand on it. */
    print: async (c, next) => {
      let cards: Card[] = []
      const answer = await visiting(place, async (c, visit) => {
        if (!mayConvene(visit.landscape)) throw forbidden()
        const sent = await readForm(c)
        const codes = allOf(sent, 'code').slice(0, mostCards).map(readCode)
        const digests = codes.flatMap((code) => (code ? [digestOf(code)] : []))
        const known = await linksIMade(visit.tx, visit.landscape.id, digests)
        if (digests.length === 0 || known !== digests.length) return c.redirect(pathIn(visit.landscape, 'cards'), 303)
        const names = allOf(sent, 'called')
        const making = makingOf(c, visit, sent)
        cards = await Promise.all(codes.map((code, nth) => makeCard(making, code!, names[nth] || null)))
        return c.body(null)
      })(c, next)
      if (!answer || cards.length === 0) return answer
      const bytes = await paintCards({ cards, seconds: Math.floor(place.clock.now().getTime() / 1000) })
      if (bytes === null) return c.redirect(`/landscapes/${c.req.param('slug')}/cards`, 303)
      return c.body(bytes, 200, {
        'Content-Type': 'application/pdf',
        'Content-Disposition': 'attachment; filename="cards.pdf"',
        'Cache-Control': 'no-store',
      })
    },
  }
}

interface Made {
  person: ToHand
  secret: string
}

async function secretFor(place: Place, { tx, landscape }: Visit, { personId }: ToHand, way: LinkWay): Promise<string> {
  const made = await makePersonalLink(tx, place.clock, { landscapeId: landscape.id, personId, way })
  if (made.kind === 'refused') throw forbidden()
  await keepAudit(tx, { what: 'link-made', landscapeId: landscape.id, aboutId: personId })
  return made.secret
}

function wayIn(sent: Sent): LinkWay {
  return textOf(sent, 'way') === 'link' ? 'link' : 'printed'
}

function makingOf(c: Context, { landscape }: Visit, sent: Sent): CardMaking {
  const wish = textOf(sent, 'language')
  return {
    landscape: landscape.name,
    purpose: textOf(sent, 'purpose').slice(0, 200),
    contact: textOf(sent, 'contact').slice(0, 120),
    language: isLanguage(wish) ? wish : languageOf(c),
    origin: factsOf(c).origin,
  }
}

async function choosePage(c: Context, visit: Visit, filled: Filled): Promise<Response> {
  const say = heldWords(filled.language)
  const lives = peopleLive(visit.landscape.basis)
  const people = lives ? await peopleToHandLinks(visit.tx, visit.landscape.id) : []
  return workbenchPage(
    c,
    visit,
    'people',
    { title: say('cards_title'), status: filled.problems ? 422 : 200, styles: ['held.css'] },
    <div class="stack">
      <BackLink href={pathIn(visit.landscape, 'people')}>{say('cards_back')}</BackLink>
      <h1>{say('cards_title')}</h1>
      <p class="lead">{say(lives ? 'cards_lead' : 'cards_no_need')}</p>
      {c.req.query('made') === 'before' && (
        <Message language={say.language} kind="note">
          {say('cards_made_before')}
        </Message>
      )}
      {lives && people.length === 0 && <p>{say('cards_nobody')}</p>}
      {people.length > 0 && <CardsForm visit={visit} filled={filled} people={people} chosen={c.req.query('person')} />}
    </div>,
  )
}

async function madePage(c: Context, visit: Visit, sent: Sent, made: readonly Made[]): Promise<Response> {
  const say = heldWords(languageOf(c))
  const making = makingOf(c, visit, sent)
  const printed = wayIn(sent) === 'printed'
  const cards = await Promise.all(made.map(({ person, secret }) => makeCard(making, secret, person.called)))
  return workbenchPage(
    c,
    visit,
    'people',
    { title: say('cards_title'), width: 'wide', styles: ['held.css', 'cards.css'] },
    <div class="stack">
      <div class="stack cards-screen">
        <BackLink href={pathIn(visit.landscape, 'cards')}>{say('cards_title')}</BackLink>
        <h1>{say('cards_made', { n: made.length })}</h1>
        <Message language={say.language} kind="note">
          {say('cards_once')}
        </Message>
        {printed && (
          <Form filled={{ language: say.language }} action={pathIn(visit.landscape, 'cards', 'cards.pdf')}>
            {(['purpose', 'contact', 'language'] as const).map((name) => (
              <input type="hidden" name={name} value={making[name]} />
            ))}
            {made.map(({ person, secret }) => (
              <>
                <input type="hidden" name="code" value={secret} />
                <input type="hidden" name="called" value={person.called ?? ''} />
              </>
            ))}
            <div class="actions">
              <Button>{say('cards_pdf')}</Button>
            </div>
          </Form>
        )}
      </div>
      {printed ? (
        <div class="cards">{cards.map(CardView)}</div>
      ) : (
        <dl class="stack">
          {made.map(({ person, secret }) => (
            <div class="card stack-small">
              <dt class="label">{person.called ?? say('card_somebody')}</dt>
              <dd class="held-address">
                <code>{addressOfLink(making.origin, secret)}</code>
              </dd>
            </div>
          ))}
        </dl>
      )}
    </div>,
  )
}

/** A card as it will be on paper. */
function CardView(card: Card) {
  return (
    <article class="paper-card" lang={card.language}>
      <p class="paper-strip">{card.strip}</p>
      <h2>{card.title}</h2>
      <p class="paper-landscape">{card.landscape}</p>
      {card.purpose && <p>{card.purpose}</p>}
      <div class="paper-way">
        <div class="paper-picture" role="img" aria-label={card.pictureSays}>
          {raw(card.picture)}
        </div>
        <p>
          {card.how} <strong>{card.site}</strong>
        </p>
      </div>
      <p class="paper-code">{card.code}</p>
      <p class="caption">{card.promise}</p>
      {card.contact && <p class="caption muted">{card.contact}</p>}
    </article>
  )
}
