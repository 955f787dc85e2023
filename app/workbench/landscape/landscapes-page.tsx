import type { Handler } from 'hono'
import { maySteerTheInstance } from '../../people/instance/instance-policy.ts'
import { signedIn } from '../../people/people.ts'
import { languageOf } from '../../platform/http/request.ts'
import { Chip } from '../../ui/chip.tsx'
import { ButtonLink } from '../../ui/form.tsx'
import { page } from '../../ui/page.tsx'
import { type Place, pathIn, toSignIn } from '../visit.tsx'
import { landscapesOf, lockedLandscapesOf } from './landscape.ts'
import { landscapeWords } from './landscape-words.ts'

/** `GET /landscapes`: every landscape the visitor may see, and the ways to begin another. */
export function landscapesPage(place: Place): Handler {
  return async (c) => {
    const person = signedIn(c)
    if (!person) return toSignIn(c)
    const { landscapes, locked, steers } = await place.db.as({ kind: 'person', id: person.id }, async (tx) => ({
      landscapes: await landscapesOf(tx),
      locked: await lockedLandscapesOf(tx),
      steers: await maySteerTheInstance(tx),
    }))
    const say = landscapeWords(languageOf(c))
    return page(
      c,
      { title: say('list_title') },
      <div class="stack">
        <h1>{say('list_title')}</h1>
        <p class="lead">{say('list_lead')}</p>
        <ul class="plain-list stack-small">
          {locked.map((landscape) => (
            <li class="card">
              <h2>
                <a href={pathIn(landscape, 'people', 'lock')}>{landscape.name}</a>
              </h2>
              <Chip icon="lock" tone="madder">
                {say('list_locked')}
              </Chip>
            </li>
          ))}
          {landscapes.map((landscape) => (
            <li class="card">
              <h2>
                <a href={pathIn(landscape)}>{landscape.name}</a>
              </h2>
              {landscape.hope && <p class="reading">{landscape.hope}</p>}
              <Chip>{say(`basis_${landscape.basis}`)}</Chip>
            </li>
          ))}
        </ul>
        <p class="actions">
          <ButtonLink href="/landscapes/new" kind="primary">
            {say('new_sketch')}
          </ButtonLink>
          <ButtonLink href="/landscapes/bring">{say('bring')}</ButtonLink>
          <ButtonLink href="/spaces" kind="quiet">
            {say('list_spaces')}
          </ButtonLink>
          {steers && (
            <ButtonLink href="/instance" kind="quiet">
              {say('list_instance')}
            </ButtonLink>
          )}
        </p>
      </div>,
    )
  }
}
