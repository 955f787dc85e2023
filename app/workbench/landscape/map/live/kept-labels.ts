import { type Box, overlapsAny } from '../boxes.ts'
import type { Spot } from '../field.ts'
import { type Crowd, type Label, outside } from '../labels.ts'

/** Where names stood when they were last set, so that they stay there while there is room for them. */
export interface KeptLabels {
  hills: ReadonlyMap<string, KeptLabel>
  spaces: ReadonlyMap<string, KeptLabel>
  /** the baseline of the boundary's name and its boxes, in the pixels of that view */
  boundary: { path: Spot[]; boxes: Box[]; from: Spot; zoom: number } | null
  /** on which of the places beside their mark people's names stood */
  people: ReadonlyMap<number, number>
}

export interface KeptLabel {
  label: Label
  /** where what it names stood, in pixels, and the zoom at which the place was found */
  spot: Spot
  zoom: number
}

export const nothingKept: KeptLabels = { hills: new Map(), spaces: new Map(), boundary: null, people: new Map() }

/** As far as this share the zoom may change before a name that stands away from its summit looks for a nearer place. */
const SLACK = 0.08

/**
 * The labels of the last time, moved along with what they name. One with a line to its summit is left behind once the zoom has changed by
 * more than 8 %: there may be room at the summit by now.
 */
export function movedLabels(
  kept: ReadonlyMap<string, KeptLabel>,
  spots: readonly { id: string; spot: Spot }[],
  zoom: number,
): Map<string, Label> {
  const moved = new Map<string, Label>()
  for (const { id, spot } of spots) {
    const before = kept.get(id)
    if (before === undefined) continue
    const isFar = Math.abs(zoom / before.zoom - 1) > SLACK
    if (isFar && before.label.leader !== null) continue
    moved.set(id, movedLabel(before.label, spot.x - before.spot.x, spot.y - before.spot.y))
  }
  return moved
}

function movedLabel(label: Label, dx: number, dy: number): Label {
  const along = ({ x, y }: Spot) => ({ x: x + dx, y: y + dy })
  return {
    ...label,
    x: label.x + dx,
    baselines: label.baselines.map((y) => y + dy),
    box: movedBox(label.box, dx, dy),
    leader: label.leader && [along(label.leader[0]), along(label.leader[1])],
  }
}

export function movedBox({ left, top, right, bottom }: Box, dx: number, dy: number): Box {
  return { left: left + dx, top: top + dy, right: right + dx, bottom: bottom + dy }
}

/** Is the place of a label still free? */
export function isFree(box: Box, crowd: Crowd): boolean {
  return !outside(box, crowd) && !overlapsAny(box, crowd.taken)
}

/** The labels of this time, to be kept: those that stayed keep the zoom at which their place was found. */
export function labelsToKeep(
  labels: readonly Label[],
  stayed: ReadonlyMap<string, Label>,
  before: ReadonlyMap<string, KeptLabel>,
  spots: readonly { id: string; spot: Spot }[],
  zoom: number,
): Map<string, KeptLabel> {
  const spotOf = new Map(spots.map(({ id, spot }) => [id, spot]))
  return new Map(
    labels.map((label) => {
      const found = stayed.get(label.id)?.x === label.x ? before.get(label.id)!.zoom : zoom
      return [label.id, { label, spot: spotOf.get(label.id)!, zoom: found }]
    }),
  )
}
