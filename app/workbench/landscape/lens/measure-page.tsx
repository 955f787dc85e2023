import { measureOf } from '@ecotone/engine/measures.ts'
import type { Handler } from 'hono'
import { notFound } from '../../../platform/http/http.ts'
import { languageOf } from '../../../platform/http/request.ts'
import { type Place, visiting, workbenchPage } from '../../visit.tsx'
import { lensWords } from './lens-words.ts'
import { practiceMeasureIds } from './practice-measures.ts'

/** `GET /landscapes/:slug/measures/:measure`: how what a lens measures is computed, and what misleads, as the catalogue says it. */
export function measurePage(place: Place): Handler {
  return visiting(place, (c, visit) => {
    const id = practiceMeasureIds.find((one) => one === c.req.param('measure'))
    if (id === undefined) throw notFound()
    const say = lensWords(languageOf(c))
    const { question, outputs, cost, when, caution, citation } = measureOf(id)
    return workbenchPage(
      c,
      visit,
      'landscape',
      { title: say(`measure_${id}`) },
      <div class="stack">
        <h1>{say('method_title', { title: say(`measure_${id}`) })}</h1>
        <p>{say(`question_${id}`)}</p>
        <p>
          {say(`unit_${id}`)} {say(`caution_${id}`)} {say('method_told')}
        </p>
        <p class="caption muted">{say('method_english')}</p>
        <h2>{say('method_question')}</h2>
        <p lang="en">{question}</p>
        <h2>{say('method_outputs')}</h2>
        <ul lang="en">
          {Object.entries(outputs).map(([name, { unit, means }]) => (
            <li>
              <strong>{name}</strong> ({unit}): {means}
            </li>
          ))}
        </ul>
        <h2>{say('method_when')}</h2>
        <ul lang="en">
          {[...new Set(Object.values(when))].map((each) => (
            <li>{each}</li>
          ))}
        </ul>
        <h2>{say('method_caution')}</h2>
        <p lang="en">{caution}</p>
        <h2>{say('method_cost')}</h2>
        <p lang="en">{cost}</p>
        <h2>{say('method_sources')}</h2>
        <ul lang="en">
          {citation.map((each) => (
            <li>{each}</li>
          ))}
        </ul>
      </div>,
    )
  })
}
