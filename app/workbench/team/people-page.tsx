import type { Handler } from 'hono'
import { forbidden } from '../../platform/http/http.ts'
import { languageOf } from '../../platform/http/request.ts'
import { Icon } from '../../ui/icon.tsx'
import { mayRead } from '../landscape/landscape-policy.ts'
import { type PeopleLine, peopleParts, type ShownLine } from '../people-line.ts'
import { type Place, visiting, workbenchPage } from '../visit.tsx'
import { teamWords } from './team-words.ts'

/** `GET /landscapes/:slug/people`: every way to the people of a landscape: who works on it, who is on it, and what keeps them safe. */
export function peoplePage(place: Place, lines: readonly PeopleLine[]): Handler {
  return visiting(place, async (c, visit) => {
    if (!mayRead(visit.landscape)) throw forbidden()
    const language = languageOf(c)
    const say = teamWords(language)
    const shown: { part: PeopleLine['part']; line: ShownLine }[] = []
    for (const one of lines) {
      const line = await one.shown(visit, language)
      if (line) shown.push({ part: one.part, line })
    }
    return workbenchPage(
      c,
      visit,
      'people',
      { title: say('people_title'), styles: ['team.css'], reads: 'people' },
      <div class="stack">
        <header class="stack-small">
          <h1>{say('people_title')}</h1>
          <p class="lead">{say('people_lead')}</p>
        </header>
        {peopleParts
          .filter((part) => shown.some((one) => one.part === part))
          .map((part) => (
            <section class="stack-small people-part">
              <h2>{say(`part_${part}`)}</h2>
              <ul class="people-lines">
                {shown
                  .filter((one) => one.part === part)
                  .map(({ line }) => (
                    <Line {...line} />
                  ))}
              </ul>
            </section>
          ))}
      </div>,
    )
  })
}

function Line({ href, icon, title, text }: ShownLine) {
  return (
    <li class="card people-line">
      <Icon name={icon} size={24} />
      <div>
        <h3>
          <a class="card-link" href={href}>
            {title}
          </a>
        </h3>
        <p>{text}</p>
      </div>
      <Icon name="arrow-right" size={20} />
    </li>
  )
}
