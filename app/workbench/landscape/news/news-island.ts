/** The answer to a move of one's own may come after the news of it, by so many milliseconds. */
const OWN_MOVE_MS = 1000

/**
 * Listens for what others change in the landscape of this page, says how many things it was, and shows them when asked: a table is fetched
 * anew and put in the place of the old one, so that nothing typed elsewhere is lost; the map is loaded again at the same view.
 */
class LandscapeNews extends HTMLElement {
  #events: EventSource | undefined
  #version = 0
  #places = ''
  #heardPlaces = ''
  #saysPlaces = false

  connectedCallback(): void {
    this.#version = Number(this.dataset['version'])
    this.#places = this.dataset['places'] ?? ''
    this.querySelector('button')?.addEventListener('click', () => void this.#show())
    const address = this.dataset['stream']
    if (!address) return
    this.#events = new EventSource(address)
    this.#events.addEventListener('version', ({ data }) => this.#heard(Number(data)))
    this.#events.addEventListener('places', ({ data }) => this.#heardOfPlaces(String(data)))
    // what somebody moved on this very page is no news to them
    document.addEventListener('landscape-places', this.#movedHere)
    this.#events.addEventListener('error', () => void this.#lost(address))
  }

  disconnectedCallback(): void {
    this.#events?.close()
    document.removeEventListener('landscape-places', this.#movedHere)
  }

  #heard(version: number): void {
    const changes = version - this.#version
    if (changes < 1) return
    // a table that brings itself up to date says so, and then nobody needs to be asked
    if (!document.dispatchEvent(new CustomEvent('landscape-news', { cancelable: true }))) {
      this.#version = version
      return
    }
    this.#saysPlaces = false
    const one = new Intl.PluralRules(document.documentElement.lang).select(changes) === 'one'
    const words = (one ? this.dataset['one'] : this.dataset['other']) ?? ''
    this.#say(words.replace('…', changes.toLocaleString(document.documentElement.lang)), true)
  }

  readonly #movedHere = (event: Event): void => {
    this.#places = (event as CustomEvent<string>).detail
    if (this.#saysPlaces && this.#heardPlaces === this.#places) this.hidden = true
  }

  /** Tables say nothing of where hills lie, and whoever is told of changes will see it with them. */
  #heardOfPlaces(places: string): void {
    this.#heardPlaces = places
    if (places === this.#places || !document.querySelector('living-map, .laying')) return
    if (!this.hidden && !this.#saysPlaces) return
    this.#saysPlaces = true
    window.setTimeout(() => {
      if (this.#heardPlaces !== this.#places) this.#say(this.dataset['moved'] ?? '', true)
    }, OWN_MOVE_MS)
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
