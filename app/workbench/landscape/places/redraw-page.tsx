import type { Context, Handler } from 'hono'
import { raw } from 'hono/html'
import { signedIn } from '../../../people/people.ts'
import { readForm, textOf } from '../../../platform/http/body.ts'
import { forbidden, notFound } from '../../../platform/http/http.ts'
import { languageOf } from '../../../platform/http/request.ts'
import { writeShare } from '../../../platform/i18n/numbers.ts'
import { Check } from '../../../ui/fields.tsx'
import { Button, ButtonLink, Form } from '../../../ui/form.tsx'
import { Message } from '../../../ui/note.tsx'
import { BackLink } from '../../back-link.tsx'
import { type Place, pathIn, toSignIn, type Visit, visiting, workbenchPage } from '../../visit.tsx'
import { peopleLive } from '../landscape.ts'
import { mayDraw } from '../landscape-policy.ts'
import { drawMap } from '../map/draw-map.ts'
import type { Layout } from '../map/lay-out.ts'
import { mapStyles } from '../map/map-styles.ts'
import { mapWords } from '../map/map-words.ts'
import { hillsMoved } from './hills-moved.ts'
import { isUnderWay, LayingProgress, lookAgain } from './laying-out/laying-view.tsx'
import { placesWords } from './places-words.ts'
import type { RedrawWish } from './proposal-hash.ts'
import { acceptRedraw, type Proposal, redrawn } from './redraw-map.ts'

/** The hills that would move farthest are named, so many of them. */
const mostNamed = 5
const mostArrangements = 99

/** `GET /landscapes/:slug/redraw?arrangement=0&let_go=yes`: how the map would lie if it were laid out anew, beside how it lies. */
export function redrawPage(place: Place): Handler {
  return visiting(place, (c, visit) =>
    redrawAnswer(
      place,
      c,
      visit,
      wishIn((name) => c.req.query(name) ?? ''),
      null,
    ),
  )
}

/** `POST` to the same: takes what was shown, or refuses when it would be something else by now. */
export function redrawHandler(place: Place): Handler {
  return async (c) => {
    const person = signedIn(c)
    if (!person) return toSignIn(c)
    const sent = await readForm(c)
    const wish = wishIn((name) => textOf(sent, name))
    const landscape = c.req.param('slug') ?? ''
    const outcome = await acceptRedraw(place.db, place.clock, person, {
      ...wish,
      landscape,
      proposal: textOf(sent, 'proposal'),
      formKey: textOf(sent, 'form_key'),
    })
    if (outcome.kind === 'redrawn') return c.redirect(`${pathIn({ slug: landscape }, 'redraw')}?redrawn=yes`, 303)
    if (outcome.reason === 'no-landscape') throw notFound()
    if (outcome.reason === 'not-allowed') throw forbidden()
    const again = visiting(place, (c, visit) => redrawAnswer(place, c, visit, wish, 'redraw_changed'))
    return again(c, async () => {})
  }
}

function wishIn(text: (name: string) => string): RedrawWish {
  const arrangement = /^\d{1,2}$/.test(text('arrangement')) ? Number(text('arrangement')) : 0
  return { arrangement, keepPins: text('let_go') !== 'yes' }
}

async function redrawAnswer(
  place: Place,
  c: Context,
  visit: Visit,
  wish: RedrawWish,
  refused: 'redraw_changed' | null,
): Promise<Response> {
  const { landscape } = visit
  if (!mayDraw(landscape)) throw forbidden()
  const language = languageOf(c)
  const say = placesWords(language)
  const done = c.req.query('redrawn') === 'yes' && refused === null
  const proposal = done ? null : await redrawn(visit.tx, landscape, wish, place.clock.now())
  if (proposal?.kind === 'waiting' && isUnderWay(proposal.laying)) c.header('Refresh', String(lookAgain))
  return workbenchPage(
    c,
    visit,
    'landscape',
    { title: say('redraw_title'), width: 'wide', styles: [...mapStyles, 'places.css'], status: refused ? 409 : 200 },
    <div class="stack">
      <BackLink href={pathIn(landscape, 'landscape')}>{landscape.name}</BackLink>
      <h1>{say('redraw_title')}</h1>
      {done && (
        <Message language={language} kind="done">
          {say('redrawn')} <a href={pathIn(landscape, 'landscape')}>{say('see_map')}</a>
        </Message>
      )}
      {refused && (
        <Message language={language} kind="problem">
          {say(refused)}
        </Message>
      )}
      <p class="lead">{say('redraw_lead')}</p>
      <p>{say(peopleLive(landscape.basis) ? 'redraw_own' : 'redraw_shared')}</p>
      {proposal === null ? (
        <p class="actions">
          <ButtonLink href={pathIn(landscape, 'redraw')}>{say('another')}</ButtonLink>
        </p>
      ) : (
        <ProposalView say={say} landscape={landscape} wish={wish} proposal={proposal} />
      )}
    </div>,
  )
}

interface ProposalProps {
  say: ReturnType<typeof placesWords>
  landscape: { slug: string }
  wish: RedrawWish
  proposal: Proposal
}

function ProposalView({ say, landscape, wish, proposal }: ProposalProps) {
  if (proposal.kind === 'never-laid-out')
    return (
      <Message language={say.language} kind="note">
        {say('redraw_never')} <a href={pathIn(landscape, 'landscape')}>{say('see_map')}</a>
      </Message>
    )
  if (proposal.kind === 'waiting')
    return isUnderWay(proposal.laying) ? (
      <section class="card stack-small">
        <LayingProgress language={say.language} laying={proposal.laying} />
      </section>
    ) : (
      <Message language={say.language} kind="problem">
        {say('laying_failed')}
      </Message>
    )
  return <ReadyView say={say} landscape={landscape} wish={wish} proposal={proposal} />
}

type Ready = Proposal & { kind: 'ready' }

function ReadyView({ say, landscape, wish, proposal }: ProposalProps & { proposal: Ready }) {
  const here = pathIn(landscape, 'redraw')
  const stays = hillsMoved(proposal.before, proposal.after).moves.length === 0
  return (
    <>
      <Differences say={say} wish={wish} proposal={proposal} />
      <div class="redraw-both">
        <Picture say={say} landscape={landscape} proposal={proposal} which="before" />
        <Picture say={say} landscape={landscape} proposal={proposal} which="after" />
      </div>
      <div class="redraw-choices">
        <Form filled={{ language: say.language }} action={here} class="inline-form">
          <input type="hidden" name="proposal" value={proposal.proposal} />
          <input type="hidden" name="arrangement" value={String(wish.arrangement)} />
          <input type="hidden" name="let_go" value={wish.keepPins ? '' : 'yes'} />
          {(!stays || !wish.keepPins) && <Button>{say('accept')}</Button>}
          <ButtonLink href={pathIn(landscape, 'landscape')}>{say('leave')}</ButtonLink>
        </Form>
        <Ways say={say} here={here} wish={wish} pinned={proposal.pinned.length} />
      </div>
    </>
  )
}

/** Other ways to draw it: another arrangement, and with or without the pins. */
function Ways({
  say,
  here,
  wish,
  pinned,
}: {
  say: ProposalProps['say']
  here: string
  wish: RedrawWish
  pinned: number
}) {
  const pins: Record<string, string> = wish.keepPins ? {} : { let_go: 'yes' }
  const to = (nth: number) => `${here}?${new URLSearchParams({ arrangement: String(nth), ...pins })}`
  const filled = { language: say.language }
  return (
    <>
      <p>
        {wish.arrangement < mostArrangements && <a href={to(wish.arrangement + 1)}>{say('another')}</a>}
        {wish.arrangement > 0 && (
          <>
            {' · '}
            <a href={to(0)}>{say('first_arrangement')}</a>
          </>
        )}
      </p>
      {pinned > 0 && (
        <form method="get" action={here} class="redraw-pins">
          <input type="hidden" name="arrangement" value={String(wish.arrangement)} />
          <Check filled={filled} name="let_go" label={say('also_pins')} checked={!wish.keepPins} optional />
          <Button kind="quiet">{say('show_so')}</Button>
        </form>
      )}
    </>
  )
}

function Differences({ say, wish, proposal }: { say: ProposalProps['say']; wish: RedrawWish; proposal: Ready }) {
  const { moves, far, little, unseen } = hillsMoved(proposal.before, proposal.after)
  const names = new Map(proposal.input.practices.map(({ id, name }) => [id, name]))
  const pinned = proposal.pinned.length
  const share = (of: number) => writeShare(say.language, of)
  return (
    <section class="stack-small">
      <p class="reading">{moves.length === 0 ? say('would_stay') : say('would_move', { far, little, unseen })}</p>
      {pinned > 0 && <p>{say(wish.keepPins ? 'pins_kept' : 'pins_gone', { n: pinned })}</p>}
      {moves.length > 0 && (
        <details>
          <summary>{say('farthest')}</summary>
          <ul>
            {moves.slice(0, mostNamed).map((move) => (
              <li>
                {say('farthest_row', { hill: names.get(move.id) ?? '', share: share(move.share), way: move.towards })}
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  )
}

interface PictureProps {
  say: ProposalProps['say']
  landscape: { slug: string }
  proposal: Ready
  which: 'before' | 'after'
}

function Picture({ say, landscape, proposal, which }: PictureProps) {
  const layout: Layout = proposal[which]
  const { svg } = drawMap(proposal.input, layout, {
    say: mapWords(say.language),
    frame: 'compact',
    prefix: which,
    href: (kind, id) => (kind === 'hill' ? pathIn(landscape, 'practices', id) : pathIn(landscape, 'landscape')),
  })
  return (
    <figure class="redraw-picture">
      <figcaption>
        <h2>{say(which)}</h2>
      </figcaption>
      {raw(svg)}
    </figure>
  )
}
