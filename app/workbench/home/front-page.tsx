import type { Handler } from 'hono'
import { signedIn } from '../../people/people.ts'
import { languageOf } from '../../platform/http/request.ts'
import { ButtonLink } from '../../ui/form.tsx'
import { page } from '../../ui/page.tsx'
import { landscapesOf } from '../landscape/landscape.ts'
import { type Place, pathIn } from '../visit.tsx'
import { homeWords } from './home-words.ts'

/** `GET /`: what this is, for whoever is signed out; the home of one's own landscape, or the welcome, for whoever is in. */
export function frontPage(place: Place): Handler {
  return async (c) => {
    const person = signedIn(c)
    if (person) {
      const landscapes = await place.db.as({ kind: 'person', id: person.id }, landscapesOf)
      const own = landscapes.find(({ example }) => !example)
      return c.redirect(own ? pathIn(own) : '/welcome', 303)
    }
    const say = homeWords(languageOf(c))
    return page(
      c,
      { title: say('front_title'), description: say('front_lead'), width: 'reading', isPublic: true },
      <div class="stack front">
        <h1 class="display">{say('front_title')}</h1>
        <p class="lead">{say('front_lead')}</p>
        <p class="reading">{say('front_word')}</p>
        <p class="actions">
          <ButtonLink href="/sign-in" kind="primary">
            {say('sign_in')}
          </ButtonLink>
          <ButtonLink href="/sketch">{say('sketch_here')}</ButtonLink>
        </p>
        <p class="muted">{say('front_yours')}</p>
      </div>,
    )
  }
}
