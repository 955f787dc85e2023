import type { Context, Handler } from 'hono'
import { signedIn } from '../../../people/people.ts'
import type { Tx } from '../../../platform/db/database.ts'
import { notFound } from '../../../platform/http/http.ts'
import { languageOf } from '../../../platform/http/request.ts'
import { isUuid } from '../../../platform/uuid.ts'
import { Chip } from '../../../ui/chip.tsx'
import { EmptyState, Message } from '../../../ui/note.tsx'
import { page } from '../../../ui/page.tsx'
import { BackLink } from '../../back-link.tsx'
import { type Place, toSignIn } from '../../visit.tsx'
import { spaceWords } from '../space-words.ts'
import { showsWhoIsThere } from '../spaces.ts'
import { ruleKey, stageKey, TentMark } from '../stage-view.tsx'
import { type MySpace, mySpaces, peopleOfMySpace } from './my-spaces-queries.ts'
import { mySpacesWords } from './my-spaces-words.ts'

/** `GET /spaces`: the spaces somebody takes part in, whether or not they see the landscapes these are in. */
export function mySpacesPage(place: Place): Handler {
  return inside(place, async (c, tx) => {
    const say = mySpacesWords(languageOf(c))
    const spaces = await mySpaces(tx)
    return page(
      c,
      { title: say('title'), styles: ['spaces.css'] },
      <div class="stack">
        <header class="stack-small">
          <h1>{say('title')}</h1>
          <p class="lead">{say('lead')}</p>
        </header>
        {spaces.length === 0 ? (
          <EmptyState title={say('none_title')} icon="tent">
            <p>{say('none_text')}</p>
          </EmptyState>
        ) : (
          <ul class="plain-list stack-small">
            {spaces.map((space) => (
              <li class="card space-card">
                <h2>
                  <a href={`/spaces/${space.id}`}>{space.name}</a>
                </h2>
                {space.question !== space.name && <p class="space-question">{space.question}</p>}
                <p class="muted">{say('in_landscape', { landscape: space.landscape })}</p>
              </li>
            ))}
          </ul>
        )}
      </div>,
    )
  })
}

/** `GET /spaces/:space`: one of them, as far as its ground rule allows (rule E12). */
export function mySpacePage(place: Place): Handler {
  return inside(place, async (c, tx) => {
    const id = c.req.param('space')
    const space = isUuid(id) ? (await mySpaces(tx, id))[0] : undefined
    if (!space) throw notFound()
    const language = languageOf(c)
    const [say, sayOfSpaces] = [mySpacesWords(language), spaceWords(language)]
    return page(
      c,
      { title: space.name, styles: ['spaces.css'] },
      <div class="stack">
        <header class="space-head stack-small">
          <BackLink href="/spaces">{say('title')}</BackLink>
          <p class="card-kind">
            <TentMark stage={space.stage} /> {sayOfSpaces(`stage_${stageKey(space.stage)}`)}
            <span class="muted">{say('in_landscape', { landscape: space.landscape })}</span>
          </p>
          <h1>{space.name}</h1>
          {space.question !== space.name && <p class="the-question">{space.question}</p>}
          <p class="muted">{say(`part_${space.role}`)}</p>
        </header>
        {space.why && (
          <section class="stack-small">
            <h2>{sayOfSpaces('why_we_meet')}</h2>
            <p class="reading prose">{space.why}</p>
          </section>
        )}
        {await WhoIsThere({ c, tx, space })}
        <section class="card stack-small">
          <h2>{say('rule_title', { rule: sayOfSpaces(`rule_${ruleKey(space.groundRule)}`) })}</h2>
          <p>{sayOfSpaces(`rule_${ruleKey(space.groundRule)}_means`)}</p>
        </section>
      </div>,
    )
  })
}

async function WhoIsThere({ c, tx, space }: { c: Context; tx: Tx; space: MySpace }) {
  const language = languageOf(c)
  const [say, sayOfSpaces] = [mySpacesWords(language), spaceWords(language)]
  const people = showsWhoIsThere(space, false) ? await peopleOfMySpace(tx, space) : null
  return (
    <section class="stack-small">
      <h2>{sayOfSpaces('people')}</h2>
      {people === null ? (
        <Message language={language} kind="note">
          {say('rule_hides')}
        </Message>
      ) : (
        <>
          {people.length === 0 && <p class="muted">{say('nobody_yet')}</p>}
          <ul class="seats">
            {people.map(({ name, role }) => (
              <li>
                <span>{name}</span> {role === 'host' && <Chip icon="door-open">{sayOfSpaces('role_host')}</Chip>}
              </li>
            ))}
          </ul>
          <p class="caption">{say('only_agreed')}</p>
        </>
      )}
    </section>
  )
}

function inside(place: Place, answer: (c: Context, tx: Tx) => Promise<Response>): Handler {
  return async (c) => {
    const person = signedIn(c)
    if (!person) return toSignIn(c)
    return place.db.as({ kind: 'person', id: person.id }, (tx) => answer(c, tx))
  }
}
