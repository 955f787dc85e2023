import type { Context } from 'hono'
import { readForm, textOf } from '../../platform/http/body.ts'
import { tooMany } from '../../platform/http/http.ts'
import { rateLimit } from '../../platform/http/rate-limit.ts'
import { cookieOf, factsOf, languageOf, localPath } from '../../platform/http/request.ts'
import type { Language } from '../../platform/i18n/language.ts'
import { TextField } from '../../ui/fields.tsx'
import { Button, ButtonLink, type Filled, Form } from '../../ui/form.tsx'
import { page } from '../../ui/page.tsx'
import { shortPage } from '../../ui/short-page.tsx'
import { peopleWords } from '../people-words.ts'
import { lookAtProof, useProof } from '../proofs/proof-queries.ts'
import { giveCookies } from '../sessions/who-asks.ts'
import { type Arrival, enter } from '../signing-in/sign-in.ts'
import type { SignInSettings } from '../signing-in/sign-in-page.tsx'
import { checkSecondStep } from './second-step.ts'

const quarter = 15 * 60_000
const cookieName = 'ecotone.second_step'

/** Answers whoever has shown one thing: in, or on to the second step. The token of it stays out of addresses and of scripts' reach. */
export function showArrival(c: Context, arrival: Exclude<Arrival, { kind: 'spent' }>, next: string): Response {
  if (arrival.kind === 'second-step') {
    giveCookies(c, [stepCookie(c, arrival.token, 600)])
    return c.redirect('/sign-in/code', 303)
  }
  giveCookies(c, arrival.cookies)
  return c.redirect(next, 303)
}

/** The second step of signing in: the code of an app, or a recovery code. */
export function secondStepPages({ auth, clock }: SignInSettings) {
  const perPerson = rateLimit({ attempts: 5, windowMs: quarter, clock })

  return {
    async ask(c: Context) {
      const proof = await lookAtProof(auth, 'second-step', cookieOf(c, cookieName) ?? '')
      return proof ? codePage(c, { language: languageOf(c) }) : lostPage(c)
    },

    /** Trying is slowed down for the person, not for the place: whoever has the link could come from anywhere. */
    async check(c: Context) {
      const sent = await readForm(c)
      const token = cookieOf(c, cookieName) ?? ''
      const proof = await lookAtProof(auth, 'second-step', token)
      if (!proof?.personId) return lostPage(c)
      const taken = perPerson.take(proof.personId)
      if (taken.kind === 'wait') throw tooMany(taken.seconds)
      const told = { personId: proof.personId, language: languageOf(c) }
      if ((await checkSecondStep(auth, told, textOf(sent, 'code'))) === 'wrong') {
        const { language } = told
        return codePage(c, { language, problems: { code: peopleWords(language)('code_problem') } })
      }
      if (!(await useProof(auth, 'second-step', token))) return lostPage(c)
      giveCookies(c, [stepCookie(c, '', 0), ...(await enter(auth, proof.personId, c.req.raw.headers))])
      return c.redirect(localPath(proof.holds['next']), 303)
    },
  }
}

function stepCookie(c: Context, token: string, seconds: number): string {
  const secure = factsOf(c).origin.startsWith('https:') ? '; Secure' : ''
  return `${cookieName}=${token}; Path=/sign-in; Max-Age=${seconds}; HttpOnly; SameSite=Lax${secure}`
}

/** One box for both kinds of code: who has lost the app should not have to look for another page. */
export function CodeField({ filled }: { filled: Filled }) {
  const say = peopleWords(filled.language)
  return (
    <TextField
      filled={filled}
      name="code"
      label={say('code_label')}
      hint={say('code_hint')}
      autocomplete="one-time-code"
      maxlength={40}
      size="short"
    />
  )
}

function codePage(c: Context, filled: Filled) {
  const say = peopleWords(filled.language)
  return page(
    c,
    { title: say('code_title'), width: 'narrow', status: filled.problems ? 422 : 200 },
    <>
      <div class="stack-small">
        <h1>{say('code_title')}</h1>
        <p class="lead">{say('code_lead')}</p>
      </div>
      <Form filled={filled} action="/sign-in/code">
        <CodeField filled={filled} />
        <div class="actions">
          <Button>{say('code_button')}</Button>
        </div>
      </Form>
    </>,
  )
}

function lostPage(c: Context) {
  const say = peopleWords(languageOf(c))
  return shortPage(
    c,
    { title: say('code_late_title'), lead: say('code_late_text'), status: 410 },
    <NewLink language={say.language} />,
  )
}

/** From a link or a step that came too late to the page that sends another. */
export function NewLink({ language }: { language: Language }) {
  return (
    <p class="actions">
      <ButtonLink href="/sign-in" kind="primary">
        {peopleWords(language)('new_link')}
      </ButtonLink>
    </p>
  )
}
