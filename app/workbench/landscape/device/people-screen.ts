import { element } from '../../../ui/element.ts'
import { button, doing, form, leading, message, textArea, textOf } from '../../../ui/element-form.ts'
import { mostPeople, type PastedPeople, readPeopleLines } from '../sketch/read-people-lines.ts'
import type { LandscapeTemplate } from '../templates/landscape-templates.ts'
import { withoutPerson, withPeople } from './draw-on-device.ts'
import { addressOf, type Screen, step } from './screen.ts'

/** Who is in it: lines are pasted, looked at, and added. */
export function peopleScreen(screen: Screen): HTMLElement {
  const { say, here, sketch, typed } = screen
  const { people, practices } = sketch.drawn
  const read = typed.values ? readPeopleLines(textOf(typed.values, 'people')) : null
  const understood = read !== null && Object.keys(typed.problems).length === 0
  return step(
    screen,
    { n: 2, title: say('people_title') },
    people.length > 0 && [
      element(
        'p',
        {},
        `${say('people_known', { people: people.length, groups: practices.length })} `,
        element('a', { href: addressOf(sketch, 'boundary') }, say('people_enough')),
      ),
      whoIsThere(screen),
    ],
    people.length === 0 && practices.length > 0 && groupsToFill(screen),
    read && whatWasUnderstood(screen, read),
    form(
      typed,
      (values, pressed) => lookOrAdd(screen, values, pressed),
      textArea({
        typed,
        name: 'people',
        label: say('people_field'),
        hint: say('people_hint'),
        rows: understood ? 8 : 12,
        maxlength: 30_000,
      }),
      element(
        'p',
        { class: 'actions' },
        understood && button(say('people_add'), 'primary', 'add'),
        button(say('people_look'), understood ? 'plain' : 'primary', 'look'),
        leading(here('all_sketches'), 'quiet', '#'),
      ),
    ),
  )
}

function lookOrAdd(screen: Screen, values: FormData, pressed: string): void | Promise<void> {
  const { say } = screen
  const { people } = readPeopleLines(textOf(values, 'people'))
  const problem =
    people.length === 0
      ? say('people_none')
      : people.length > mostPeople
        ? say('people_too_many', { n: people.length, most: mostPeople })
        : null
  if (problem) return screen.again(values, { people: problem })
  if (pressed !== 'add') return screen.again(values, {})
  const first = screen.sketch.drawn.boundaries[0]
  const drawn = withPeople(screen.sketch.drawn, people)
  return first ? screen.change(drawn, 'groups', first.id) : screen.change(drawn, 'boundary')
}

/** The groups a template brought, for which nobody is written down yet. */
function groupsToFill({ here, sketch, template }: Screen): HTMLElement {
  return element(
    'div',
    { class: 'well stack-small' },
    element('p', {}, here('groups_to_fill')),
    element(
      'ul',
      {},
      sketch.drawn.practices.map(({ name, does }) =>
        element('li', {}, element('strong', {}, name), does && `: ${does}`),
      ),
    ),
    template && asksOf(here, template),
  )
}

/** What to ask whom, where a template says it. */
export function asksOf(here: Screen['here'], { asks }: LandscapeTemplate): HTMLElement {
  return element(
    'details',
    { class: 'fold' },
    element('summary', {}, here('asks')),
    element(
      'ul',
      {},
      asks.map((ask) => element('li', {}, ask)),
    ),
  )
}

function whoIsThere(screen: Screen): HTMLElement {
  const { here, sketch } = screen
  const { drawn } = sketch
  const names = new Map(drawn.practices.map(({ id, name }) => [id, name]))
  const groupOf = new Map(drawn.memberships.map(({ person, practice }) => [person, names.get(practice)]))
  return element(
    'details',
    { class: 'well' },
    element('summary', {}, here('who_is_there')),
    element(
      'ul',
      { class: 'device-rows' },
      drawn.people.map(({ id, name }) =>
        element(
          'li',
          {},
          element('span', {}, name, ' ', element('span', { class: 'muted' }, groupOf.get(id) ?? '')),
          doing(here('take_out', { name: name ?? id }), 'quiet', () =>
            screen.change(withoutPerson(drawn, id), 'people'),
          ),
        ),
      ),
    ),
  )
}

function whatWasUnderstood({ say }: Screen, read: PastedPeople): HTMLElement {
  const groups = Map.groupBy(read.people, ({ group }) => group ?? say('no_group'))
  return element(
    'section',
    { class: 'stack-small', id: 'understood' },
    read.people.length > 0 &&
      message(
        'done',
        element('strong', {}, say('people_understood', { people: read.people.length, groups: read.groups.length })),
        element(
          'ul',
          { class: 'understood' },
          [...groups].map(([group, people]) =>
            element('li', {}, element('strong', {}, group), ` ${people.map(({ label }) => label).join(' · ')}`),
          ),
        ),
      ),
    read.notUnderstood.length > 0 &&
      message(
        'problem',
        element(
          'ul',
          {},
          read.notUnderstood.map(({ line, text, why }) =>
            element('li', {}, say('not_understood', { line, text: text.slice(0, 60), why: why.replaceAll('-', '') })),
          ),
        ),
      ),
  )
}
