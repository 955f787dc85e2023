import type { Language } from '../../../../../platform/i18n/language.ts'
import type { Spot } from '../../field.ts'
import type { Frame } from '../../frame.ts'
import { project } from '../../frame.ts'
import { keepCameraInAddress } from '../address.ts'
import { MAP_CHANGED } from '../map-changed.ts'
import type { OpenMap, PartOpener } from '../open-map.ts'
import type { SentHill, SentMoving } from '../sent-map.ts'
import { type HillGhost, hillGhost } from './hill-ghost.ts'
import { hillsWords } from './hills-words.ts'
import { letHillGo, putHill } from './put-hill.ts'

/** A summit is taken from so many pixels away. */
const REACH = 34
/** An arrow moves a hill so many pixels, with Shift more. */
const STEP = 16
const LONG_STEP = 64

/** A hill that is being moved, and by how many pixels. */
interface Lifted {
  hill: SentHill
  ghost: HillGhost
  by: Spot
}

/**
 * Moves hills, where the reader may: a summit is dragged, or a hill with the focus is moved by arrows and put down by Enter. What was moved
 * is kept by the server, which says where it lies now; then the map is opened again.
 */
export const hillsPart: PartOpener = (open) => {
  const { moving } = open.map.head
  return moving === null ? {} : new HillsPart(open, moving)
}

class HillsPart {
  readonly #open: OpenMap
  readonly #moving: SentMoving
  readonly #say: ReturnType<typeof hillsWords>
  /** stands on the map of a phone, where the panel would cover what is to be moved */
  readonly #hint: HTMLElement
  #isOn = false
  #lifted: Lifted | null = null

  constructor(open: OpenMap, moving: SentMoving) {
    this.#open = open
    this.#moving = moving
    this.#say = hillsWords(open.map.head.language as Language)
    this.#hint = hintIn(open, this.#say('hint'))
    const { host, signal } = open
    // before the keys and hands of the map itself
    const early = { signal, capture: true }
    host.addEventListener('keydown', (event) => this.#key(event), early)
    host.addEventListener('pointercancel', () => this.#putBack(), early)
    host.addEventListener('pointerdown', (event) => !event.isPrimary && this.#putBack(), early)
    // opened again after a move: one goes on moving
    if (host.classList.contains('is-moving-hills')) this.#turn(true, true)
  }

  asked(what: string): void {
    if (what === 'move-hills') this.#turn(!this.#isOn)
  }

  drawn(frame: Frame): string {
    if (!this.#isOn) return ''
    const pins = this.#open.map.head.hills.filter(({ id }) => this.#isPinned(id))
    const marks = pins.map((hill) => {
      const { x, y } = project(frame, hill)
      return `M${x} ${y}l-5 -12a6 6 0 1 1 10 0z`
    })
    return marks.length > 0 ? `<path class="map-pin" d="${marks.join('')}"/>` : ''
  }

  takes(from: Spot): boolean {
    const hill = this.#isOn ? (this.#hillNamedAt(from) ?? this.#hillUnder(from)) : null
    if (!hill) return false
    this.#lift(hill)
    return true
  }

  drawing(line: readonly Spot[], done: unknown): void {
    const [first, last] = [line[0], line.at(-1)]
    if (!this.#lifted || !first || !last) return
    this.#moveTo({ x: last.x - first.x, y: last.y - first.y })
    if (done !== null) void this.#putDown()
  }

  left(): void {
    if (this.#lifted) this.#putBack()
    else this.#turn(false)
  }

  #turn(on: boolean, again = false): void {
    if (on === this.#isOn && !again) return
    this.#isOn = on
    const { host, choice } = this.#open
    host.classList.toggle('is-moving-hills', on)
    host.querySelector('[data-do="move-hills"]')?.setAttribute('aria-pressed', String(on))
    if (!on) this.#putBack()
    this.#hint.hidden = !on || !isNarrow(this.#open)
    if (on && !again && !isNarrow(this.#open))
      choice.tell({ title: this.#say('how_title'), sentence: this.#say('how'), actions: [] })
    else if (!again) choice.leave()
  }

  #isPinned(id: string): boolean {
    return this.#moving.pins[id] !== undefined
  }

  #hillUnder(spot: Spot): SentHill | null {
    const { camera, sheet, map } = this.#open
    const near = map.head.hills
      .map((hill) => ({ hill, away: Math.hypot(...awayFrom(hill)) }))
      .filter(({ hill, away }) => away < REACH && this.#moving.places[hill.id])
      .sort((a, b) => a.away - b.away)
    return near[0]?.hill ?? null

    function awayFrom({ x, y }: Spot): [number, number] {
      return [
        (x - camera.x) * camera.zoom + sheet.width / 2 - spot.x,
        (y - camera.y) * camera.zoom + sheet.height / 2 - spot.y,
      ]
    }
  }

  /** A hill is also taken by its name. */
  #hillNamedAt({ x, y }: Spot): SentHill | null {
    const { left, top } = this.#open.host.getBoundingClientRect()
    return this.#hillOf(document.elementFromPoint(left + x, top + y))
  }

  #hillOf(element: Element | null): SentHill | null {
    const link = element?.closest('a.map-link')
    const feature = link ? this.#open.signs.links.featureOf(link) : undefined
    const hills = this.#open.map.head.hills
    return feature?.kind === 'hill' ? (hills.find(({ id }) => id === feature.id) ?? null) : null
  }

  #lift(hill: SentHill): void {
    this.#lifted = { hill, ghost: hillGhost(this.#open, hill), by: { x: 0, y: 0 } }
  }

  #moveTo(by: Spot): void {
    if (!this.#lifted) return
    this.#lifted.by = by
    this.#lifted.ghost.move(by)
  }

  #putBack(): void {
    this.#lifted?.ghost.remove()
    this.#lifted = null
  }

  #key(event: KeyboardEvent): void {
    if (!this.#isOn || event.ctrlKey || event.metaKey || event.altKey) return
    if (!this.#keyed(event)) return
    event.preventDefault()
    event.stopImmediatePropagation()
  }

  #keyed({ key, shiftKey, target }: KeyboardEvent): boolean {
    if (this.#lifted && key === 'Escape') {
      this.#putBack()
      return true
    }
    if (this.#lifted && key === 'Enter') {
      void this.#putDown()
      return true
    }
    const step = shiftKey ? LONG_STEP : STEP
    const way = { ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowUp: [0, -step], ArrowDown: [0, step] }[key]
    const hill = way ? this.#hillOf(target as Element) : null
    if (!way || !hill || !this.#moving.places[hill.id]) return false
    if (this.#lifted?.hill !== hill) {
      this.#putBack()
      this.#lift(hill)
      // whoever moves it by hand sees it, and needs the room
      const sentence = this.#say('lifted', { hill: hill.name })
      this.#open.choice.tell({ title: hill.name, sentence, actions: [] })
    }
    const { x, y } = this.#lifted?.by ?? { x: 0, y: 0 }
    this.#moveTo({ x: x + way[0]!, y: y + way[1]! })
    return true
  }

  async #putDown(): Promise<void> {
    const lifted = this.#lifted
    if (!lifted) return
    this.#lifted = null
    const { hill, ghost, by } = lifted
    const { zoom } = this.#open.camera
    const [x, y] = this.#moving.places[hill.id]!
    const to = { x: x + by.x / zoom, y: y + by.y / zoom }
    const outcome = await putHill(this.#address(hill), { to, based: this.#sign(hill) })
    ghost.remove()
    const sentence = this.#say(outcome.kind === 'moved' && outcome.clamped ? 'clamped' : outcome.kind, {
      hill: hill.name,
    })
    const actions = outcome.kind === 'moved' ? [this.#letGo(hill, outcome.sign)] : []
    this.#open.choice.tell({ title: hill.name, sentence, actions })
    this.#again(outcome.places)
  }

  /** Puts a hill back where the map had it. */
  #letGo(hill: SentHill, sign: string) {
    return {
      label: this.#say('let_go'),
      act: async () => {
        const outcome = await letHillGo(this.#address(hill), sign)
        this.#open.choice.tell({
          title: hill.name,
          sentence: this.#say(outcome.kind, { hill: hill.name }),
          actions: [],
        })
        this.#again(outcome.places)
      },
    }
  }

  #address({ id }: SentHill): string {
    return `${this.#moving.address}/${encodeURIComponent(id)}/place`
  }

  #sign({ id }: SentHill): string {
    return this.#moving.pins[id] ?? this.#moving.free
  }

  /** Opens the map as it is now, where one looks now, and says that this was no news. */
  #again(places: string | null): void {
    const { host, camera } = this.#open
    if (places !== null) document.dispatchEvent(new CustomEvent('landscape-places', { detail: places }))
    keepCameraInAddress(camera, { x: 0, y: 0, zoom: Number.MIN_VALUE })
    host.dispatchEvent(new Event(MAP_CHANGED))
  }
}

/** On a phone the panel comes up over the map. */
function isNarrow({ sheet }: OpenMap): boolean {
  return sheet.width < 700
}

function hintIn({ host, signal }: OpenMap, words: string): HTMLElement {
  const hint = document.createElement('p')
  hint.className = 'map-hint card'
  hint.setAttribute('role', 'status')
  hint.textContent = words
  hint.hidden = true
  host.querySelector('.map-bar')?.append(hint)
  signal.addEventListener('abort', () => hint.remove())
  return hint
}
