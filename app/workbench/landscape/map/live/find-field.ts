import type { Found } from './find-on-map.ts'

/**
 * Makes a field of the page one by which people and places are found: while words are typed a list comes up, arrows go through it, Enter or a
 * click goes there (the ARIA pattern of a combobox with a list).
 *
 * @param find what the words find
 * @param goTo called with what somebody took
 */
export function findField(
  field: HTMLInputElement,
  find: (words: string) => Found[],
  goTo: (found: Found) => void,
  signal: AbortSignal,
): void {
  const list = document.createElement('ul')
  list.id = 'map-found'
  list.className = 'map-found card'
  list.setAttribute('role', 'listbox')
  list.setAttribute('aria-label', field.getAttribute('aria-label') ?? '')
  list.hidden = true
  field.after(list)
  for (const [name, value] of Object.entries({
    role: 'combobox',
    'aria-controls': list.id,
    'aria-autocomplete': 'list',
    'aria-expanded': 'false',
  })) {
    field.setAttribute(name, value)
  }
  let found: Found[] = []
  let at = -1
  const show = () => {
    list.replaceChildren(...found.map((one, nth) => option(one, nth, nth === at)))
    list.hidden = found.length === 0
    field.setAttribute('aria-expanded', String(found.length > 0))
    if (at < 0) field.removeAttribute('aria-activedescendant')
    else field.setAttribute('aria-activedescendant', `${list.id}-${at}`)
  }
  const close = () => {
    found = []
    at = -1
    show()
  }
  const take = (one: Found | undefined) => {
    if (!one) return
    field.value = one.label
    close()
    goTo(one)
  }
  const type = () => {
    found = find(field.value)
    at = found.length > 0 ? 0 : -1
    show()
  }
  const key = (event: KeyboardEvent) => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (by !== undefined && found.length > 0) at = (at + by + found.length) % found.length
    else if (event.key === 'Enter') take(found[at])
    else if (event.key === 'Escape') close()
    else return
    event.preventDefault()
    if (by !== undefined) show()
  }
  field.addEventListener('input', type, { signal })
  field.addEventListener('keydown', key, { signal })
  field.addEventListener('blur', () => window.setTimeout(close, 150), { signal })
  list.addEventListener('mousedown', (event) => event.preventDefault(), { signal })
  list.addEventListener(
    'click',
    (event) => take(found[Number((event.target as Element).closest('li')?.dataset['nth'])]),
    { signal },
  )
  signal.addEventListener('abort', () => list.remove())
}

function option({ label }: Found, nth: number, chosen: boolean): HTMLElement {
  const item = document.createElement('li')
  item.id = `map-found-${nth}`
  item.dataset['nth'] = String(nth)
  item.setAttribute('role', 'option')
  item.setAttribute('aria-selected', String(chosen))
  item.textContent = label
  return item
}
