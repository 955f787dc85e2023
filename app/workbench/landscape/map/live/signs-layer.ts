import type { Spot } from '../field.ts'
import type { MapFeature } from '../map-features.ts'
import { type Camera, frameOf, type Sheet } from './camera.ts'
import { drawSigns, type SignsWish } from './draw-signs.ts'
import { type KeptLabels, nothingKept } from './kept-labels.ts'
import type { Places } from './places.ts'
import type { SentMap } from './sent-map.ts'
import { type SignLinks, signLinks } from './sign-links.ts'

const space = 'http://www.w3.org/2000/svg'

/** Signs, names and links over the painted map. */
export interface SignsLayer {
  readonly element: SVGSVGElement
  readonly links: SignLinks
  /** Sets all signs for a view. */
  set(camera: Camera, sheet: Sheet, wish: SignsWish): void
  /** Moves and stretches them with the camera until they are set anew. */
  follow(camera: Camera, sheet: Sheet): void
  /** Shows the line that is being drawn around people, in pixels of the sheet; none when empty. */
  lasso(line: readonly Spot[]): void
}

export function signsLayer(map: SentMap, places: Places, label: string): SignsLayer {
  const element = document.createElementNS(space, 'svg')
  element.setAttribute('class', 'map map-signs')
  element.setAttribute('role', 'group')
  element.setAttribute('aria-label', label)
  let features: MapFeature[] = []
  let setFor: Camera | null = null
  let labels: KeptLabels = nothingKept
  const links = signLinks(element, () => features)
  return {
    element,
    links,
    set(camera, sheet, wish) {
      const focused = links.focused()
      const drawn = drawSigns(map, places, frameOf(camera, sheet), { ...wish, before: labels })
      const before = new Set(labels.hills.keys())
      features = drawn.features
      labels = drawn.labels
      element.setAttribute('viewBox', `0 0 ${sheet.width} ${sheet.height}`)
      // every name in it was written as text by the functions that draw it
      element.innerHTML = drawn.svg
      element.style.transform = ''
      // a name that comes in is eased in; at first all are there at once
      if (setFor !== null) {
        for (const link of element.querySelectorAll('a.map-link-hill')) {
          link.classList.toggle('is-new', !before.has(links.featureOf(link)?.id ?? ''))
        }
      }
      setFor = camera
      links.renew(focused)
    },
    follow(camera, { width, height }) {
      if (setFor === null) return
      const grown = camera.zoom / setFor.zoom
      const x = (setFor.x - camera.x) * camera.zoom + (width / 2) * (1 - grown)
      const y = (setFor.y - camera.y) * camera.zoom + (height / 2) * (1 - grown)
      element.style.transform = `translate(${x}px, ${y}px) scale(${grown})`
    },
    lasso(line) {
      element.querySelector('.map-lasso')?.remove()
      if (line.length < 2) return
      const drawn = document.createElementNS(space, 'path')
      drawn.setAttribute('class', 'map-lasso')
      drawn.setAttribute('d', `M${line.map(({ x, y }) => `${x} ${y}`).join('L')}z`)
      element.append(drawn)
    },
  }
}
