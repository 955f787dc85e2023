import type { MapFeature } from '../map-features.ts'
import { type Direction, nearestTowards } from './towards.ts'

/** The links over the map as the keyboard goes through them: one stop of the Tab key for each kind, arrows inside it. */
export interface SignLinks {
  featureOf(link: Element): MapFeature | undefined
  /** The feature whose link has the focus. */
  focused(): MapFeature | undefined
  /** Sets the stops of the Tab key after links were written anew, and gives back the focus. */
  renew(focused: MapFeature | undefined): void
  /** Moves the focus from a link to the nearest one of its kind in a direction; false when there is none. */
  go(link: Element, direction: Direction): boolean
  /** Moves the focus to the next thing of a kind, round and round. */
  next(kind: MapFeature['kind']): boolean
}

/** @param features what is in view now, in the order in which it is gone through */
export function signLinks(element: SVGSVGElement, features: () => readonly MapFeature[]): SignLinks {
  /** of each kind, which one the Tab key comes to */
  const stops = new Map<string, string>()
  const links = () => [...element.querySelectorAll<SVGAElement>('a.map-link')]
  const featureOf = (link: Element) => {
    const kind = /map-link-(\w+)/.exec(link.getAttribute('class') ?? '')?.[1]
    const href = link.getAttribute('href')
    const named = features().filter((feature) => feature.kind === kind && feature.href === href)
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
    const link = feature && links().find((one) => featureOf(one) === feature)
    if (!feature || !link) return false
    stops.set(feature.kind, keyOf(feature))
    rove()
    link.focus()
    return true
  }
  const focused = () => {
    const active = document.activeElement
    return active && element.contains(active) ? featureOf(active) : undefined
  }
  return {
    featureOf,
    focused,
    renew(before) {
      rove()
      const isThere = before && focus(features().find((feature) => keyOf(feature) === keyOf(before)))
      // what had the focus went out of view: keys still belong to the map
      if (before && !isThere) element.closest<HTMLElement>('living-map')?.focus({ preventScroll: true })
    },
    go(link, direction) {
      const from = featureOf(link)
      const kin = features().filter((feature) => feature.kind === from?.kind && feature !== from)
      return from ? focus(nearestTowards(kin, from, direction)) : false
    },
    next(kind) {
      const kin = features().filter((feature) => feature.kind === kind)
      const here = focused()
      if (here?.kind === kind) return focus(kin[(kin.indexOf(here) + 1) % kin.length])
      return focus(kin.find((feature) => stops.get(kind) === keyOf(feature)) ?? kin[0])
    },
  }
}

function keyOf({ kind, id }: MapFeature): string {
  return `${kind} ${id}`
}
