import type { Language } from '../platform/i18n/language.ts'
import { element, type Piece } from './element.ts'
import { uiWords } from './ui-words.ts'

/** What was typed into a form, and what is wrong with it; fields look up theirs by name, as those that come from the server do. */
export interface Typed {
  language: Language
  values: FormData | null
  problems: Record<string, string>
}

interface FieldProps {
  typed: Typed
  name: string
  label: string
  hint?: string
  optional?: boolean
  value?: string
  maxlength?: number
}

export function textField(props: FieldProps): HTMLElement {
  return field(
    props,
    element('input', {
      class: 'input',
      type: 'text',
      autocomplete: 'off',
      maxlength: props.maxlength,
      value: typedOr(props),
      ...tied(props),
    }),
  )
}

export function textArea(props: FieldProps & { rows: number; voice?: 'reading' }): HTMLElement {
  const area = element('textarea', {
    class: props.voice ? 'input input-reading' : 'input',
    rows: props.rows,
    maxlength: props.maxlength,
    ...tied(props),
  })
  area.value = typedOr(props)
  return field(props, area)
}

export interface Choice {
  value: string
  label: string
  chosen?: boolean
}

/** One of a folded list; `groups` puts a heading over some of them. */
export function selectField(
  props: FieldProps & { groups: { heading: string | null; choices: Choice[] }[]; empty?: boolean },
): HTMLElement {
  const wanted = typedOr(props)
  const option = ({ value, label }: Choice) => element('option', { value, selected: value === wanted }, label)
  const list = element(
    'select',
    { class: 'input', ...tied(props), ...(props.empty ? { required: false } : {}) },
    props.empty && element('option', { value: '' }, uiWords(props.typed.language)('choose')),
    props.groups.map(({ heading, choices }) =>
      heading === null ? choices.map(option) : element('optgroup', { label: heading }, choices.map(option)),
    ),
  )
  return field(props, list)
}

/** A question with short answers side by side, all of one weight: `radio` for one of them, `checkbox` for several. */
export function answers(props: {
  name: string
  legend: string
  type: 'radio' | 'checkbox'
  choices: Choice[]
  /** read by a screen reader alone */
  quietLegend?: boolean
}): HTMLElement {
  return element(
    'fieldset',
    { class: 'standing' },
    element('legend', { class: props.quietLegend ? 'sr' : undefined }, props.legend),
    element(
      'div',
      { class: 'choices choices-row' },
      props.choices.map((choice, nth) => box(props.type, props.name, choice, nth)),
    ),
  )
}

/** One of a few, one below the other. */
export function radioGroup(props: FieldProps & { choices: Choice[] }): HTMLElement {
  const wanted = typedOr(props)
  const { 'aria-describedby': described, 'aria-invalid': invalid } = tied(props)
  return element(
    'fieldset',
    { class: invalid ? 'field field-invalid' : 'field', 'aria-describedby': described },
    element('legend', { class: 'label' }, props.label),
    hintAndProblem(props),
    element(
      'div',
      { class: 'choices' },
      props.choices.map((choice, nth) => box('radio', props.name, { ...choice, chosen: choice.value === wanted }, nth)),
    ),
  )
}

function box(type: 'radio' | 'checkbox', name: string, choice: Choice, nth: number): HTMLElement {
  const id = nth === 0 ? fieldId(name) : `${fieldId(name)}-${nth}`
  return element(
    'div',
    { class: 'choice' },
    element('input', { type, id, name, value: choice.value, checked: choice.chosen ?? false }),
    element('label', { for: id }, choice.label),
  )
}

function field(props: FieldProps, control: HTMLElement): HTMLElement {
  const say = uiWords(props.typed.language)
  return element(
    'div',
    { class: 'field' },
    element(
      'label',
      { class: 'label', for: fieldId(props.name) },
      props.label,
      props.optional && [' ', element('span', { class: 'optional' }, `(${say('optional')})`)],
    ),
    hintAndProblem(props),
    control,
  )
}

function hintAndProblem({ typed, name, hint }: FieldProps): Piece {
  const problem = typed.problems[name]
  return [
    hint !== undefined && element('p', { class: 'hint', id: `${fieldId(name)}-hint` }, hint),
    problem !== undefined &&
      element(
        'p',
        { class: 'problem', id: `${fieldId(name)}-problem` },
        element('span', { class: 'sr' }, uiWords(typed.language)('error')),
        ` ${problem}`,
      ),
  ]
}

function tied({ typed, name, hint, optional }: FieldProps) {
  const id = fieldId(name)
  const problem = typed.problems[name]
  const described = [hint && `${id}-hint`, problem && `${id}-problem`].filter(Boolean).join(' ')
  return {
    id,
    name,
    'aria-describedby': described || undefined,
    'aria-invalid': problem ? 'true' : undefined,
    required: !optional,
  }
}

function typedOr({ typed, name, value }: FieldProps): string {
  return typed.values ? textOf(typed.values, name) : (value ?? '')
}

/** What was typed into one field, without the blanks around it. */
export function textOf(values: FormData, name: string): string {
  const value = values.get(name)
  return typeof value === 'string' ? value.trim() : ''
}

function fieldId(name: string): string {
  return `f-${name.replace(/[^A-Za-z0-9_-]/g, '-')}`
}

/** A form that stays in the browser: `done` gets what was typed, and the button that sent it. Opens with its problems, which take the focus. */
export function form(
  typed: Typed,
  done: (values: FormData, button: string) => void | Promise<void>,
  ...pieces: Piece[]
): HTMLFormElement {
  const problems = Object.entries(typed.problems)
  const say = uiWords(typed.language)
  return element(
    'form',
    {
      class: 'form',
      novalidate: true,
      submit: (event) => {
        event.preventDefault()
        const { submitter } = event as SubmitEvent
        const button = submitter instanceof HTMLButtonElement ? submitter.value : ''
        void done(new FormData(event.target as HTMLFormElement), button)
      },
    },
    problems.length > 0 &&
      element(
        'div',
        { class: 'problems', role: 'alert', tabindex: -1 },
        element('h2', {}, say('problems', { n: problems.length })),
        element(
          'ul',
          {},
          problems.map(([name, words]) =>
            element(
              'li',
              {},
              // a link to the field would change the address, which says where in the sketch one is
              element('button', { type: 'button', class: 'link', click: () => goTo(name) }, words),
            ),
          ),
        ),
      ),
    pieces,
  )
}

function goTo(name: string): void {
  document.getElementById(fieldId(name))?.focus()
}

/** A button that sends its form. */
export function button(
  label: string,
  kind: 'primary' | 'plain' | 'quiet' | 'danger' = 'primary',
  value = '',
): HTMLElement {
  return element('button', { class: `button button-${kind}`, type: 'submit', value }, label)
}

/** A button that does something by itself. */
export function doing(
  label: string,
  kind: 'primary' | 'plain' | 'quiet' | 'danger',
  work: () => void | Promise<void>,
): HTMLElement {
  return element('button', { class: `button button-${kind}`, type: 'button', click: () => void work() }, label)
}

/** A link that looks like a button. */
export function leading(label: string, kind: 'primary' | 'plain' | 'quiet', href: string): HTMLElement {
  return element('a', { class: `button button-${kind}`, href }, label)
}

/** What just happened, or what to know before going on. */
export function message(kind: 'done' | 'note' | 'problem', ...pieces: Piece[]): HTMLElement {
  return element(
    'div',
    { class: `message message-${kind}`, role: kind === 'note' ? undefined : 'status' },
    element('div', {}, pieces),
  )
}
