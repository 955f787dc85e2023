import type { Context, Handler } from 'hono'
import { requireFresh } from '../../people/fresh.ts'
import { type Person, signedIn } from '../../people/people.ts'
import type { Tx } from '../../platform/db/database.ts'
import { readForm, textOf } from '../../platform/http/body.ts'
import { forbidden, notFound } from '../../platform/http/http.ts'
import { languageOf } from '../../platform/http/request.ts'
import { writeMoment } from '../../platform/i18n/numbers.ts'
import { Button, ButtonLink, Form } from '../../ui/form.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Message } from '../../ui/note.tsx'
import { page } from '../../ui/page.tsx'
import { shortPage } from '../../ui/short-page.tsx'
import {
  findLandscape,
  findLockedLandscape,
  type Landscape,
  type LockedLandscape,
  landscapesOf,
} from '../landscape/landscape.ts'
import { type Place, pathIn, toSignIn, visiting } from '../visit.tsx'
import { lockLandscape, unlockLandscape } from './lock-landscape.ts'
import { type Keeper, keepersOf } from './lock-queries.ts'
import { lockingAnswer } from './locking-view.tsx'
import { mayLock } from './team-policy.ts'
import { teamWords } from './team-words.ts'

/** `GET /landscapes/:slug/people/lock`: what the lock does and who would stay inside; once it is locked, the one page of its keepers. */
export function lockPage(place: Place): Handler {
  return perhapsLocked(place, async (c, { tx, person, found }) => {
    if ('lockedAt' in found) return lockedPage(c, found, await keepersOf(tx, found))
    const visit = { tx, person, landscape: found, landscapes: await landscapesOf(tx) }
    return lockingAnswer(c, visit, { language: languageOf(c) })
  })
}

interface Found {
  tx: Tx
  person: Person
  found: LockedLandscape | Landscape
}

/** A locked landscape cannot be visited: whoever is signed in asks by its name, and of one that is locked only its keepers find it. */
function perhapsLocked(place: Place, answer: (c: Context, found: Found) => Promise<Response> | Response): Handler {
  return async (c) => {
    const person = signedIn(c)
    if (!person) return toSignIn(c)
    return place.db.as({ kind: 'person', id: person.id }, async (tx) => {
      const slug = c.req.param('slug') ?? ''
      const found = (await findLockedLandscape(tx, slug)) ?? (await findLandscape(tx, slug))
      if (!found) throw notFound()
      return answer(c, { tx, person, found })
    })
  }
}

/** `POST` to the same: one word typed, one press. Nothing else is asked: in an emergency there is no time to sign in again. */
export function lockHandler(place: Place): Handler {
  return visiting(place, async (c, visit) => {
    if (!mayLock(visit.landscape)) throw forbidden()
    const language = languageOf(c)
    const say = teamWords(language)
    const sent = await readForm(c)
    if (textOf(sent, 'word').toLowerCase() !== say('lock_word')) {
      const problems = { word: say('lock_word_problem', { word: say('lock_word') }) }
      return lockingAnswer(c, visit, { language, problems })
    }
    const keepers = await keepersOf(visit.tx, visit.landscape)
    if (!(await lockLandscape(visit.tx, place.clock, visit.landscape))) throw forbidden()
    if (keepers.some(({ me }) => me)) return c.redirect(pathIn(visit.landscape, 'people', 'lock'), 303)
    return outsidePage(c, keepers)
  })
}

/** `POST …/people/lock/opening`: for a keeper who lately showed that it is them. */
export function unlockHandler(place: Place): Handler {
  return perhapsLocked(place, async (c, { tx, found }) => {
    if (!('lockedAt' in found)) {
      if (!mayLock(found)) throw forbidden()
      return c.redirect(pathIn(found, 'people', 'lock'), 303)
    }
    const stale = requireFresh(c)
    if (stale) return stale
    if (!(await unlockLandscape(tx, found))) throw forbidden()
    return c.redirect(`${pathIn(found, 'people', 'lock')}?done=opened`, 303)
  })
}

function lockedPage(c: Context, { slug, name, lockedAt, lockedBy }: LockedLandscape, keepers: readonly Keeper[]) {
  const language = languageOf(c)
  const say = teamWords(language)
  const other = keepers.find(({ me }) => !me)
  return page(
    c,
    { title: say('locked_title', { landscape: name }), width: 'narrow', styles: ['team.css'] },
    <>
      <p class="lock-mark">
        <Icon name="lock" size={24} />
      </p>
      <h1>{say('locked_title', { landscape: name })}</h1>
      <p class="lead">
        {say('locked_since', { when: writeMoment(language, lockedAt), who: lockedBy ?? say('nameless') })}
      </p>
      <p>{other ? say('locked_inside', { other: other.name ?? say('nameless') }) : say('locked_alone')}</p>
      <Message language={language} kind="note">
        {say('locked_dead')}
      </Message>
      <Form filled={{ language }} action={`${pathIn({ slug }, 'people', 'lock')}/opening`}>
        <p class="actions">
          <Button kind="danger">{say('unlock')}</Button>
        </p>
        <p class="muted">{say('unlock_fresh')}</p>
      </Form>
      <p>
        <a class="back" href="/landscapes">
          {say('outside_on')}
        </a>
      </p>
    </>,
  )
}

/** For whoever locked and is no keeper: they are out as well, and whom to ask they are told now. */
function outsidePage(c: Context, keepers: readonly Keeper[]) {
  const say = teamWords(languageOf(c))
  const names = keepers.map(({ name }) => name ?? say('nameless'))
  return shortPage(
    c,
    { title: say('outside_title'), lead: say('outside_text', { names: names.join(', ') }) },
    <p class="actions">
      <ButtonLink href="/landscapes">{say('outside_on')}</ButtonLink>
    </p>,
  )
}
