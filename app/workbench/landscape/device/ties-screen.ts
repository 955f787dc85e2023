import { element, type Piece } from '../../../ui/element.ts'
import { answers, button, form, selectField, textOf } from '../../../ui/element-form.ts'
import { pairKey } from '../sketch/pair-key.ts'
import { groupsOf, knownTies, type TieGroup } from '../sketch/tie-groups.ts'
import { dayOnDevice } from './device-clock.ts'
import { type SaidTie, withTies } from './draw-on-device.ts'
import { type Screen, step } from './screen.ts'

/** Rows for pairs with other groups that a form starts with. */
const newRows = 5

/** Who talks with whom, one group at a time; "enough for now" is always there. */
export function tiesScreen(screen: Screen): HTMLElement | null {
  const { say, sketch, typed } = screen
  const groups = groupsOf(sketch.drawn)
  const group = screen.part === null ? groups[0] : groups.find(({ id }) => id === screen.part)
  if (!group) return null
  return step(
    screen,
    { n: 4, title: say('ties_title'), lead: say('ties_lead') },
    element('h2', {}, say('ties_group', { group: group.name, n: groups.indexOf(group) + 1, all: groups.length })),
    form(
      typed,
      (values, pressed) => keep(screen, groups, group, values, pressed),
      inside(screen, group),
      saidAcross(screen, group),
      across(screen, group, groups),
      element(
        'p',
        { class: 'actions' },
        button(say('ties_next'), 'primary', 'next'),
        button(say('ties_more'), 'plain', 'more'),
        button(say('ties_enough'), 'quiet', 'enough'),
      ),
    ),
  )
}

function keep(
  screen: Screen,
  groups: TieGroup[],
  group: TieGroup,
  values: FormData,
  pressed: string,
): void | Promise<void> {
  const { said, problems } = readSaid(screen, values)
  if (Object.keys(problems).length > 0) return screen.again(values, problems)
  const drawn = withTies(screen.sketch.drawn, said, dayOnDevice())
  if (pressed === 'more') return screen.change(drawn, 'ties', group.id)
  const next = groups[groups.indexOf(group) + 1]
  return pressed === 'enough' || !next ? screen.change(drawn, 'map') : screen.change(drawn, 'ties', next.id)
}

function readSaid({ say, sketch }: Screen, values: FormData): { said: SaidTie[]; problems: Record<string, string> } {
  const known = knownTies(sketch.drawn)
  const said: SaidTie[] = []
  const problems: Record<string, string> = {}
  for (const name of values.keys()) {
    const pair = /^pair-(.{1,200})\+(.{1,200})$/.exec(name)
    const says = answerOf(textOf(values, name))
    if (pair && says && known(pair[1]!, pair[2]!) !== says) said.push({ one: pair[1]!, other: pair[2]!, says })
  }
  for (let n = 0; n < newRows; n += 1) {
    const [one, other] = [textOf(values, `one-${n}`), textOf(values, `other-${n}`)]
    if (!one && !other) continue
    if (!one || !other) problems[`other-${n}`] = say('ties_half')
    else said.push({ one, other, says: textOf(values, `says-${n}`) === 'no' ? 'no' : 'yes' })
  }
  return { said, problems }
}

function answerOf(text: string): SaidTie['says'] | null {
  return text === 'yes' || text === 'no' || text === 'unknown' ? text : null
}

function inside(screen: Screen, group: TieGroup): HTMLElement {
  const { say } = screen
  const pairs = group.people.flatMap((one, nth) => group.people.slice(nth + 1).map((other) => [one, other] as const))
  return element(
    'section',
    { class: 'stack-small' },
    element('h3', {}, say('ties_inside')),
    pairs.length === 0 && element('p', { class: 'muted' }, say('ties_alone')),
    pairs.map(([one, other]) => pairRow(screen, one, other)),
  )
}

/** Pairs with other groups that were answered already, so that an answer can be changed. */
function saidAcross(screen: Screen, group: TieGroup): Piece {
  const { say, sketch } = screen
  const here = new Set(group.people.map(({ id }) => id))
  const names = new Map(sketch.drawn.people.map(({ id, name }) => [id, { id, name: name ?? id }]))
  const pairs = sketch.drawn.ties.filter(({ from, to }) => here.has(from) !== here.has(to))
  if (pairs.length === 0) return null
  return element(
    'section',
    { class: 'stack-small' },
    element('h3', {}, say('ties_said')),
    pairs.map(({ from, to }) =>
      here.has(from)
        ? pairRow(screen, names.get(from)!, names.get(to)!)
        : pairRow(screen, names.get(to)!, names.get(from)!),
    ),
  )
}

type Named = { id: string; name: string }

function pairRow({ say, sketch, typed }: Screen, one: Named, other: Named): HTMLElement {
  const name = `pair-${pairKey(one.id, other.id)}`
  const chosen = typed.values ? textOf(typed.values, name) : knownTies(sketch.drawn)(one.id, other.id)
  const choices = [
    { value: 'yes', label: say('yes') },
    { value: 'no', label: say('no') },
    { value: 'unknown', label: say('dont_know') },
  ]
  return answers({
    name,
    legend: say('pair', { one: one.name, other: other.name }),
    type: 'radio',
    choices: choices.map((choice) => ({ ...choice, chosen: choice.value === chosen })),
  })
}

/** Empty rows: somebody here, somebody elsewhere, yes or no. */
function across({ say, typed }: Screen, group: TieGroup, groups: TieGroup[]): Piece {
  const others = groups.filter((other) => other !== group)
  if (others.length === 0) return null
  const choices = (list: TieGroup[]) =>
    list.map(({ name, people }) => ({
      heading: name,
      choices: people.map(({ id, name: label }) => ({ value: id, label })),
    }))
  const rows = Array.from({ length: newRows }, (_, n) => {
    const says = (typed.values && textOf(typed.values, `says-${n}`)) || 'yes'
    const name = `${say('ties_across')} ${n + 1}`
    return element(
      'fieldset',
      { class: 'standing across' },
      element('legend', { class: 'sr' }, name),
      selectField({
        typed,
        name: `one-${n}`,
        label: say('ties_one'),
        groups: choices([group]),
        empty: true,
      }),
      selectField({
        typed,
        name: `other-${n}`,
        label: say('ties_other'),
        groups: choices(others),
        empty: true,
      }),
      answers({
        name: `says-${n}`,
        legend: name,
        quietLegend: true,
        type: 'radio',
        choices: (['yes', 'no'] as const).map((value) => ({ value, label: say(value), chosen: value === says })),
      }),
    )
  })
  return element('section', { class: 'stack-small' }, element('h3', {}, say('ties_across')), rows)
}
