import { isLanguage, type Language } from '../../../platform/i18n/language.ts'
import { doing, message } from '../../../ui/element-form.ts'
import type { DrawnLandscape } from '../drawn-landscape.ts'
import type { LandscapeTemplate } from '../templates/landscape-templates.ts'
import { newDeviceId } from './device-clock.ts'
import { type DeviceSketch, newDeviceSketch, type Step } from './device-sketch.ts'
import { withBoundary, withGroups } from './draw-on-device.ts'
import { type Destination, destinationOf, goneScreen, listScreen, newScreen, stoppedScreen } from './first-screens.ts'
import { openingsScreen, screenOf } from './later-screens.ts'
import { PartsLoader, type SpaceWish } from './parts.ts'
import { addressOf, type Screen, type Words, wordsFrom } from './screen.ts'
import { SketchStore } from './sketch-store.ts'

/**
 * `<device-sketch>`: the first fifteen minutes on one's own device. Which screen is shown stands in the address after "#", which is never sent. All
 * programs are loaded soon after the first screen is there; from then on nothing is asked of anybody.
 */
export class DeviceSketchElement extends HTMLElement {
  #living = new AbortController()
  #store!: SketchStore
  #parts!: PartsLoader
  #language: Language = 'en'
  #words!: Words
  #gallery: Element | null = null
  /** what is being drawn; the only place of it where the browser keeps nothing */
  #sketches = new Map<string, DeviceSketch>()
  #space: SpaceWish | null = null
  #ready = false
  #turn = 0

  connectedCallback(): void {
    const { lang } = document.documentElement
    this.#language = isLanguage(lang) ? lang : 'en'
    this.#words = wordsFrom(this.#language, this.dataset['words'] ?? '{}')
    this.#gallery ??= this.querySelector('.gallery')
    for (const link of this.#gallery?.querySelectorAll<HTMLAnchorElement>('a[data-begin]') ?? [])
      link.href = `#new/${link.dataset['begin']}`
    const { map = '', openings = '', files = '', worker = '' } = this.dataset
    this.#parts = new PartsLoader({ map, openings, files, worker })
    this.#living = new AbortController()
    const { signal } = this.#living
    this.#store = new SketchStore((other) => this.#otherTab(other))
    window.addEventListener('hashchange', () => void this.#show(), { signal })
    void this.#show().then(() => this.#loadTheRest())
  }

  disconnectedCallback(): void {
    this.#living.abort()
    this.#store.close()
  }

  /** Once the first screen stands, everything that comes later is loaded, so that one can go on without a network. */
  async #loadTheRest(): Promise<void> {
    const faces = ['italic 16px Literata', '16px Literata', '16px "Instrument Sans"']
    await Promise.all([this.#parts.all(), ...faces.map((face) => document.fonts.load(face).catch(() => []))]).then(
      () => {
        this.#ready = true
        this.#sayReady()
      },
      // offline before all was there: each part is asked for again where it is needed
      () => undefined,
    )
  }

  #sayReady(): void {
    const words = this.#words.here('all_here')
    for (const place of this.querySelectorAll('[data-ready]')) place.textContent = this.#ready ? words : ''
  }

  async #show(told: string | null = null, typed: { values: FormData; problems: Record<string, string> } | null = null) {
    this.#turn += 1
    const turn = this.#turn
    const going = destinationOf(window.location.hash)
    const shown = await this.#screenFor(going, told, typed)
    // somebody went on meanwhile
    if (turn !== this.#turn || this.#living.signal.aborted) return
    const isFirst = this.querySelector('[data-screen]') === null
    shown.dataset['screen'] = going.kind === 'step' ? going.step : going.kind
    this.replaceChildren(shown)
    this.#takeRoom(going)
    this.#sayReady()
    const title = shown.querySelector('h1')?.textContent ?? ''
    document.title = document.title.replace(/^.* · /, `${title} · `)
    const problems = shown.querySelector<HTMLElement>('.problems')
    if (problems) problems.focus()
    else if (!isFirst) {
      window.scrollTo(0, 0)
      const looked = typed && shown.querySelector<HTMLElement>('#understood')
      if (looked) looked.scrollIntoView()
      shown.querySelector<HTMLElement>('h1')?.focus({ preventScroll: Boolean(looked) })
    }
  }

  /** A map and a list of cards take the room there is; a question does not. */
  #takeRoom(going: Destination): void {
    const isWide = going.kind === 'step' && (going.step === 'map' || going.step === 'openings')
    const main = this.closest('main')
    main?.classList.toggle('page-wide', isWide)
    main?.classList.toggle('page-plain', !isWide)
  }

  async #screenFor(
    going: Destination,
    told: string | null,
    typed: { values: FormData; problems: Record<string, string> } | null,
  ): Promise<HTMLElement> {
    const words = this.#words
    const filled = { language: this.#language, values: typed?.values ?? null, problems: typed?.problems ?? {} }
    const again = (values: FormData, problems: Record<string, string>) => void this.#show(null, { values, problems })
    if (going.kind === 'list') return this.#list(told)
    if (going.kind === 'new') {
      const template = this.#templateOf(going.template)
      const stop = () => this.replaceChildren(stoppedScreen(words))
      const begin = (what: { name: string; hope: string | null }) => this.#begin(what, template)
      return newScreen({ ...words, typed: filled, template, again, stop, begin })
    }
    const sketch = await this.#sketch(going.id)
    if (!sketch) return goneScreen(words)
    const screen: Screen = {
      ...words,
      sketch,
      template: this.#templateOf(sketch.template),
      part: going.part,
      typed: filled,
      again,
      change: (drawn, to, part) => this.#change(sketch, { drawn, at: to }, addressOf(sketch, to, part)),
    }
    return going.step === 'openings' ? this.#openings(screen) : this.#step(screen, going.step)
  }

  async #step(screen: Screen, step: Exclude<Step, 'openings'>): Promise<HTMLElement> {
    const shown = await screenOf(screen, step, this.#parts, {
      space: this.#space,
      save: () => this.#save(screen.sketch),
    })
    return shown ?? goneScreen(screen)
  }

  #openings(screen: Screen): Promise<HTMLElement> {
    return openingsScreen(screen, this.#parts, {
      keep: (readings) => this.#change(screen.sketch, { readings, at: 'openings' }, null),
      see: (drawn) =>
        this.#change(screen.sketch, { drawn, at: 'openings' }, addressOf(screen.sketch, 'openings', 'again')),
      sketchSpace: (wish) => {
        this.#space = wish
        window.location.hash = addressOf(screen.sketch, 'space')
      },
    })
  }

  async #list(told: string | null): Promise<HTMLElement> {
    const kept = await this.#store.all()
    const unkept = [...this.#sketches.values()]
    return listScreen({
      ...this.#words,
      sketches: kept ?? (unkept.length > 0 ? unkept : null),
      told,
      gallery: this.#gallery,
      open: (file) => this.#open(file),
      save: (sketch) => this.#save(sketch),
      forget: async (sketch) => {
        await this.#store.forget(sketch.id)
        this.#sketches.delete(sketch.id)
        await this.#show(this.#words.here('deleted', { name: sketch.drawn.about.name }))
      },
    })
  }

  #templateOf(id: string | null): LandscapeTemplate | null {
    const told = id && this.#gallery?.querySelector<HTMLElement>(`[data-template-id="${CSS.escape(id)}"]`)?.dataset
    return told ? (JSON.parse(told['template'] ?? 'null') as LandscapeTemplate | null) : null
  }

  async #begin(what: { name: string; hope: string | null }, template: LandscapeTemplate | null): Promise<void> {
    const id = newDeviceId()
    const sketch = newDeviceSketch({ ...what, id, language: this.#language, template: template?.id ?? null })
    if (template) sketch.drawn = begunFrom(sketch.drawn, template)
    await this.#change(sketch, {}, addressOf(sketch, 'people'))
  }

  /** The newest of what is kept and what is only held here. */
  async #sketch(id: string): Promise<DeviceSketch | null> {
    return (await this.#store.one(id)) ?? this.#sketches.get(id) ?? null
  }

  /** Keeps a change and goes on. Where it cannot be kept it is held in this tab, and that is said. */
  async #change(from: DeviceSketch, changed: Partial<DeviceSketch>, to: string | null): Promise<void> {
    const outcome = await this.#store.keep({ ...from, ...changed })
    if (outcome.kind === 'refused' && outcome.reason === 'changed-elsewhere')
      return this.#twoTabs({ ...from, ...changed })
    const sketch = outcome.kind === 'kept' ? outcome.sketch : { ...from, ...changed }
    if (outcome.kind === 'kept') Object.assign(from, sketch)
    else this.#sketches.set(from.id, sketch)
    if (to === null) return
    if (window.location.hash === to) await this.#show()
    else window.location.hash = to
    if (outcome.kind === 'refused') this.#warn(outcome.reason === 'no-room' ? 'no_room' : 'cannot_keep')
  }

  #warn(reason: 'no_room' | 'cannot_keep'): void {
    const { here } = this.#words
    setTimeout(() => this.prepend(message('problem', here(reason))))
  }

  /** Somebody changed the same sketch in another tab: neither is thrown away without a word. */
  #twoTabs(mine: DeviceSketch): void {
    const { here } = this.#words
    const show = doing(here('other_tab_show'), 'plain', () => this.#show())
    const own = doing(here('other_tab_keep'), 'plain', async () => {
      const copy = { ...mine, id: newDeviceId(), version: 0 }
      copy.drawn = {
        ...mine.drawn,
        about: { ...mine.drawn.about, name: here('copy_of', { name: mine.drawn.about.name }) },
      }
      await this.#change(copy, {}, addressOf(copy, copy.at))
    })
    const told = message('problem', here('other_tab_first'), ' ', show, ' ', own)
    told.tabIndex = -1
    this.prepend(told)
    told.focus()
  }

  #otherTab({ id }: { id: string }): void {
    const going = destinationOf(window.location.hash)
    const { here } = this.#words
    if (going.kind === 'list') return void this.#show()
    if (going.kind !== 'step' || going.id !== id || this.querySelector('[data-told="other"]')) return
    const told = message(
      'note',
      here('other_tab'),
      ' ',
      doing(here('other_tab_show'), 'plain', () => this.#show()),
    )
    told.dataset['told'] = 'other'
    told.setAttribute('role', 'status')
    this.prepend(told)
  }

  async #save(sketch: DeviceSketch): Promise<void> {
    const { writeSketchFile } = await this.#parts.get('files')
    const link = document.createElement('a')
    link.href = URL.createObjectURL(writeSketchFile(sketch.drawn))
    link.download = `${sketch.drawn.about.name.replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-|-$/g, '') || 'sketch'}.zip`
    link.click()
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
  }

  async #open(file: File): Promise<void> {
    const { here } = this.#words
    const { readSketchFile } = await this.#parts.get('files')
    const read = await readSketchFile(file)
    if (read.kind === 'refused') {
      this.prepend(
        message('problem', here(`file_${read.reason.replaceAll('-', '_')}` as 'file_not_ours', { name: file.name })),
      )
      return
    }
    const sketch = newDeviceSketch({
      id: newDeviceId(),
      name: '',
      hope: null,
      language: this.#language,
      template: null,
    })
    const opened = { ...sketch, drawn: read.drawn, at: 'map' as const }
    await this.#change(opened, {}, addressOf(opened, 'map'))
    if (read.refused > 0) this.prepend(message('problem', here('file_rows_left', { n: read.refused })))
  }
}

/** The groups and boundaries of an empty landscape to start from; nobody is in it yet. */
function begunFrom(drawn: DrawnLandscape, template: LandscapeTemplate): DrawnLandscape {
  const named = withGroups(
    drawn,
    template.groups.map(({ name }) => name),
  )
  return template.boundaries.reduce(
    (so, { name, kind, sides }) => withBoundary(so, { name, kind, sides: [...sides] }).drawn,
    named,
  )
}
