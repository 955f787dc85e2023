import type { Context } from 'hono'
import { tooMany } from '../../platform/http/http.ts'
import { rateLimit } from '../../platform/http/rate-limit.ts'
import { remotePlace } from '../../platform/http/remote-address.ts'
import { cookieOf, factsOf, languageOf, localPath } from '../../platform/http/request.ts'
import { ButtonLink } from '../../ui/form.tsx'
import { shortPage } from '../../ui/short-page.tsx'
import { signedIn } from '../people.ts'
import { showArrival } from '../second-step/second-step-page.tsx'
import { giveCookies } from '../sessions/who-asks.ts'
import type { SignInSettings } from '../signing-in/sign-in-page.tsx'
import { ProviderTrouble } from './ask-provider.ts'
import { oidcWords } from './oidc-words.ts'
import type { Provider } from './provider.ts'
import { beginElsewhere, type Elsewhere, finishElsewhere } from './sign-in-elsewhere.ts'

const quarter = 15 * 60_000

/** Signing in at the provider of the settings: the way there and the way back. Without one these addresses are not there. */
export function elsewherePages({ auth, clock, provider }: SignInSettings) {
  const perPlace = rateLimit({ attempts: 60, windowMs: quarter, clock })

  function slowDown(c: Context) {
    const taken = perPlace.take(remotePlace(c))
    if (taken.kind === 'wait') throw tooMany(taken.seconds)
  }

  return {
    /** A link and no form: browsers let no form of ours be answered with the way to another site. */
    async begin(c: Context) {
      if (!provider) return c.notFound()
      const next = localPath(c.req.query('next'))
      if (signedIn(c)) return c.redirect(next, 303)
      slowDown(c)
      try {
        const { token, address } = await beginElsewhere(auth, provider, next)
        giveCookies(c, [cookie(c, token, 600)])
        return c.redirect(address, 303)
      } catch (error) {
        return trouble(c, provider, error)
      }
    },

    async finish(c: Context) {
      if (!provider) return c.notFound()
      slowDown(c)
      const [state, code, error, iss] = ['state', 'code', 'error', 'iss'].map((name) => c.req.query(name))
      const token = cookieOf(c, cookieName(c)) ?? ''
      try {
        const came = { state, code, error, iss }
        const { headers } = c.req.raw
        const language = languageOf(c)
        const outcome = await finishElsewhere(auth, provider, { token, came, headers, language })
        if (outcome.kind === 'late') return refusal(c, provider, outcome.kind)
        giveCookies(c, [cookie(c, '', 0)])
        if (outcome.kind !== 'arrived') return refusal(c, provider, outcome.kind)
        return showArrival(c, outcome.arrival, localPath(outcome.next))
      } catch (error) {
        giveCookies(c, [cookie(c, '', 0)])
        return trouble(c, provider, error)
      }
    },
  }
}

function trouble(c: Context, provider: Provider, error: unknown) {
  if (!(error instanceof ProviderTrouble)) throw error
  provider.tell(error)
  return refusal(c, provider, 'trouble')
}

/** Under `__Host-` not even a neighbour on our domain can put a sign-in of their own in the place of this one. */
function cookieName(c: Context): string {
  return factsOf(c).origin.startsWith('https:') ? '__Host-ecotone.elsewhere' : 'ecotone.elsewhere'
}

function cookie(c: Context, token: string, seconds: number): string {
  const secure = factsOf(c).origin.startsWith('https:') ? '; Secure' : ''
  // Not "Strict": the way back begins at another site.
  return `${cookieName(c)}=${token}; Path=/; Max-Age=${seconds}; HttpOnly; SameSite=Lax${secure}`
}

type Refused = Exclude<Elsewhere['kind'], 'arrived'> | 'trouble'

const refusals = {
  late: { status: 410, title: 'late_title', text: 'late_text' },
  stopped: { status: 403, title: 'stopped_title', text: 'stopped_text' },
  'not here': { status: 403, title: 'not_here_title', text: 'not_here_text' },
  trouble: { status: 503, title: 'trouble_title', text: 'trouble_text' },
} as const satisfies Record<Refused, unknown>

/** Says it in our own words: nothing of what the provider, or an address that somebody made up, says is shown. */
function refusal(c: Context, { name }: Provider, why: Refused) {
  const say = oidcWords(languageOf(c))
  const { status, title, text } = refusals[why]
  return shortPage(
    c,
    { title: say(title, { name }), lead: say(text, { name }), status },
    <p class="actions">
      <ButtonLink href="/sign-in" kind="primary">
        {say('back_to_sign_in')}
      </ButtonLink>
    </p>,
  )
}
