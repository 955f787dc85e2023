/**
 * Around the words of a chapter: offers a note on what is selected, and puts the notes beside their passages where there is room. Without it
 * each paragraph has its own link, and notes lie folded below.
 */
class ReaderNotes extends HTMLElement {
  readonly #wide = matchMedia('(min-width: 1280px)')
  #offer: HTMLAnchorElement | null = null

  connectedCallback(): void {
    this.#offer = this.querySelector(':scope > a')
    let waiting = 0
    document.addEventListener('selectionchange', () => {
      clearTimeout(waiting)
      waiting = window.setTimeout(() => this.#offerNote(), 200)
    })
    this.#wide.addEventListener('change', () => this.#lay())
    window.addEventListener('resize', () => this.#place())
    this.addEventListener('toggle', () => this.#place(), true)
    void document.fonts.ready.then(() => this.#lay())
  }

  get #notes(): HTMLElement[] {
    return [...this.querySelectorAll<HTMLElement>('.words > .notes')]
  }

  /** Open and beside the text on a wide screen, folded in it on a narrow one. */
  #lay(): void {
    const beside = this.#wide.matches
    this.closest('.book')?.classList.toggle('notes-beside', beside)
    for (const note of this.querySelectorAll<HTMLDetailsElement>('details.note')) note.open = beside
    this.#place()
  }

  /** Each beside the block that it follows, and none over another. */
  #place(): void {
    const margin = this.closest('.book')?.querySelector<HTMLElement>('.book-margin')
    const top = this.getBoundingClientRect().top
    let free = margin ? margin.getBoundingClientRect().bottom - top + 24 : 0
    for (const note of this.#notes) {
      if (!this.#wide.matches) {
        note.style.top = ''
        continue
      }
      const block = note.previousElementSibling?.getBoundingClientRect()
      const at = Math.max(free, (block?.top ?? top) - top)
      note.style.top = `${at}px`
      free = at + note.offsetHeight + 20
    }
    // the last may reach further down than the words
    this.style.minHeight = this.#wide.matches && free > 0 ? `${free}px` : ''
  }

  #offerNote(): void {
    const offer = this.#offer
    if (!offer) return
    const meant = this.#meant()
    offer.hidden = meant === null
    if (!meant) return
    offer.href = meant.href
    const here = this.getBoundingClientRect()
    offer.style.top = `${meant.box.bottom - here.top + 8}px`
    offer.style.left = `${Math.max(0, Math.min(meant.box.left - here.left, here.width - offer.offsetWidth))}px`
  }

  /** The stretch of the chapter's plain text that is selected, as the address of the form says it; null where none can be noted on. */
  #meant(): { href: string; box: DOMRect } | null {
    const selection = document.getSelection()
    if (!selection || selection.isCollapsed || selection.rangeCount === 0) return null
    const range = selection.getRangeAt(0)
    const [from, to] = [
      this.#placeOf(range.startContainer, range.startOffset),
      this.#placeOf(range.endContainer, range.endOffset),
    ]
    const quote = from && to ? plainOf(range) : ''
    if (!from || !to || to.at <= from.at || quote.trim().length < 2 || quote.length > 1500) return null
    const address = new URL(from.link.href)
    address.searchParams.set('at', `${from.version}-${from.at}-${to.at}`)
    // across blocks the breaks between them are not in the quote: then the place alone says it
    if (from.link === to.link) address.searchParams.set('quote', quote)
    return { href: address.href, box: range.getBoundingClientRect() }
  }

  /** Where in the plain text a place in the page is: counted from the beginning of its block, which its link knows. */
  #placeOf(node: Node, offset: number): { at: number; version: string; link: HTMLAnchorElement } | null {
    const element = node instanceof Element ? node : node.parentElement
    const block = element?.closest<HTMLElement>('.words p, .words li')
    const link = block?.querySelector<HTMLAnchorElement>(':scope > a.note-here')
    if (!block || !link || !this.contains(block)) return null
    const [version = '', start = '0'] = new URL(link.href).searchParams.get('at')?.split('-') ?? []
    const before = document.createRange()
    before.setStart(block, 0)
    before.setEnd(node, offset)
    return { at: Number(start) + plainOf(before).length, version, link }
  }
}

/** The words of a range as the plain text counts them: without the numbers of notes at the foot, and without what is not words. */
function plainOf(range: Range): string {
  const copy = range.cloneContents()
  for (const one of copy.querySelectorAll('sup, .note-here, .picture-missing, .notes')) one.remove()
  return copy.textContent ?? ''
}

customElements.define('reader-notes', ReaderNotes)
