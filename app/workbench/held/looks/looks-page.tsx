import type { Handler } from 'hono'
import { forbidden } from '../../../platform/http/http.ts'
import { languageOf } from '../../../platform/http/request.ts'
import { writeDay, writeNumber } from '../../../platform/i18n/numbers.ts'
import { Table } from '../../../ui/table.tsx'
import { BackLink } from '../../back-link.tsx'
import { maySteward } from '../../landscape/landscape-policy.ts'
import { type Place, pathIn, visiting, workbenchPage } from '../../visit.tsx'
import { heldWords } from '../held-words.ts'
import { looksByDay } from './look-queries.ts'

/** `GET /landscapes/:slug/looks`: who of the team looked at people, for stewards. Of whom a page was opened is for those people alone. */
export function looksPage(place: Place): Handler {
  return visiting(place, async (c, visit) => {
    if (!maySteward(visit.landscape)) throw forbidden()
    const say = heldWords(languageOf(c))
    const looks = await looksByDay(visit.tx, visit.landscape.id)
    return workbenchPage(
      c,
      visit,
      'people',
      { title: say('looks_title'), width: 'wide' },
      <div class="stack">
        <BackLink href={pathIn(visit.landscape, 'people')}>{say('cards_back')}</BackLink>
        <h1>{say('looks_title')}</h1>
        <p class="lead">{say('looks_lead')}</p>
        <Table
          language={say.language}
          rowsOnPhone
          caption={say('looks_caption')}
          columns={[
            { label: say('looks_day') },
            { label: say('looks_who') },
            { label: say('looks_what') },
            { label: say('looks_times'), numeric: true },
          ]}
          rows={looks.map(({ day, name, isHere, way, people, times }) => [
            writeDay(say.language, day),
            name ?? say(isHere ? 'looks_nameless' : 'looks_gone'),
            say('looks_way', { way: way.replace('-', '_'), n: people }),
            writeNumber(say.language, times),
          ])}
          empty={<p>{say('looks_nobody')}</p>}
        />
      </div>,
    )
  })
}
