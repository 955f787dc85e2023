import type { Context } from 'hono'
import { signedIn } from '../../people/people.ts'
import { readForm, textOf } from '../../platform/http/body.ts'
import { tooMany } from '../../platform/http/http.ts'
import { rateLimit } from '../../platform/http/rate-limit.ts'
import { remotePlace } from '../../platform/http/remote-address.ts'
import { languageOf } from '../../platform/http/request.ts'
import { ButtonForm, ButtonLink } from '../../ui/form.tsx'
import { shortPage } from '../../ui/short-page.tsx'
import { type Place, pathIn } from '../visit.tsx'
import { hashOf, takeInvitation } from './invite-to-team.ts'
import { type Invitation, invitationBehind, type Taken } from './team-queries.ts'
import { teamWords } from './team-words.ts'

/**
 * `GET /team-invitation?token=…` shows what one is asked to; `POST` takes the invitation. Taking it opens no session: whoever the address
 * belongs to signs in by their own ways, also by a second step where they have one.
 */
export function invitationPages({ db, clock }: Place) {
  const perPlace = rateLimit({ attempts: 30, windowMs: 15 * 60_000, clock })
  return {
    /** Opening the link uses nothing up, since mail programs open links too. */
    async show(c: Context) {
      const token = c.req.query('token') ?? ''
      const invitation = await db.as({ kind: 'nobody' }, (tx) => invitationBehind(tx, hashOf(token), clock.now()))
      return invitation ? askPage(c, token, invitation) : spentPage(c)
    },

    async take(c: Context) {
      const pace = perPlace.take(remotePlace(c))
      if (pace.kind === 'wait') throw tooMany(pace.seconds)
      const token = textOf(await readForm(c), 'token')
      const taken = await db.as({ kind: 'nobody' }, (tx) => takeInvitation(tx, clock, token))
      if (!taken) return spentPage(c)
      return signedIn(c)?.id === taken.personId ? c.redirect(pathIn(taken), 303) : joinedPage(c, taken)
    },
  }
}

function askPage(c: Context, token: string, { landscape, role, inviter, address }: Invitation) {
  const language = languageOf(c)
  const say = teamWords(language)
  return shortPage(
    c,
    {
      title: say('asked_title', { landscape }),
      lead: say('asked_who', { inviter: inviter ?? say('nameless'), address }),
    },
    <>
      <p>{say('mail_role', { role: say(`role_${role}`), means: say(`role_${role}_means`) })}</p>
      <ButtonForm language={language} action="/team-invitation" sends={{ token }}>
        {say('asked_take')}
      </ButtonForm>
      <p class="muted">{say('asked_ignore')}</p>
    </>,
  )
}

function joinedPage(c: Context, taken: Taken) {
  const language = languageOf(c)
  const say = teamWords(language)
  return shortPage(
    c,
    { title: say('joined_title'), lead: say('joined_text', { address: taken.address }) },
    <ButtonForm language={language} action="/sign-in" sends={{ email: taken.address, next: pathIn(taken) }}>
      {say('joined_sign_in')}
    </ButtonForm>,
  )
}

function spentPage(c: Context) {
  const say = teamWords(languageOf(c))
  return shortPage(
    c,
    { title: say('spent_title'), lead: say('spent_text'), status: 410 },
    <p class="actions">
      <ButtonLink href="/">{say('to_start')}</ButtonLink>
    </p>,
  )
}
