import { element } from '../../../ui/element.ts'

export interface Places {
  label: string
  places: { to: string; name: string }[]
}

/** Where something shall lead, and the words that lead there; empty words mean those that are chosen in the text. */
export interface ChosenPlace {
  to: string
  words: string
}

interface Asking {
  say: (key: string) => string
  /** its words begin so, and its fields are called so */
  name: 'link' | 'dates' | 'map'
  groups: readonly Places[]
  /** can an address be typed as well? */
  withAddress: boolean
  /** where one that is not there yet is made */
  toNew?: string
  done: (chosen: ChosenPlace) => void
  /** the caret goes back to the words */
  back: () => void
}

/** What an address may begin with; a bare name of a site gets https. */
const addressForm = /^(https?:\/\/|mailto:)\S+$/i

/** Asks where words shall lead: to a place of ours by its name, or to an address. Nothing happens before a button is pressed. */
export function placeForm({ say, name, groups, withAddress, toNew, done, back }: Asking): {
  panel: HTMLElement
  open: (words: string) => void
} {
  const id = (field: string) => `desk-${name}-${field}`
  const label = (field: string) => element('label', { class: 'label', for: id(field) }, say(`${name}_${field}`))
  const place = element(
    'select',
    { class: 'input', id: id('place') },
    element('option', { value: '' }, say(`${name}_none`)),
    groups.map(({ label: of, places }) =>
      element(
        'optgroup',
        { label: of },
        places.map((one) => element('option', { value: one.to }, one.name)),
      ),
    ),
  ) as HTMLSelectElement
  const address = element('input', {
    class: 'input',
    id: id('address'),
    inputmode: 'url',
    maxlength: 2000,
  }) as HTMLInputElement
  const words = element('input', { class: 'input', id: id('words'), maxlength: 300 }) as HTMLInputElement
  const problem = element('p', { class: 'problem', role: 'alert' })
  const panel = element(
    'div',
    { class: 'card desk-panel', hidden: true, role: 'group', 'aria-label': say(`${name}_title`) },
    element('div', { class: 'field' }, label('place'), place),
    withAddress ? element('div', { class: 'field' }, label('address'), address) : null,
    element('div', { class: 'field' }, label('words'), words),
    toNew === undefined ? null : element('p', { class: 'hint' }, element('a', { href: toNew }, say(`${name}_new`))),
    problem,
    element(
      'div',
      { class: 'actions' },
      element('button', { type: 'button', class: 'button button-plain', click: put }, say('put')),
      element('button', { type: 'button', class: 'button button-quiet', click: leave }, say('not')),
    ),
  )

  // what is typed here is no change of the writing, and Enter does not send its form
  panel.addEventListener('input', (event) => event.stopPropagation())
  panel.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') leave()
    if (event.key !== 'Enter' || !(event.target instanceof HTMLInputElement)) return
    event.preventDefault()
    put()
  })

  function put(): void {
    const typed = address.value.trim()
    const to = typed === '' ? place.value : /^[\w-]+(\.[\w-]+)+(\/\S*)?$/.test(typed) ? `https://${typed}` : typed
    if (to === '' || (typed !== '' && !addressForm.test(to))) {
      problem.textContent = say(`${name}_problem`)
      ;(typed === '' ? place : address).focus()
      return
    }
    panel.hidden = true
    done({ to, words: words.value.trim() || typed || (place.selectedOptions[0]?.textContent ?? '') })
  }

  function leave(): void {
    panel.hidden = true
    back()
  }

  function open(chosen: string): void {
    place.value = ''
    address.value = ''
    words.value = chosen
    problem.textContent = ''
    panel.hidden = false
    place.focus()
  }

  return { panel, open }
}
