import type { ColumnSetting } from './cells-setting.ts'
import { offersFor, withOffer } from './list-typing.ts'

/** A field inside a cell, while it is being changed. */
export interface CellEditor {
  element: HTMLElement
  text(): string
  focus(): void
  /** takes a key for itself: arrows in a list of offers */
  takes(event: KeyboardEvent): boolean
}

let counted = 0

/** The field that fits a column: a choice, or a line of text with names offered while one types. */
export function editorFor(column: ColumnSetting, text: string, called: string): CellEditor {
  if (column.choices) return choiceEditor(column.choices, text, called)
  return lineEditor(column, text, called)
}

function choiceEditor(choices: readonly [string, string][], text: string, called: string): CellEditor {
  const select = document.createElement('select')
  select.className = 'cell-input'
  select.setAttribute('aria-label', called)
  for (const [value, words] of choices) select.add(new Option(words, value, false, value === text))
  return {
    element: select,
    text: () => select.value,
    focus: () => select.focus(),
    takes: ({ key }) => key === 'ArrowUp' || key === 'ArrowDown',
  }
}

function lineEditor({ as, offered }: ColumnSetting, text: string, called: string): CellEditor {
  const input = document.createElement('input')
  input.className = 'cell-input'
  input.setAttribute('aria-label', called)
  input.autocomplete = 'off'
  input.value = text
  if (as === 'number') input.inputMode = 'decimal'
  if (as === 'day') {
    input.inputMode = 'numeric'
    input.placeholder = '2027-03-01'
  }
  const focus = () => {
    input.focus()
    input.setSelectionRange(input.value.length, input.value.length)
  }
  if (!offered) return { element: input, text: () => input.value, focus, takes: () => false }
  const box = document.createElement('span')
  box.className = 'cell-offers'
  const list = document.createElement('ul')
  counted += 1
  list.id = `cell-offers-${counted}`
  list.setAttribute('role', 'listbox')
  list.setAttribute('aria-label', called)
  box.append(input, list)
  return { element: box, text: () => input.value, focus, takes: offering(input, list, offered) }
}

/** Names under a field: arrows go through them, Enter takes one, and so does a press. */
function offering(input: HTMLInputElement, list: HTMLUListElement, offered: readonly string[]) {
  let active = -1
  input.setAttribute('role', 'combobox')
  input.setAttribute('aria-autocomplete', 'list')
  input.setAttribute('aria-controls', list.id)
  const show = (at: number) => {
    active = at
    for (const [nth, option] of [...list.children].entries()) option.setAttribute('aria-selected', String(nth === at))
    input.setAttribute('aria-expanded', String(list.children.length > 0))
    if (at < 0) input.removeAttribute('aria-activedescendant')
    else input.setAttribute('aria-activedescendant', list.children[at]!.id)
    list.children[at]?.scrollIntoView({ block: 'nearest' })
  }
  const take = (name: string) => {
    input.value = withOffer(input.value, name)
    list.replaceChildren()
    show(-1)
  }
  const fill = () => {
    const options = offersFor(input.value, offered).map((name, nth) => {
      const option = document.createElement('li')
      option.id = `${list.id}-${nth}`
      option.setAttribute('role', 'option')
      option.textContent = name
      // before the field loses the focus, which would save the cell
      option.addEventListener('pointerdown', (event) => {
        event.preventDefault()
        take(name)
      })
      return option
    })
    list.replaceChildren(...options)
    show(-1)
  }
  input.addEventListener('input', fill)
  fill()
  return ({ key }: KeyboardEvent): boolean => {
    const step = key === 'ArrowDown' ? 1 : key === 'ArrowUp' ? -1 : 0
    if (step !== 0 && list.children.length > 0) {
      show((active + step + list.children.length) % list.children.length)
      return true
    }
    if (key !== 'Enter' || active < 0) return false
    take(list.children[active]!.textContent ?? '')
    return true
  }
}
