import type { Context } from 'hono'
import type { Clock } from '../../platform/clock.ts'
import { readForm, textOf } from '../../platform/http/body.ts'
import { tooMany } from '../../platform/http/http.ts'
import { rateLimit } from '../../platform/http/rate-limit.ts'
import { fromThisMachine, remotePlace } from '../../platform/http/remote-address.ts'
import { languageOf, localPath } from '../../platform/http/request.ts'
import { forgetPages } from '../../platform/http/security.ts'
import type { Post } from '../../platform/mail/mail.ts'
import { EmailField } from '../../ui/fields.tsx'
import { Button, ButtonForm, ButtonLink, type Filled, Form } from '../../ui/form.tsx'
import { EvidenceNote } from '../../ui/note.tsx'
import { page } from '../../ui/page.tsx'
import { shortPage } from '../../ui/short-page.tsx'
import type { DoorsFor } from '../account/account-page.tsx'
import { ToMailbox } from '../mail/to-mailbox.tsx'
import { ElsewhereButton } from '../oidc/elsewhere-button.tsx'
import type { Provider } from '../oidc/provider.ts'
import { UsePasskey } from '../passkeys/use-passkey.tsx'
import { readAddress, signedIn } from '../people.ts'
import { peopleWords } from '../people-words.ts'
import { NewLink, showArrival } from '../second-step/second-step-page.tsx'
import type { Auth } from '../sessions/auth.ts'
import { giveCookies } from '../sessions/who-asks.ts'
import { addressOfLink, mailSignInLink, useLink } from './sign-in.ts'

export interface SignInSettings {
  auth: Auth
  post: Post
  clock: Clock
  /** Does the mailbox page exist here? Then the page after asking for a link points to it. */
  mailbox: boolean
  /** Another place to sign in at, if whoever runs this named one. */
  provider?: Provider | null
  /** Pages that somebody looks after elsewhere in the program, for their account page. */
  doorsFor?: DoorsFor
  /** Runs work after the answer has gone out, and tells the log when it fails. */
  afterwards(work: () => Promise<void>): void
}

const quarter = 15 * 60_000

/** The pages of signing in: ask for a link, look into your mail, use the link. */
export function signInPages(settings: SignInSettings) {
  const { auth, post, clock, afterwards, provider = null } = settings
  const perPlace = rateLimit({ attempts: 20, windowMs: quarter, clock })
  const perAddress = rateLimit({ attempts: 5, windowMs: quarter, longestMs: quarter, clock })
  const perUse = rateLimit({ attempts: 30, windowMs: quarter, clock })

  return {
    async ask(c: Context) {
      const next = localPath(c.req.query('next'))
      if (signedIn(c)) return c.redirect(next, 303)
      return askPage(c, { language: languageOf(c), typed: { next } }, provider)
    },

    async sendLink(c: Context) {
      const sent = await readForm(c)
      const address = readAddress(textOf(sent, 'email'))
      const language = languageOf(c)
      if (!address) {
        const problems = { email: peopleWords(language)('email_problem') }
        return askPage(c, { language, typed: sent, problems }, provider)
      }
      for (const taken of [perPlace.take(remotePlace(c)), perAddress.take(address)]) {
        if (taken.kind === 'wait') throw tooMany(taken.seconds)
      }
      // After the answer: whether a mail goes out must not show in how long this takes.
      afterwards(() => mailSignInLink({ auth, post }, { address, next: localPath(textOf(sent, 'next')), language }))
      return sentPage(c, address, settings.mailbox && fromThisMachine(c))
    },

    /** Opening the link uses nothing up, since mail programs open links too. */
    async confirm(c: Context) {
      const token = c.req.query('token') ?? ''
      const address = await addressOfLink(auth, token)
      return address ? confirmPage(c, { token, address, next: localPath(c.req.query('next')) }) : spentPage(c)
    },

    async useLink(c: Context) {
      const taken = perUse.take(remotePlace(c))
      if (taken.kind === 'wait') throw tooMany(taken.seconds)
      const sent = await readForm(c)
      const next = localPath(textOf(sent, 'next'))
      const arrival = await useLink(auth, textOf(sent, 'token'), next, c.req.raw.headers)
      return arrival.kind === 'spent' ? spentPage(c) : showArrival(c, arrival, next)
    },

    async signOut(c: Context) {
      if (signedIn(c)) {
        const answer = await auth.better.api.signOut({ headers: c.req.raw.headers, asResponse: true })
        giveCookies(c, answer.headers.getSetCookie())
      }
      forgetPages(c)
      return c.redirect('/', 303)
    },
  }
}

function askPage(c: Context, filled: Filled, provider: Provider | null) {
  const say = peopleWords(filled.language)
  const next = localPath(filled.typed?.['next'])
  return page(
    c,
    {
      title: say('sign_in_title'),
      width: 'narrow',
      status: filled.problems ? 422 : 200,
      islands: ['use-passkey-island.js'],
      styles: ['account.css'],
    },
    <>
      <div class="stack-small">
        <h1>{say('sign_in_title')}</h1>
        <p class="lead">{say('sign_in_lead')}</p>
      </div>
      <Form filled={filled} action="/sign-in">
        <input type="hidden" name="next" value={next} />
        <EmailField
          filled={filled}
          name="email"
          label={say('email_label')}
          hint={say('email_hint')}
          autocomplete="email webauthn"
        />
        <div class="actions">
          <Button>{say('send_link')}</Button>
        </div>
      </Form>
      <UsePasskey language={filled.language} next={next} at="/sign-in/passkey" />
      {provider && <ElsewhereButton provider={provider} next={next} language={filled.language} />}
    </>,
  )
}

function sentPage(c: Context, address: string, mailbox: boolean) {
  const say = peopleWords(languageOf(c))
  return shortPage(
    c,
    { title: say('sent_title'), lead: say('sent_text', { email: address }) },
    <>
      {mailbox && <ToMailbox language={say.language} />}
      <EvidenceNote icon="mail">{say('sent_nothing')}</EvidenceNote>
      <p class="actions">
        <ButtonLink href="/sign-in">{say('other_address')}</ButtonLink>
      </p>
    </>,
  )
}

function confirmPage(c: Context, { address, ...sends }: { token: string; address: string; next: string }) {
  const say = peopleWords(languageOf(c))
  return shortPage(
    c,
    { title: say('confirm_title'), lead: say('confirm_text', { email: address }) },
    <ButtonForm language={say.language} action="/sign-in/confirm" sends={sends}>
      {say('confirm_button')}
    </ButtonForm>,
  )
}

function spentPage(c: Context) {
  const say = peopleWords(languageOf(c))
  return shortPage(
    c,
    { title: say('spent_title'), lead: say('spent_text'), status: 410 },
    <NewLink language={say.language} />,
  )
}
