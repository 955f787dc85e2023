import type { Handler } from 'hono'
import { languageOf } from '../../platform/http/request.ts'
import type { Language } from '../../platform/i18n/language.ts'
import { Chip } from '../../ui/chip.tsx'
import { ButtonLink } from '../../ui/form.tsx'
import { EmptyState } from '../../ui/note.tsx'
import type { SpaceStage } from '../landscape/drawn-landscape.ts'
import { stages } from '../landscape/drawn-landscape.ts'
import type { Landscape } from '../landscape/landscape.ts'
import { mayConvene, mayRead } from '../landscape/landscape-policy.ts'
import { type Place, pathIn, visiting, workbenchPage } from '../visit.tsx'
import { type BoardRow, boardRows } from './space-queries.ts'
import { spaceWords } from './space-words.ts'
import { stageKey, TentMark } from './stage-view.tsx'

/** `GET /landscapes/:slug/spaces`: all spaces by stage. */
export function spacesPage(place: Place): Handler {
  return visiting(place, async (c, visit) => {
    const language = languageOf(c)
    const say = spaceWords(language)
    const rows = await boardRows(visit.tx, visit.landscape.id)
    const { landscape } = visit
    return workbenchPage(
      c,
      visit,
      'spaces',
      { title: say('title'), width: 'wide', styles: ['spaces.css'], reads: 'spaces' },
      <div class="stack">
        <header class="stack-small">
          <div class="head-row">
            <h1>{say('title')}</h1>
            {mayConvene(landscape) && rows.length > 0 && (
              <p class="actions">
                <ButtonLink href={pathIn(landscape, 'spaces', 'new')} kind="primary">
                  {say('sketch')}
                </ButtonLink>
              </p>
            )}
          </div>
          <p class="lead">{say('lead')}</p>
        </header>
        {rows.length === 0 ? (
          <Empty language={language} landscape={landscape} />
        ) : (
          <div class="board">
            {stages
              .filter((stage) => rows.some((row) => row.stage === stage))
              .map((stage) => (
                <StageColumn language={language} landscape={landscape} stage={stage} rows={rows} />
              ))}
          </div>
        )}
      </div>,
    )
  })
}

function Empty({ language, landscape }: { language: Language; landscape: Landscape }) {
  const say = spaceWords(language)
  return (
    <EmptyState title={say('empty_title')} icon="tent">
      <p>{say('empty')}</p>
      <p class="actions">
        <ButtonLink href={pathIn(landscape, 'opportunities')} kind="primary">
          {say('see_opportunities')}
        </ButtonLink>
        {mayConvene(landscape) && <ButtonLink href={pathIn(landscape, 'spaces', 'new')}>{say('sketch')}</ButtonLink>}
      </p>
    </EmptyState>
  )
}

interface ColumnProps {
  language: Language
  landscape: Landscape
  stage: SpaceStage
  rows: BoardRow[]
}

function StageColumn({ language, landscape, stage, rows }: ColumnProps) {
  const say = spaceWords(language)
  const here = rows.filter((row) => row.stage === stage)
  return (
    <section class="stage" aria-labelledby={`stage-${stageKey(stage)}`}>
      <h2 id={`stage-${stageKey(stage)}`}>
        <TentMark stage={stage} /> {say(`stage_${stageKey(stage)}`)}
      </h2>
      <p class="caption">{say(`stage_${stageKey(stage)}_means`)}</p>
      {here.map((row) => (
        <article class="card space-card">
          <h3>
            <a href={pathIn(landscape, 'spaces', row.id)}>{row.name}</a>
          </h3>
          {row.question !== row.name && <p class="space-question">{row.question}</p>}
          <p class="space-facts">
            {row.groundRule === 'open' || mayRead(landscape) ? (
              <span>
                {say('n_people', { n: row.people })} · {say('n_hosts', { n: row.hosts })}
              </span>
            ) : null}
            {row.groundRule !== 'open' && (
              <Chip icon="eye-off">{say(row.groundRule === 'closed' ? 'rule_closed' : 'rule_chatham_house')}</Chip>
            )}
          </p>
        </article>
      ))}
    </section>
  )
}
