import type { Context } from 'hono'
import { signedIn } from '../../people/people.ts'
import { readForm, textOf } from '../../platform/http/body.ts'
import { tooMany } from '../../platform/http/http.ts'
import { rateLimit } from '../../platform/http/rate-limit.ts'
import { remotePlace } from '../../platform/http/remote-address.ts'
import { factsOf, languageOf } from '../../platform/http/request.ts'
import { TextField } from '../../ui/fields.tsx'
import { Button, ButtonForm, type Filled, Form } from '../../ui/form.tsx'
import { EvidenceNote } from '../../ui/note.tsx'
import { page } from '../../ui/page.tsx'
import { shortPage } from '../../ui/short-page.tsx'
import type { Place } from '../visit.tsx'
import { contestedPage, contestPage, lettersOfContest } from './contest-page.tsx'
import { beginHeldSession, endHeldSession, showedLinks } from './held-session.ts'
import { aboutMe, heldPath, leadingTo, whoIsAsking } from './held-visit.ts'
import { heldWords } from './held-words.ts'
import { digestOf, readCode } from './link-code.ts'
import { accountToContest, contestAccount } from './link-queries.ts'
import { ListPage } from './list-page.tsx'

const quarter = 15 * 60_000

/** The pages before what is held about somebody: type a code, press the button of a link, leave again. */
export function doorPages(place: Place) {
  const perPlace = rateLimit({ attempts: 30, windowMs: quarter, clock: place.clock })
  const wrongOnes = rateLimit({ attempts: 8, windowMs: quarter, clock: place.clock })

  return {
    /** `GET /held`: to the page of whoever is known here, else the field for a code. */
    async enter(c: Context) {
      const who = await whoIsAsking(place, c)
      if (!who) return codePage(c, { language: languageOf(c) })
      const landscapes = await aboutMe(place, who, async (_, found) => leadingTo(who, found))
      const done = c.req.query('done') === 'contested' ? '?done=contested' : ''
      if (who.way === 'link' && landscapes[0]) return c.redirect(heldPath(landscapes[0]) + done, 303)
      return ListPage(c, landscapes)
    },

    /** `GET /held/open?code=…`: opens nothing, since mail programs open links too, and says nothing of whom it is. */
    async ask(c: Context) {
      return refusedHere(c) ?? buttonPage(c, c.req.query('code') ?? '')
    },

    /** `POST /held/open`: a wrong code, one that ended and one that never was are answered alike; one that ended as an account began says so. */
    async open(c: Context) {
      const taken = perPlace.take(remotePlace(c))
      if (taken.kind === 'wait') throw tooMany(taken.seconds)
      const refused = refusedHere(c)
      if (refused) return refused
      const sent = await readForm(c)
      const code = readCode(textOf(sent, 'code'))
      const now = place.clock.now()
      if (code && (await place.db.as({ kind: 'nobody' }, (tx) => beginHeldSession(c, tx, code, now))))
        return c.redirect('/held', 303)
      const begun = code && (await place.db.as({ kind: 'nobody' }, (tx) => accountToContest(tx, digestOf(code), now)))
      if (code && begun) return contestPage(c, code, begun)
      const wrong = wrongOnes.take(remotePlace(c))
      if (wrong.kind === 'wait') throw tooMany(wrong.seconds)
      const language = languageOf(c)
      return codePage(c, { language, typed: sent, problems: { code: heldWords(language)('code_problem') } })
    },

    /** `POST /held/contested`: whoever holds a code says that the account that was begun in their place is not theirs. */
    async contest(c: Context) {
      const taken = perPlace.take(remotePlace(c))
      if (taken.kind === 'wait') throw tooMany(taken.seconds)
      const refused = refusedHere(c)
      if (refused) return refused
      const sent = await readForm(c)
      const code = readCode(textOf(sent, 'code'))
      const letters = await lettersOfContest(factsOf(c).origin)
      const now = place.clock.now()
      const opens = await place.db.as({ kind: 'nobody' }, async (tx) => {
        if (!code || !(await contestAccount(tx, digestOf(code), letters, now))) return null
        return beginHeldSession(c, tx, code, now)
      })
      if (opens === null) return c.redirect('/held', 303)
      return opens ? c.redirect('/held?done=contested', 303) : contestedPage(c)
    },

    /** `POST /held/close`. */
    async close(c: Context) {
      await place.db.as({ kind: 'nobody' }, (tx) => endHeldSession(c, tx))
      return c.redirect('/held', 303)
    },
  }
}

function codePage(c: Context, filled: Filled): Promise<Response> {
  const say = heldWords(filled.language)
  return page(
    c,
    { title: say('title'), width: 'narrow', status: filled.problems ? 422 : 200, styles: ['held.css'] },
    <>
      <h1>{say('title')}</h1>
      <p class="lead">{say('enter_lead')}</p>
      <Form filled={filled} action="/held/open" class="form held-code">
        <TextField filled={filled} name="code" label={say('code_label')} hint={say('code_hint')} maxlength={80} />
        <div class="actions">
          <Button>{say('open')}</Button>
        </div>
      </Form>
    </>,
  )
}

function buttonPage(c: Context, code: string): Promise<Response> {
  const language = languageOf(c)
  const say = heldWords(language)
  return shortPage(
    c,
    { title: say('open_title'), lead: say('open_lead') },
    <>
      <ButtonForm language={language} action="/held/open" sends={{ code: code.slice(0, 80) }}>
        {say('open')}
      </ButtonForm>
      <EvidenceNote icon="info">{say('open_note')}</EvidenceNote>
    </>,
  )
}

/**
 * Whoever made a link could open it too: it does not open in a browser that somebody is signed in with, nor for a day in one that showed
 * such links. Null where it may be tried.
 */
function refusedHere(c: Context): Promise<Response> | null {
  if (signedIn(c)) return signedInPage(c)
  return showedLinks(c) ? shownHerePage(c) : null
}

function shownHerePage(c: Context): Promise<Response> {
  const say = heldWords(languageOf(c))
  return shortPage(c, { title: say('shown_here_title'), lead: say('shown_here_text'), status: 403 })
}

function signedInPage(c: Context): Promise<Response> {
  const say = heldWords(languageOf(c))
  return shortPage(
    c,
    { title: say('signed_in_title'), lead: say('signed_in_text'), status: 403 },
    <div class="actions">
      <form method="post" action="/sign-out">
        <Button>{say('sign_out')}</Button>
      </form>
      <a href="/held">{say('title')}</a>
    </div>,
  )
}
