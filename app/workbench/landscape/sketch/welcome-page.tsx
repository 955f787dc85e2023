import type { Handler } from 'hono'
import { signedIn } from '../../../people/people.ts'
import { languageOf } from '../../../platform/http/request.ts'
import { Icon, type IconName } from '../../../ui/icon.tsx'
import { type Place, pathIn, toSignIn } from '../../visit.tsx'
import { deviceWords } from '../device/device-words.ts'
import { landscapesOf } from '../landscape.ts'
import { sketchWords } from './sketch-words.ts'
import { stepPage } from './step-frame.tsx'

/** `GET /welcome`: the three ways to begin. */
export function welcomePage(place: Place): Handler {
  return async (c) => {
    const person = signedIn(c)
    if (!person) return toSignIn(c)
    const say = sketchWords(languageOf(c))
    const here = deviceWords(languageOf(c))
    const landscapes = await place.db.as({ kind: 'person', id: person.id }, landscapesOf)
    const example = landscapes.find((landscape) => landscape.example)
    const ways: { href: string; icon: IconName; title: string; hint: string }[] = [
      { href: '/landscapes/new', icon: 'footprints', title: say('welcome_own'), hint: say('welcome_own_hint') },
      { href: '/sketch', icon: 'eye-off', title: here('link'), hint: here('link_hint') },
      { href: '/landscapes/bring', icon: 'layers', title: say('welcome_bring'), hint: say('welcome_bring_hint') },
    ]
    if (example) {
      const href = pathIn(example, 'landscape')
      ways.unshift({ href, icon: 'map', title: say('welcome_example'), hint: say('welcome_example_hint') })
    }
    return stepPage(
      c,
      { title: say('welcome_title') },
      <div class="stack">
        <h1>{say('welcome_title')}</h1>
        <p class="lead">{say('welcome_lead')}</p>
        <ul class="ways">
          {ways.map((way) => (
            <li class="card">
              <Icon name={way.icon} size={24} />
              <div>
                <h2>
                  <a class="card-link" href={way.href}>
                    {way.title}
                  </a>
                </h2>
                <p class="muted">{way.hint}</p>
              </div>
            </li>
          ))}
        </ul>
      </div>,
    )
  }
}
