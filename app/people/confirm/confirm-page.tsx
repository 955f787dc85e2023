import type { Context } from 'hono'
import { readForm, textOf } from '../../platform/http/body.ts'
import { tooMany } from '../../platform/http/http.ts'
import { rateLimit } from '../../platform/http/rate-limit.ts'
import { fromThisMachine } from '../../platform/http/remote-address.ts'
import { languageOf, localPath } from '../../platform/http/request.ts'
import { Button, ButtonForm, ButtonLink, type Filled, Form } from '../../ui/form.tsx'
import { page } from '../../ui/page.tsx'
import { shortPage } from '../../ui/short-page.tsx'
import { BackToAccount } from '../account/back-to-account.tsx'
import { ToMailbox } from '../mail/to-mailbox.tsx'
import { passkeysOf } from '../passkeys/passkey-queries.ts'
import { UsePasskey } from '../passkeys/use-passkey.tsx'
import { type OpenSession, type Person, sessionOf, signedIn } from '../people.ts'
import { peopleWords } from '../people-words.ts'
import { lookAtProof, useProof } from '../proofs/proof-queries.ts'
import { checkSecondStep } from '../second-step/second-step.ts'
import { CodeField } from '../second-step/second-step-page.tsx'
import { asksSecondStep } from '../second-step/second-step-queries.ts'
import { confirmSession } from '../sessions/session-queries.ts'
import type { SignInSettings } from '../signing-in/sign-in-page.tsx'
import { mailConfirmLink } from './mail-confirm-link.ts'

const quarter = 15 * 60_000

/** "Confirm it is you": asked of somebody who is signed in, before what deserves a second look. Leads back to where they were. */
export function confirmPages(settings: SignInSettings) {
  const { auth, clock } = settings
  const perPerson = rateLimit({ attempts: 5, windowMs: quarter, clock })
  const perCode = rateLimit({ attempts: 5, windowMs: quarter, clock })

  return {
    async ask(c: Context) {
      const next = localPath(c.req.query('next'))
      const [person, session] = [signedIn(c), sessionOf(c)]
      if (!person || !session) return toSignIn(c, next)
      return session.fresh
        ? c.redirect(next, 303)
        : askPage(c, await waysOf(person), { language: languageOf(c), typed: { next } })
    },

    async sendLink(c: Context) {
      const next = localPath(textOf(await readForm(c), 'next'))
      const [person, session] = [signedIn(c), sessionOf(c)]
      if (!person || !session) return toSignIn(c, next)
      const ways = await waysOf(person)
      // Whoever has a second step shows that, or a passkey: a link alone would be less than what signing in asks of them.
      if (ways.secondStep) return askPage(c, ways, { language: languageOf(c), typed: { next } })
      const taken = perPerson.take(person.id)
      if (taken.kind === 'wait') throw tooMany(taken.seconds)
      const asked = { person, sessionId: session.id, next, language: languageOf(c) }
      settings.afterwards(() => mailConfirmLink(settings, asked))
      return sentPage(c, person, settings.mailbox && fromThisMachine(c))
    },

    async checkCode(c: Context) {
      const sent = await readForm(c)
      const next = localPath(textOf(sent, 'next'))
      const [person, session] = [signedIn(c), sessionOf(c)]
      if (!person || !session) return toSignIn(c, next)
      const taken = perCode.take(person.id)
      if (taken.kind === 'wait') throw tooMany(taken.seconds)
      const told = { personId: person.id, language: languageOf(c) }
      if ((await checkSecondStep(auth, told, textOf(sent, 'code'))) === 'wrong') {
        const { language } = told
        const problems = { code: peopleWords(language)('code_problem') }
        return askPage(c, await waysOf(person), { language, typed: { next }, problems })
      }
      await confirmSession(auth.kysely, session.id, clock.now())
      return c.redirect(next, 303)
    },

    /** Opening the link uses nothing up, since mail programs open links too. */
    async openLink(c: Context) {
      const token = c.req.query('token') ?? ''
      const [person, session] = [signedIn(c), sessionOf(c)]
      if (!person || !session) return toSignIn(c, `/confirm/link?token=${encodeURIComponent(token)}`)
      const proof = await lookAtProof(auth, 'confirm', token)
      return proof?.holds['session'] === session.id ? pressPage(c, person, token) : spentPage(c)
    },

    /** Only the session that asked is confirmed: whoever gets another to press their link gains nothing. */
    async useLink(c: Context) {
      const token = textOf(await readForm(c), 'token')
      const session = sessionOf(c)
      if (!session) return toSignIn(c, '/')
      if (!(await isOurs(token, session))) return spentPage(c)
      const proof = await useProof(auth, 'confirm', token)
      if (!proof) return spentPage(c)
      await confirmSession(auth.kysely, session.id, clock.now())
      return c.redirect(localPath(proof.holds['next']), 303)
    },
  }

  async function waysOf(person: Person): Promise<Ways> {
    const secondStep = await asksSecondStep(auth.kysely, person.id)
    return { person, secondStep, passkey: (await passkeysOf(auth.kysely, person.id)).length > 0 }
  }

  async function isOurs(token: string, session: OpenSession): Promise<boolean> {
    const proof = await lookAtProof(auth, 'confirm', token)
    return proof?.holds['session'] === session.id
  }
}

function toSignIn(c: Context, next: string): Response {
  return c.redirect(`/sign-in?next=${encodeURIComponent(next)}`, 303)
}

/** By what somebody may confirm. */
interface Ways {
  person: Person
  secondStep: boolean
  passkey: boolean
}

function askPage(c: Context, { person, secondStep, passkey }: Ways, filled: Filled) {
  const say = peopleWords(filled.language)
  const next = localPath(filled.typed?.['next'])
  return page(
    c,
    {
      title: say('confirm_you_title'),
      width: 'narrow',
      status: filled.problems ? 422 : 200,
      ...(passkey && { islands: ['use-passkey-island.js'], styles: ['account.css'] }),
    },
    <>
      <BackToAccount language={filled.language} />
      <div class="stack-small">
        <h1>{say('confirm_you_title')}</h1>
        <p class="lead">{say('confirm_you_lead')}</p>
      </div>
      {passkey && <UsePasskey language={filled.language} next={next} at="/confirm/passkey" />}
      <Form filled={filled} action={secondStep ? '/confirm/code' : '/confirm'}>
        <input type="hidden" name="next" value={next} />
        {secondStep && <CodeField filled={filled} />}
        <div class="actions">
          <Button>{secondStep ? say('confirm_you_button') : say('confirm_you_mail', { email: person.email })}</Button>
        </div>
      </Form>
    </>,
  )
}

function sentPage(c: Context, person: Person, mailbox: boolean) {
  const say = peopleWords(languageOf(c))
  return shortPage(
    c,
    { title: say('sent_title'), lead: say('confirm_you_sent', { email: person.email }) },
    mailbox && <ToMailbox language={say.language} />,
  )
}

function pressPage(c: Context, person: Person, token: string) {
  const say = peopleWords(languageOf(c))
  return shortPage(
    c,
    { title: say('confirm_you_title'), lead: say('confirm_you_press', { email: person.email }) },
    <ButtonForm language={say.language} action="/confirm/link" sends={{ token }}>
      {say('confirm_you_button')}
    </ButtonForm>,
  )
}

function spentPage(c: Context) {
  const say = peopleWords(languageOf(c))
  return shortPage(
    c,
    { title: say('spent_title'), lead: say('spent_text'), status: 410 },
    <>
      <p>{say('confirm_you_elsewhere')}</p>
      <p class="actions">
        <ButtonLink href="/confirm" kind="primary">
          {say('confirm_you_again')}
        </ButtonLink>
      </p>
    </>,
  )
}
