import type { Context } from 'hono'
import { readForm, textOf } from '../../platform/http/body.ts'
import { tooMany } from '../../platform/http/http.ts'
import { rateLimit } from '../../platform/http/rate-limit.ts'
import { remotePlace } from '../../platform/http/remote-address.ts'
import { languageOf } from '../../platform/http/request.ts'
import { ButtonForm } from '../../ui/form.tsx'
import { shortPage } from '../../ui/short-page.tsx'
import { showArrival } from '../second-step/second-step-page.tsx'
import type { SignInSettings } from '../signing-in/sign-in-page.tsx'
import { addressToBeginWith, beginAccount } from './begin-account.ts'
import { beginWords } from './begin-words.ts'

/** `/account/begin`: the mailed link of somebody who was on a map without an account. Opening it does nothing; its button does. */
export function beginPages({ auth, clock }: SignInSettings) {
  const perPlace = rateLimit({ attempts: 30, windowMs: 15 * 60_000, clock })
  return {
    async open(c: Context) {
      const token = c.req.query('token') ?? ''
      const address = await addressToBeginWith(auth, token)
      if (!address) return spent(c)
      const language = languageOf(c)
      const say = beginWords(language)
      return shortPage(
        c,
        { title: say('open_title'), lead: say('open_lead', { address }) },
        <ButtonForm language={language} action="/account/begin" sends={{ token }}>
          {say('open_button')}
        </ButtonForm>,
      )
    },

    async begin(c: Context) {
      const taken = perPlace.take(remotePlace(c))
      if (taken.kind === 'wait') throw tooMany(taken.seconds)
      const arrival = await beginAccount(auth, textOf(await readForm(c), 'token'), c.req.raw.headers)
      return arrival.kind === 'spent' ? spent(c) : showArrival(c, arrival, '/held')
    },
  }
}

function spent(c: Context) {
  const say = beginWords(languageOf(c))
  return shortPage(c, { title: say('spent_title'), lead: say('spent'), status: 410 })
}
