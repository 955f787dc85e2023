import type { Spot } from '../field.ts'
import { cameraInAddress, keepCameraInAddress } from './address.ts'
import { type Camera, fitted, held, opening, type Sheet, underSheet, zoomedAt } from './camera.ts'
import { type ChosenPanel, chosenPanel } from './chosen-panel.ts'
import { featureTold, peopleTold } from './chosen-words.ts'
import { type Colours, coloursOf, onColoursChanged } from './colours.ts'
import { findField } from './find-field.ts'
import { type Found, findOnMap } from './find-on-map.ts'
import { followHand } from './hand.ts'
import { peopleInside } from './lasso.ts'
import { type Detail, detailAt, type Level } from './level-of-detail.ts'
import type { MapDrawing } from './map-drawing.ts'
import { type KeyDoing, onMapKey, ZOOM_STEP } from './map-keys.ts'
import { panelsOver, roomBeside } from './panels.ts'
import type { Places } from './places.ts'
import { changed, peopleAround, peopleOnHill } from './selection.ts'
import type { SentMap } from './sent-map.ts'
import { type SignsLayer, signsLayer } from './signs-layer.ts'

/** While the map moves, names are set anew at most this often, and so that it takes no more than an eighth of the time. */
const SIGNS_MS = 120
const SIGNS_SHARE = 8
const NEAR_MOUSE = 12
const NEAR_FINGER = 24
const NEAR_A_PERSON = 3.2
const NEAR_A_PLACE = 1.6

/** What a stage is made of. */
export interface Scenery {
  host: HTMLElement
  canvas: HTMLCanvasElement
  map: SentMap
  places: Places
  drawing: MapDrawing
}

/** The map while it lives: what is in view, and everything that changes it. Ends when `signal` is given. */
export function openStage({ host, canvas, map, places, drawing }: Scenery, signal: AbortSignal): void {
  const label = host.querySelector('svg')?.getAttribute('aria-label') ?? ''
  const signs = signsLayer(map, places, label)
  host.prepend(canvas, signs.element)
  host.classList.add('is-living')
  const stage = new Stage(host, map, places, drawing, signs, signal)
  signal.addEventListener('abort', () => {
    stage.leave()
    canvas.remove()
    signs.element.remove()
    host.classList.remove('is-living')
  })
}

class Stage {
  readonly #host: HTMLElement
  readonly #map: SentMap
  readonly #places: Places
  readonly #drawing: MapDrawing
  readonly #signs: SignsLayer
  readonly #panel: ChosenPanel
  #sheet: Sheet
  #camera: Camera
  #least: number
  #colours: Colours
  #level: Level | null = null
  #setAt = 0
  #setFor = SIGNS_MS
  #frame = 0
  #chosen: readonly number[] = []
  #lasso = false

  constructor(
    host: HTMLElement,
    map: SentMap,
    places: Places,
    drawing: MapDrawing,
    signs: SignsLayer,
    signal: AbortSignal,
  ) {
    this.#host = host
    this.#map = map
    this.#places = places
    this.#drawing = drawing
    this.#signs = signs
    this.#colours = coloursOf(host)
    this.#panel = chosenPanel(() => this.#leaveAll(), signal)
    this.#sheet = roomBeside(host)
    this.#least = this.#fit().zoom
    const first = opening(map.head.land, this.#sheet, map.head.clearings[0], map.head.scale)
    this.#camera = held(cameraInAddress() ?? first, map.head.land, this.#least)
    this.#listen(signal)
    this.#drawNow()
    this.#settle()
  }

  leave(): void {
    cancelAnimationFrame(this.#frame)
  }

  #listen(signal: AbortSignal): void {
    const host = this.#host
    const field = host.querySelector<HTMLInputElement>('.map-find input')
    const size = new ResizeObserver(() => this.#resized())
    size.observe(host)
    const recolour = onColoursChanged(() => {
      this.#colours = coloursOf(host)
      this.#soon()
    })
    const letGo = followHand(host, {
      moved: (dx, dy) => this.#moved(dx, dy),
      zoomed: (spot, factor) => this.#look(zoomedAt(this.#camera, this.#sheet, spot, factor)),
      draws: () => this.#lasso,
      drawn: (line, done) => this.#drawn(line, done),
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
    const keys: KeyDoing = {
      links: this.#signs.links,
      zoom: (factor) => this.#zoom(factor),
      showAll: () => this.#jump(this.#fit()),
      move: (dx, dy) => {
        const { x, y, zoom } = this.#camera
        this.#jump({ x: x - dx / zoom, y: y - dy / zoom, zoom })
      },
      find: () => field?.focus(),
    }
    host.addEventListener('keydown', (event) => onMapKey(event, keys), { signal })
    document.addEventListener('keydown', (event) => event.key === 'Escape' && this.#leaveAll(), { signal })
    host.addEventListener('click', (event) => this.#click(event), { signal })
    for (const hidden of host.querySelectorAll<HTMLElement>('.map-tools, .map-find')) hidden.hidden = false
    if (field)
      findField(
        field,
        (words) => findOnMap(this.#map, this.#places, words),
        (found) => this.#goTo(found),
        signal,
      )
  }

  #fit(): Camera {
    return fitted(this.#map.head.land, this.#sheet, this.#map.head.scale)
  }

  #resized(): void {
    const wasFit = this.#camera.zoom === this.#least
    this.#sheet = roomBeside(this.#host)
    const fit = this.#fit()
    this.#least = fit.zoom
    if (wasFit) this.#camera = fit
    this.#drawNow()
    this.#settle()
  }

  #look(camera: Camera): void {
    this.#camera = held(camera, this.#map.head.land, this.#least)
    this.#soon()
  }

  #moved(dx: number, dy: number): void {
    const { x, y, zoom } = this.#camera
    this.#look({ x: x - dx / zoom, y: y - dy / zoom, zoom })
  }

  /** Looks from somewhere else at once, as a button or a key asks. */
  #jump(camera: Camera): void {
    this.#look(camera)
    this.#drawNow()
    this.#settle()
  }

  #zoom(factor: number): void {
    const middle = { x: this.#sheet.width / 2, y: this.#sheet.height / 2 }
    this.#jump(zoomedAt(this.#camera, this.#sheet, middle, factor))
  }

  #soon(): void {
    if (this.#frame === 0) this.#frame = requestAnimationFrame(() => this.#drawNow())
  }

  #detail(): Detail {
    const { head } = this.#map
    return detailAt(this.#camera.zoom * head.scale, this.#level, head.boundary !== null)
  }

  #drawNow(): void {
    this.#frame = 0
    const detail = this.#detail()
    const moved = this.#level !== detail.level
    this.#level = detail.level
    this.#drawing.draw(this.#camera, this.#sheet, this.#colours, detail)
    if (moved || performance.now() - this.#setAt > this.#setFor) this.#setSigns()
    else this.#signs.follow(this.#camera, this.#sheet)
  }

  #setSigns(): void {
    const began = performance.now()
    const covered = panelsOver(this.#host)
    this.#signs.set(this.#camera, this.#sheet, { detail: this.#detail(), covered, chosen: this.#chosen })
    this.#setAt = performance.now()
    this.#setFor = Math.max(SIGNS_MS, SIGNS_SHARE * (this.#setAt - began))
  }

  #settle(): void {
    this.#setSigns()
    keepCameraInAddress(this.#camera, this.#fit())
  }

  #personAt(spot: Spot, reach: number): number {
    if (this.#level === 'far') return -1
    return this.#places.nearest(underSheet(this.#camera, this.#sheet, spot), reach / this.#camera.zoom)
  }

  #tapped(spot: Spot, reach: number): void {
    const person = this.#personAt(spot, reach)
    if (person < 0) this.#leaveAll()
    else this.#choose([person])
  }

  #choose(people: readonly number[]): void {
    this.#chosen = people
    this.#panel.show(peopleTold(this.#map, people, this.#doing))
    this.#setSigns()
  }

  /** Brings what was found into the middle, near enough to be told from its neighbours, and says what it is. */
  #goTo(found: Found): void {
    const zoom = Math.max(this.#camera.zoom, found.kind === 'person' ? NEAR_A_PERSON : NEAR_A_PLACE)
    const { left, right, top, bottom } = this.#sheet.covered
    this.#jump({ x: found.x + (right - left) / 2 / zoom, y: found.y + (bottom - top) / 2 / zoom, zoom })
    if (found.kind === 'person') this.#choose([found.person])
    else this.#panel.show(featureTold(this.#map, found.feature, this.#doing))
  }

  #leaveAll(): void {
    this.#chosen = []
    this.#draw(false)
    this.#panel.show(null)
    this.#setSigns()
  }

  readonly #doing = {
    chooseHill: (hill: number) => this.#choose(peopleOnHill(this.#map, hill)),
    chooseAround: (person: number) => this.#choose(peopleAround(this.#map, person)),
  }

  /** Begins or ends drawing a line around people. */
  #draw(lasso: boolean): void {
    this.#lasso = lasso
    this.#host.classList.toggle('is-lasso', lasso)
    this.#host.querySelector('[data-do="lasso"]')?.setAttribute('aria-pressed', String(lasso))
  }

  #drawn(line: readonly Spot[], done: { shift: boolean; alt: boolean } | null): void {
    this.#signs.lasso(done === null ? line : [])
    if (done === null) return
    const around = line.map((spot) => underSheet(this.#camera, this.#sheet, spot))
    const how = done.shift ? 'add' : done.alt ? 'take' : 'replace'
    this.#choose(changed(this.#chosen, peopleInside(this.#places, around), how))
    if (!done.shift && !done.alt) this.#draw(false)
  }

  /** A plain click on a link says first what it leads to; with a key held down it is a link like any other. */
  #click(event: MouseEvent): void {
    const target = event.target as Element
    const tool = target.closest<HTMLElement>('[data-do]')?.dataset['do']
    if (tool === 'in') this.#zoom(ZOOM_STEP)
    if (tool === 'out') this.#zoom(1 / ZOOM_STEP)
    if (tool === 'fit') this.#jump(this.#fit())
    if (tool === 'lasso') this.#draw(!this.#lasso)
    const link = target.closest('a.map-link')
    const feature = link && this.#signs.links.featureOf(link)
    if (!feature || event.ctrlKey || event.metaKey || event.shiftKey || event.defaultPrevented) return
    event.preventDefault()
    this.#chosen = []
    this.#panel.show(featureTold(this.#map, feature, this.#doing))
    this.#setSigns()
  }
}
