import type { MapFeature } from '../map-features.ts'
import { type Camera, frameOf, type Sheet } from './camera.ts'
import { drawSigns, type SignsWish } from './draw-signs.ts'
import type { Places } from './places.ts'
import type { SentMap } from './sent-map.ts'
import { type Direction, nearestTowards } from './towards.ts'

const space = 'http://www.w3.org/2000/svg'

/** Signs, names and links over the painted map: real links, one stop of the Tab key for each kind, arrows inside it. */
export interface SignsLayer {
  readonly element: SVGSVGElement
  /** Sets all signs for a view. */
  set(camera: Camera, sheet: Sheet, wish: SignsWish): void
  /** Moves and stretches them with the camera until they are set anew. */
  follow(camera: Camera, sheet: Sheet): void
  featureOf(link: Element): MapFeature | undefined
  /** Moves the focus from a link to the nearest one of its kind in a direction; false when there is none. */
  go(link: Element, direction: Direction): boolean
  /** Moves the focus to the next thing of a kind, round and round. */
  next(kind: MapFeature['kind']): boolean
}

export function signsLayer(map: SentMap, places: Places, label: string): SignsLayer {
  const element = document.createElementNS(space, 'svg')
  element.setAttribute('class', 'map map-signs')
  element.setAttribute('role', 'group')
  element.setAttribute('aria-label', label)
  let features: MapFeature[] = []
  let setFor: Camera | null = null
  /** of each kind, which one the Tab key comes to */
  const stops = new Map<string, string>()
  const links = () => [...element.querySelectorAll<SVGAElement>('a.map-link')]
  const keyOf = ({ kind, id }: MapFeature) => `${kind} ${id}`
  const linkOf = (feature: MapFeature) => links().find((link) => link.getAttribute('href') === feature.href)
  const featureOf = (link: Element) => {
    const kind = /map-link-(\w+)/.exec(link.getAttribute('class') ?? '')?.[1]
    const href = link.getAttribute('href')
    const named = features.filter((feature) => feature.kind === kind && feature.href === href)
    // bridges all lead to the same table: told apart by what is said of them
    return named.find(({ sentence }) => sentence === link.getAttribute('aria-label')) ?? named[0]
  }
  const rove = () => {
    const stopOf = new Map<string, Element>()
    for (const link of links()) {
      const feature = featureOf(link)
      if (!feature) continue
      if (!stopOf.has(feature.kind) || stops.get(feature.kind) === keyOf(feature)) stopOf.set(feature.kind, link)
    }
    const reached = new Set(stopOf.values())
    for (const link of links()) link.setAttribute('tabindex', reached.has(link) ? '0' : '-1')
  }
  const focus = (feature: MapFeature | undefined) => {
    const link = feature && (links().find((one) => featureOf(one) === feature) ?? linkOf(feature))
    if (!feature || !link) return false
    stops.set(feature.kind, keyOf(feature))
    rove()
    link.focus()
    return true
  }
  return {
    element,
    featureOf,
    set(camera, sheet, wish) {
      const active = document.activeElement
      const focused = active && element.contains(active) ? featureOf(active) : undefined
      const drawn = drawSigns(map, places, frameOf(camera, sheet), wish)
      features = drawn.features
      element.setAttribute('viewBox', `0 0 ${sheet.width} ${sheet.height}`)
      // every name in it was written as text by the functions that draw it
      element.innerHTML = drawn.svg
      element.style.transform = ''
      setFor = camera
      rove()
      if (focused) focus(features.find((feature) => keyOf(feature) === keyOf(focused)))
    },
    follow(camera, { width, height }) {
      if (setFor === null) return
      const grown = camera.zoom / setFor.zoom
      const x = (setFor.x - camera.x) * camera.zoom + (width / 2) * (1 - grown)
      const y = (setFor.y - camera.y) * camera.zoom + (height / 2) * (1 - grown)
      element.style.transform = `translate(${x}px, ${y}px) scale(${grown})`
    },
    go(link, direction) {
      const from = featureOf(link)
      const kin = features.filter((feature) => feature.kind === from?.kind && feature !== from)
      return from ? focus(nearestTowards(kin, from, direction)) : false
    },
    next(kind) {
      const kin = features.filter((feature) => feature.kind === kind)
      const active = document.activeElement
      const here = active && element.contains(active) ? featureOf(active) : undefined
      if (here?.kind === kind) return focus(kin[(kin.indexOf(here) + 1) % kin.length])
      return focus(kin.find((feature) => stops.get(kind) === keyOf(feature)) ?? kin[0])
    },
  }
}
