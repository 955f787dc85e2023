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

/**
 * How what is soft is drawn: `blurred` by the browser, or `stacked` from many faint shapes with sharp edges, for programs that blur slowly or
 * not at all and for paper, where a blur would become an image.
 */
export type Softness = 'blurred' | 'stacked'

/** In how many equal steps of height contours lead from the shore to the highest summit. */
export const CONTOUR_STEPS = { wide: 20, compact: 10 } as const

export interface Ground {
  /** everything up to the land's shading, to be drawn first */
  svg: string
  /** definitions the rest may refer to: #<prefix>-land clips to land, #<prefix>-soft blurs */
  defs: string
}

/** Open water with its waterlines, then land: stepped tints with contours between them, lit from the north-west. */
export function drawGround(relief: Relief, frame: Frame, prefix: string, softness: Softness = 'blurred'): Ground {
  const { grid, height, sea } = relief
  const levels = CONTOUR_STEPS[frame.name]
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
      (softness === 'stacked'
        ? ''
        : blur(`${prefix}-soft`, frame, frame.name === 'wide' ? 2.6 : 1.4) +
          blur(`${prefix}-wash`, frame, washBy(frame))),
    svg:
      `<use class="map-shallows" href="#${prefix}-shape"/><g class="map-water" transform="scale(.1)">${waterlines.join('')}</g>` +
      `<use class="map-step-0" href="#${prefix}-shape"/><g class="map-land" transform="scale(.1)">${steps.join('')}</g>` +
      `<g clip-path="url(#${prefix}-land)"><g${filtered(softness, `${prefix}-soft`)}><g transform="scale(.1)">${shading(relief, frame, softness)}</g></g></g>` +
      `<use class="map-coast" href="#${prefix}-shape"/>`,
  }
}

/** How far the colour of a side is blurred, in pixels. */
function washBy({ name }: Frame): number {
  return name === 'wide' ? 11 : 5
}

function filtered(softness: Softness, id: string): string {
  return softness === 'blurred' ? ` filter="url(#${id})"` : ''
}

function blur(id: string, { width, height }: Frame, by: number): string {
  const region = `filterUnits="userSpaceOnUse" x="0" y="0" width="${width}" height="${height}"`
  return `<filter id="${id}" ${region}><feGaussianBlur stdDeviation="${by}"/></filter>`
}

function stepPath(path: string, step: number): string {
  return `<path class="map-step-${step}${step % 5 === 0 ? ' map-index' : ''}" d="${path}"/>`
}

function shading(relief: Relief, frame: Frame, softness: Softness): string {
  const light = halved(relief.grid, relief.light)
  const dark = light.field.map((value) => -value)
  const [tolerance, fine] = softness === 'blurred' ? [0.7, ''] : [0.4, ' map-fine']
  const patches = (values: number[], field: Float64Array, name: string) =>
    (softness === 'blurred' ? values : halfSteps(values))
      .map((value) => contourPath(frame, light.grid, field, Math.abs(value), { least: 60, tolerance }))
      .filter((path) => path !== '')
      .map((path) => `<path class="${name}${fine}" d="${path}"/>`)
      .join('')
  return patches(SHADES, dark, 'map-shade') + patches(LIGHTS, light.field, 'map-light')
}

/** Each amount twice, a quarter of a step below and above: half as much of each looks like one with soft edges. */
function halfSteps(values: number[]): number[] {
  return values.flatMap((value, nth) => {
    const quarter = ((values[nth + 1] ?? 2 * value - values[nth - 1]!) - value) / 4
    return [value - quarter, value + quarter]
  })
}

/** A veil of paper over ground that steps back. */
export function drawFaintGround(
  { grid }: Relief,
  faint: Float64Array,
  frame: Frame,
  prefix: string,
  softness: Softness = 'blurred',
): string {
  const [levels, fine] = softness === 'blurred' ? [[0.5], ''] : [[0.3, 0.4, 0.5, 0.6, 0.7], ' map-fine']
  const veils = levels
    .map((level) => contourPath(frame, grid, faint, level, { least: 60, tolerance: 0.7 }))
    .filter((d) => d !== '')
    .map((d) => `<path class="map-veil${fine}" transform="scale(.1)" d="${d}"/>`)
  if (veils.length === 0) return ''
  return `<g clip-path="url(#${prefix}-land)"><g${filtered(softness, `${prefix}-wash`)}>${veils.join('')}</g></g>`
}

/** Each side's colour over its ground, faint everywhere and stronger towards the line; nothing where no side is known. */
export function drawSideTints(
  relief: Relief,
  ground: SideGround,
  lines: BoundaryLine[],
  frame: Frame,
  prefix: string,
  softness: Softness = 'blurred',
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
      `<path class="map-tint-ground" transform="scale(.1)" d="${d}"/>${wash(edges, side, frame, prefix, softness)}</g>`
    )
  })
  const known = halved(relief.grid, ground.known)
  const told = (softness === 'blurred' ? [0.42] : [0.32, 0.37, 0.42, 0.47, 0.52]).map((share, nth) => {
    const path = contourPath(frame, known.grid, known.field, share, { tolerance: 1 })
    return `<path class="map-told${softness === 'blurred' ? '' : ` map-told-${nth + 1}`}" transform="scale(.1)" d="${path}"/>`
  })
  const mask = `<mask id="${prefix}-told" maskUnits="userSpaceOnUse" x="0" y="0" width="${frame.width}" height="${frame.height}"><g${filtered(softness, `${prefix}-wash`)}>${told.join('')}</g></mask>`
  return {
    defs: defs + mask,
    svg: `<g class="map-tints" clip-path="url(#${prefix}-land)"><g mask="url(#${prefix}-told)">${washes.join('')}</g></g>`,
  }
}

/** Where the normal distribution has 1/16, 3/16, … 15/16 of itself beyond: how far apart edges lie that together look blurred. */
const SPREAD = [1.534, 0.887, 0.489, 0.157, -0.157, -0.489, -0.887, -1.534]

/** The colour of a side along the line: a wide band and a narrow one. */
function wash(edges: string, side: number, frame: Frame, prefix: string, softness: Softness): string {
  if (softness === 'blurred')
    return (
      `<g filter="url(#${prefix}-wash)"><path class="map-tint-wide" transform="scale(.1)" d="${edges}"/>` +
      `<path class="map-tint-near" transform="scale(.1)" d="${edges}"/></g>`
    )
  const id = `${prefix}-edge-${side}`
  const bands = [90, 38].flatMap((across, nth) =>
    SPREAD.map((spread) => {
      const width = Math.round(10 * (across + 2 * spread * washBy(frame)))
      return `<use class="map-tint-band-${nth + 1}" href="#${id}" stroke-width="${width}"/>`
    }),
  )
  return `<defs><path id="${id}" d="${edges}"/></defs><g class="map-tint-bands" transform="scale(.1)">${bands.join('')}</g>`
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
