import type { Context } from 'hono'
import type { Clock } from '../../platform/clock.ts'
import type { Database } from '../../platform/db/database.ts'
import { readForm, type Sent, textOf } from '../../platform/http/body.ts'
import { forbidden, tooMany } from '../../platform/http/http.ts'
import { rateLimit } from '../../platform/http/rate-limit.ts'
import { languageOf } from '../../platform/http/request.ts'
import { writeMoment } from '../../platform/i18n/numbers.ts'
import type { Post } from '../../platform/mail/mail.ts'
import type { MailState } from '../../platform/mail/mail-desk.ts'
import type { StopReason } from '../../platform/mail/mail-stops.ts'
import { EmailField } from '../../ui/fields.tsx'
import { Button, ButtonForm, type Filled, Form } from '../../ui/form.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Message } from '../../ui/note.tsx'
import { page } from '../../ui/page.tsx'
import { Rows } from '../../ui/rows.tsx'
import { Table } from '../../ui/table.tsx'
import { instanceWords } from '../instance/instance-words.ts'
import { type Person, readAddress, signedIn } from '../people.ts'
import { peopleWords } from '../people-words.ts'
import { runsTheInstance } from './mail-queries.ts'
import { mailWords } from './mail-words.ts'
import { problemWords } from './problem-words.ts'
import { trialLetter } from './trial-letter.ts'

interface Asked {
  /** What was typed into the question about one address, and what is wrong with it. */
  filled: Filled
  /** The address asked about, and why it gets no mail; null when nothing stops it. */
  address?: { asked: string; stopped: StopReason | null }
}

/** How mail goes, for whoever runs the instance: numbers and codes, one address at a time, and a letter to oneself. */
export function instanceMailPages({ db, clock, post }: { db: Database; clock: Clock; post: Post }) {
  // Of its own: trying mail out uses up nobody's attempts to sign in, nor the other way round.
  const trials = rateLimit({ attempts: 3, windowMs: 15 * 60_000, clock })

  /** Does `work` for whoever runs the instance; others are led to signing in, or refused. */
  async function asSteward(c: Context, work: (person: Person) => Promise<Response>): Promise<Response> {
    const person = signedIn(c)
    if (!person) return c.redirect('/sign-in?next=/instance/mail', 303)
    if (!(await db.as({ kind: 'person', id: person.id }, runsTheInstance))) throw forbidden()
    return work(person)
  }

  return {
    show: (c: Context) =>
      asSteward(c, async () => statePage(c, await post.state(), { filled: { language: languageOf(c) } })),

    askAddress: (c: Context) =>
      asSteward(c, async () => {
        const sent = await readForm(c)
        const asked = readAddress(textOf(sent, 'address'))
        if (!asked) return statePage(c, await post.state(), { filled: notAnAddress(c, sent) })
        if (textOf(sent, 'again') === 'yes') await post.tryAddressAgain(asked)
        const address = { asked, stopped: await post.whyStopped(asked) }
        return statePage(c, await post.state(), { filled: { language: languageOf(c), typed: sent }, address })
      }),

    trial: (c: Context) =>
      asSteward(c, async (person) => {
        const taken = trials.take(person.id)
        if (taken.kind === 'wait') throw tooMany(taken.seconds)
        const language = languageOf(c)
        await post.send({ to: { personId: person.id }, kind: 'deed', language, ...(await trialLetter(language)) })
        return c.redirect('/instance/mail?done=trial', 303)
      }),
  }
}

function notAnAddress(c: Context, typed: Sent): Filled {
  const language = languageOf(c)
  return { language, typed, problems: { address: peopleWords(language)('email_problem') } }
}

function statePage(c: Context, state: MailState, asked: Asked) {
  const language = languageOf(c)
  const say = mailWords(language)
  return page(
    c,
    { title: say('trouble_title'), status: asked.filled.problems ? 422 : 200 },
    <>
      <div class="stack-small">
        <p>
          <a class="back" href="/instance">
            <Icon name="arrow-left" /> {instanceWords(language)('title')}
          </a>
        </p>
        <h1>{say('trouble_title')}</h1>
        <p class="lead">{say('trouble_lead')}</p>
      </div>
      {c.req.query('done') === 'trial' && (
        <Message language={language} kind="done">
          {say('trial_sent', { email: signedIn(c)?.email ?? '' })}
        </Message>
      )}
      <div class="card">
        <Rows
          rows={[
            { term: say('count_waiting'), value: String(state.waiting) },
            { term: say('count_sent'), value: String(state.sentLastDay) },
            { term: say('count_given_up'), value: String(state.givenUpLastWeek) },
            { term: say('count_stopped'), value: String(state.stopped) },
          ]}
        />
      </div>
      <Troubles c={c} troubles={state.troubles} />
      <OneAddress asked={asked} />
      <section class="stack-small">
        <h2>{say('trial_title')}</h2>
        <p>{say('trial_text')}</p>
        <ButtonForm language={language} action="/instance/mail/trial" kind="plain">
          {say('trial_button')}
        </ButtonForm>
      </section>
    </>,
  )
}

function Troubles({ c, troubles }: { c: Context; troubles: MailState['troubles'] }) {
  const language = languageOf(c)
  const say = mailWords(language)
  if (troubles.length === 0) return <p>{say('trouble_none')}</p>
  return (
    <Table
      language={language}
      rowsOnPhone
      caption={say('trouble_caption')}
      columns={[
        { label: say('column_problem') },
        { label: say('column_code') },
        { label: say('column_letters'), numeric: true },
        { label: say('column_last') },
        { label: say('column_what_now') },
      ]}
      rows={troubles.map(({ problem, letters, last, waits }) => [
        problemWords(language, problem),
        problem.split(' ').slice(1).join(' ') || '–',
        String(letters),
        writeMoment(language, last),
        say(waits ? 'now_waits' : 'now_given_up'),
      ])}
    />
  )
}

function OneAddress({ asked: { filled, address } }: { asked: Asked }) {
  const say = mailWords(filled.language)
  return (
    <section class="stack-small" id="address">
      <h2>{say('ask_address_title')}</h2>
      {address && (
        <Message language={filled.language} kind={address.stopped ? 'problem' : 'done'}>
          {address.asked}: {say(address.stopped ? `reason_of_${address.stopped}` : 'address_fine')}
        </Message>
      )}
      {address?.stopped && address.stopped !== 'asked' && (
        <ButtonForm
          language={filled.language}
          action="/instance/mail/address"
          sends={{ address: address.asked, again: 'yes' }}
          kind="plain"
        >
          {say('address_lift')}
        </ButtonForm>
      )}
      <Form filled={filled} action="/instance/mail/address">
        <EmailField filled={filled} name="address" label={say('ask_address_label')} hint={say('ask_address_hint')} />
        <div class="actions">
          <Button kind="plain">{say('ask_address')}</Button>
        </div>
      </Form>
    </section>
  )
}
