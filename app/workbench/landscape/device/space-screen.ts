import { element } from '../../../ui/element.ts'
import { button, form, leading, textArea, textField, textOf } from '../../../ui/element-form.ts'
import { withSpace } from './draw-on-device.ts'
import type { SpaceWish } from './parts.ts'
import { addressOf, type Screen, step } from './screen.ts'

/** A question, why, and who might be there: saved as imagined, and nobody is told. */
export function spaceScreen(screen: Screen, wish: SpaceWish | null): HTMLElement {
  const { here, say, sketch, typed } = screen
  const names = new Map(sketch.drawn.people.map(({ id, name }) => [id, name ?? id]))
  const people = (wish?.people ?? []).filter((id) => names.has(id))
  return step(
    screen,
    { n: null, title: here('space_title'), lead: here('space_lead') },
    form(
      typed,
      (values) => {
        const question = textOf(values, 'question')
        if (!question) return screen.again(values, { question: here('question_missing') })
        const why = textOf(values, 'why') || null
        const chosen = values.getAll('people').map(String)
        return screen.change(
          withSpace(sketch.drawn, { question, name: textOf(values, 'name'), why, people: chosen }),
          'summary',
        )
      },
      textArea({
        typed,
        name: 'question',
        label: here('question'),
        hint: here('question_hint'),
        rows: 2,
        maxlength: 2000,
        voice: 'reading',
      }),
      textField({ typed, name: 'name', label: here('space_name'), maxlength: 200, optional: true }),
      textArea({
        typed,
        name: 'why',
        label: here('space_why'),
        rows: 3,
        maxlength: 5000,
        value: wish?.why ?? '',
        optional: true,
      }),
      people.length > 0 &&
        element(
          'fieldset',
          { class: 'field' },
          element('legend', { class: 'label' }, here('space_who')),
          element('p', { class: 'hint' }, here('space_who_hint')),
          element(
            'div',
            { class: 'choices' },
            people.map((id) => {
              const field = `f-people-${id}`
              return element(
                'div',
                { class: 'choice' },
                element('input', { type: 'checkbox', id: field, name: 'people', value: id, checked: true }),
                element('label', { for: field }, names.get(id)),
              )
            }),
          ),
        ),
      element(
        'p',
        { class: 'actions' },
        button(here('space_save')),
        leading(here('leave_it'), 'quiet', addressOf(sketch, 'openings')),
      ),
    ),
    element('p', { class: 'muted' }, say('only_you')),
  )
}
