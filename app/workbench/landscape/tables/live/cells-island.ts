import { CellWriter, type Written } from './cell-writer.ts'
import type { CellsSetting, CellWord } from './cells-setting.ts'
import { bringUpToDate, countAnew, freshPage } from './fresh-table.ts'
import { afterSaving, isBlock, movedBy, type Spot } from './grid-moves.ts'
import { GridOfCells, rowNameOf } from './grid-of-cells.ts'
import { Hopes } from './hopes.ts'
import { OpenCell } from './open-cell.ts'
import { pasteBlock } from './paste-dialog.ts'
import { pastePlaceAt, textOfCell } from './paste-place.ts'
import { listenToPresses } from './presses.ts'
import { sendCell } from './send-cell.ts'
import { type Undoable, undoOne } from './undo-one.ts'

/** Milliseconds in which several pieces of news are taken together. */
const newsTogether = 250

/**
 * A table that one works in as in a spreadsheet: arrows go from cell to cell, Enter changes one, Tab and Enter save it at once. What was
 * typed is never lost: a cell that could not be saved says why and keeps it, and what others change comes in around it.
 */
class TableCells extends HTMLElement {
  #setting!: CellsSetting
  #grid!: GridOfCells
  readonly #open = new Map<HTMLTableCellElement, OpenCell>()
  readonly #done: Undoable[] = []
  #asked: ReturnType<typeof setTimeout> | undefined
  #isOwn = false
  /** pastes and undos under way */
  #deeds = 0
  readonly #hopes = new Hopes()
  readonly #writer = new CellWriter({
    send: (cell) => sendCell(this.#setting, cell),
    wait: (ms) => this.#hopes.wait(ms),
    waiting: ({ thing, column, text }) => this.#waiting(thing, column, text),
  })

  connectedCallback(): void {
    const table = this.querySelector('table')
    if (!table) return
    this.#setting = JSON.parse(this.dataset['setting'] ?? '{}') as CellsSetting
    this.#grid = new GridOfCells(table)
    this.classList.add('is-live')
    for (const hidden of this.querySelectorAll<HTMLElement>('.table-session')) hidden.hidden = false
    table.addEventListener('keydown', (event) => this.#key(event))
    table.addEventListener('focusin', ({ target }) => this.#taken(target as Element))
    table.addEventListener('focusout', (event) => this.#gone(event))
    listenToPresses(table, (cell) => this.#edit(cell))
    this.addEventListener('paste', (event) => this.#paste(event))
    this.addEventListener('copy', (event) => this.#copy(event))
    document.addEventListener('landscape-news', this.#heard)
    window.addEventListener('online', this.#online)
    window.addEventListener('beforeunload', this.#leaving)
  }

  disconnectedCallback(): void {
    document.removeEventListener('landscape-news', this.#heard)
    window.removeEventListener('online', this.#online)
    window.removeEventListener('beforeunload', this.#leaving)
  }

  readonly #leaving = (event: BeforeUnloadEvent): void => {
    if ([...this.#open.values()].some(({ isUnsaved }) => isUnsaved)) event.preventDefault()
  }

  readonly #online = (): void => this.#hopes.awaken()

  /** The table shows by itself what others changed, and nobody needs to be asked. */
  readonly #heard = (event: Event): void => {
    event.preventDefault()
    this.#refresh(true)
  }

  #say(word: CellWord, about = ''): void {
    const place = this.querySelector('.table-said')
    if (place) place.textContent = this.#setting.words[word].replace('…', () => about)
  }

  #taken(target: Element): void {
    const cell = target.closest<HTMLTableCellElement>('tbody td, tbody th')
    if (cell) this.#grid.take(cell)
  }

  #gone({ target, relatedTarget }: FocusEvent): void {
    const open = this.#openAt(target as Element)
    if (open?.state === 'editing' && !open.cell.contains(relatedTarget as Node | null)) this.#save(open, open.text)
  }

  #openAt(element: Element): OpenCell | undefined {
    const cell = element.closest<HTMLTableCellElement>('tbody td, tbody th')
    return cell ? this.#open.get(cell) : undefined
  }

  #key(event: KeyboardEvent): void {
    const target = event.target as Element
    const cell = target.closest<HTMLTableCellElement>('tbody td, tbody th')
    if (!cell) return
    const open = this.#open.get(cell)
    if (open && target.closest('.cell-open')) this.#keyInside(event, open)
    else this.#keyOnGrid(event, cell)
  }

  #keyInside(event: KeyboardEvent, open: OpenCell): void {
    const { key, shiftKey: shift } = event
    if (key === 'Escape') {
      event.preventDefault()
      this.#leave(open)
      return
    }
    if ((event.target as Element).matches('button')) return
    if (open.takes(event)) {
      if (key !== 'ArrowUp' && key !== 'ArrowDown') event.preventDefault()
      else if (!(event.target as Element).matches('select')) event.preventDefault()
      return
    }
    if (key !== 'Enter' && key !== 'Tab') return
    event.preventDefault()
    const spot = this.#grid.spotOf(open.cell)
    this.#save(open, open.text)
    this.#grid.go(afterSaving({ key, shift }, spot))
  }

  #keyOnGrid(event: KeyboardEvent, cell: HTMLTableCellElement): void {
    const { key, ctrlKey, metaKey, altKey } = event
    const ctrl = ctrlKey || metaKey
    const to = altKey ? null : movedBy({ key, ctrl }, this.#grid.spotOf(cell), this.#grid.size)
    if (to) {
      event.preventDefault()
      this.#grid.go(to)
      return
    }
    if (ctrl && key.toLowerCase() === 'z') {
      event.preventDefault()
      void this.#undo()
      return
    }
    const link = cell.querySelector('a')
    if (ctrl && key === 'Enter' && link) window.location.assign(link.href)
    if (!cell.querySelector('[data-cell]') || ctrl || altKey) return
    if (key === 'Enter' || key === 'F2') {
      event.preventDefault()
      this.#edit(cell)
    } else if (key.length === 1 && key !== ' ') {
      event.preventDefault()
      this.#edit(cell, key)
    }
  }

  /** Opens a cell to be changed, beginning with what it holds, or with what was typed over it. */
  #edit(cell: HTMLTableCellElement, typed?: string): void {
    const held = cell.querySelector<HTMLElement>('[data-cell]')
    const column = held && this.#setting.columns[held.dataset['cell'] ?? '']
    if (!held || !column || this.#open.has(cell)) return
    const called = `${column.label}: ${rowNameOf(cell)}`
    const open: OpenCell = new OpenCell({ cell, held, column, called }, this.#setting.words, {
      save: (text) => this.#save(open, text),
      leave: () => this.#leave(open),
    })
    this.#open.set(cell, open)
    open.edit(column.choices || typed === undefined ? (held.dataset['value'] ?? '') : typed)
    this.#say('editing', called)
  }

  #leave(open: OpenCell): void {
    this.#close(open)
    this.#say('left')
    this.#grid.go(this.#grid.spotOf(open.cell))
  }

  #close(open: OpenCell, value?: string): void {
    this.#open.delete(open.cell)
    open.close(value)
    this.#grid.tidy()
  }

  #save(open: OpenCell, text: string): void {
    const was = open.held.dataset['value'] ?? ''
    if (text.trim() === was) {
      this.#close(open)
      return
    }
    open.saving(text)
    this.#say('saving')
    const { thing = '', cell: column = '' } = open.held.dataset
    const why = this.querySelector<HTMLInputElement>('.table-why')?.value.trim() ?? ''
    void this.#writer
      .write({ thing, column, text, was, why, key: crypto.randomUUID() })
      .then((written) => this.#answered(open, text, written))
  }

  #answered(open: OpenCell, text: string, written: Written): void {
    if (written.kind === 'saved') this.#saved(open, written)
    else if (written.kind !== 'refused') {
      const words = this.#setting.words[written.kind === 'closed' ? 'signedOut' : 'cannot']
      open.refused(text, words)
      this.#say('refused', words)
    } else {
      this.#say('refused', written.words)
      const { stands } = written
      if (stands === undefined) open.refused(text, written.words)
      else
        open.both(text, stands, written.words, () => {
          this.#close(open, stands)
          this.#grid.go(this.#grid.spotOf(open.cell))
        })
    }
  }

  #saved(open: OpenCell, { stands, was, deed }: Written & { kind: 'saved' }): void {
    const { called } = open
    const { thing = '', cell: column = '' } = open.held.dataset
    this.#close(open, stands)
    this.#say('saved', `${called}, ${open.shown(stands) || this.#setting.words.nothing}`)
    if (deed) this.#done.push({ deed, thing, column, was, stands, called })
    this.#refresh(false)
  }

  #waiting(thing: string, column: string, text: string): void {
    const open = [...this.#open.values()].find(
      ({ held }) => held.dataset['thing'] === thing && held.dataset['cell'] === column,
    )
    open?.waiting(text, () => this.#online())
    this.#say('waiting')
  }

  async #undo(): Promise<void> {
    const last = this.#done.pop()
    if (!last) {
      this.#say('undoNothing')
      return
    }
    this.#deeds += 1
    const undone = await undoOne(this.#setting, last)
    this.#deeds -= 1
    if (undone === 'unheard') this.#done.push(last)
    this.#say(undone === 'done' ? 'undone' : undone === 'unheard' ? 'waiting' : 'undoRefused', last.called)
    if (undone === 'done') this.#refresh(false)
  }

  /** Shows the table as it is now. News that come while one's own deed is under way are taken for its echo. */
  #refresh(isNews: boolean): void {
    const isSaving = [...this.#open.values()].some(({ state }) => state === 'saving')
    if (!isNews || isSaving || this.#deeds > 0) this.#isOwn = true
    clearTimeout(this.#asked)
    this.#asked = setTimeout(() => void this.#showFresh(), newsTogether)
  }

  async #showFresh(): Promise<void> {
    const isOwn = this.#isOwn
    this.#isOwn = false
    const page = await freshPage(window.location.href)
    const fresh = page?.querySelector<HTMLTableElement>('.table-cells table')
    if (!page || !fresh) return
    const changed = bringUpToDate(this.#grid.table, fresh, (cell) => this.#open.has(cell))
    countAnew(page)
    this.#grid.tidy()
    if (!isOwn && changed > 0) this.#say('others')
  }

  #copy(event: ClipboardEvent): void {
    const cell = (event.target as Element).closest?.('tbody td, tbody th')
    if (!cell || cell.querySelector('.cell-open') || document.getSelection()?.toString()) return
    event.clipboardData?.setData('text/plain', textOfCell(cell))
    event.preventDefault()
  }

  #paste(event: ClipboardEvent): void {
    const cell = (event.target as Element).closest<HTMLTableCellElement>('tbody td, tbody th')
    const text = event.clipboardData?.getData('text/plain') ?? ''
    if (!cell || this.#open.has(cell) || text === '') return
    event.preventDefault()
    if (isBlock(text)) void this.#pasteBlock(text, this.#grid.spotOf(cell))
    else if (cell.querySelector('[data-cell]')) {
      const typed = text.replace(/[\r\n]+$/, '')
      this.#edit(cell, typed)
      const open = this.#open.get(cell)
      if (open) this.#save(open, typed)
      this.#grid.go(this.#grid.spotOf(cell))
    }
  }

  async #pasteBlock(text: string, at: Spot): Promise<void> {
    this.#say('looking')
    this.#deeds += 1
    const pasted = await pasteBlock(this.#setting.paste, text, pastePlaceAt(this.#grid, at))
    this.#deeds -= 1
    this.#grid.go(at)
    if (pasted === 'unheard') this.#say('pasteUnheard')
    else if (pasted.deed === null) this.#say('left')
    else {
      this.#say('pasted')
      if (pasted.deed) this.#done.push({ deed: pasted.deed, called: this.#setting.words.pasted })
      this.#refresh(false)
    }
  }
}

customElements.define('table-cells', TableCells)
