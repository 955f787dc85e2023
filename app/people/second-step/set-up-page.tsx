import type { Context } from 'hono'
import { toString as drawQr } from 'qrcode'
import { readForm, textOf } from '../../platform/http/body.ts'
import { notFound, tooMany } from '../../platform/http/http.ts'
import { rateLimit } from '../../platform/http/rate-limit.ts'
import { languageOf } from '../../platform/http/request.ts'
import { writeDay } from '../../platform/i18n/numbers.ts'
import { TextField } from '../../ui/fields.tsx'
import { Button, ButtonForm, ButtonLink, type Filled, Form } from '../../ui/form.tsx'
import { Message } from '../../ui/note.tsx'
import { page } from '../../ui/page.tsx'
import { accountPart } from '../account/account-part.tsx'
import type { Told } from '../changed/tell-of-change.ts'
import { requireFresh } from '../fresh.ts'
import { type Person, requirePerson, signedIn } from '../people.ts'
import { peopleWords } from '../people-words.ts'
import type { SignInSettings } from '../signing-in/sign-in-page.tsx'
import { beginSetup, finishSetup, renewRecoveryCodes, secretBeingSetUp, switchSecondStepOff } from './second-step.ts'
import { findSecondStep, recoveryCodesLeft } from './second-step-queries.ts'

const quarter = 15 * 60_000
const here = '/account/second-step'

/** Setting the second step up, and switching it off. Everything here deserves a second look. */
export function setUpPages({ auth, clock }: SignInSettings) {
  const perPerson = rateLimit({ attempts: 10, windowMs: quarter, clock })

  return {
    async show(c: Context) {
      const confirmFirst = requireFresh(c)
      if (confirmFirst) return confirmFirst
      const person = requirePerson(c)
      const row = await findSecondStep(auth.kysely, person.id)
      if (row?.on_since) return onPage(c, row.on_since, await recoveryCodesLeft(auth.kysely, person.id))
      const secret = await secretBeingSetUp(auth, person.id)
      return secret ? scanPage(c, person, secret, { language: languageOf(c) }) : offPage(c)
    },

    async begin(c: Context) {
      const confirmFirst = requireFresh(c)
      if (confirmFirst) return confirmFirst
      await beginSetup(auth, requirePerson(c).id)
      return c.redirect(here, 303)
    },

    /** The key as a picture to scan. A file of its own, since pages hold no style and no script. */
    async picture(c: Context) {
      const confirmFirst = requireFresh(c)
      if (confirmFirst) return confirmFirst
      const person = requirePerson(c)
      const secret = await secretBeingSetUp(auth, person.id)
      if (!secret) throw notFound()
      const svg = await drawQr(keyAddress(person, secret), { type: 'svg', margin: 2, errorCorrectionLevel: 'M' })
      return c.body(svg, 200, { 'Content-Type': 'image/svg+xml', 'Cache-Control': 'no-store' })
    },

    async finish(c: Context) {
      const confirmFirst = requireFresh(c)
      if (confirmFirst) return confirmFirst
      const person = requirePerson(c)
      const taken = perPerson.take(person.id)
      if (taken.kind === 'wait') throw tooMany(taken.seconds)
      const codes = await finishSetup(auth, toldHere(c, person), textOf(await readForm(c), 'code'))
      if (codes) return codesPage(c, codes)
      const secret = await secretBeingSetUp(auth, person.id)
      if (!secret) return c.redirect(here, 303)
      const language = languageOf(c)
      return scanPage(c, person, secret, { language, problems: { code: peopleWords(language)('first_code_problem') } })
    },

    async renew(c: Context) {
      const confirmFirst = requireFresh(c)
      if (confirmFirst) return confirmFirst
      const person = requirePerson(c)
      const row = await findSecondStep(auth.kysely, person.id)
      return row?.on_since ? codesPage(c, await renewRecoveryCodes(auth, toldHere(c, person))) : c.redirect(here, 303)
    },

    async switchOff(c: Context) {
      const confirmFirst = requireFresh(c)
      if (confirmFirst) return confirmFirst
      const person = signedIn(c)
      if (person) await switchSecondStepOff(auth, toldHere(c, person))
      return c.redirect('/account?done=second_step_off', 303)
    },
  }
}

function toldHere(c: Context, person: Person): Told {
  return { personId: person.id, language: languageOf(c) }
}

/** What an app reads from the picture: whose key, for where. */
function keyAddress(person: Person, secret: string): string {
  const query = new URLSearchParams({ secret, issuer: 'Ecotone', algorithm: 'SHA1', digits: '6', period: '30' })
  return `otpauth://totp/${encodeURIComponent(`Ecotone:${person.email}`)}?${query}`
}

function offPage(c: Context) {
  const language = languageOf(c)
  const say = peopleWords(language)
  return accountPart(
    c,
    { language },
    { title: say('second_title') },
    <>
      <p class="lead">{say('second_lead')}</p>
      <p>{say('second_what')}</p>
      <ButtonForm language={language} action={here}>
        {say('second_begin')}
      </ButtonForm>
    </>,
  )
}

function scanPage(c: Context, person: Person, secret: string, filled: Filled) {
  const say = peopleWords(filled.language)
  return accountPart(
    c,
    filled,
    { title: say('second_title'), styles: ['account.css'] },
    <>
      <p>{say('second_scan')}</p>
      <img class="second-step-key" src={`${here}/key.svg`} alt={say('second_picture')} width="220" height="220" />
      <p>
        <a class="back" href={keyAddress(person, secret)}>
          {say('second_open')}
        </a>
      </p>
      <p>
        {say('second_type')}
        <br />
        <code class="second-step-secret">{secret.match(/.{1,4}/g)?.join(' ')}</code>
      </p>
      <Form filled={filled} action={`${here}/first-code`}>
        <TextField
          filled={filled}
          name="code"
          label={say('first_code_label')}
          hint={say('first_code_hint')}
          autocomplete="one-time-code"
          inputmode="numeric"
          maxlength={12}
          size="short"
        />
        <div class="actions">
          <Button>{say('second_on')}</Button>
        </div>
      </Form>
    </>,
  )
}

function onPage(c: Context, since: Date, left: number) {
  const language = languageOf(c)
  const say = peopleWords(language)
  return accountPart(
    c,
    { language },
    { title: say('second_title') },
    <>
      <p class="lead">{say('second_is_on', { when: writeDay(language, since) })}</p>
      <div class="card stack-small">
        <h2>{say('recovery_title')}</h2>
        <p>{say('recovery_left', { n: left })}</p>
        <form method="post" action={`${here}/recovery-codes`}>
          <Button kind="plain">{say('recovery_renew')}</Button>
        </form>
      </div>
      <form class="stack-small" method="post" action={`${here}/off`}>
        <p>{say('second_off_text')}</p>
        <p class="actions">
          <Button kind="danger">{say('second_off')}</Button>
        </p>
      </form>
    </>,
  )
}

/** The recovery codes, this once: only hashes of them are kept. */
function codesPage(c: Context, codes: string[]) {
  const language = languageOf(c)
  const say = peopleWords(language)
  return page(
    c,
    { title: say('recovery_title'), width: 'narrow', styles: ['account.css'] },
    <>
      <h1>{say('recovery_title')}</h1>
      <Message language={language} kind="note">
        {say('recovery_once')}
      </Message>
      <ol class="recovery-codes">
        {codes.map((code) => (
          <li>
            <code>{code}</code>
          </li>
        ))}
      </ol>
      <p>{say('recovery_each')}</p>
      <p class="actions">
        <ButtonLink href="/account" kind="primary">
          {say('recovery_done')}
        </ButtonLink>
      </p>
    </>,
  )
}
