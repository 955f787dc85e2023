/** Whole pixels of a picture without end, right and bottom not included. */
export interface Area {
  left: number
  top: number
  right: number
  bottom: number
}

/** What is painted of a picture after it was asked for an area: what holds from then on, and what has to be painted for it. */
export interface Growth {
  holds: Area
  strips: readonly Area[]
}

/**
 * Lets what is painted grow so that it holds an area: by strips on the sides that lack something, a little further than is asked for, so that
 * the next small move lacks nothing. What is farthest from the area is given up where the whole would be larger than `most`.
 *
 * @param before what is painted; null when nothing is
 * @param ahead how much further a strip reaches, in pixels
 */
export function grown(
  before: Area | null,
  wanted: Area,
  most: { width: number; height: number },
  ahead: number,
): Growth {
  const apart =
    before === null ||
    before.left >= wanted.right ||
    before.right <= wanted.left ||
    before.top >= wanted.bottom ||
    before.bottom <= wanted.top
  if (apart) return { holds: wanted, strips: [wanted] }
  const [left, right] = along([before.left, before.right], [wanted.left, wanted.right], most.width, ahead)
  const [top, bottom] = along([before.top, before.bottom], [wanted.top, wanted.bottom], most.height, ahead)
  const kept = {
    left: Math.max(before.left, left),
    right: Math.min(before.right, right),
    top: Math.max(before.top, top),
    bottom: Math.min(before.bottom, bottom),
  }
  const strips = [
    { left, right: kept.left, top: kept.top, bottom: kept.bottom },
    { left: kept.right, right, top: kept.top, bottom: kept.bottom },
    { left, right, top, bottom: kept.top },
    { left, right, top: kept.bottom, bottom },
  ]
  return {
    holds: { left, top, right, bottom },
    strips: strips.filter((strip) => strip.left < strip.right && strip.top < strip.bottom),
  }
}

/** From where to where, in one direction. */
function along(
  [from, to]: readonly [number, number],
  [first, last]: readonly [number, number],
  most: number,
  ahead: number,
): [number, number] {
  const spare = Math.min(ahead, most - (last - first))
  if (first < from) return [first - spare, Math.min(Math.max(to, last), first - spare + most)]
  if (last > to) return [Math.max(from, last + spare - most), last + spare]
  return [from, to]
}

/** Cuts an area where the tiles of an endless floor meet. */
export function cutAtTiles(area: Area, tile: { width: number; height: number }): Area[] {
  return pieces(area.left, area.right, tile.width).flatMap(([left, right]) =>
    pieces(area.top, area.bottom, tile.height).map(([top, bottom]) => ({ left, top, right, bottom })),
  )
}

function pieces(from: number, to: number, size: number): [number, number][] {
  const found: [number, number][] = []
  for (let at = from; at < to; ) {
    const end = Math.min(to, (Math.floor(at / size) + 1) * size)
    found.push([at, end])
    at = end
  }
  return found
}
