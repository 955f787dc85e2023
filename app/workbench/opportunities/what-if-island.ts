/** Asks again whenever something is chosen and puts the new result in place; the address follows, so that it can be shared. */
class WhatIf extends HTMLElement {
  #asked = 0
  #timer: number | undefined

  connectedCallback(): void {
    this.addEventListener('change', () => this.#soon(0))
    this.addEventListener('input', (event) => {
      const { type } = event.target as HTMLInputElement
      if (type === 'number') this.#soon(250)
      if (type === 'search') this.#filter((event.target as HTMLInputElement).value)
    })
  }

  #soon(after: number): void {
    window.clearTimeout(this.#timer)
    this.#timer = window.setTimeout(() => void this.#ask(), after)
  }

  async #ask(): Promise<void> {
    const form = this.querySelector('form')
    const result = this.querySelector('#result')
    if (!form || !result) return
    const query = new URLSearchParams([...new FormData(form)].map(([name, value]) => [name, String(value)]))
    const asked = ++this.#asked
    result.setAttribute('aria-busy', 'true')
    const answer = await fetch(`${this.dataset['address']}?${query}`).catch(() => null)
    if (asked !== this.#asked) return
    result.removeAttribute('aria-busy')
    if (!answer?.ok) return
    // The fragment comes from our own page, which writes every name as text.
    result.innerHTML = await answer.text()
    window.history.replaceState(null, '', `${form.action.split('?')[0]}?${query}`)
  }

  /** Hides boxes that do not match while somebody types; the button asks the server, which also finds what is folded away. */
  #filter(words: string): void {
    const plain = (text: string) => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
    const wanted = plain(words).split(/\s+/).filter(Boolean)
    for (const fold of this.querySelectorAll<HTMLDetailsElement>('.bench-whom details')) {
      const group = plain(fold.querySelector('summary')?.textContent ?? '')
      let found = 0
      for (const choice of fold.querySelectorAll<HTMLElement>('.choice')) {
        const hit = wanted.every((word) => plain(choice.textContent ?? '').includes(word) || group.includes(word))
        choice.hidden = !hit
        if (hit) found++
      }
      fold.hidden = found === 0
      if (wanted.length > 0) fold.open = found > 0
    }
  }
}

customElements.define('what-if', WhatIf)
