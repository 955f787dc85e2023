import type { Context } from 'hono'
import { readForm, textOf } from '../../platform/http/body.ts'
import { tooMany } from '../../platform/http/http.ts'
import { rateLimit } from '../../platform/http/rate-limit.ts'
import { fromThisMachine } from '../../platform/http/remote-address.ts'
import { languageOf } from '../../platform/http/request.ts'
import type { Language } from '../../platform/i18n/language.ts'
import { EmailField } from '../../ui/fields.tsx'
import { Button, ButtonForm, ButtonLink, type Filled, Form } from '../../ui/form.tsx'
import { shortPage } from '../../ui/short-page.tsx'
import { accountPart } from '../account/account-part.tsx'
import type { AccountSettings } from '../account/account-routes.ts'
import { requireFresh } from '../fresh.ts'
import { type Person, readAddress, requirePerson } from '../people.ts'
import { peopleWords } from '../people-words.ts'
import { addressWords } from './address-words.ts'
import { addressOfChange, askForAddress, confirmChange, mayStopChange, stopChange } from './change-address.ts'

const quarter = 15 * 60_000

/** Signing in with another address from now on: asked for, confirmed at both, or stopped. */
export function addressPages(settings: AccountSettings) {
  const { auth, clock } = settings
  const perPerson = rateLimit({ attempts: 5, windowMs: quarter, clock })

  return {
    async show(c: Context) {
      return requireFresh(c) ?? askPage(c, requirePerson(c), { language: languageOf(c) })
    },

    async ask(c: Context) {
      const confirmFirst = requireFresh(c)
      if (confirmFirst) return confirmFirst
      const [person, language] = [requirePerson(c), languageOf(c)]
      const sent = await readForm(c)
      const address = readAddress(textOf(sent, 'email'))
      if (!address || address === person.email)
        return askPage(c, person, { language, typed: sent, problems: { email: addressWords(language)('problem') } })
      const taken = perPerson.take(person.id)
      if (taken.kind === 'wait') throw tooMany(taken.seconds)
      // After the answer, as with signing in: whether an address is somebody's here must not show.
      settings.afterwards(() => askForAddress(settings, person, { address, language }))
      const words = addressWords(language)
      const lead = words('sent', { old: person.email, new: address })
      const mailbox = settings.mailbox && fromThisMachine(c)
      return shortPage(c, { title: words('sent_title'), lead }, <AfterSending language={language} mailbox={mailbox} />)
    },

    async open(c: Context) {
      const token = c.req.query('token') ?? ''
      const address = await addressOfChange(auth, token)
      const words = addressWords(languageOf(c))
      if (!address) return spent(c)
      const button = { action: '/address/confirm', token, label: words('open_button') }
      return pressPage(c, words('open_title'), words('open_lead', { new: address }), button)
    },

    async confirm(c: Context) {
      const done = await confirmChange(auth, textOf(await readForm(c), 'token'), languageOf(c))
      const words = addressWords(languageOf(c))
      if (done.kind === 'half') return shortPage(c, { title: words('half_title'), lead: words('half') })
      if (done.kind !== 'changed') return spent(c)
      return shortPage(c, { title: words('done_title'), lead: words('done', { new: done.address }) })
    },

    async openNotMe(c: Context) {
      const token = c.req.query('token') ?? ''
      const words = addressWords(languageOf(c))
      if (!(await mayStopChange(auth, token))) return spent(c)
      const button = { action: '/address/not-me', token, label: words('not_me_button') }
      return pressPage(c, words('not_me_title'), words('not_me_lead'), button)
    },

    async notMe(c: Context) {
      const words = addressWords(languageOf(c))
      const stopped = await stopChange(auth, textOf(await readForm(c), 'token'))
      return stopped ? shortPage(c, { title: words('stopped_title'), lead: words('not_me_done') }) : spent(c)
    },
  }
}

function askPage(c: Context, person: Person, filled: Filled) {
  const words = addressWords(filled.language)
  return accountPart(
    c,
    filled,
    { title: words('title') },
    <>
      <p class="lead">{words('lead', { email: person.email })}</p>
      <Form filled={filled} action="/account/address">
        <EmailField filled={filled} name="email" label={words('label')} autocomplete="email" />
        <div class="actions">
          <Button>{words('ask')}</Button>
        </div>
      </Form>
    </>,
  )
}

/** Opening a link does nothing: mail programs open links too. Its button does. */
function pressPage(c: Context, title: string, lead: string, button: { action: string; token: string; label: string }) {
  return shortPage(
    c,
    { title, lead },
    <ButtonForm language={languageOf(c)} action={button.action} sends={{ token: button.token }}>
      {button.label}
    </ButtonForm>,
  )
}

/** On from the page that says that letters are on their way: to them, where they wait on this machine, and back. */
function AfterSending({ language, mailbox }: { language: Language; mailbox: boolean }) {
  const say = peopleWords(language)
  return (
    <>
      {mailbox && <p class="well">{say.rich('to_mailbox', { a: (words) => <a href="/mailbox">{words}</a> })}</p>}
      <p class="actions">
        <ButtonLink href="/account">{say('account_title')}</ButtonLink>
      </p>
    </>
  )
}

function spent(c: Context) {
  const language = languageOf(c)
  const words = addressWords(language)
  return shortPage(
    c,
    { title: words('spent_title'), lead: words('spent'), status: 410 },
    <p class="actions">
      <ButtonLink href="/account">{peopleWords(language)('account_title')}</ButtonLink>
    </p>,
  )
}
