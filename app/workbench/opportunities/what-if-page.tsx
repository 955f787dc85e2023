import type { Context, Handler } from 'hono'
import type { Child } from 'hono/jsx'
import { signedIn } from '../../people/people.ts'
import { languageOf } from '../../platform/http/request.ts'
import type { Language } from '../../platform/i18n/language.ts'
import { CheckGroup, RadioGroup, TextField } from '../../ui/fields.tsx'
import { Button, type Filled } from '../../ui/form.tsx'
import { Segments } from '../../ui/rows.tsx'
import { BackLink } from '../back-link.tsx'
import type { DrawnLandscape } from '../landscape/drawn-landscape.ts'
import { drawnLandscape } from '../landscape/landscape.ts'
import { type Place, pathIn, type Visit, visiting, workbenchPage } from '../visit.tsx'
import { askWhatIf, type WhatIfAnswer } from './ask-what-if.ts'
import { assumptionQuestions, questionNames } from './assumption-answers.ts'
import { NobodyYet } from './nobody-yet.tsx'
import { pageWords } from './page-words.ts'
import { PeopleBoxes } from './people-boxes.tsx'
import type { Benches } from './what-if-benches.ts'
import { questionOf, readWhatIf, type WhatIfQuery, whatIfAddress } from './what-if-query.ts'
import { WhatIfResult } from './what-if-result.tsx'

/** `GET …/what-if`: choose whom, move the assumptions, see both effects. Everything chosen stands in the address. */
export function whatIfPage(place: Place, benches: Benches): Handler {
  return answering(place, benches, (c, shown) => {
    const say = pageWords(shown.language)
    const { visit } = shown
    return workbenchPage(
      c,
      visit,
      'opportunities',
      { title: say('whatif_title'), width: 'wide', styles: ['opportunities.css'], islands: ['what-if-island.js'] },
      <div class="stack">
        <header class="stack-small">
          <BackLink href={pathIn(visit.landscape, 'opportunities')}>{say('back_to_list')}</BackLink>
          <h1>{say('whatif_title')}</h1>
          <p class="lead">{say('whatif_lead')}</p>
        </header>
        {shown.drawn.people.length === 0 ? (
          <NobodyYet language={shown.language} landscape={visit.landscape} />
        ) : (
          <what-if data-address={pathIn(visit.landscape, 'what-if', 'result')} data-working={say('working')}>
            <Bench {...shown} />
          </what-if>
        )}
      </div>,
    )
  })
}

/** `GET …/what-if/result`: the result alone, for the island that keeps it up to date. */
export function whatIfResultPart(place: Place, benches: Benches): Handler {
  return answering(place, benches, (c, shown) => {
    c.header('Cache-Control', 'no-store')
    return Promise.resolve(c.html(<WhatIfResult {...shown} />))
  })
}

export interface ShownWhatIf {
  language: Language
  visit: Visit
  drawn: DrawnLandscape
  query: WhatIfQuery
  /** null while nothing was chosen */
  answer: WhatIfAnswer | null
}

// The engine is asked before the page's own transaction begins: two at once would each hold a connection.
function answering(
  place: Place,
  benches: Benches,
  show: (c: Context, shown: ShownWhatIf) => Promise<Response>,
): Handler {
  return async (c, next) => {
    const query = readWhatIf(new URL(c.req.url))
    const answer = await answerFor(c, place, benches, query)
    const page = visiting(place, async (c, visit) =>
      show(c, {
        language: languageOf(c),
        visit,
        drawn: await drawnLandscape(visit.tx, visit.landscape),
        query,
        answer,
      }),
    )
    return page(c, next)
  }
}

async function answerFor(c: Context, place: Place, benches: Benches, query: WhatIfQuery): Promise<WhatIfAnswer | null> {
  const question = questionOf(query)
  const person = signedIn(c)
  if (!question || !person) return null
  const landscape = c.req.param('slug') ?? ''
  return askWhatIf(place.db, place.clock, person, { landscape, question, assumptions: query.assumptions }, benches)
}

function Bench(shown: ShownWhatIf) {
  const { language, visit, query } = shown
  const say = pageWords(language)
  const path = pathIn(visit.landscape, 'what-if')
  const tab = (by: WhatIfQuery['by'], label: Child) => ({
    label,
    href: whatIfAddress(path, query, { by }),
    current: query.by === by,
  })
  return (
    <form class="bench" method="get" action={path}>
      <input type="hidden" name="by" value={query.by} />
      <div class="bench-whom stack-small">
        <Segments
          label={say('whatif_title')}
          items={[tab('groups', say('whatif_by_groups')), tab('people', say('whatif_by_people'))]}
        />
        {query.by === 'groups' ? <Groups {...shown} /> : <PeopleBoxes {...shown} />}
      </div>
      <div class="bench-result" id="result">
        <WhatIfResult {...shown} />
      </div>
      <Assumptions {...shown} />
    </form>
  )
}

function Groups({ language, drawn, query }: ShownWhatIf) {
  const say = pageWords(language)
  const filled: Filled = { language }
  return (
    <>
      <CheckGroup
        filled={filled}
        name="group"
        label={say('whatif_groups')}
        choices={drawn.practices.map(({ id, name }) => ({ value: id, label: name }))}
        values={query.groups}
      />
      <TextField
        filled={filled}
        name="size"
        label={say('whatif_size')}
        hint={say('whatif_size_hint')}
        type="number"
        min={2}
        max={60}
        size="short"
        value={String(query.size)}
      />
      <p>
        <Button>{say('whatif_show')}</Button>
      </p>
    </>
  )
}

function Assumptions({ language, query }: ShownWhatIf) {
  const say = pageWords(language)
  return (
    <section class="bench-assumptions stack-small" id="assumes">
      <h2>{say('whatif_assumptions')}</h2>
      <p class="muted">{say('whatif_assumptions_lead')}</p>
      <div class="assumption-grid">
        {questionNames.map((name) => (
          <RadioGroup
            filled={{ language }}
            name={name}
            label={say(`q_${name}`)}
            value={query.assumptions[name]}
            choices={Object.keys(assumptionQuestions[name].answers).map((answer) => ({
              value: answer,
              label: say(`q_${name}_${answer}` as 'q_come_few'),
            }))}
            row
          />
        ))}
      </div>
      <p>
        <Button kind="plain">{say('whatif_show')}</Button>
      </p>
    </section>
  )
}
