import type { Context, Handler } from 'hono'
import { Portrait } from '../../people/portrait/portrait.tsx'
import { type PortraitNames, portraitsOf } from '../../people/portrait/portrait-queries.ts'
import { forbidden } from '../../platform/http/http.ts'
import { languageOf } from '../../platform/http/request.ts'
import { writeDay } from '../../platform/i18n/numbers.ts'
import { Chip } from '../../ui/chip.tsx'
import { Button, ButtonLink, Form } from '../../ui/form.tsx'
import { Message } from '../../ui/note.tsx'
import { BackLink } from '../back-link.tsx'
import { type Place, pathIn, type Visit, visiting, workbenchPage } from '../visit.tsx'
import { NameMissing } from './name-missing.tsx'
import { mayChangeTeam, maySeeTeam } from './team-policy.ts'
import { type Member, teamOf, type Waiting, waitingInvitations } from './team-queries.ts'
import { teamWords } from './team-words.ts'

/** What the page says was done, by what its address says. */
const doings = ['invited', 'withdrawn', 'changed', 'removed', 'handed-over'] as const

/** `GET /landscapes/:slug/people/team`: who works on this landscape, as what, and who was asked to. */
export function teamPage(place: Place): Handler {
  return visiting(place, async (c, visit) => teamAnswer(c, visit, place.clock.now()))
}

/** The team's page; `problem` says why something was not done. */
export async function teamAnswer(
  c: Context,
  visit: Visit,
  now: Date,
  problem: 'last-steward' | null = null,
): Promise<Response> {
  const { tx, landscape } = visit
  if (!maySeeTeam(landscape)) throw forbidden()
  const say = teamWords(languageOf(c))
  const members = await teamOf(tx, landscape)
  const portraits = await portraitsOf(
    tx,
    members.map(({ id }) => id),
  )
  const changes = mayChangeTeam(landscape)
  const waiting = changes ? await waitingInvitations(tx, landscape, now) : []
  const done = doings.find((one) => one === c.req.query('done'))
  return workbenchPage(
    c,
    visit,
    'people',
    { title: say('team_title'), styles: ['team.css', 'portrait.css'], status: problem ? 409 : 200 },
    <div class="stack">
      <BackLink href={pathIn(landscape, 'people')}>{say('people_title')}</BackLink>
      <header class="head-row">
        <h1>{say('team_title')}</h1>
        {changes && (
          <p class="actions">
            <ButtonLink href={pathIn(landscape, 'people', 'team', 'change')} kind="primary">
              {say('change_team')}
            </ButtonLink>
          </p>
        )}
      </header>
      <p class="lead">{say('team_lead')}</p>
      {problem && (
        <Message language={say.language} kind="problem">
          {say('last_steward')}
        </Message>
      )}
      {done && !problem && (
        <Message language={say.language} kind="done">
          {say(`done_${done}`)}
        </Message>
      )}
      <NameMissing say={say} members={members} />
      <ul class="team-list">
        {members.map((member) => (
          <MemberRow say={say} member={member} portrait={portraits.get(member.id) ?? null} />
        ))}
      </ul>
      {waiting.length > 0 && <WaitingList say={say} visit={visit} waiting={waiting} />}
      <RolesExplained say={say} />
      <Leaving say={say} visit={visit} />
    </div>,
  )
}

type Say = ReturnType<typeof teamWords>

function MemberRow({ say, member, portrait }: { say: Say; member: Member; portrait: PortraitNames | null }) {
  return (
    <li class="card team-row">
      <Portrait person={{ id: member.id, name: member.name ?? say('nameless') }} names={portrait} beside />
      <span>
        <strong>{member.name ?? say('nameless')}</strong>
        {member.me && <span class="muted"> {say('you')}</span>}
      </span>
      <Chip tone={member.role === 'steward' ? 'tent' : undefined}>{say(`role_${member.role}`)}</Chip>
      <span class="muted team-since">{say('since', { day: writeDay(say.language, member.since) })}</span>
    </li>
  )
}

function WaitingList({ say, visit, waiting }: { say: Say; visit: Visit; waiting: Waiting[] }) {
  return (
    <section class="stack-small" id="waiting">
      <h2>{say('waiting_title')}</h2>
      <p class="muted">{say('waiting_text')}</p>
      <ul class="team-list">
        {waiting.map((one) => (
          <li class="card team-row">
            <span class="team-address">{one.address}</span>
            <Chip>{say(`role_${one.role}`)}</Chip>
            <span class="muted team-since">{say('until', { day: writeDay(say.language, one.expiresAt) })}</span>
            <Form
              filled={{ language: say.language }}
              action={pathIn(visit.landscape, 'people', 'team', 'invitations', one.id, 'withdrawal')}
              class="team-act"
            >
              <Button kind="quiet">{say('withdraw')}</Button>
            </Form>
          </li>
        ))}
      </ul>
    </section>
  )
}

function RolesExplained({ say }: { say: Say }) {
  return (
    <details class="fold">
      <summary>{say('roles_title')}</summary>
      <dl class="rows">
        {(['steward', 'convener', 'team-member', 'reader'] as const).map((role) => (
          <div>
            <dt>{say(`role_${role}`)}</dt>
            <dd>{say(`role_${role}_means`)}</dd>
          </div>
        ))}
      </dl>
    </details>
  )
}

function Leaving({ say, visit }: { say: Say; visit: Visit }) {
  return (
    <details class="fold">
      <summary>{say('leave_title')}</summary>
      <Form filled={{ language: say.language }} action={pathIn(visit.landscape, 'people', 'team', 'leaving')}>
        <p>{say('leave_text')}</p>
        <p class="actions">
          <Button kind="danger">{say('leave')}</Button>
        </p>
      </Form>
    </details>
  )
}
