import type { BoundaryLine } from './boundary-lines.ts'
import { contourPath, ringsAbove } from './contours.ts'
import { blurred, halved, splat } from './field.ts'
import { type Frame, project, ringInFrame } from './frame.ts'
import { lineInTenths, ringInTenths } from './paths.ts'
import type { Relief } from './relief.ts'
import type { SidedSpot, SideGround } from './sides.ts'

/** Light and shade are drawn as soft-edged patches, one on another, from these amounts on. */
const SHADES = [-0.045, -0.1, -0.16, -0.23, -0.31, -0.4]
const LIGHTS = [0.04, 0.09, 0.14, 0.19, 0.24]
const WATERLINES = [4.2, 8.6, 13.8, 19.8, 26.8, 35]

export interface Ground {
  /** everything up to the land's shading, to be drawn first */
  svg: string
  /** definitions the rest may refer to: #<prefix>-land clips to land, #<prefix>-soft blurs */
  defs: string
}

/** Open water with its waterlines, then land: stepped tints with contours between them, lit from the north-west. */
export function drawGround(relief: Relief, frame: Frame, prefix: string): Ground {
  const { grid, height, sea } = relief
  const levels = frame.name === 'wide' ? 20 : 10
  const land = contourPath(frame, grid, height, sea, { least: 20 })
  if (land === '') return { svg: '', defs: '' }
  const steps: string[] = []
  for (let level = 1; level < levels; level += 1) {
    const path = contourPath(frame, grid, height, sea + ((1 - sea) * level) / levels, { least: 40 })
    if (path !== '') steps.push(stepPath(path, Math.round((level * 20) / levels)))
  }
  const inshore = halved(
    grid,
    relief.offshore.map((away) => -away),
  )
  const waterlines = WATERLINES.map((away, i) => {
    const out = -away * Math.max(relief.scale, 1 / frame.zoom)
    const path = contourPath(frame, inshore.grid, inshore.field, out, { least: 200, tolerance: 0.4 })
    return path === '' ? '' : `<path class="map-waterline map-waterline-${i + 1}" d="${path}"/>`
  })
  return {
    defs:
      `<path id="${prefix}-shape" transform="scale(.1)" d="${land}"/>` +
      `<clipPath id="${prefix}-land"><use href="#${prefix}-shape" clip-rule="evenodd"/></clipPath>` +
      blur(`${prefix}-soft`, frame, frame.name === 'wide' ? 2.6 : 1.4) +
      blur(`${prefix}-wash`, frame, frame.name === 'wide' ? 11 : 5),
    svg:
      `<use class="map-shallows" href="#${prefix}-shape"/><g class="map-water" transform="scale(.1)">${waterlines.join('')}</g>` +
      `<use class="map-step-0" href="#${prefix}-shape"/><g class="map-land" transform="scale(.1)">${steps.join('')}</g>` +
      `<g clip-path="url(#${prefix}-land)"><g filter="url(#${prefix}-soft)"><g transform="scale(.1)">${shading(relief, frame)}</g></g></g>` +
      `<use class="map-coast" href="#${prefix}-shape"/>`,
  }
}

function blur(id: string, { width, height }: Frame, by: number): string {
  const region = `filterUnits="userSpaceOnUse" x="0" y="0" width="${width}" height="${height}"`
  return `<filter id="${id}" ${region}><feGaussianBlur stdDeviation="${by}"/></filter>`
}

function stepPath(path: string, step: number): string {
  return `<path class="map-step-${step}${step % 5 === 0 ? ' map-index' : ''}" d="${path}"/>`
}

function shading(relief: Relief, frame: Frame): string {
  const light = halved(relief.grid, relief.light)
  const dark = light.field.map((value) => -value)
  const patches = (values: number[], field: Float64Array, name: string) =>
    values
      .map((value) => contourPath(frame, light.grid, field, Math.abs(value), { least: 60, tolerance: 0.7 }))
      .filter((path) => path !== '')
      .map((path) => `<path class="${name}" d="${path}"/>`)
      .join('')
  return patches(SHADES, dark, 'map-shade') + patches(LIGHTS, light.field, 'map-light')
}

/** Each side's colour over its ground, faint everywhere and stronger towards the line; nothing where no side is known. */
export function drawSideTints(
  relief: Relief,
  ground: SideGround,
  lines: BoundaryLine[],
  frame: Frame,
  prefix: string,
): Ground {
  const inTenths = (ring: { x: number; y: number }[]) => ringInTenths(ringInFrame(frame, ring, 0.5))
  const shapes = ground.rings.map((rings) => rings.map(inTenths).join(''))
  const defs = shapes
    .map((d, side) =>
      d === ''
        ? ''
        : `<clipPath id="${prefix}-side-${side}"><path transform="scale(.1)" clip-rule="evenodd" d="${d}"/></clipPath>`,
    )
    .join('')
  const washes = shapes.map((d, side) => {
    if (d === '') return ''
    const edges = lines
      .filter((line) => line.between.includes(side))
      .map((line) => lineInTenths(line.points.map((point) => project(frame, point))))
      .join('')
    return (
      `<g class="map-tint map-tint-${side + 1}" clip-path="url(#${prefix}-side-${side})">` +
      `<path class="map-tint-ground" transform="scale(.1)" d="${d}"/>` +
      `<g filter="url(#${prefix}-wash)"><path class="map-tint-wide" transform="scale(.1)" d="${edges}"/>` +
      `<path class="map-tint-near" transform="scale(.1)" d="${edges}"/></g></g>`
    )
  })
  const known = halved(relief.grid, ground.known)
  const told = contourPath(frame, known.grid, known.field, 0.42, { tolerance: 1 })
  const mask = `<mask id="${prefix}-told" maskUnits="userSpaceOnUse" x="0" y="0" width="${frame.width}" height="${frame.height}"><g filter="url(#${prefix}-wash)"><path class="map-told" transform="scale(.1)" d="${told}"/></g></mask>`
  return {
    defs: defs + mask,
    svg: `<g class="map-tints" clip-path="url(#${prefix}-land)"><g mask="url(#${prefix}-told)">${washes.join('')}</g></g>`,
  }
}

/** Where fewer than three people nearby answered, and fewer than half of those there; '' when nobody was asked at all. */
export function thinGround(relief: Relief, people: (SidedSpot & { answered: boolean })[], frame: Frame): string {
  if (!people.some((person) => person.answered)) return ''
  const { grid, scale } = relief
  const sigma = 42 * scale
  const nearby = (2 * Math.PI * sigma * sigma) / grid.cell ** 2
  const told = blurred(
    grid,
    splat(grid, people, (person) => (person.answered ? 1 : 0)),
    sigma,
  )
  const thin = told.map((value) => 3 - value * nearby)
  const rings = ringsAbove(grid, thin, 0).map((ring) => ringInFrame(frame, ring, 0.6))
  return rings
    .filter((ring) => ring.length > 3)
    .map(ringInTenths)
    .join('')
}
