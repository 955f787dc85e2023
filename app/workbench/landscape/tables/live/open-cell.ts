import { type CellEditor, editorFor } from './cell-editor.ts'
import type { CellWord, ColumnSetting } from './cells-setting.ts'

/** Where a cell that somebody is at stands: being changed, on its way, not heard, refused, or written by somebody else meanwhile. */
export type CellState = 'editing' | 'saving' | 'waiting' | 'refused' | 'both'

interface Does {
  save(text: string): void
  leave(): void
}

let counted = 0

/** What is laid over a cell from the moment somebody begins to change it until what they typed is kept or left. */
export class OpenCell {
  readonly cell: HTMLTableCellElement
  readonly held: HTMLElement
  readonly column: ColumnSetting
  readonly called: string
  state: CellState = 'editing'
  #editor: CellEditor | undefined
  #text = ''
  readonly #over = document.createElement('div')
  readonly #words: Record<CellWord, string>
  readonly #does: Does

  constructor(
    { cell, held, column, called }: Pick<OpenCell, 'cell' | 'held' | 'column' | 'called'>,
    words: Record<CellWord, string>,
    does: Does,
  ) {
    this.cell = cell
    this.held = held
    this.column = column
    this.called = called
    this.#words = words
    this.#does = does
    this.#over.className = 'cell-open'
    held.hidden = true
    // the field within takes the focus, not the cell around it
    cell.removeAttribute('tabindex')
    cell.append(this.#over)
  }

  /** What is typed, or what was typed last. */
  get text(): string {
    return this.#editor?.text() ?? this.#text
  }

  /** Whether something would be lost if the page went away now. */
  get isUnsaved(): boolean {
    return this.state !== 'editing' || this.text.trim() !== (this.held.dataset['value'] ?? '')
  }

  takes(event: KeyboardEvent): boolean {
    return this.#editor?.takes(event) ?? false
  }

  edit(text: string): void {
    this.#become('editing', text)
    this.#editor = editorFor(this.column, text, this.called)
    this.#over.append(this.#editor.element)
    this.#editor.focus()
  }

  saving(text: string): void {
    this.#become('saving', text)
    this.#say(this.shown(text), 'cell-typed')
    this.cell.setAttribute('aria-busy', 'true')
  }

  waiting(text: string, again: () => void): void {
    if (this.state === 'waiting') return
    this.#become('waiting', text)
    this.#say(this.shown(text), 'cell-typed')
    this.#say(this.#words.waiting, 'cell-words')
    this.#buttons([[this.#words.again, again]])
  }

  /** What was typed stays in the field, with what is wrong under it. */
  refused(text: string, words: string): void {
    this.#become('refused', text)
    this.#editor = editorFor(this.column, text, this.called)
    this.#over.append(this.#editor.element)
    const field = this.#editor.element.matches('input, select')
      ? this.#editor.element
      : this.#editor.element.querySelector('input')
    field?.setAttribute('aria-invalid', 'true')
    field?.setAttribute('aria-describedby', this.#say(words, 'cell-words cell-problem'))
    this.#buttons([
      [this.#words.again, () => this.#does.save(this.text)],
      [this.#words.leave, () => this.#does.leave()],
    ])
  }

  /** Somebody else wrote something else: both are shown, and nothing is overwritten unseen. */
  both(text: string, stands: string, words: string, takeTheirs: () => void): void {
    this.#become('both', text)
    this.#say(words, 'cell-words cell-problem')
    const list = document.createElement('dl')
    for (const [term, value] of [
      [this.#words.standsNow, stands],
      [this.#words.yours, text],
    ] as const) {
      const [dt, dd] = [document.createElement('dt'), document.createElement('dd')]
      dt.textContent = term
      dd.textContent = this.shown(value) || this.#words.nothing
      list.append(dt, dd)
    }
    this.#over.append(list)
    this.#buttons([
      [
        this.#words.keepMine,
        () => {
          this.held.dataset['value'] = stands
          this.#does.save(text)
        },
      ],
      [this.#words.takeTheirs, takeTheirs],
    ])
  }

  /** Takes everything off the cell again; with `value`, the cell says that from now on. */
  close(value?: string): void {
    this.#become('saving', '')
    this.#over.remove()
    this.held.hidden = false
    if (value === undefined) return
    if (value !== this.held.dataset['value'] || this.held.textContent !== this.shown(value))
      this.held.textContent = this.shown(value)
    this.held.dataset['value'] = value
  }

  /** A value as the table says it. */
  shown(value: string): string {
    const choice = this.column.choices?.find(([one]) => one === value)
    if (choice) return choice[1]
    if (!this.column.offered) return value
    return value.replaceAll(' | ', ', ').replace(/\\([\\|])/g, '$1')
  }

  #become(state: CellState, text: string): void {
    this.state = state
    this.#text = text
    this.#editor = undefined
    this.#over.replaceChildren()
    this.#over.dataset['state'] = state
    this.cell.removeAttribute('aria-busy')
  }

  #say(words: string, name: string): string {
    const p = document.createElement('p')
    p.className = name
    p.textContent = words
    counted += 1
    p.id = `cell-words-${counted}`
    this.#over.append(p)
    return p.id
  }

  #buttons(all: [string, () => void][]): void {
    const p = document.createElement('p')
    p.className = 'cell-actions'
    for (const [words, does] of all) {
      const button = document.createElement('button')
      button.type = 'button'
      button.className = 'button button-plain'
      button.textContent = words
      button.addEventListener('click', does)
      p.append(button)
    }
    this.#over.append(p)
  }
}
