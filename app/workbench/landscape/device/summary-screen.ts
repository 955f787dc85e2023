import { element, type Piece } from '../../../ui/element.ts'
import { doing, leading } from '../../../ui/element-form.ts'
import { unknownSentence, unknownsIn } from '../unknowns.ts'
import type { FirstOpening } from './parts.ts'
import { asksOf } from './people-screen.ts'
import { addressOf, type Screen, step } from './screen.ts'

/** Where one stands after a quarter of an hour: whom to listen to first, what is not known, and how to keep it. */
export function summaryScreen(screen: Screen, first: FirstOpening | null, save: () => Promise<void>): HTMLElement {
  const { here, sketch } = screen
  const { drawn } = sketch
  return step(
    screen,
    { n: null, title: drawn.about.name },
    element(
      'div',
      {},
      element('p', { class: 'caption muted' }, here('hope')),
      element('p', { class: 'lead' }, drawn.about.hope ?? here('hope_none')),
    ),
    listening(screen, first),
    holes(screen),
    spaces(screen),
    element(
      'section',
      { class: 'card stack-small' },
      element('h2', {}, here('keep_title')),
      element('p', {}, here('keep_text')),
      element(
        'p',
        { class: 'actions' },
        doing(here('save_file'), 'primary', save),
        leading(here('bring_in'), 'plain', '/landscapes/bring'),
      ),
      element('p', { class: 'muted' }, here('bring_in_hint')),
    ),
    element(
      'p',
      { class: 'actions' },
      leading(here('see_map'), 'plain', addressOf(sketch, 'map')),
      leading(here('see_openings'), 'plain', addressOf(sketch, 'openings')),
      leading(here('all_sketches'), 'quiet', '#'),
    ),
  )
}

function listening({ here, sketch, template }: Screen, first: FirstOpening | null): Piece {
  const { drawn } = sketch
  const people = new Map(drawn.people.map(({ id, name }) => [id, name]))
  const practices = new Map(drawn.practices.map(({ id, name }) => [id, name]))
  return element(
    'section',
    { class: 'card stack-small' },
    element('h2', {}, here('listen_first')),
    first && element('p', { class: 'reading' }, first.sentence),
    !first || first.listen.length === 0
      ? element('p', {}, here('listen_none'))
      : element(
          'ul',
          {},
          first.listen.map(({ person, practice }) =>
            element('li', {}, people.get(person), ' ', element('span', { class: 'muted' }, practices.get(practice))),
          ),
        ),
    template && asksOf(here, template),
    !first && element('p', {}, leading(here('see_openings'), 'plain', addressOf(sketch, 'openings'))),
  )
}

function holes(screen: Screen): Piece {
  const unknowns = unknownsIn(screen.sketch.drawn)
  if (unknowns.length === 0) return null
  return element(
    'section',
    { class: 'card stack-small' },
    element('h2', {}, screen.here('unknown_title', { n: unknowns.length })),
    element(
      'ul',
      {},
      unknowns.map((unknown) => element('li', {}, unknownSentence(screen.here, screen.sketch.drawn, unknown))),
    ),
  )
}

function spaces({ here, sketch }: Screen): Piece {
  if (sketch.drawn.spaces.length === 0) return null
  return element(
    'section',
    { class: 'card stack-small' },
    element('h2', {}, here('spaces')),
    element(
      'ul',
      {},
      sketch.drawn.spaces.map(({ name, question }) =>
        element(
          'li',
          {},
          name !== question && [element('strong', {}, name), ' '],
          element('span', { class: 'reading' }, question),
        ),
      ),
    ),
  )
}
