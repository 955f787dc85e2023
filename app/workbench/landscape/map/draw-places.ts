import type { SpaceStage } from '../drawn-landscape.ts'
import { type Box, boxAround } from './boxes.ts'
import { escaped } from './escaped.ts'
import type { Spot } from './field.ts'
import type { FrameName } from './frame.ts'
import { extent, type Label } from './labels.ts'
import { drawLensSign, type LensSign } from './lens-signs.ts'
import type { MapFeature } from './map-features.ts'
import { at, short } from './paths.ts'
import { type Mark, markerGlyph, markGlyph, ownGlyph, type TentState, tentGlyph } from './symbols.ts'

/** A link around something drawn: works without JavaScript, 44 px where there is room, with a ring when it has the focus. */
function linked(feature: MapFeature, hit: Box, inner: string, faint = false): string {
  const grownX = Math.max(0, 44 - (hit.right - hit.left)) / 2
  const grownY = Math.max(0, 44 - (hit.bottom - hit.top)) / 2
  const x = `x="${short(hit.left - grownX)}" y="${short(hit.top - grownY)}"`
  const size = `width="${short(hit.right - hit.left + 2 * grownX)}" height="${short(hit.bottom - hit.top + 2 * grownY)}"`
  return (
    `<a class="map-link map-link-${feature.kind}${faint ? ' map-faint' : ''}" href="${escaped(feature.href)}" aria-label="${escaped(feature.sentence)}">` +
    `<title>${escaped(feature.sentence)}</title><rect class="map-target" ${x} ${size} rx="8"/>${inner}</a>`
  )
}

/** The light of a clearing, under everything that stands on it. */
export function clearingGlow(spot: Spot, id: string, prefix: string, frame: FrameName): string {
  const r = frame === 'wide' ? 36 : 18
  return `<circle class="map-glow" fill="url(#${prefix}-glow)" cx="${short(spot.x)}" cy="${short(spot.y)}" r="${short(r * 1.5)}"/>${clearingRing(spot, id, r)}`
}

/** The dotted edge of a clearing, a little uneven, the same for the same id. */
export function clearingRing(spot: Spot, id: string, r: number): string {
  const turn = [...id].reduce((sum, letter) => sum + letter.charCodeAt(0), 0)
  const ring = Array.from({ length: 40 }, (_, i) => {
    const angle = (i / 40) * 2 * Math.PI
    const out = r * 0.84 + r * 0.06 * Math.sin(angle * 5 + turn) + r * 0.045 * Math.sin(angle * 3 + turn * 2)
    return `${i === 0 ? 'M' : 'L'}${at({ x: spot.x + Math.cos(angle) * out, y: spot.y + Math.sin(angle) * out })}`
  })
  return `<path class="map-clearing-ring" d="${ring.join('')}z"/>`
}

export function drawClearing(feature: MapFeature, rank: number, frame: FrameName): string {
  return linked(
    feature,
    boxAround(feature.x, feature.y, 24, 24),
    markerGlyph(feature, rank, frame === 'wide' ? 11 : 9.5),
  )
}

function tentState(stage: SpaceStage): TentState {
  if (stage === 'imagined' || stage === 'inviting') return 'planned'
  return stage === 'closed' || stage === 'handed over' ? 'closed' : stage
}

export function drawSpace(feature: MapFeature, stage: SpaceStage, label: Label | null, frame: FrameName): string {
  const name = label === null ? '' : textLines(label, 'map-space-name')
  return linked(
    feature,
    boxAround(feature.x, feature.y - 1, 24, 22),
    tentGlyph(feature, tentState(stage), frame === 'wide' ? 1 : 0.9) + name,
  )
}

export interface HillLook {
  /** the side the practice stands on, drawn before the first line of its name */
  mark: Mark | null
  /** what a lens says of it, under its name */
  sign: LensSign | null
  faint: boolean
}

/** A hill's name. */
export function drawHillName(
  feature: MapFeature,
  label: Label,
  { mark, sign, faint }: HillLook,
  frame: FrameName,
): string {
  const first = label.baselines[0]! - label.size * 0.3
  const badge = mark === null ? '' : markGlyph(mark, { x: label.box.left + 5, y: first }, 4.2)
  const name = textLines(label, 'map-hill-name', mark === null ? 0 : 6)
  const plate = sign === null ? '' : drawLensSign(sign, { x: label.x, y: label.box.bottom - label.below }, frame)
  // the plate lies outside the link, whose name says the same in a sentence; a click goes through it to the link
  const under = plate === '' ? '' : `<g aria-hidden="true"${faint ? ' class="map-faint"' : ''}>${plate}</g>`
  return linked(feature, label.box, leaderLine(label) + badge + name, faint) + under
}

/**
 * The way to a hill for whose name there is no room: nothing to be seen on its summit.
 *
 * @param byKeysOnly a hand reaches through it to the people who stand there
 */
export function drawHillLink(feature: MapFeature, byKeysOnly: boolean): string {
  const link = linked(feature, boxAround(feature.x, feature.y, 44, 44), '')
  return byKeysOnly ? `<g class="map-by-keys">${link}</g>` : link
}

function leaderLine(label: Label): string {
  if (label.leader === null) return ''
  const [from, to] = label.leader
  const d = `M${at(from)}L${at(to)}`
  const dot = `cx="${short(to.x)}" cy="${short(to.y)}"`
  return `<path class="map-leader-halo" d="${d}"/><circle class="map-leader-dot" ${dot} r="2.2"/><path class="map-leader" d="${d}"/>`
}

/** One's own place, drawn for oneself alone. */
export function drawOwnPlace(feature: MapFeature, isBridge: boolean, frame: FrameName): string {
  const word = frame === 'wide' ? escaped(feature.label) : ''
  return linked(feature, boxAround(feature.x, feature.y, 26, 26), ownGlyph(feature, word, isBridge))
}

/** What one's own place takes of the room for names: the ring, and where there is room the word beside it. */
export function ownBox({ x, y }: Spot, word: string, frame: FrameName): Box {
  if (frame === 'compact') return boxAround(x, y, 28, 28)
  const { width, height } = extent([word], 'instrument', 12, 0)
  return {
    left: x - 14,
    top: y - Math.max(14, height / 2),
    right: x + 18 + width,
    bottom: y + Math.max(14, height / 2),
  }
}

export function drawBridgeLink(feature: MapFeature, width: number): string {
  return linked(feature, boxAround(feature.x, feature.y, width, 26), '')
}

function textLines(label: Label, name: string, shift = 0): string {
  const lines = label.lines.map(
    (line, i) => `<tspan x="${short(label.x + shift)}" y="${short(label.baselines[i]!)}">${escaped(line)}</tspan>`,
  )
  // the space between the lines is for those who listen: "town hall", not "townhall"
  return `<text class="${name}" font-size="${short(label.size)}">${lines.join(' ')}</text>`
}
