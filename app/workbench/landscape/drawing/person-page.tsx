import type { Handler } from 'hono'
import type { Child } from 'hono/jsx'
import { notFound } from '../../../platform/http/http.ts'
import { languageOf } from '../../../platform/http/request.ts'
import { writeDay } from '../../../platform/i18n/numbers.ts'
import { ButtonLink } from '../../../ui/form.tsx'
import { BackLink } from '../../back-link.tsx'
import { type Place, pathIn, type Visit, visiting, workbenchPage } from '../../visit.tsx'
import { practicesOnly } from '../drawn-landscape.ts'
import { KeptFields } from '../kept/kept-fields.tsx'
import { peopleLive } from '../landscape.ts'
import { mayConvene, mayDraw } from '../landscape-policy.ts'
import { AddLink, ChangeLink, KeptMessage, Listed } from './change-links.tsx'
import { drawingWords } from './drawing-words.ts'
import { type DrawnOfPerson, drawnOfPerson, objectionsOf, type TieAccount } from './person-queries.ts'
import { Concerns, Standings } from './said-of.tsx'
import { AgreeChip } from './several-accounts.tsx'
import { optionKey } from './thing-fields.tsx'
import { sideChoices, storedThing } from './thing-queries.ts'

/** `GET /landscapes/:slug/people/:person`: what is drawn of one person, each part to be changed where it stands. */
export function personPage(place: Place): Handler {
  return visiting(place, async (c, visit) => {
    const id = c.req.param('person') ?? ''
    const stored = await storedThing(visit.tx, visit.landscape.id, 'person', id)
    if (!stored) throw notFound()
    const say = drawingWords(languageOf(c))
    const name = stored.values.name ?? say('nameless')
    const kept = new URL(c.req.url).searchParams.get('kept') === 'yes'
    return workbenchPage(
      c,
      visit,
      'landscape',
      { title: name, styles: ['drawing.css'] },
      <div class="stack">
        <BackLink href={`${pathIn(visit.landscape, 'landscape')}?view=people`}>{say('back_to_people')}</BackLink>
        {kept && <KeptMessage say={say} landscape={visit.landscape} />}
        <h1>{name}</h1>
        <p class="muted">{say('person_lead')}</p>
        {await Parts({ visit, say, id, name, rowId: stored.rowId })}
        {await KeptFields({ visit, language: say.language, of: stored.rowId, here: c.req.path })}
        {mayDraw(visit.landscape) && <Tools visit={visit} say={say} id={id} />}
      </div>,
    )
  })
}

type Say = ReturnType<typeof drawingWords>

interface PartsProps {
  visit: Visit
  say: Say
  id: string
  name: string
  rowId: string
}

async function Parts({ visit, say, id, name, rowId }: PartsProps) {
  const { tx, landscape } = visit
  const drawn = await drawnOfPerson(tx, landscape.id, rowId)
  const open = (await sideChoices(tx, landscape.id, null)).filter(
    ({ boundary, sideId, boundaryKind }) =>
      sideId === null && !practicesOnly.has(boundaryKind) && !drawn.standings.some((one) => one.boundary === boundary),
  )
  const may = mayDraw(landscape)
  const here = { say, landscape, may }
  return (
    <>
      <Objections say={say} drawn={drawn} wrong={await objectionsOf(tx, landscape.id, rowId)} />
      <Listed title={say('person_groups')} empty={say('person_nothing')}>
        {drawn.memberships.map((one) => (
          <li id={one.id}>
            <a href={pathIn(landscape, 'practices', one.practice)}>{one.name}</a>
            <ChangeLink {...here} kind="membership" id={one.id} of={one.name} />
          </li>
        ))}
      </Listed>
      <AddLink {...here} kind="membership" said={{ person: id }} />
      <Standings {...here} standings={drawn.standings} />
      {open.length > 0 && <AddLink {...here} kind="standing" said={{ person: id }} />}
      <Ties {...here} name={name} ties={drawn.ties} />
      <AddLink {...here} kind="tie" said={{ from: id }} />
      <Concerns {...here} concerns={drawn.concerns} />
      <AddLink {...here} kind="concern" said={{ person: id }} />
    </>
  )
}

/** What the person themselves says is wrong, of what the viewer sees here; each leads to where it stands. */
function Objections({ say, drawn, wrong }: { say: Say; drawn: DrawnOfPerson; wrong: ReadonlySet<string> }) {
  const all = [
    ...drawn.memberships.map(({ id, name }) => ({ id, label: name })),
    ...drawn.standings.map(({ id, boundaryName }) => ({ id, label: boundaryName })),
    ...drawn.ties.map(({ id, otherName }) => ({ id, label: otherName ?? say('nameless') })),
    ...drawn.concerns.map(({ id, words }) => ({ id, label: `“${words}”` })),
  ].filter(({ id }) => wrong.has(id))
  if (all.length === 0) return null
  return (
    <Listed title={say('person_wrong')} empty="">
      {all.map(({ id, label }) => (
        <li>
          <a href={`#${id}`}>{label}</a>
        </li>
      ))}
    </Listed>
  )
}

interface TiesProps {
  say: Say
  landscape: Visit['landscape']
  may: boolean
  /** of whom the page is */
  name: string
  ties: TieAccount[]
}

/** Accounts by the other end: two that differ stand beside each other, and neither is called the true one. */
function Ties({ say, landscape, may, name, ties }: TiesProps): Child {
  const byOther = Map.groupBy(ties, ({ other }) => other)
  return (
    <Listed title={say('person_ties')} empty={say('person_nothing')}>
      {[...byOther].map(([other, accounts]) => {
        const there = accounts[0]!.otherName ?? say('nameless')
        return (
          <li>
            <a href={pathIn(landscape, 'people', other)}>{there}</a>{' '}
            <AgreeChip language={say.language} accounts={accounts} />
            <ul class="plain-list">
              {accounts.map((one) => (
                <li id={one.id}>
                  {accountInWords(say, one, name, there)}{' '}
                  <span class="caption muted">
                    {one.reportedBy === null
                      ? say('account_by_team')
                      : say('account_by', { who: one.reporterName ?? say('nameless') })}
                    {one.since !== null && ` · ${say('since', { day: writeDay(say.language, one.since) })}`}
                    {one.until !== null && ` · ${say('until', { day: writeDay(say.language, one.until) })}`}
                    {` · ${say('known_since', { day: writeDay(say.language, one.recorded) })}`}
                  </span>
                  <ChangeLink say={say} landscape={landscape} may={may} kind="tie" id={one.id} of={there} />
                </li>
              ))}
            </ul>
          </li>
        )
      })}
    </Listed>
  )
}

/** What flows one way is said with names, so that nobody has to know who comes first. */
function accountInWords(say: Say, { says, kind, outward }: TieAccount, here: string, there: string): string {
  if (says === 'no') return say('account_no')
  const ends = { from: outward ? here : there, to: outward ? there : here }
  return kind === 'learns' || kind === 'funds' ? say(`account_${kind}`, ends) : say(optionKey(kind))
}

function Tools({ visit: { landscape }, say, id }: { visit: Visit; say: Say; id: string }) {
  return (
    <p class="actions">
      <ButtonLink href={pathIn(landscape, 'drawing', 'person', id)}>{say('change', { kind: 'person' })}</ButtonLink>
      {peopleLive(landscape.basis) && (
        <ButtonLink href={pathIn(landscape, 'told', id)} kind="quiet">
          {say('person_told')}
        </ButtonLink>
      )}
      {peopleLive(landscape.basis) && mayConvene(landscape) && (
        <ButtonLink href={`${pathIn(landscape, 'cards')}?person=${encodeURIComponent(id)}`} kind="quiet">
          {say('person_card')}
        </ButtonLink>
      )}
      <ButtonLink href={pathIn(landscape, 'people', id, 'join')} kind="quiet">
        {say('join')}
      </ButtonLink>
      <ButtonLink href={pathIn(landscape, 'drawing', 'person', id, 'remove')} kind="quiet">
        {say('remove', { kind: 'person' })}
      </ButtonLink>
    </p>
  )
}
