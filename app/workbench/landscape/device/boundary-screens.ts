import { element } from '../../../ui/element.ts'
import { answers, button, form, leading, selectField, textField, textOf } from '../../../ui/element-form.ts'
import { type DrawnBoundary, practicesOnly } from '../drawn-landscape.ts'
import { sketchedKinds } from '../sketch/sketched-kinds.ts'
import { type SaidStanding, withBoundary, withStandings } from './draw-on-device.ts'
import { addressOf, type Screen, step } from './screen.ts'

const sideFields = [1, 2, 3, 4]
const unknown = 'unknown'

/** What divides them: an everyday question, and names for its sides. Boundaries that are there already can be looked at again. */
export function boundaryScreen(screen: Screen): HTMLElement {
  const { say, here, sketch, typed } = screen
  return step(
    screen,
    { n: 3, title: say('boundary_title'), lead: say('boundary_lead') },
    sketch.drawn.boundaries.length > 0 &&
      element(
        'ul',
        {},
        sketch.drawn.boundaries.map(({ id, name, sides }) =>
          element(
            'li',
            {},
            element('a', { href: addressOf(sketch, 'groups', id) }, name),
            element('span', { class: 'muted' }, ` ${sides.join(' · ')}`),
          ),
        ),
      ),
    form(
      typed,
      (values) => draw(screen, values),
      textField({
        typed,
        name: 'name',
        label: say('boundary_name'),
        hint: say('boundary_name_hint'),
        maxlength: 200,
      }),
      sideFields.map((n) =>
        textField({ typed, name: `side${n}`, label: say('side_n', { n }), maxlength: 200, optional: n > 2 }),
      ),
      selectField({
        typed,
        name: 'kind',
        label: say('boundary_kind'),
        hint: say('kind_practices_only'),
        groups: [
          { heading: null, choices: sketchedKinds.map((kind) => ({ value: kind, label: say(`kind_${kind}`) })) },
        ],
      }),
      element(
        'p',
        { class: 'actions' },
        button(say('next')),
        leading(say('boundary_skip'), 'quiet', addressOf(sketch, 'ties')),
        leading(here('all_sketches'), 'quiet', '#'),
      ),
    ),
  )
}

function draw(screen: Screen, values: FormData): void | Promise<void> {
  const { say, sketch } = screen
  const name = textOf(values, 'name')
  const typed = sideFields.map((n) => textOf(values, `side${n}`))
  const sides = typed.filter(Boolean)
  const problems: Record<string, string> = {}
  if (!name) problems['name'] = say('boundary_name_missing')
  if (sides.length < 2) problems[typed[0] ? 'side2' : 'side1'] = say('sides_missing')
  else if (new Set(sides.map((side) => side.toLocaleLowerCase())).size < sides.length)
    problems['side1'] = say('sides_alike')
  if (Object.keys(problems).length > 0) return screen.again(values, problems)
  const kind = sketchedKinds.find((one) => one === textOf(values, 'kind')) ?? 'other'
  const made = withBoundary(sketch.drawn, { name, kind, sides })
  return screen.change(made.drawn, 'groups', made.id)
}

/** Where each group stands, or who is different from their group. */
export function standingScreen(screen: Screen, of: 'groups' | 'exceptions'): HTMLElement | null {
  const { say, here, sketch, typed } = screen
  const boundary = sketch.drawn.boundaries.find(({ id }) => id === screen.part)
  if (!boundary) return null
  const holder = of === 'groups' ? 'practice' : 'person'
  return step(
    screen,
    {
      n: 3,
      title: say(of === 'groups' ? 'groups_title' : 'people_exceptions_title'),
      lead: say(of === 'groups' ? 'groups_lead' : 'people_exceptions_lead'),
    },
    element('h2', {}, boundary.name),
    form(
      typed,
      (values) => {
        const holders = of === 'groups' ? sketch.drawn.practices : sketch.drawn.people
        const said = holders.flatMap(({ id }) => saidOf(values, id, boundary))
        const drawn = withStandings(sketch.drawn, boundary.id, holder, said)
        if (of === 'groups' && !practicesOnly.has(boundary.kind)) return screen.change(drawn, 'exceptions', boundary.id)
        const boundaries = sketch.drawn.boundaries
        const next = boundaries[boundaries.indexOf(boundary) + 1]
        const open = next && !drawn.standings.some((one) => one.boundary === next.id)
        if (open) return screen.change(drawn, 'groups', next.id)
        return screen.change(drawn, screen.template && drawn.concerns.length === 0 ? 'concerns' : 'ties')
      },
      of === 'groups'
        ? sketch.drawn.practices.map(({ id, name }) => row(screen, boundary, 'practice', id, name))
        : byGroup(screen, boundary),
      element('p', { class: 'actions' }, button(say('next')), leading(here('all_sketches'), 'quiet', '#')),
    ),
  )
}

function byGroup(screen: Screen, boundary: DrawnBoundary): HTMLElement[] {
  const { drawn } = screen.sketch
  const names = new Map(drawn.practices.map(({ id, name }) => [id, name]))
  const groupOf = new Map(drawn.memberships.map(({ person, practice }) => [person, names.get(practice)]))
  const people = Map.groupBy(drawn.people, ({ id }) => groupOf.get(id) ?? screen.say('no_group'))
  return [...people].map(([heading, rows]) =>
    element(
      'details',
      { class: 'well', open: true },
      element('summary', {}, element('strong', {}, heading)),
      rows.map(({ id, name }) => row(screen, boundary, 'person', id, name ?? id)),
    ),
  )
}

function row(
  { say, sketch }: Screen,
  boundary: DrawnBoundary,
  of: 'practice' | 'person',
  id: string,
  name: string,
): HTMLElement {
  const said = sketch.drawn.standings.filter((one) => one.boundary === boundary.id && one[of] === id)
  return answers({
    name: `on-${id}`,
    legend: name,
    type: 'checkbox',
    choices: [
      ...boundary.sides.map((side, nth) => ({
        value: String(nth),
        label: side,
        chosen: said.some((one) => one.side === side),
      })),
      { value: unknown, label: say('dont_know'), chosen: said.some((one) => one.side === null) },
    ],
  })
}

// Several boxes of one holder are one who stands on several sides.
function saidOf(values: FormData, holder: string, boundary: DrawnBoundary): SaidStanding[] {
  const ticked = values.getAll(`on-${holder}`)
  const sides = boundary.sides.filter((_, nth) => ticked.includes(String(nth)))
  if (sides.length > 0) return [{ holder, sides }]
  return ticked.includes(unknown) ? [{ holder, sides: null }] : []
}
