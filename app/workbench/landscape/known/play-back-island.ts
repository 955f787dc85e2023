import type { LivingMap } from '../map/live/living-map.ts'

/** How long a day stays before the next one is played; longer where the next one takes longer to come. */
const STEP_MS = 1100
/** Somebody who goes on within this time is not done choosing a day. */
const RESTS_MS = 300
/** What else on the page is of the day that is shown. */
const ofTheDay = [
  '.landscape-head',
  '.landscape-legend',
  '.landscape-words',
  '.landscape-wide',
  '.landscape-compact',
  '.compared',
]

interface Step {
  page: string
  scene: string
  said: string
}

/**
 * Plays a landscape back: goes from day to day in the living map, which keeps its view, and puts the day into the address. Where the map
 * does not live, each day is fetched as the server draws it. Without it there are links to the same days.
 */
class PlayBack extends HTMLElement {
  #steps: Step[] = []
  #at = 0
  #playing = false
  #ending = new AbortController()
  /** counts up with each day that is asked for, so that what comes late is left aside */
  #asked = 0
  #resting: ReturnType<typeof setTimeout> | undefined

  connectedCallback(): void {
    const links = [...this.querySelectorAll<HTMLAnchorElement>('ol a')]
    this.#steps = links.map((link) => ({
      page: link.href,
      scene: link.dataset['scene'] ?? '',
      said: link.textContent ?? '',
    }))
    this.#at = Number(this.#slider.value)
    this.#ending = new AbortController()
    const { signal } = this.#ending
    for (const hidden of this.querySelectorAll<HTMLElement>('button, input')) hidden.hidden = false
    this.#slider.setAttribute('aria-valuetext', this.#said.textContent ?? '')
    this.#slider.addEventListener('input', () => this.#choose(Number(this.#slider.value)), { signal })
    this.#slider.addEventListener('keydown', (event) => event.key === ' ' && this.#onSpace(event), { signal })
    this.#button.addEventListener('click', () => this.#play(!this.#playing), { signal })
    this.addEventListener('click', (event) => this.#followLink(event), { signal })
  }

  disconnectedCallback(): void {
    this.#playing = false
    clearTimeout(this.#resting)
    this.#ending.abort()
  }

  get #slider(): HTMLInputElement {
    return this.querySelector('input')!
  }

  get #button(): HTMLButtonElement {
    return this.querySelector('button')!
  }

  get #said(): HTMLElement {
    return this.querySelector('.play-back-said')!
  }

  #onSpace(event: KeyboardEvent): void {
    event.preventDefault()
    this.#play(!this.#playing)
  }

  /** A plain click on a day shows it here; with a key held down it is a link like any other. */
  #followLink(event: MouseEvent): void {
    const link = (event.target as Element).closest('a')
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return
    event.preventDefault()
    const by = Number(link.dataset['step'] ?? 0)
    this.#choose(by === 0 ? this.#steps.findIndex(({ page }) => page === link.href) : this.#at + by)
  }

  #choose(at: number): void {
    this.#play(false)
    this.#goTo(at).catch(() => window.location.assign(this.#steps[at]?.page ?? window.location.href))
  }

  #play(playing: boolean): void {
    this.#playing = playing
    this.#button.setAttribute('aria-pressed', String(playing))
    // the day that is reached is said once playing ends, not on the way
    this.#said.setAttribute('aria-live', playing ? 'off' : 'polite')
    if (playing) this.#goOn().catch(() => this.#play(false))
    else this.#rest()
  }

  async #goOn(): Promise<void> {
    if (this.#at >= this.#steps.length - 1) await this.#goTo(0)
    while (this.#playing) {
      const next = this.#steps[this.#at + 1]
      if (!next) return this.#play(false)
      const waited = new Promise((resolve) => setTimeout(resolve, STEP_MS))
      // the next day is on its way while this one is looked at
      const ahead = this.#map ? fetch(next.scene) : null
      await Promise.all([waited, ahead?.then((answer) => answer.arrayBuffer())])
      if (this.#playing) await this.#goTo(this.#at + 1)
    }
  }

  async #goTo(wish: number): Promise<void> {
    const at = Math.max(0, Math.min(this.#steps.length - 1, wish))
    const step = this.#steps[at]
    if (!step) return
    this.#at = at
    this.#asked += 1
    const asked = this.#asked
    this.#tell(step)
    const lives = (await this.#map?.show(step.scene)) ?? false
    if (asked !== this.#asked) return
    if (lives && this.#playing) return
    if (lives) this.#rest()
    else await this.#showPage()
  }

  /** The map, where it lives. */
  get #map(): LivingMap | null {
    return document.querySelector<LivingMap>('living-map.is-living')
  }

  #tell({ page, said }: Step): void {
    this.#slider.value = String(this.#at)
    this.#slider.setAttribute('aria-valuetext', said)
    this.#said.textContent = said
    // the address keeps the view and who is chosen, which the map has written into it
    const address = new URL(page)
    const now = new URLSearchParams(window.location.search)
    for (const look of ['at', 'sel']) {
      const said = now.get(look)
      if (said === null) address.searchParams.delete(look)
      else address.searchParams.set(look, said)
    }
    window.history.replaceState(window.history.state, '', address)
    const links = [...this.querySelectorAll('ol a')]
    for (const [nth, link] of links.entries()) {
      if (nth === this.#at) link.setAttribute('aria-current', 'step')
      else link.removeAttribute('aria-current')
    }
    for (const link of this.querySelectorAll<HTMLElement>('[data-step]')) {
      const there = this.#steps[this.#at + Number(link.dataset['step'])]
      link.setAttribute('aria-disabled', String(there === undefined))
      if (there) link.setAttribute('href', there.page)
      else link.removeAttribute('href')
      // without an address it is one by its role alone
      link.role = there ? null : 'link'
    }
  }

  /** Once nobody goes on, the words, the legend and the drawing behind the map are fetched for the day as well. */
  #rest(): void {
    clearTimeout(this.#resting)
    this.#resting = setTimeout(() => {
      if (!this.#playing) this.#showPage().catch(() => {})
    }, RESTS_MS)
  }

  async #showPage(): Promise<void> {
    const asked = this.#asked
    const answer = await fetch(window.location.href, { headers: { accept: 'text/html' }, signal: this.#ending.signal })
    if (!answer.ok) throw new Error(`the answer was ${answer.status}`)
    const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html')
    if (asked !== this.#asked) return
    for (const part of ofTheDay) {
      const [old, now] = [document.querySelector(part), fresh.querySelector(part)]
      if (old && now) old.replaceWith(now)
    }
    document
      .querySelector('.landscape')
      ?.classList.toggle('landscape-past', fresh.querySelector('.landscape-past') !== null)
  }
}

customElements.define('play-back', PlayBack)
