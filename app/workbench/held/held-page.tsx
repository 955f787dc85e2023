import type { Context, Handler } from 'hono'
import { mailStopsOf } from '../../people/mail/mail-queries.ts'
import { MailStops } from '../../people/mail/mail-stops-section.tsx'
import { notFound } from '../../platform/http/http.ts'
import { languageOf } from '../../platform/http/request.ts'
import { writeDay } from '../../platform/i18n/numbers.ts'
import { Button, ButtonLink, Form } from '../../ui/form.tsx'
import { EvidenceNote, Message } from '../../ui/note.tsx'
import { page } from '../../ui/page.tsx'
import { Rows } from '../../ui/rows.tsx'
import { NewestCareLook } from '../landscape/care/care-look.tsx'
import type { Place } from '../visit.tsx'
import {
  type HeldAboutMe,
  heldAboutMe,
  type LetterToMe,
  type LooksAtMe,
  lettersToMe,
  looksAtMe,
  tiesToMeasureMe,
} from './held-queries.ts'
import { type HeldVisit, heldPath, heldVisiting } from './held-visit.ts'
import { heldWords } from './held-words.ts'
import { keptPage } from './kept-page.tsx'
import { newUntil } from './link-queries.ts'
import { type OwnMeasures, ownMeasures } from './own-measures.ts'
import { SaidOfMe, Section } from './said-of-me.tsx'

type Say = ReturnType<typeof heldWords>

/** `GET /held/of/:slug`: what one landscape holds about whoever asks. */
export function heldPage(place: Place): Handler {
  return heldVisiting(place, async (c, visit) => {
    const { tx, landscape } = visit
    const say = heldWords(languageOf(c))
    if (!landscape.there) return keptPage(c, visit)
    const held = await heldAboutMe(tx, landscape.id)
    if (held === null) throw notFound()
    const looks = await looksAtMe(tx, landscape.id)
    const measures = ownMeasures(await tiesToMeasureMe(tx, landscape.id))
    const until = await newUntil(tx)
    const stops = await mailStopsOf(tx, visit.personId, place.clock.now())
    return page(
      c,
      { title: say('title'), styles: ['held.css'] },
      <div class="stack held">
        <Done c={c} say={say} />
        <h1>{say('title')}</h1>
        <p class="lead">{say('page_lead', { name: landscape.name })}</p>
        {until !== null && visit.way === 'account' && (
          <EvidenceNote icon="info">{say('new_account', { day: writeDay(say.language, until) })}</EvidenceNote>
        )}
        <Deeds say={say} visit={visit} held={held} />
        <Myself say={say} held={held} />
        <SaidOfMe say={say} landscape={landscape} held={held} />
        <Measures say={say} measures={measures} />
        <Consents say={say} held={held} />
        {stops.length > 0 && (
          <MailStops language={languageOf(c)} stops={stops} action={heldPath(landscape, 'mail/lifted')} />
        )}
        <Letters say={say} letters={await lettersToMe(tx, landscape.id)} />
        <Looks say={say} looks={looks} />
        {await NewestCareLook({ tx, landscapeId: landscape.id, language: say.language })}
        <Links say={say} visit={visit} held={held} />
        {visit.way === 'link' && (
          <form method="post" action="/held/close">
            <Button kind="plain">{say('close')}</Button>
          </form>
        )}
      </div>,
    )
  })
}

function Done({ c, say }: { c: Context; say: Say }) {
  const done = (['taken', 'saved', 'contested'] as const).find((one) => one === c.req.query('done'))
  return done ? (
    <Message language={say.language} kind="done">
      {say(`done_${done}`)}
    </Message>
  ) : null
}

interface PartProps {
  say: Say
  visit: HeldVisit
  held: HeldAboutMe
}

/** How somebody stands there, and what they can do about it. */
function Deeds({ say, visit: { landscape, way }, held: { about, me } }: PartProps) {
  const state = me.state === 'not yet asked' ? 'told' : me.state
  return (
    <section class="well stack-small">
      <p class="held-state">{say(`state_${state}`)}</p>
      {me.role !== null && <p>{say('on_team')}</p>}
      {about.drawnBy && <p class="muted">{say('drawn_by', { who: about.drawnBy })}</p>}
      {about.hope && <p class="muted">{say('hope', { hope: about.hope })}</p>}
      <div class="actions">
        <ButtonLink href={heldPath(landscape, 'shown')} kind="primary">
          {say('change_shown')}
        </ButtonLink>
        <ButtonLink href={heldPath(landscape, 'name')}>{say('correct')}</ButtonLink>
        {way === 'link' && !me.account && (
          <ButtonLink href={heldPath(landscape, 'account')}>{say('account_title')}</ButtonLink>
        )}
        <ButtonLink href={heldPath(landscape, 'copy')}>{say('copy')}</ButtonLink>
        <ButtonLink href={heldPath(landscape, 'leave')}>{say('leave')}</ButtonLink>
      </div>
    </section>
  )
}

function Myself({ say, held: { me } }: Omit<PartProps, 'visit'>) {
  const or = (text: string | null) => text ?? <span class="muted">{say('none_given')}</span>
  const own = me.account ? [] : [{ term: say('address'), value: or(me.address) }]
  return (
    <section class="card held-part">
      <h2>{say('you')}</h2>
      <Rows
        rows={[
          { term: say('name'), value: or(me.name) },
          ...own,
          { term: say('phone'), value: or(me.phone) },
          { term: say('named_on'), value: writeDay(say.language, new Date(me.named)) },
        ]}
      />
      {me.account && (
        <p class="caption muted">
          {say('account_name')} <a href="/account">{say('list_account')}</a>
        </p>
      )}
    </section>
  )
}

/** What is counted of somebody alone: never shown to anybody else, and never put beside others (rule E9). */
function Measures({ say, measures }: { say: Say; measures: OwnMeasures }) {
  const note = say('measures_note')
  if (measures.kind === 'cannot-tell')
    return <Section title={say('measures')} say={say} note={note} empty={say(`measures_${measures.because}`)} />
  const { contacts, pairs, pieces, bridges } = measures
  return (
    <Section title={say('measures')} say={say} note={note}>
      <li>{say('measure_contacts', { n: contacts })}</li>
      <li>{say('measure_pairs', { n: pairs })}</li>
      <li>{say('measure_pieces', { n: pieces })}</li>
      <li>{say('measure_bridges', { n: bridges })}</li>
    </Section>
  )
}

const purposes = ['map', 'ties', 'analysis', 'introductions', 'stories', 'newsletter'] as const

function Consents({ say, held: { consents } }: Omit<PartProps, 'visit'>) {
  const nameOf = (wish: string) => {
    const purpose = purposes.find((one) => one === wish)
    return purpose ? say(`purpose_${purpose}`) : say('purpose_special')
  }
  return (
    <Section title={say('consents')} say={say} empty={say('consents_none')}>
      {consents.map(({ purpose, state, said, mine }) => (
        <li>
          {say('consent_line', {
            purpose: nameOf(purpose),
            state: plain(state),
            day: writeDay(say.language, new Date(said)),
            mine: String(mine),
          })}
        </li>
      ))}
    </Section>
  )
}

/** Letters of this landscape to them, without their words: those are blanked once a letter has left. */
function Letters({ say, letters }: { say: Say; letters: readonly LetterToMe[] }) {
  return (
    <Section title={say('letters')} say={say} empty={say('letters_none')}>
      {letters.map(({ kind, day, state }) => (
        <li>{say('letter_line', { kind: plain(kind), day: writeDay(say.language, day), state })}</li>
      ))}
    </Section>
  )
}

function Looks({ say, looks }: { say: Say; looks: readonly LooksAtMe[] }) {
  return (
    <Section title={say('looks')} say={say} note={say('looks_note')} empty={say('looks_none')}>
      {looks.map(({ atMe, way, role, people, lastDay }) => {
        const day = writeDay(say.language, lastDay)
        return <li>{say(atMe ? 'looks_me' : 'looks_all', { n: people, role: plain(role), way: plain(way), day })}</li>
      })}
    </Section>
  )
}

function Links({ say, visit: { landscape }, held: { links } }: PartProps) {
  if (links.length === 0) return null
  const day = (text: string | null) => (text === null ? '' : writeDay(say.language, new Date(text)))
  return (
    <Section title={say('links')} say={say} note={say('links_note')}>
      {links.map(({ way, made, openings, opened, holds }) => (
        <li>{say('link_line', { way, made: day(made), n: openings, day: day(opened), holds: String(holds) })}</li>
      ))}
      {links.some(({ holds }) => holds) && (
        <li>
          <Form filled={{ language: say.language }} action={heldPath(landscape, 'links', 'ended')} class="held-end">
            <Button kind="quiet">{say('links_end')}</Button>
          </Form>
        </li>
      )}
    </Section>
  )
}

/** ICU choices have neither spaces nor hyphens in them. */
function plain(word: string): string {
  return word.replaceAll(/[ -]/g, '_')
}
