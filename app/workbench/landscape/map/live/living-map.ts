import { MAP_CHANGED } from './map-changed.ts'
import { openDrawing } from './map-drawing.ts'
import { placesOf } from './places.ts'
import { unpackMap } from './sent-map.ts'
import { openStage, type Scenery } from './stage.ts'

/** Names are drawn in the faces of the map, for which it waits so long. */
const FACES_MS = 400
const MOST_LOSSES = 2
const FADE_MS = 320

/**
 * The landscape as a map that can be walked: `<living-map data-scene="…">` around the drawing of the server, which stays where there is no
 * WebGL 2, no script, or no answer. Everything on it can be reached by keyboard.
 */
export class LivingMap extends HTMLElement {
  #living = new AbortController()
  #losses = 0
  /** the next scene, while it is on its way */
  #coming = new AbortController()

  connectedCallback(): void {
    this.#living = new AbortController()
    this.addEventListener(MAP_CHANGED, this.#again)
    this.#open(this.#living.signal).catch((error: unknown) => {
      // the drawing of the server is still there
      if (this.#living.signal.aborted) return
      console.warn('The map stays as it was drawn:', error)
      this.#saysLost()
    })
  }

  readonly #again = (): void => {
    this.show(this.dataset['scene']!).catch((error: unknown) => console.warn('The map stays as it was:', error))
  }

  disconnectedCallback(): void {
    this.#coming.abort()
    this.#living.abort()
  }

  /**
   * Shows another scene of the same landscape at the same view, as soon as it is there.
   *
   * @returns false where the map does not live, or when another scene was asked for meanwhile
   */
  async show(address: string): Promise<boolean> {
    if (!this.classList.contains('is-living')) return false
    this.#coming.abort()
    this.#coming = new AbortController()
    const { signal } = this.#coming
    try {
      const scenery = await this.#sceneryOf(address, signal)
      if (scenery === null || signal.aborted) return false
      this.dataset['scene'] = address
      const before = this.querySelector('canvas')
      this.#living.abort()
      this.#living = new AbortController()
      this.#raise(scenery, this.#living.signal)
      if (before) fadeOut(before, scenery.canvas)
      return true
    } catch (error) {
      if (signal.aborted) return false
      throw error
    }
  }

  async #open(signal: AbortSignal): Promise<void> {
    const scenery = await this.#sceneryOf(this.dataset['scene']!, signal)
    if (scenery === null) return
    await Promise.race([document.fonts.ready, new Promise((resolve) => setTimeout(resolve, FACES_MS))])
    if (!signal.aborted) this.#raise(scenery, signal)
  }

  /** Whoever looks is told why the map does not follow their hand. */
  #saysLost(): void {
    const words = this.dataset['lost']
    if (words === undefined || this.querySelector('.map-lost')) return
    const told = document.createElement('p')
    told.className = 'map-lost card'
    told.setAttribute('role', 'status')
    told.textContent = words
    this.append(told)
  }

  async #sceneryOf(address: string, signal: AbortSignal): Promise<Scenery | null> {
    const answer = await fetch(address, { signal })
    if (!answer.ok) throw new Error(`the answer was ${answer.status}`)
    const map = unpackMap(await answer.arrayBuffer())
    const places = placesOf(map)
    const canvas = document.createElement('canvas')
    canvas.setAttribute('aria-hidden', 'true')
    const drawing = openDrawing(canvas, map, places)
    return drawing && { host: this, canvas, map, places, drawing }
  }

  #raise(scenery: Scenery, signal: AbortSignal): void {
    // a lost graphics card: the drawing of the server comes back, then the living map once more; lost again, the drawing stays
    const lost = () => {
      this.disconnectedCallback()
      this.#losses += 1
      if (this.#losses < MOST_LOSSES) this.connectedCallback()
      else this.#saysLost()
    }
    scenery.canvas.addEventListener('webglcontextlost', lost, { signal })
    openStage(scenery, signal)
  }
}

/** The painting that was there goes over into the new one, and its graphics memory is given back. */
function fadeOut(before: HTMLCanvasElement, now: HTMLCanvasElement): void {
  const free = () => {
    before.remove()
    before.getContext('webgl2')?.getExtension('WEBGL_lose_context')?.loseContext()
  }
  const moves = !matchMedia('(prefers-reduced-motion: reduce)').matches
  if (moves) now.after(before)
  const fading = before.animate({ opacity: [1, 0] }, { duration: moves ? FADE_MS : 0, easing: 'ease-out' })
  fading.finished.then(free, free)
}
