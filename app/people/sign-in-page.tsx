import type { Context } from 'hono'
import type { Clock } from '../platform/clock.ts'
import { readForm, textOf } from '../platform/http/body.ts'
import { tooMany } from '../platform/http/http.ts'
import { rateLimit } from '../platform/http/rate-limit.ts'
import { fromThisMachine, remoteAddress } from '../platform/http/remote-address.ts'
import { languageOf, localPath } from '../platform/http/request.ts'
import type { Post } from '../platform/mail/mail.ts'
import { TextField } from '../ui/fields.tsx'
import { Button, ButtonLink, type Filled, Form } from '../ui/form.tsx'
import { EvidenceNote } from '../ui/note.tsx'
import { page } from '../ui/page.tsx'
import { type Auth, addressOfToken } from './auth.ts'
import { readAddress, signedIn } from './people.ts'
import { peopleWords } from './people-words.ts'
import { mailSignInLink, useLink } from './sign-in.ts'
import { giveCookies } from './who-asks.ts'

export interface SignInSettings {
  auth: Auth
  post: Post
  clock: Clock
  /** Does the mailbox page exist here? Then the page after asking for a link points to it. */
  mailbox: boolean
  /** Runs work after the answer has gone out, and tells the log when it fails. */
  afterwards(work: () => Promise<void>): void
}

const quarter = 15 * 60_000

/** The pages of signing in: ask for a link, look into your mail, use the link. */
export function signInPages(settings: SignInSettings) {
  const { auth, post, clock, afterwards } = settings
  const perPlace = rateLimit({ attempts: 20, windowMs: quarter, clock })
  const perAddress = rateLimit({ attempts: 5, windowMs: quarter, clock })
  const perUse = rateLimit({ attempts: 30, windowMs: quarter, clock })

  return {
    async ask(c: Context) {
      const next = localPath(c.req.query('next'))
      if (signedIn(c)) return c.redirect(next, 303)
      return askPage(c, { language: languageOf(c), typed: { next } })
    },

    async sendLink(c: Context) {
      const sent = await readForm(c)
      const address = readAddress(textOf(sent, 'email'))
      const language = languageOf(c)
      if (!address) {
        return askPage(c, { language, typed: sent, problems: { email: peopleWords(language)('email_problem') } })
      }
      for (const taken of [perPlace.take(remoteAddress(c)), perAddress.take(address)]) {
        if (taken.kind === 'wait') throw tooMany(taken.seconds)
      }
      // After the answer: whether a mail goes out must not show in how long this takes.
      afterwards(() => mailSignInLink({ auth, post }, { address, next: localPath(textOf(sent, 'next')), language }))
      return sentPage(c, address, settings.mailbox && fromThisMachine(c))
    },

    /** Opening the link uses nothing up, since mail programs open links too. */
    async confirm(c: Context) {
      const token = c.req.query('token') ?? ''
      const address = await addressOfToken(auth, token, clock)
      return address ? confirmPage(c, { token, address, next: localPath(c.req.query('next')) }) : spentPage(c)
    },

    async useLink(c: Context) {
      const taken = perUse.take(remoteAddress(c))
      if (taken.kind === 'wait') throw tooMany(taken.seconds)
      const sent = await readForm(c)
      const arrival = await useLink(auth, clock, textOf(sent, 'token'), c.req.raw.headers)
      if (arrival.kind === 'spent') return spentPage(c)
      giveCookies(c, arrival.cookies)
      return c.redirect(localPath(textOf(sent, 'next')), 303)
    },

    async signOut(c: Context) {
      if (signedIn(c)) {
        const answer = await auth.better.api.signOut({ headers: c.req.raw.headers, asResponse: true })
        giveCookies(c, answer.headers.getSetCookie())
      }
      return c.redirect('/', 303)
    },
  }
}

function askPage(c: Context, filled: Filled) {
  const say = peopleWords(filled.language)
  return page(
    c,
    { title: say('sign_in_title'), width: 'narrow', status: filled.problems ? 422 : 200 },
    <>
      <div class="stack-small">
        <h1>{say('sign_in_title')}</h1>
        <p class="lead">{say('sign_in_lead')}</p>
      </div>
      <Form filled={filled} action="/sign-in">
        <input type="hidden" name="next" value={localPath(filled.typed?.['next'])} />
        <TextField
          filled={filled}
          name="email"
          type="email"
          label={say('email_label')}
          hint={say('email_hint')}
          autocomplete="email"
          maxlength={254}
        />
        <div class="actions">
          <Button>{say('send_link')}</Button>
        </div>
      </Form>
    </>,
  )
}

function sentPage(c: Context, address: string, mailbox: boolean) {
  const say = peopleWords(languageOf(c))
  return page(
    c,
    { title: say('sent_title'), width: 'narrow' },
    <>
      <h1>{say('sent_title')}</h1>
      <p class="lead">{say('sent_text', { email: address })}</p>
      {mailbox && <p class="well">{say.rich('to_mailbox', { a: (words) => <a href="/mailbox">{words}</a> })}</p>}
      <EvidenceNote icon="mail">{say('sent_nothing')}</EvidenceNote>
      <p class="actions">
        <ButtonLink href="/sign-in">{say('other_address')}</ButtonLink>
      </p>
    </>,
  )
}

function confirmPage(c: Context, link: { token: string; address: string; next: string }) {
  const language = languageOf(c)
  const say = peopleWords(language)
  return page(
    c,
    { title: say('confirm_title'), width: 'narrow' },
    <>
      <h1>{say('confirm_title')}</h1>
      <p class="lead">{say('confirm_text', { email: link.address })}</p>
      <Form filled={{ language }} action="/sign-in/confirm">
        <input type="hidden" name="token" value={link.token} />
        <input type="hidden" name="next" value={link.next} />
        <div class="actions">
          <Button>{say('confirm_button')}</Button>
        </div>
      </Form>
    </>,
  )
}

function spentPage(c: Context) {
  const say = peopleWords(languageOf(c))
  return page(
    c,
    { title: say('spent_title'), width: 'narrow', status: 410 },
    <>
      <h1>{say('spent_title')}</h1>
      <p class="lead">{say('spent_text')}</p>
      <p class="actions">
        <ButtonLink href="/sign-in" kind="primary">
          {say('new_link')}
        </ButtonLink>
      </p>
    </>,
  )
}
