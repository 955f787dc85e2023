import type { Spot } from '../field.ts'
import { cameraInAddress, chosenInAddress } from './address.ts'
import { type Camera, fitted, frameOf, held, opening, type Sheet, underSheet, zoomedAt } from './camera.ts'
import { type Choice, openChoice } from './choice.ts'
import { type Colours, coloursOf, onColoursChanged } from './colours.ts'
import { glide, isStill } from './glide.ts'
import { followHand } from './hand.ts'
import { type Detail, detailAt, easedDetail, type Level, shownAt } from './level-of-detail.ts'
import type { MapDrawing } from './map-drawing.ts'
import { onMapKey } from './map-keys.ts'
import { mapParts } from './map-parts.ts'
import type { MapPart, OpenMap } from './open-map.ts'
import { panelsOver, roomBeside } from './panels.ts'
import type { Places } from './places.ts'
import type { SentMap } from './sent-map.ts'
import { type SignsLayer, signsLayer } from './signs-layer.ts'

/** While the map moves, names are set anew at most this often, and so that it takes no more than an eighth of the time. */
const SIGNS_MS = 120
const SIGNS_SHARE = 8
const FADE_MS = 160
const NEAR_MOUSE = 12
const NEAR_FINGER = 24

/** What a stage is made of. */
export interface Scenery {
  host: HTMLElement
  canvas: HTMLCanvasElement
  map: SentMap
  places: Places
  drawing: MapDrawing
}

/** The map while it lives: what is in view, and everything that changes it. Ends when `signal` is given. */
export function openStage(scenery: Scenery, signal: AbortSignal): void {
  const { host, canvas, map, places } = scenery
  const label = host.querySelector('svg')?.getAttribute('aria-label') ?? ''
  const signs = signsLayer(map, places, label)
  host.prepend(canvas, signs.element)
  host.classList.add('is-living')
  const stage = new Stage(scenery, signs, signal)
  signal.addEventListener('abort', () => {
    stage.leave()
    canvas.remove()
    signs.element.remove()
    host.classList.remove('is-living')
  })
}

class Stage implements OpenMap {
  readonly host: HTMLElement
  readonly map: SentMap
  readonly places: Places
  readonly signs: SignsLayer
  readonly choice: Choice
  readonly signal: AbortSignal
  readonly #drawing: MapDrawing
  readonly #parts: readonly MapPart[]
  #sheet: Sheet
  #camera: Camera
  #least: number
  #colours: Colours
  #level: Level | null = null
  #setAt = 0
  #setFor = SIGNS_MS
  #frame = 0
  #goal: Camera | null = null
  #stop: () => void = () => {}
  /** what was shown before the level changed, and since when it has been going over into what is shown now */
  #fading: { from: Detail; since: number } | null = null
  /** the part that took the line being drawn */
  #taking: MapPart | undefined

  constructor({ host, map, places, drawing }: Scenery, signs: SignsLayer, signal: AbortSignal) {
    this.host = host
    this.map = map
    this.places = places
    this.signs = signs
    this.signal = signal
    this.#drawing = drawing
    this.#colours = coloursOf(host)
    this.#sheet = roomBeside(host)
    this.#least = this.fit().zoom
    const first = opening(map.head.land, this.#sheet, map.head.you ?? map.head.clearings[0], map.head.scale)
    this.#camera = held(cameraInAddress() ?? first, map.head.land, this.#least)
    this.choice = openChoice({ map, changed: () => this.setSigns(), left: () => this.#leaveAll() }, signal)
    this.#parts = mapParts.map((open) => open(this))
    this.#listen()
    this.#drawNow()
    this.#settle()
    const chosen = chosenInAddress()
    if (chosen !== null) this.choice.chooseFrom(chosen)
  }

  get camera(): Camera {
    return this.#camera
  }

  get goal(): Camera {
    return this.#goal ?? this.#camera
  }

  get sheet(): Sheet {
    return this.#sheet
  }

  get detail(): Detail {
    const { head } = this.map
    return detailAt(this.#camera.zoom * head.scale, this.#level, head.boundary !== null)
  }

  fit(): Camera {
    return fitted(this.map.head.land, this.#sheet, this.map.head.scale)
  }

  look(camera: Camera): void {
    this.#stopGliding()
    this.#lookAt(camera)
  }

  #stopGliding(): void {
    this.#stop()
    this.#goal = null
  }

  #lookAt(camera: Camera): void {
    this.#camera = held(camera, this.map.head.land, this.#least)
    this.#soon()
  }

  jump(camera: Camera): void {
    this.look(camera)
    this.#drawNow()
    this.#settle()
  }

  glide(camera: Camera, ms: number): void {
    const to = held(camera, this.map.head.land, this.#least)
    const from = this.#camera
    const isThere = Math.hypot(to.x - from.x, to.y - from.y) * to.zoom < 1 && Math.abs(to.zoom / from.zoom - 1) < 1e-3
    if (isThere || isStill()) {
      this.jump(to)
      return
    }
    this.#stopGliding()
    this.#goal = to
    this.#stop = glide(from, to, ms, (at, isLast) => {
      this.#lookAt(at)
      if (isLast) this.jump(to)
    })
  }

  setSigns(): void {
    const began = performance.now()
    const frame = frameOf(this.#camera, this.#sheet)
    const under = this.#parts.map((part) => part.drawn?.(frame) ?? '').join('')
    const wish = { detail: this.detail, covered: panelsOver(this.host), chosen: this.choice.people, under }
    this.signs.set(this.#camera, this.#sheet, wish)
    this.#setAt = performance.now()
    this.#setFor = Math.max(SIGNS_MS, SIGNS_SHARE * (this.#setAt - began))
  }

  leave(): void {
    cancelAnimationFrame(this.#frame)
    this.#stopGliding()
  }

  #listen(): void {
    const { host, signal } = this
    const size = new ResizeObserver(() => this.#resized())
    size.observe(host)
    const recolour = onColoursChanged(() => {
      this.#colours = coloursOf(host)
      this.#soon()
    })
    const letGo = followHand(host, {
      moved: (dx, dy) => this.#moved(dx, dy),
      zoomed: (spot, factor) => this.look(zoomedAt(this.#camera, this.#sheet, spot, factor)),
      draws: (from) => {
        this.#taking = this.#parts.find((part) => part.takes?.(from))
        return this.#taking !== undefined
      },
      drawn: (line, done) => this.#taking?.drawing?.(line, done),
      over: (spot) => host.classList.toggle('is-over-person', spot !== null && this.#personAt(spot, NEAR_MOUSE) >= 0),
      tapped: (spot, touch) => this.#tapped(spot, touch ? NEAR_FINGER : NEAR_MOUSE),
      settled: () => this.#settle(),
    })
    signal.addEventListener('abort', () => {
      size.disconnect()
      recolour()
      letGo()
    })
    // a hand on the map brings the keys to it
    host.tabIndex = -1
    const keys = {
      links: this.signs.links,
      move: (dx: number, dy: number) => {
        this.#moved(dx, dy)
        this.jump(this.#camera)
      },
      other: (key: string) => this.#parts.some((part) => part.key?.(key)),
    }
    host.addEventListener('keydown', (event) => onMapKey(event, keys), { signal })
    document.addEventListener('keydown', (event) => event.key === 'Escape' && this.#leaveAll(), { signal })
    host.addEventListener('click', (event) => this.#click(event), { signal })
    for (const hidden of host.querySelectorAll<HTMLElement>('.map-tools, .map-find')) hidden.hidden = false
  }

  #resized(): void {
    const wasFit = this.#camera.zoom === this.#least
    this.#sheet = roomBeside(this.host)
    const fit = this.fit()
    this.#least = fit.zoom
    if (wasFit) this.#camera = fit
    this.#drawNow()
    this.#settle()
  }

  #moved(dx: number, dy: number): void {
    const { x, y, zoom } = this.#camera
    this.look({ x: x - dx / zoom, y: y - dy / zoom, zoom })
  }

  #soon(): void {
    if (this.#frame === 0) this.#frame = requestAnimationFrame(() => this.#drawNow())
  }

  #drawNow(): void {
    this.#frame = 0
    const before = this.#level
    const { detail } = this
    const moved = before !== detail.level
    this.#level = detail.level
    this.#drawing.draw(this.#camera, this.#sheet, this.#colours, this.#eased(before, detail))
    if (moved || performance.now() - this.#setAt > this.#setFor) this.setSigns()
    else this.signs.follow(this.#camera, this.#sheet)
  }

  /** Marks and ties come and go little by little when a level begins. */
  #eased(before: Level | null, detail: Detail): Detail {
    if (before !== null && before !== detail.level && !isStill()) {
      this.#fading = { from: shownAt(before, this.map.head.boundary !== null), since: performance.now() }
    }
    if (this.#fading === null) return detail
    const share = Math.min(1, (performance.now() - this.#fading.since) / FADE_MS)
    const eased = easedDetail(this.#fading.from, detail, share)
    if (share === 1) this.#fading = null
    else this.#soon()
    return eased
  }

  #settle(): void {
    this.setSigns()
    for (const part of this.#parts) part.settled?.()
  }

  #personAt(spot: Spot, reach: number): number {
    if (this.#level === 'far') return -1
    return this.places.nearest(underSheet(this.#camera, this.#sheet, spot), reach / this.#camera.zoom)
  }

  #tapped(spot: Spot, reach: number): void {
    const person = this.#personAt(spot, reach)
    if (person >= 0) this.choice.choosePeople([person])
    else if (!this.#parts.some((part) => part.tapped?.(spot, reach))) this.#leaveAll()
  }

  #leaveAll(): void {
    for (const part of this.#parts) part.left?.()
    this.choice.leave()
  }

  /** A plain click on a link says first what it leads to; with a key held down it is a link like any other. */
  #click(event: MouseEvent): void {
    const target = event.target as Element
    const asked = target.closest<HTMLElement>('[data-do]')?.dataset['do']
    if (asked) for (const part of this.#parts) part.asked?.(asked)
    const link = target.closest('a.map-link')
    const feature = link && this.signs.links.featureOf(link)
    if (!feature || event.ctrlKey || event.metaKey || event.shiftKey || event.defaultPrevented) return
    event.preventDefault()
    this.choice.chooseFeature(feature)
  }
}
