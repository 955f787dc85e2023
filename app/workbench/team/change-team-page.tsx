import type { Context, Handler } from 'hono'
import { requireFresh } from '../../people/fresh.ts'
import { forbidden } from '../../platform/http/http.ts'
import { languageOf } from '../../platform/http/request.ts'
import { EmailField, RadioGroup, Select } from '../../ui/fields.tsx'
import { Button, type Filled, Form } from '../../ui/form.tsx'
import { BackLink } from '../back-link.tsx'
import { teamRoles } from '../landscape/landscape-policy.ts'
import { type Place, pathIn, type Visit, visiting, workbenchPage } from '../visit.tsx'
import { NameMissing } from './name-missing.tsx'
import { mayChangeTeam } from './team-policy.ts'
import { type Member, teamOf } from './team-queries.ts'
import { teamWords } from './team-words.ts'

/** `GET /landscapes/:slug/people/team/change`: inviting, other roles, handing over. For stewards who lately showed that it is them. */
export function changeTeamPage(place: Place): Handler {
  return visiting(place, async (c, visit) => changeTeamAnswer(c, visit, { language: languageOf(c) }))
}

export async function changeTeamAnswer(c: Context, visit: Visit, filled: Filled): Promise<Response> {
  const { tx, landscape } = visit
  if (!mayChangeTeam(landscape)) throw forbidden()
  const stale = requireFresh(c)
  if (stale) return stale
  const say = teamWords(filled.language)
  const members = await teamOf(tx, landscape)
  const others = members.filter(({ me }) => !me)
  return workbenchPage(
    c,
    visit,
    'people',
    { title: say('change_team'), styles: ['team.css'], status: filled.problems ? 422 : 200 },
    <div class="stack">
      <BackLink href={pathIn(landscape, 'people', 'team')}>{say('team_title')}</BackLink>
      <h1>{say('change_team')}</h1>
      <NameMissing say={say} members={members} />
      <InviteForm say={say} visit={visit} filled={filled.problems?.['to'] ? { language: say.language } : filled} />
      {others.length > 0 && (
        <section class="stack-small">
          <h2>{say('others_title')}</h2>
          <p class="muted">{say('others_text')}</p>
          <ul class="team-list">
            {others.map((member) => (
              <MemberForms say={say} visit={visit} member={member} />
            ))}
          </ul>
        </section>
      )}
      {others.length > 0 && <HandOverForm say={say} visit={visit} others={others} filled={filled} />}
    </div>,
  )
}

type Say = ReturnType<typeof teamWords>

function InviteForm({ say, visit, filled }: { say: Say; visit: Visit; filled: Filled }) {
  return (
    <section class="card stack-small">
      <h2>{say('invite_title')}</h2>
      <Form filled={filled} action={pathIn(visit.landscape, 'people', 'team', 'invitations')}>
        <EmailField filled={filled} name="email" label={say('email_label')} hint={say('email_hint')} />
        <RadioGroup
          filled={filled}
          name="role"
          label={say('role_label')}
          value="team-member"
          choices={teamRoles.map((role) => ({
            value: role,
            label: say(`role_${role}`),
            hint: say(`role_${role}_means`),
          }))}
        />
        <p class="actions">
          <Button>{say('invite')}</Button>
        </p>
      </Form>
    </section>
  )
}

function MemberForms({ say, visit, member }: { say: Say; visit: Visit; member: Member }) {
  const filled = { language: say.language }
  const path = (...more: string[]) => pathIn(visit.landscape, 'people', 'team', member.id, ...more)
  const name = member.name ?? say('nameless')
  return (
    <li class="card team-row team-change">
      <strong>{name}</strong>
      <Form filled={filled} action={path('role')} class="team-act">
        <Select
          filled={filled}
          name={`role.${member.id}`}
          label={say('role_of', { name })}
          value={member.role}
          choices={teamRoles.map((role) => ({ value: role, label: say(`role_${role}`) }))}
        />
        <Button kind="plain">{say('give_role')}</Button>
      </Form>
      <Form filled={filled} action={path('removal')} class="team-act">
        <Button kind="quiet">{say('remove', { name })}</Button>
      </Form>
    </li>
  )
}

interface HandOverProps {
  say: Say
  visit: Visit
  others: Member[]
  filled: Filled
}

function HandOverForm({ say, visit, others, filled: all }: HandOverProps) {
  const refused = all.problems?.['to'] !== undefined
  const filled = refused ? all : { language: say.language }
  return (
    <details class="fold" open={refused}>
      <summary>{say('hand_over_title')}</summary>
      <Form filled={filled} action={pathIn(visit.landscape, 'people', 'team', 'handing-over')}>
        <p>{say('hand_over_text')}</p>
        <RadioGroup
          filled={filled}
          name="to"
          label={say('hand_over_to')}
          choices={others.map(({ id, name }) => ({ value: id, label: name ?? say('nameless') }))}
        />
        <p class="actions">
          <Button kind="danger">{say('hand_over')}</Button>
        </p>
      </Form>
    </details>
  )
}
