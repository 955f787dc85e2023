/**
 * Listens for what others change in the landscape of this page, says how many things it was, and shows them when asked: a table is fetched
 * anew and put in the place of the old one, so that nothing typed elsewhere is lost; the map is loaded again at the same view.
 */
class LandscapeNews extends HTMLElement {
  #events: EventSource | undefined
  #version = 0

  connectedCallback(): void {
    this.#version = Number(this.dataset['version'])
    this.querySelector('button')?.addEventListener('click', () => void this.#show())
    const address = this.dataset['stream']
    if (!address) return
    this.#events = new EventSource(address)
    this.#events.addEventListener('version', ({ data }) => this.#heard(Number(data)))
    this.#events.addEventListener('error', () => void this.#lost(address))
  }

  disconnectedCallback(): void {
    this.#events?.close()
  }

  #heard(version: number): void {
    const changes = version - this.#version
    if (changes < 1) return
    // a table that brings itself up to date says so, and then nobody needs to be asked
    if (!document.dispatchEvent(new CustomEvent('landscape-news', { cancelable: true }))) {
      this.#version = version
      return
    }
    const one = new Intl.PluralRules(document.documentElement.lang).select(changes) === 'one'
    const words = (one ? this.dataset['one'] : this.dataset['other']) ?? ''
    this.#say(words.replace('…', changes.toLocaleString(document.documentElement.lang)), true)
  }

  #say(words: string, canShow: boolean): void {
    const place = this.querySelector('.landscape-news-words')
    const button = this.querySelector('button')
    if (place) place.textContent = words
    if (button) button.hidden = !canShow
    this.hidden = false
  }

  /** A broken line is taken up by the browser itself; one that was ended for good is asked for once, to say why. */
  async #lost(address: string): Promise<void> {
    if (this.#events?.readyState !== EventSource.CLOSED) return
    const answer = await fetch(address, { redirect: 'manual', headers: { accept: 'application/json' } }).catch(
      () => null,
    )
    if (answer && !answer.ok) this.#say(this.dataset['gone'] ?? '', false)
  }

  async #show(): Promise<void> {
    const table = document.querySelector('.landscape-table')
    if (!table) return window.location.reload()
    const answer = await fetch(window.location.href, { headers: { accept: 'text/html' } }).catch(() => null)
    if (!answer?.ok) return window.location.reload()
    const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html')
    for (const part of ['.landscape-table', '.landscape-title']) {
      const [old, now] = [document.querySelector(part), fresh.querySelector(part)]
      if (old && now) old.replaceWith(now)
    }
    this.#version = Number(fresh.querySelector<HTMLElement>('landscape-news')?.dataset['version'] ?? this.#version)
    this.hidden = true
    const shown = document.querySelector<HTMLElement>('.landscape-table')
    shown?.setAttribute('tabindex', '-1')
    shown?.focus()
  }
}

customElements.define('landscape-news', LandscapeNews)
