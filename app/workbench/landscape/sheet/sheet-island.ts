/** How far the sheet is drawn up, from the lowest. */
const heights = ['peek', 'half', 'full'] as const
type Height = (typeof heights)[number]

/** A finger trembles by so many pixels without meaning to drag. */
const TREMBLE = 6
/** Drawn faster than this, in pixels a millisecond, the sheet goes on in that direction. */
const FLICK = 0.5

/**
 * The sheet over the lower edge of the map on a phone: drawn up and down by its grip, by the arrow keys on it, or step by step by pressing it.
 * It comes up by itself when something is chosen on the map or the focus comes into it, and goes back down when what was chosen is left.
 */
class MapSheet extends HTMLElement {
  #height: Height = 'peek'
  /** it came up for something chosen on the map, not by hand */
  #cameUp = false
  #ending = new AbortController()

  connectedCallback(): void {
    this.#ending = new AbortController()
    const { signal } = this.#ending
    const grip = this.#grip
    grip.hidden = false
    this.#followFinger(grip, signal)
    grip.addEventListener('keydown', (event) => this.#key(event), { signal })
    this.addEventListener('focusin', ({ target }) => this.#focused(target as Element), { signal })
    const chosen = this.querySelector<HTMLElement>('.map-chosen')
    if (!chosen) return
    const watch = new MutationObserver(() => this.#chosen(!chosen.hidden))
    watch.observe(chosen, { attributes: true, attributeFilter: ['hidden'] })
    signal.addEventListener('abort', () => watch.disconnect())
  }

  disconnectedCallback(): void {
    this.#ending.abort()
  }

  get #grip(): HTMLButtonElement {
    return this.querySelector<HTMLButtonElement>('.map-sheet-grip')!
  }

  #set(height: Height): void {
    this.#height = height
    this.style.height = ''
    this.dataset['height'] = height
    const next = height === 'full' ? 'peek' : heights[heights.indexOf(height) + 1]!
    this.#grip.setAttribute('aria-expanded', String(height !== 'peek'))
    this.#grip.querySelector('span')!.textContent = this.dataset[next] ?? ''
    if (height === 'peek') this.querySelector('.map-sheet-inside')!.scrollTop = 0
  }

  #step(by: number): void {
    this.#cameUp = false
    const at = heights.indexOf(this.#height) + by
    this.#set(heights[Math.max(0, Math.min(heights.length - 1, at))]!)
  }

  #key(event: KeyboardEvent): void {
    const by = { ArrowUp: 1, ArrowDown: -1 }[event.key]
    if (by === undefined) return
    event.preventDefault()
    this.#step(by)
  }

  #focused(target: Element): void {
    if (target !== this.#grip && this.#height === 'peek') this.#set('half')
  }

  #chosen(isChosen: boolean): void {
    if (isChosen && this.#height === 'peek') {
      this.#cameUp = true
      this.#set('half')
    } else if (!isChosen && this.#cameUp) {
      this.#cameUp = false
      this.#set('peek')
    }
    this.querySelector('.map-sheet-inside')!.scrollTop = 0
  }

  #followFinger(grip: HTMLElement, signal: AbortSignal): void {
    let from: { y: number; height: number; at: number } | null = null
    let drawn = 0
    grip.addEventListener(
      'pointerdown',
      ({ clientY, pointerId, timeStamp }) => {
        grip.setPointerCapture(pointerId)
        from = { y: clientY, height: this.getBoundingClientRect().height, at: timeStamp }
        drawn = 0
      },
      { signal },
    )
    grip.addEventListener(
      'pointermove',
      ({ clientY }) => {
        if (from === null) return
        drawn = from.y - clientY
        if (Math.abs(drawn) >= TREMBLE) this.style.height = `${from.height + drawn}px`
      },
      { signal },
    )
    const lift = ({ timeStamp }: PointerEvent) => {
      if (from === null) return
      const speed = drawn / Math.max(1, timeStamp - from.at)
      const reached = from.height + drawn
      from = null
      if (Math.abs(drawn) < TREMBLE) return
      if (Math.abs(speed) > FLICK) this.#step(Math.sign(speed))
      else {
        this.#cameUp = false
        this.#set(nearest(reached))
      }
    }
    grip.addEventListener('pointerup', lift, { signal })
    grip.addEventListener('pointercancel', lift, { signal })
    const press = () => {
      if (Math.abs(drawn) >= TREMBLE) return
      if (this.#height === 'full') this.#step(-heights.length)
      else this.#step(1)
    }
    grip.addEventListener('click', press, { signal })
  }
}

/** The height of the sheet that is nearest to one in pixels. */
function nearest(pixels: number): Height {
  const share = pixels / window.innerHeight
  return share < 0.27 ? 'peek' : share < 0.68 ? 'half' : 'full'
}

customElements.define('map-sheet', MapSheet)
