import { openDrawing } from './map-drawing.ts'
import { placesOf } from './places.ts'
import { unpackMap } from './sent-map.ts'
import { openStage } from './stage.ts'

/** Names are drawn in the faces of the map, for which it waits so long. */
const FACES_MS = 400
const MOST_LOSSES = 2

/**
 * The landscape as a map that can be walked: `<living-map data-scene="…">` around the drawing of the server, which stays where there is no
 * WebGL 2, no script, or no answer. Everything on it can be reached by keyboard.
 */
export class LivingMap extends HTMLElement {
  #living = new AbortController()
  #losses = 0

  connectedCallback(): void {
    this.#living = new AbortController()
    this.#open(this.#living.signal).catch((error: unknown) => {
      // the drawing of the server is still there
      if (!this.#living.signal.aborted) console.warn('The map stays as it was drawn:', error)
    })
  }

  disconnectedCallback(): void {
    this.#living.abort()
  }

  async #open(signal: AbortSignal): Promise<void> {
    const answer = await fetch(this.dataset['scene']!, { signal })
    if (!answer.ok) throw new Error(`the answer was ${answer.status}`)
    const map = unpackMap(await answer.arrayBuffer())
    const places = placesOf(map)
    const canvas = document.createElement('canvas')
    canvas.setAttribute('aria-hidden', 'true')
    const drawing = openDrawing(canvas, map, places)
    if (drawing === null) return
    await Promise.race([document.fonts.ready, new Promise((resolve) => setTimeout(resolve, FACES_MS))])
    if (signal.aborted) return
    // a lost graphics card: the drawing of the server comes back, then the living map once more; lost again, the drawing stays
    canvas.addEventListener('webglcontextlost', () => {
      this.disconnectedCallback()
      this.#losses += 1
      if (this.#losses < MOST_LOSSES) this.connectedCallback()
    })
    openStage({ host: this, canvas, map, places, drawing }, signal)
  }
}
