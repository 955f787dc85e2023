import { placeBoundaryName } from '../boundary-name.ts'
import { inside } from '../boxes.ts'
import { boundaryNameSize, drawBoundaryName } from '../draw-boundary.ts'
import type { Spot } from '../field.ts'
import { type Frame, project } from '../frame.ts'
import { placeHillNames } from '../hill-names.ts'
import { type Crowd, type Label, placeBeside } from '../labels.ts'
import { isFree, type KeptLabels, labelsToKeep, movedBox, movedLabels } from './kept-labels.ts'
import type { SentBoundary, SentHead, SentHill } from './sent-map.ts'

/** What may get a name, with its spot on the sheet. */
export interface Nameable {
  hills: readonly (SentHill & { spot: Spot })[]
  spaces: readonly { id: string; name: string; spot: Spot }[]
}

/** Names as they are to be drawn; and all of them but people's, to be kept for the next time. */
export interface Names {
  hills: Map<string, Label>
  spaces: Map<string, Label>
  boundary: string
  kept: Omit<KeptLabels, 'people'>
}

/** The smaller hills of a view go without a name until one comes nearer. */
const MOST_SUMMITS = 200

/** Sets names for what is in view; each stays where it stood before while that place is free. What they take is added to the crowd. */
export function namesOf(
  { boundary }: SentHead,
  frame: Frame,
  crowd: Crowd,
  inView: Nameable,
  before: KeptLabels,
): Names {
  const sheet = { left: 0, top: 0, right: frame.width, bottom: frame.height }
  const onSheet = <T extends { spot: Spot }>(things: readonly T[]) =>
    things.filter(({ spot }) => inside(sheet, spot.x, spot.y))
  const summits = onSheet(inView.hills)
    .sort((a, b) => b.people - a.people || (a.id < b.id ? -1 : 1))
    .slice(0, MOST_SUMMITS)
  const stay = movedLabels(before.hills, summits, frame.zoom)
  const hills = placeHillNames(
    summits.map(({ spot, sign, ...hill }) => ({ ...hill, sign: sign ?? undefined, ...spot })),
    crowd,
    frame.name,
    boundary?.aggregate ? 6 : 0,
    stay,
  )
  const written = boundary === null ? null : boundaryName(boundary, frame, crowd, before.boundary)
  const tents = frame.name === 'compact' && frame.zoom < 1.2 ? [] : onSheet(inView.spaces)
  const tentsStay = movedLabels(before.spaces, tents, frame.zoom)
  const spaces = tents
    .map(({ id, name, spot }) => {
      const stays = tentsStay.get(id)
      if (stays === undefined || !isFree(stays.box, crowd)) {
        return placeBeside(id, name, spot, { x: 14, y: 10 }, crowd, 11.5)
      }
      crowd.taken.push(stays.box)
      return stays
    })
    .filter((label) => label !== null)
  return {
    hills: new Map(hills.map((label) => [label.id, label])),
    spaces: new Map(spaces.map((label) => [label.id, label])),
    boundary: written && boundary ? drawBoundaryName(boundary, written.path, boundaryNameSize(frame), 'live') : '',
    kept: {
      hills: labelsToKeep(hills, stay, before.hills, summits, frame.zoom),
      spaces: labelsToKeep(spaces, tentsStay, before.spaces, tents, frame.zoom),
      boundary: written && { ...written, from: { x: frame.x0, y: frame.y0 }, zoom: frame.zoom },
    },
  }
}

/** The name of the boundary along its line: where it stood, while the zoom is the same and nothing came in its way. */
function boundaryName(boundary: SentBoundary, frame: Frame, crowd: Crowd, before: KeptLabels['boundary']) {
  const stays = before !== null && before.zoom === frame.zoom ? movedName(before, frame) : null
  const isStill = stays?.boxes.every((box) => isFree(box, crowd)) ?? false
  const lines = boundary.lines
    .map(({ points }) => points.map((point) => project(frame, point)))
    .map((line) => line.filter(({ x, y }) => x > 0 && x < frame.width && y > 0 && y < frame.height))
    .filter((line) => line.length > 1)
  const written = isStill ? stays : placeBoundaryName(boundary.name, lines, crowd, boundaryNameSize(frame))
  crowd.taken.push(...(written?.boxes ?? []))
  return written
}

function movedName({ path, boxes, from }: NonNullable<KeptLabels['boundary']>, { x0, y0, zoom }: Frame) {
  const [dx, dy] = [(from.x - x0) * zoom, (from.y - y0) * zoom]
  return {
    path: path.map(({ x, y }) => ({ x: x + dx, y: y + dy })),
    boxes: boxes.map((box) => movedBox(box, dx, dy)),
  }
}
