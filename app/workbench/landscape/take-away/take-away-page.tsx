import type { Handler } from 'hono'
import { forbidden } from '../../../platform/http/http.ts'
import { languageOf } from '../../../platform/http/request.ts'
import type { Language } from '../../../platform/i18n/language.ts'
import { ButtonLink } from '../../../ui/form.tsx'
import { apiWords } from '../../api/api-words.ts'
import { type Place, pathIn, visiting, workbenchPage } from '../../visit.tsx'
import type { DrawnLandscape } from '../drawn-landscape.ts'
import { graphExport } from '../formats/graph-export.ts'
import { leftOutOfNetworks, type WrittenFormat, writtenFormats } from '../formats/write-format.ts'
import { idsThatKumuBreaks } from '../formats/write-kumu.ts'
import { drawnLandscape, type Landscape } from '../landscape.ts'
import { maySteward } from '../landscape-policy.ts'
import { takeAwayWords } from './take-away-words.ts'

/** `GET /landscapes/:slug/export`: every format that a steward can take the landscape away in, and what each leaves behind. */
export function takeAwayPage(place: Place): Handler {
  return visiting(place, async (c, visit) => {
    const { landscape } = visit
    if (!maySteward(landscape)) throw forbidden()
    const language = languageOf(c)
    const say = takeAwayWords(language)
    const drawn = await drawnLandscape(visit.tx, landscape)
    return workbenchPage(
      c,
      visit,
      'home',
      { title: say('title'), width: 'wide', styles: ['bring.css'] },
      <div class="stack bring">
        <h1>{say('title')}</h1>
        <p class="lead">{say('lead')}</p>
        <section class="stack-small">
          <h2>{say('whole_title')}</h2>
          <p>{say('whole_lead')}</p>
          <Formats language={language} landscape={landscape} formats={['folder', 'workbook']} />
        </section>
        <section class="stack-small">
          <h2>{say('network_title')}</h2>
          <p>{say('network_lead')}</p>
          <LeftBehind language={language} drawn={drawn} />
          <Formats
            language={language}
            landscape={landscape}
            formats={['gexf', 'graphml', 'graphology', 'kumu-json', 'kumu-workbook', 'kumu-csv']}
          />
        </section>
        <p>
          <a href="/api">{apiWords(language)('title')}</a>
        </p>
      </div>,
    )
  })
}

interface FormatsProps {
  language: Language
  landscape: Landscape
  formats: WrittenFormat[]
}

function Formats({ language, landscape, formats }: FormatsProps) {
  const say = takeAwayWords(language)
  return (
    <ul class="formats plain-list">
      {formats.map((format) => (
        <li class="card stack-small">
          <h3>{say(`format_${format}`)}</h3>
          <p>{say(`about_${format}`)}</p>
          <p>
            <ButtonLink href={pathIn(landscape, 'export', format)}>
              {say('take', { ending: writtenFormats[format], name: say(`format_${format}`) })}
            </ButtonLink>
          </p>
        </li>
      ))}
    </ul>
  )
}

function LeftBehind({ language, drawn }: { language: Language; drawn: DrawnLandscape }) {
  const say = takeAwayWords(language)
  const broken = idsThatKumuBreaks(graphExport(drawn))
  return (
    <ul>
      <li>{say('left_private')}</li>
      {leftOutOfNetworks(drawn).map(([what, n]) => (
        <li>{say(`left_${what}`, { n })}</li>
      ))}
      <li>{say('left_sheets')}</li>
      {broken > 0 && <li>{say('kumu_ids', { n: broken })}</li>}
    </ul>
  )
}
