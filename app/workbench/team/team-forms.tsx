import type { Context, Handler } from 'hono'
import { requireFresh } from '../../people/fresh.ts'
import { readForm, type Sent, textOf } from '../../platform/http/body.ts'
import { forbidden, notFound, tooMany } from '../../platform/http/http.ts'
import { once } from '../../platform/http/idempotency.ts'
import { rateLimit } from '../../platform/http/rate-limit.ts'
import { factsOf, languageOf } from '../../platform/http/request.ts'
import { isUuid } from '../../platform/uuid.ts'
import { teamRoles } from '../landscape/landscape-policy.ts'
import { type Place, pathIn, type Visit, visiting } from '../visit.tsx'
import { giveRole, handOver, takeOffTeam, withdrawInvitation } from './change-team.ts'
import { changeTeamAnswer } from './change-team-page.tsx'
import { inviteToTeam } from './invite-to-team.ts'
import { teamAnswer } from './team-page.tsx'
import { mayChangeTeam, maySeeTeam } from './team-policy.ts'
import type { RoleOutcome } from './team-queries.ts'
import { teamWords } from './team-words.ts'

const hour = 60 * 60_000

/** `POST /landscapes/:slug/people/team/invitations`. One address gets few letters of one person, who can fill no mailbox with them. */
export function inviteHandler(place: Place): Handler {
  const perPerson = rateLimit({ attempts: 60, windowMs: hour, clock: place.clock })
  const perAddress = rateLimit({ attempts: 3, windowMs: hour, clock: place.clock })
  return changing(place, async (c, visit, sent) => {
    const language = languageOf(c)
    const say = teamWords(language)
    const role = teamRoles.find((one) => one === textOf(sent, 'role'))
    // with a key of its own: the one that was sent may be used up
    const typed = { ...sent, form_key: undefined }
    const refused = (problems: Record<string, string>) => changeTeamAnswer(c, visit, { language, typed, problems })
    if (!role) return refused({ role: say('role_problem') })
    const { id: me } = visit.person
    for (const taken of [perPerson.take(me), perAddress.take(`${me} ${textOf(sent, 'email').toLowerCase()}`)])
      if (taken.kind === 'wait') throw tooMany(taken.seconds)
    let problem: 'not-an-address' | 'too-many' | undefined
    const { location } = await once(visit.tx, textOf(sent, 'form_key'), visit.person.id, async () => {
      const outcome = await inviteToTeam(visit.tx, place.clock, {
        landscape: visit.landscape,
        inviter: visit.person,
        email: textOf(sent, 'email'),
        role,
        language,
        origin: factsOf(c).origin,
      })
      if (outcome === 'not-allowed') throw forbidden()
      if (outcome !== 'invited') problem = outcome
      return done(visit, 'invited')
    })
    if (!problem) return c.redirect(location, 303)
    return refused({ email: say(problem === 'too-many' ? 'too_many' : 'email_problem') })
  })
}

/** `POST …/people/team/invitations/:invitation/withdrawal` */
export function withdrawHandler(place: Place): Handler {
  return changing(place, async (c, visit) => {
    const id = c.req.param('invitation')
    if (!isUuid(id) || !(await withdrawInvitation(visit.tx, visit.landscape, id))) throw notFound()
    return c.redirect(done(visit, 'withdrawn'), 303)
  })
}

/** `POST …/people/team/:member/role` */
export function giveRoleHandler(place: Place): Handler {
  return changing(place, async (c, visit, sent) => {
    const person = memberIn(c)
    const wish = textOf(sent, 'role') || textOf(sent, `role.${person}`)
    const role = teamRoles.find((one) => one === wish)
    if (!role) {
      const language = languageOf(c)
      return changeTeamAnswer(c, visit, { language, problems: { '': teamWords(language)('role_problem') } })
    }
    return answered(place, c, visit, await giveRole(visit.tx, visit.landscape, { person, role }), 'changed')
  })
}

/** `POST …/people/team/:member/removal` */
export function removeMemberHandler(place: Place): Handler {
  return changing(place, async (c, visit) =>
    answered(place, c, visit, await takeOffTeam(visit.tx, visit.landscape, memberIn(c)), 'removed'),
  )
}

/** `POST …/people/team/handing-over` */
export function handOverHandler(place: Place): Handler {
  return changing(place, async (c, visit, sent) => {
    const to = textOf(sent, 'to')
    if (!isUuid(to)) {
      const language = languageOf(c)
      return changeTeamAnswer(c, visit, { language, problems: { to: teamWords(language)('hand_over_problem') } })
    }
    const outcome = await handOver(visit.tx, visit.landscape, visit.person.id, to)
    return answered(place, c, visit, outcome, 'handed-over')
  })
}

/** `POST …/people/team/leaving`: for everybody on the team. */
export function leaveHandler(place: Place): Handler {
  return visiting(place, async (c, visit) => {
    if (!maySeeTeam(visit.landscape)) throw forbidden()
    const stale = requireFresh(c)
    if (stale) return stale
    const outcome = await takeOffTeam(visit.tx, visit.landscape, visit.person.id)
    if (outcome === 'last-steward') return teamAnswer(c, visit, place.clock.now(), outcome)
    return c.redirect('/landscapes', 303)
  })
}

/** What only a steward does who lately showed that it is them. */
function changing(place: Place, work: (c: Context, visit: Visit, sent: Sent) => Promise<Response>): Handler {
  return visiting(place, async (c, visit) => {
    if (!mayChangeTeam(visit.landscape)) throw forbidden()
    return requireFresh(c) ?? work(c, visit, await readForm(c))
  })
}

function memberIn(c: Context): string {
  const id = c.req.param('member')
  if (!isUuid(id)) throw notFound()
  return id
}

async function answered(place: Place, c: Context, visit: Visit, outcome: RoleOutcome, what: string): Promise<Response> {
  if (outcome === 'not-allowed') throw forbidden()
  if (outcome === 'gone') throw notFound()
  if (outcome === 'last-steward') return teamAnswer(c, visit, place.clock.now(), outcome)
  return c.redirect(done(visit, what), 303)
}

function done({ landscape }: Visit, what: string): string {
  return `${pathIn(landscape, 'people', 'team')}?done=${what}`
}
