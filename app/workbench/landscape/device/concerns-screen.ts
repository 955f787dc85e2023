import { element } from '../../../ui/element.ts'
import { answers, button, form, leading } from '../../../ui/element-form.ts'
import type { LandscapeTemplate } from '../templates/landscape-templates.ts'
import { withConcerns } from './draw-on-device.ts'
import { addressOf, type Screen, step } from './screen.ts'

/** What matters to whom: the concerns a template suggests, and which groups said that they care. Nothing is ticked but what was heard. */
export function concernsScreen(screen: Screen, template: LandscapeTemplate): HTMLElement {
  const { say, here, sketch, typed } = screen
  const { drawn } = sketch
  const peopled = new Set(drawn.memberships.map(({ practice }) => practice))
  const groups = drawn.practices.filter(({ id }) => peopled.has(id))
  const concerns = template.concerns.map((words, nth) => ({ key: `${template.id}-${nth + 1}`, words }))
  const cares = new Set(drawn.concerns.map(({ concern, practice }) => `${concern} ${practice}`))
  return step(
    screen,
    { n: 3, title: here('concerns_title'), lead: here('concerns_lead') },
    form(
      typed,
      (values) =>
        screen.change(
          withConcerns(
            drawn,
            concerns.map(({ key, words }) => ({ key, words, practices: values.getAll(key).map(String) })),
          ),
          'ties',
        ),
      concerns.map(({ key, words }) =>
        answers({
          name: key,
          legend: words,
          type: 'checkbox',
          choices: groups.map(({ id, name }) => ({ value: id, label: name, chosen: cares.has(`${key} ${id}`) })),
        }),
      ),
      element(
        'p',
        { class: 'actions' },
        button(say('next')),
        leading(here('concerns_skip'), 'quiet', addressOf(sketch, 'ties')),
      ),
    ),
  )
}
