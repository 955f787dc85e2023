import type { Context, Handler } from 'hono'
import { readForm, type Sent, textOf } from '../../../platform/http/body.ts'
import { forbidden, notFound } from '../../../platform/http/http.ts'
import { once } from '../../../platform/http/idempotency.ts'
import { languageOf } from '../../../platform/http/request.ts'
import { Button, type Filled, Form } from '../../../ui/form.tsx'
import { type Place, pathIn, type Visit, visiting } from '../../visit.tsx'
import type { DrawnLandscape } from '../drawn-landscape.ts'
import { drawnLandscape } from '../landscape.ts'
import { mayDraw } from '../landscape-policy.ts'
import { type SaidTie, sayTies } from './say-ties.ts'
import { sketchWords } from './sketch-words.ts'
import { StepFrame, stepInside } from './step-frame.tsx'
import { groupsOf, knownTies, type TieGroup } from './tie-groups.ts'
import { Across, InsidePairs, newPairs, SaidAcross, storedPairs, type TieQuestion } from './tie-questions.tsx'

/** `GET /landscapes/:slug/sketch/ties` and `…/ties/:group`: one group at a time; "enough for now" is always there. */
export function tiesStep(place: Place): Handler {
  return visiting(place, async (c, visit) => {
    if (!mayDraw(visit.landscape)) throw forbidden()
    const drawn = await drawnLandscape(visit.tx, visit.landscape)
    const groups = groupsOf(drawn)
    if (groups.length === 0) return c.redirect(pathIn(visit.landscape, 'sketch', 'people'), 303)
    return tiesForm(c, visit, drawn, groups, currentGroup(c, groups), { language: languageOf(c) })
  })
}

/** `POST` to the same: keeps what was said and goes on to the next group, stays with this one, or ends. */
export function sayTiesHandler(place: Place): Handler {
  return visiting(place, async (c, visit) => {
    if (!mayDraw(visit.landscape)) throw forbidden()
    const drawn = await drawnLandscape(visit.tx, visit.landscape)
    const groups = groupsOf(drawn)
    const group = currentGroup(c, groups)
    const sent = await readForm(c)
    const { said, problems } = readSaid(c, drawn, sent)
    if (problems) return tiesForm(c, visit, drawn, groups, group, { language: languageOf(c), typed: sent, problems })
    const outcome = await once(visit.tx, textOf(sent, 'form_key'), visit.person.id, async () => {
      await sayTies(visit.tx, place.clock, visit.landscape, said)
      return afterwards(visit, groups, group, textOf(sent, 'then'))
    })
    return c.redirect(outcome.location, 303)
  })
}

function currentGroup(c: Context, groups: TieGroup[]): TieGroup {
  const wish = c.req.param('group')
  const group = wish === undefined ? groups[0] : groups.find(({ id }) => id === wish)
  if (!group) throw notFound()
  return group
}

function afterwards(visit: Visit, groups: TieGroup[], group: TieGroup, then: string): string {
  if (then === 'more') return pathIn(visit.landscape, 'sketch', 'ties', group.id)
  const next = groups[groups.indexOf(group) + 1]
  return then === 'enough' || !next
    ? `${pathIn(visit.landscape, 'landscape')}?first=yes`
    : pathIn(visit.landscape, 'sketch', 'ties', next.id)
}

function readSaid(
  c: Context,
  drawn: DrawnLandscape,
  sent: Sent,
): { said: SaidTie[]; problems?: Record<string, string> } {
  const say = sketchWords(languageOf(c))
  const known = knownTies(drawn)
  const said = storedPairs(sent).filter(({ one, other, says }) => known(one, other) !== says)
  const problems: Record<string, string> = {}
  for (const { n, one, other, says } of newPairs(sent)) {
    if (!one && !other) continue
    if (!one || !other) problems[`other-${n}`] = say('ties_half')
    else if (one === other)
      problems[`other-${n}`] = say('ties_same', { one: drawn.people.find(({ id }) => id === one)?.name ?? one })
    else said.push({ one, other, says })
  }
  return Object.keys(problems).length > 0 ? { said, problems } : { said }
}

function tiesForm(
  c: Context,
  visit: Visit,
  drawn: DrawnLandscape,
  groups: TieGroup[],
  group: TieGroup,
  filled: Filled,
): Promise<Response> {
  const say = sketchWords(filled.language)
  const question: TieQuestion = { language: filled.language, drawn, groups, group, filled }
  return stepInside(
    c,
    visit,
    { title: say('ties_title'), status: filled.problems ? 422 : 200 },
    <StepFrame c={c} landscape={visit.landscape} n={4} title={say('ties_title')} lead={say('ties_lead')}>
      <h2>{say('ties_group', { group: group.name, n: groups.indexOf(group) + 1, all: groups.length })}</h2>
      <Form filled={filled} action={pathIn(visit.landscape, 'sketch', 'ties', group.id)}>
        <InsidePairs {...question} />
        <SaidAcross {...question} />
        <Across {...question} />
        <p class="actions">
          <Button name="then" value="next">
            {say('ties_next')}
          </Button>
          <Button kind="plain" name="then" value="more">
            {say('ties_more')}
          </Button>
          <Button kind="quiet" name="then" value="enough">
            {say('ties_enough')}
          </Button>
        </p>
      </Form>
    </StepFrame>,
  )
}
