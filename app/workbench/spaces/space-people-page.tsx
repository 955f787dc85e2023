import type { Context, Handler } from 'hono'
import { signedIn } from '../../people/people.ts'
import { readForm, type Sent, textOf } from '../../platform/http/body.ts'
import { forbidden, notFound } from '../../platform/http/http.ts'
import { languageOf } from '../../platform/http/request.ts'
import type { Language } from '../../platform/i18n/language.ts'
import { Button, ButtonLink, type Filled, Form } from '../../ui/form.tsx'
import { BackLink } from '../back-link.tsx'
import { type DrawnLandscape, invitationStates } from '../landscape/drawn-landscape.ts'
import { drawnLandscape } from '../landscape/landscape.ts'
import { type Place, pathIn, toSignIn, type Visit, visiting, workbenchPage } from '../visit.tsx'
import { seatPeople } from './change-space.ts'
import { maySketchSpaces } from './space-policy.ts'
import { type SpaceRow, spaceRow } from './space-queries.ts'
import { seatsWish } from './space-wish.ts'
import { spaceWords } from './space-words.ts'
import { mainPractices, type Seat, seatsOf } from './spaces.ts'

const roles = ['host', 'invited', 'member'] as const
/** So many people can be offered at once; more are found by their name. */
const mostOffered = 40

/** `GET …/spaces/:space/people`: who is there, in which role, and what they answered; others are found by name or group. */
export function spacePeoplePage(place: Place): Handler {
  return visiting(place, (c, visit) => formAnswer(c, visit, { language: languageOf(c) }))
}

/** `POST` to the same: these people and no others. */
export function spacePeopleHandler(place: Place): Handler {
  return async (c) => {
    const person = signedIn(c)
    if (!person) return toSignIn(c)
    const sent = await readForm(c)
    const landscape = c.req.param('slug') ?? ''
    const space = c.req.param('space') ?? ''
    const wish = seatsWish.safeParse(wishOf(sent))
    const outcome = wish.success
      ? await seatPeople(place.db, place.clock, person, {
          landscape,
          space,
          formKey: textOf(sent, 'form_key'),
          ...wish.data,
        })
      : ({ kind: 'refused', reason: 'unknown-person' } as const)
    if (outcome.kind === 'changed') return c.redirect(pathIn({ slug: landscape }, 'spaces', space), 303)
    if (outcome.reason === 'not-allowed') throw forbidden()
    if (outcome.reason === 'no-landscape' || outcome.reason === 'no-space') throw notFound()
    const problems = { '': spaceWords(languageOf(c))('unknown_person') }
    const answer = visiting(place, (c, visit) =>
      formAnswer(c, visit, { language: languageOf(c), typed: sent, problems }),
    )
    return answer(c, async () => {})
  }
}

/** Each person sends `role.<id>` and `state.<id>`; those without a role are not there. */
function wishOf(sent: Sent): { seats: unknown[] } {
  const seats = Object.keys(sent).flatMap((name) => {
    if (!name.startsWith('role.')) return []
    const person = name.slice('role.'.length)
    const role = textOf(sent, name)
    return role ? [{ person, role, state: textOf(sent, `state.${person}`) || undefined }] : []
  })
  return { seats }
}

interface Shown {
  language: Language
  visit: Visit
  filled: Filled
  space: SpaceRow
  seats: Seat[]
  drawn: DrawnLandscape
  find: string
}

async function formAnswer(c: Context, visit: Visit, filled: Filled): Promise<Response> {
  const space = await spaceRow(visit.tx, visit.landscape.id, c.req.param('space') ?? '')
  if (!space) throw notFound()
  if (!maySketchSpaces(visit.landscape)) throw forbidden()
  const { language } = filled
  const say = spaceWords(language)
  const drawn = await drawnLandscape(visit.tx, visit.landscape)
  const find = (new URL(c.req.url).searchParams.get('find') ?? '').trim().slice(0, 100)
  const shown: Shown = { language, visit, filled, space, seats: seatsOf(drawn, space), drawn, find }
  const path = pathIn(visit.landscape, 'spaces', space.id)
  return workbenchPage(
    c,
    visit,
    'spaces',
    { title: say('edit_people'), styles: ['spaces.css'], status: filled.problems ? 422 : 200 },
    <div class="stack">
      <header class="stack-small">
        <BackLink href={path}>{space.name}</BackLink>
        <h1>{say('edit_people')}</h1>
        <p class="muted">{say('who_hint')}</p>
      </header>
      <search>
        <form class="find-row" method="get" action={`${path}/people`}>
          <label class="label" for="find">
            {say('find_people')}
          </label>
          <input class="input" type="search" id="find" name="find" value={find} />
          <Button kind="plain">{say('find')}</Button>
        </form>
      </search>
      <Form filled={filled} action={`${path}/people${find ? `?find=${encodeURIComponent(find)}` : ''}`}>
        <Found {...shown} />
        <Seated {...shown} />
        <p class="actions">
          <Button>{say('save')}</Button>
          <ButtonLink href={path} kind="quiet">
            {say('cancel')}
          </ButtonLink>
        </p>
      </Form>
    </div>,
  )
}

function Seated({ language, seats, filled }: Shown) {
  const say = spaceWords(language)
  if (seats.length === 0) return <p class="muted">{say('no_people')}</p>
  return (
    <section class="stack-small">
      <h2>{say('people')}</h2>
      {seats.map((seat) => (
        <PersonRow
          language={language}
          filled={filled}
          id={seat.person}
          name={seat.name ?? say('one_person')}
          practice={seat.practice?.name}
          as={seat.role}
          state={seat.state}
        />
      ))}
    </section>
  )
}

/** People who match the words and are not there yet. */
function Found({ language, drawn, seats, find, filled }: Shown) {
  const say = spaceWords(language)
  if (!find) return null
  const plain = (text: string) => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
  const words = plain(find).split(/\s+/)
  const there = new Set(seats.map(({ person }) => person))
  const practiceOf = mainPractices(drawn)
  const found = drawn.people.filter(({ id, name }) => {
    const told = plain(`${name ?? ''} ${practiceOf.get(id)?.name ?? ''}`)
    return name !== null && !there.has(id) && words.every((word) => told.includes(word))
  })
  return (
    <section class="well stack-small">
      <h2>{say('add_from')}</h2>
      {found.length === 0 && <p>{say('found_none', { words: find })}</p>}
      {found.slice(0, mostOffered).map(({ id, name }) => (
        <PersonRow
          language={language}
          filled={filled}
          id={id}
          name={name ?? ''}
          practice={practiceOf.get(id)?.name}
          as=""
          state="not yet asked"
        />
      ))}
    </section>
  )
}

interface RowProps {
  language: Language
  filled: Filled
  id: string
  name: string
  practice: string | undefined
  as: Seat['role'] | ''
  state: Seat['state']
}

function PersonRow({ language, filled, id, name, practice, as, state }: RowProps) {
  const say = spaceWords(language)
  const typed = (field: string, otherwise: string) => {
    const value = filled.typed?.[`${field}.${id}`]
    return typeof value === 'string' ? value : otherwise
  }
  return (
    <fieldset class="person-row">
      <legend>
        {name} <span class="muted">{practice}</span>
      </legend>
      <label>
        <span class="sr">{say('role')}</span>
        <select class="input" name={`role.${id}`}>
          <option value="">{say('role_none')}</option>
          {roles.map((one) => (
            <option value={one} selected={typed('role', as) === one}>
              {say(`role_${one}`)}
            </option>
          ))}
        </select>
      </label>
      <label>
        <span class="sr">{say('state')}</span>
        <select class="input" name={`state.${id}`}>
          {invitationStates.map((one) => (
            <option value={one} selected={typed('state', state) === one}>
              {say(`state_${one.replaceAll(' ', '_')}` as 'state_asked')}
            </option>
          ))}
        </select>
      </label>
    </fieldset>
  )
}
