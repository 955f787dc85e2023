import { writeDay } from '../../../platform/i18n/numbers.ts'
import { element, type Piece } from '../../../ui/element.ts'
import {
  button,
  doing,
  form,
  leading,
  message,
  radioGroup,
  type Typed,
  textArea,
  textField,
  textOf,
} from '../../../ui/element-form.ts'
import type { DeviceSketch, Step } from './device-sketch.ts'
import { addressOf, step, type Words } from './screen.ts'

export interface ListWish extends Words {
  /** null where the browser keeps nothing */
  sketches: readonly DeviceSketch[] | null
  /** what just happened, in words */
  told: string | null
  /** the empty landscapes to start from, as they came with the page */
  gallery: Element | null
  open: (file: File) => Promise<void>
  save: (sketch: DeviceSketch) => Promise<void>
  forget: (sketch: DeviceSketch) => Promise<void>
}

/** What is kept on this device, a new sketch, a file, and the empty landscapes to start from. */
export function listScreen(wish: ListWish): HTMLElement {
  const { here, sketches, told, gallery } = wish
  return element(
    'div',
    { class: 'stack' },
    element('h1', { tabindex: -1 }, here('title')),
    element('p', { class: 'lead' }, here('lead')),
    element('p', { class: 'device-promise' }, here('promise'), ' ', element('span', { 'data-ready': true })),
    told !== null && message('done', told),
    sketches === null && message('problem', here('cannot_keep')),
    sketches && sketches.length > 0 && kept(wish, sketches),
    element('p', { class: 'actions' }, leading(here('new'), 'primary', '#new'), fileButton(wish)),
    gallery,
  )
}

function kept(wish: ListWish, sketches: readonly DeviceSketch[]): Piece {
  const { here, language } = wish
  return element(
    'section',
    { class: 'stack-small' },
    element('h2', {}, here('kept_here')),
    element(
      'ul',
      { class: 'device-kept' },
      sketches.map((sketch) =>
        element(
          'li',
          { class: 'card stack-small' },
          element('h3', {}, element('a', { href: addressOf(sketch, sketch.at) }, sketch.drawn.about.name)),
          element(
            'p',
            { class: 'muted' },
            here('kept_line', {
              people: sketch.drawn.people.length,
              ties: sketch.drawn.ties.length,
              day: writeDay(language, sketch.keptAt.slice(0, 10)),
            }),
          ),
          element(
            'p',
            { class: 'actions' },
            leading(here('go_on'), 'plain', addressOf(sketch, sketch.at)),
            doing(here('save_file'), 'plain', () => wish.save(sketch)),
            forgetting(wish, sketch),
          ),
        ),
      ),
    ),
  )
}

/** Deleting asks once more, in its own place: nothing brings a deleted sketch back. */
function forgetting({ here, forget }: ListWish, sketch: DeviceSketch): HTMLElement {
  const name = sketch.drawn.about.name
  const asked = element('span', { class: 'device-asked' })
  const first = doing(here('delete'), 'quiet', () => {
    const yes = doing(here('delete_yes', { name }), 'danger', () => forget(sketch))
    const no = doing(here('leave_it'), 'quiet', () => asked.replaceChildren(first))
    asked.replaceChildren(yes, no)
    yes.focus()
  })
  asked.append(first)
  return asked
}

function fileButton({ here, open }: ListWish): HTMLElement {
  const input = element('input', {
    type: 'file',
    id: 'sketch-file',
    class: 'sr',
    accept: '.zip,application/zip',
    change: () => {
      const file = input.files?.[0]
      if (file) void open(file)
    },
  })
  return element(
    'span',
    { class: 'device-open' },
    input,
    element('label', { for: 'sketch-file', class: 'button button-plain' }, here('open_file')),
  )
}

/** What a new sketch begins with. */
export interface NewWish extends Words {
  typed: Typed
  template: { id: string; name: string } | null
  again: (values: FormData, problems: Record<string, string>) => void
  stop: () => void
  begin: (what: { name: string; hope: string | null }) => Promise<void>
}

/** What it is called, what difference one hopes for, and whether it should be mapped at all. */
export function newScreen(wish: NewWish): HTMLElement {
  const { say, here, typed, template } = wish
  return step(
    wish,
    { n: 1, title: say('new_title') },
    template && message('note', here('from_template', { name: template.name })),
    form(
      typed,
      (values) => {
        if (textOf(values, 'mapped') === 'stop') return wish.stop()
        const name = textOf(values, 'name').slice(0, 200)
        const problems: Record<string, string> = {}
        if (!name) problems['name'] = say('name_missing')
        if (textOf(values, 'mapped') !== 'yes') problems['mapped'] = say('mapped_missing')
        if (Object.keys(problems).length > 0) return wish.again(values, problems)
        return wish.begin({ name, hope: textOf(values, 'hope') || null })
      },
      textField({ typed, name: 'name', label: say('name'), hint: say('name_hint'), maxlength: 200 }),
      textArea({ typed, name: 'hope', label: say('hope'), rows: 2, maxlength: 1000, optional: true, voice: 'reading' }),
      radioGroup({
        typed,
        name: 'mapped',
        label: say('mapped'),
        hint: say('mapped_hint'),
        choices: [
          { value: 'yes', label: say('mapped_yes') },
          { value: 'stop', label: say('stop') },
        ],
      }),
      element('p', { class: 'actions' }, button(say('next')), leading(here('all_sketches'), 'quiet', '#')),
    ),
  )
}

export function stoppedScreen({ say, here }: Words): HTMLElement {
  return element(
    'div',
    { class: 'stack' },
    element('h1', { tabindex: -1 }, say('stopped_title')),
    element('p', { class: 'lead' }, say('stopped_text')),
    element('p', { class: 'actions' }, leading(here('all_sketches'), 'plain', '#')),
  )
}

/** A sketch that is not here (any longer). */
export function goneScreen({ here }: Words): HTMLElement {
  return element(
    'div',
    { class: 'stack' },
    element('h1', { tabindex: -1 }, here('gone_title')),
    element('p', { class: 'lead' }, here('gone_text')),
    element('p', { class: 'actions' }, leading(here('all_sketches'), 'plain', '#')),
  )
}

const steps: readonly Step[] = [
  'people',
  'boundary',
  'groups',
  'exceptions',
  'concerns',
  'ties',
  'map',
  'openings',
  'space',
  'summary',
]

/** Where the address after "#" leads: the list, a new sketch, or a step of one. */
export type Destination =
  | { kind: 'list' }
  | { kind: 'new'; template: string | null }
  | { kind: 'step'; id: string; step: Step; part: string | null }

export function destinationOf(hash: string): Destination {
  const [first = '', second = '', third] = hash.replace(/^#/, '').split('/').map(plain)
  if (first === '') return { kind: 'list' }
  if (first === 'new') return { kind: 'new', template: second || null }
  const wanted = steps.find((one) => one === second) ?? 'people'
  return { kind: 'step', id: first, step: wanted, part: third ?? null }
}

function plain(piece: string): string {
  try {
    return decodeURIComponent(piece)
  } catch {
    return ''
  }
}
