import type { Context, Handler } from 'hono'
import { allOf, readForm, type Sent, textOf } from '../../../platform/http/body.ts'
import { forbidden, notFound } from '../../../platform/http/http.ts'
import { once } from '../../../platform/http/idempotency.ts'
import { languageOf } from '../../../platform/http/request.ts'
import { Button, Form } from '../../../ui/form.tsx'
import { type Place, pathIn, type Visit, visiting } from '../../visit.tsx'
import { type DrawnBoundary, type DrawnLandscape, practicesOnly } from '../drawn-landscape.ts'
import { drawnLandscape } from '../landscape.ts'
import { mayDraw } from '../landscape-policy.ts'
import { type SaidStanding, standOn } from './draw-boundary.ts'
import { sketchWords } from './sketch-words.ts'
import { LaterLink, StepFrame, stepInside } from './step-frame.tsx'

type Of = 'groups' | 'people'

/** `GET /landscapes/:slug/sketch/boundary/:boundary/groups` and `…/people`: whole groups first, then whoever is different. */
export function standingStep(place: Place, of: Of): Handler {
  return visiting(place, async (c, visit) => {
    if (!mayDraw(visit.landscape)) throw forbidden()
    const drawn = await drawnLandscape(visit.tx, visit.landscape)
    return standingForm(c, visit, drawn, boundaryOf(c, drawn), of)
  })
}

/** `POST` to the same. Nothing in this form can be wrong: an answer left out says nothing. */
export function standHandler(place: Place, of: Of): Handler {
  return visiting(place, async (c, visit) => {
    if (!mayDraw(visit.landscape)) throw forbidden()
    const drawn = await drawnLandscape(visit.tx, visit.landscape)
    const boundary = boundaryOf(c, drawn)
    const sent = await readForm(c)
    const said = holders(drawn, of).flatMap(({ id }) => saidOf(sent, id, boundary))
    const outcome = await once(visit.tx, textOf(sent, 'form_key'), visit.person.id, async () => {
      await standOn(visit.tx, place.clock, visit.landscape, boundary, of === 'groups' ? 'practices' : 'people', said)
      return of === 'groups' && !practicesOnly.has(boundary.kind)
        ? pathIn(visit.landscape, 'sketch', 'boundary', boundary.id, 'people')
        : afterBoundary(visit, drawn, boundary)
    })
    return c.redirect(outcome.location, 303)
  })
}

/** The next boundary on which nothing is said yet, where a template brought several; else the ties. */
function afterBoundary(visit: Visit, drawn: DrawnLandscape, boundary: DrawnBoundary): string {
  const next = drawn.boundaries[drawn.boundaries.indexOf(boundary) + 1]
  const open = next && !drawn.standings.some((one) => one.boundary === next.id)
  return open
    ? pathIn(visit.landscape, 'sketch', 'boundary', next.id, 'groups')
    : pathIn(visit.landscape, 'sketch', 'ties')
}

function boundaryOf(c: Context, drawn: DrawnLandscape): DrawnBoundary {
  const boundary = drawn.boundaries.find(({ id }) => id === c.req.param('boundary'))
  if (!boundary) throw notFound()
  return boundary
}

function holders(drawn: DrawnLandscape, of: Of): { id: string; name: string | null }[] {
  return of === 'groups' ? drawn.practices : drawn.people
}

const unknown = 'unknown'

// A side is sent as its number; several boxes of one holder are one who stands on several.
function saidOf(sent: Sent, holder: string, boundary: DrawnBoundary): SaidStanding[] {
  const values = allOf(sent, `on-${holder}`)
  const sides = boundary.sides.filter((_, nth) => values.includes(String(nth)))
  if (sides.length > 0) return [{ holder, sides }]
  return values.includes(unknown) ? [{ holder, sides: null }] : []
}

function standingForm(
  c: Context,
  visit: Visit,
  drawn: DrawnLandscape,
  boundary: DrawnBoundary,
  of: Of,
): Promise<Response> {
  const language = languageOf(c)
  const say = sketchWords(language)
  const title = say(of === 'groups' ? 'groups_title' : 'people_exceptions_title')
  const action = pathIn(visit.landscape, 'sketch', 'boundary', boundary.id, of)
  return stepInside(
    c,
    visit,
    { title },
    <StepFrame
      c={c}
      landscape={visit.landscape}
      n={3}
      title={title}
      lead={say(of === 'groups' ? 'groups_lead' : 'people_exceptions_lead')}
    >
      <h2>{boundary.name}</h2>
      <Form filled={{ language }} action={action}>
        {sections(drawn, of, say('no_group')).map(({ heading, rows }) => (
          <Section heading={heading}>
            {rows.map((row) => (
              <StandingRow c={c} drawn={drawn} boundary={boundary} of={of} id={row.id} name={row.name ?? row.id} />
            ))}
          </Section>
        ))}
        <p class="actions">
          <Button>{say('next')}</Button>
          <LaterLink c={c} visit={visit} />
        </p>
      </Form>
    </StepFrame>,
  )
}

function Section({ heading, children }: { heading: string | null; children: unknown[] }) {
  if (heading === null) return <>{children}</>
  return (
    <details class="well" open>
      <summary>
        <strong>{heading}</strong>
      </summary>
      {children}
    </details>
  )
}

function sections(drawn: DrawnLandscape, of: Of, noGroup: string) {
  if (of === 'groups') return [{ heading: null, rows: holders(drawn, of) }]
  const names = new Map(drawn.practices.map(({ id, name }) => [id, name]))
  const groupOf = new Map(drawn.memberships.map(({ person, practice }) => [person, names.get(practice)]))
  return [...Map.groupBy(drawn.people, ({ id }) => groupOf.get(id) ?? noGroup)].map(([heading, rows]) => ({
    heading,
    rows,
  }))
}

function StandingRow({
  c,
  drawn,
  boundary,
  of,
  id,
  name,
}: {
  c: Context
  drawn: DrawnLandscape
  boundary: DrawnBoundary
  of: Of
  id: string
  name: string
}) {
  const say = sketchWords(languageOf(c))
  const column = of === 'groups' ? 'practice' : 'person'
  const said = drawn.standings.filter((standing) => standing.boundary === boundary.id && standing[column] === id)
  const field = `on-${id}`
  const choices = [
    ...boundary.sides.map((side, nth) => ({
      value: String(nth),
      label: side,
      chosen: said.some((one) => one.side === side),
    })),
    { value: unknown, label: say('dont_know'), chosen: said.some((one) => one.side === null) },
  ]
  return (
    <fieldset class="standing">
      <legend>{name}</legend>
      <div class="choices choices-row">
        {choices.map(({ value, label, chosen }) => (
          <div class="choice">
            <input type="checkbox" id={`${field}-${value}`} name={field} value={value} checked={chosen} />
            <label for={`${field}-${value}`}>{label}</label>
          </div>
        ))}
      </div>
    </fieldset>
  )
}
