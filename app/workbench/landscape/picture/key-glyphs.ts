import type { BoundaryKind } from '@ecotone/engine/network/landscape-input.ts'
import { drawBoundary } from '../map/draw-boundary.ts'
import { clearingRing } from '../map/draw-places.ts'
import type { Frame } from '../map/frame.ts'
import { bridgeGlyph, circle, type Mark, markerGlyph, markGlyph, type TentState, tentGlyph } from '../map/symbols.ts'

/** The signs of a key, each around a spot, at most 28 × 20; drawn by what draws them on the map, so that both look alike. */
const middle = { x: 0, y: 0 }
const plainFrame: Frame = { name: 'wide', width: 28, height: 20, zoom: 1, stretch: 1, x0: 0, y0: 0 }

const ellipse = (rx: number, ry: number) => `M${-rx} 0a${rx} ${ry} 0 1 1 ${2 * rx} 0a${rx} ${ry} 0 1 1 ${-2 * rx} 0z`
const inTenths = (inner: string) => `<g transform="scale(.1)">${inner}</g>`

export const keyGlyphs = {
  hill: () =>
    `<g class="map-land" transform="scale(.1)"><path class="map-step-3" d="${ellipse(130, 88)}"/><path class="map-step-9" d="${ellipse(92, 60)}"/>` +
    `<path class="map-step-14" d="${ellipse(52, 32)}"/></g>`,
  contours: () =>
    inTenths(
      [-70, -35, 0, 35, 70]
        .map(
          (y, nth) => `<path class="map-contour${nth === 2 ? ' map-index' : ''}" d="M-130 ${y}q65 -40 130 0t130 0"/>`,
        )
        .join(''),
    ),
  water: () =>
    `<rect class="map-key-water" x="-13" y="-9" width="26" height="18" rx="2"/>` +
    inTenths(
      [-45, 0, 45]
        .map((y, nth) => `<path class="map-waterline map-waterline-${nth + 1}" d="M-110 ${y}q55 -30 110 0t110 0"/>`)
        .join(''),
    ),
  boundary: (kind: BoundaryKind) => {
    const spots = [-13, -9, -4, 0, 4, 9, 13]
    const points = spots.map((x, nth) => ({ x, y: nth % 2 === 0 ? 1 : -1, height: 0.5, mixed: false }))
    return drawBoundary([{ points, between: [0, 1], length: 26 }], { kind }, plainFrame, 0.135, null, 0.86)
  },
  mixed: () => `<path class="map-mixed" d="${[-10, -3.3, 3.3, 10].map((x) => circle(x, 0, 1.5)).join('')}"/>`,
  side: (mark: Mark) => markGlyph(mark, middle, 4.6),
  tints: (sides: number) =>
    Array.from({ length: Math.min(3, sides) }, (_, side) => {
      const width = 26 / Math.min(3, sides)
      return `<g class="map-tint-${side + 1}"><rect class="map-key-tint" x="${-13 + side * width}" y="-7" width="${width}" height="14"/></g>`
    }).join(''),
  ties: () =>
    `<g class="map-ties" transform="scale(.1)"><path class="map-tie-near" d="M-130 50Q0 -90 130 40M-120 70Q10 20 130 -60M-110 -40Q0 -70 120 70"/></g>`,
  strands: () =>
    `<g class="map-strands" transform="scale(.1)"><g class="map-bundle-thin"><path d="M-130 50Q0 -60 130 0"/></g></g>`,
  bridge: () => bridgeGlyph(middle, 0, 8, '8', 0.72),
  stones: () => bridgeGlyph(middle, 90, 1, null, 0.86),
  clearing: () =>
    `<circle class="map-key-glow" r="10"/>${clearingRing(middle, 'key', 12)}<g transform="scale(.56)">${markerGlyph(middle, 1)}</g>`,
  space: (state: TentState) => tentGlyph(middle, state, 0.8),
  thin: () =>
    `<rect class="map-step-3" x="-13" y="-8" width="26" height="16" rx="2"/>` +
    `<path class="map-stipple" d="${[-9, -3, 3, 9].flatMap((x) => [circle(x, -3.5, 0.9), circle(x + (x < 9 ? 3 : -15), 3, 0.9)]).join('')}"/>`,
}
