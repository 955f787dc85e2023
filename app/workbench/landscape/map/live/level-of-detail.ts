/** What is shown at a zoom. */
export interface Detail {
  level: Level
  /** how visible people are, 0 to 1 */
  people: number
  /** how visible ties that cross nothing are, 0 to 1 */
  ties: number
  /** how visible the halves of crossing ties are, 0 to 1: all together they hide the ground */
  strands: number
  /** most names of people */
  names: number
}

export type Level = 'far' | 'middle' | 'near' | 'close'

/** CSS pixels for a map unit from which each level begins. */
const begins: readonly (readonly [Level, number])[] = [
  ['close', 3],
  ['near', 1.9],
  ['middle', 0.6],
  ['far', 0],
]
/** So much past a threshold before a level changes, so that nothing flickers. */
const SLACK = 0.08

const shown: Readonly<Record<Level, Omit<Detail, 'level'>>> = {
  far: { people: 0, ties: 0.07, strands: 0.3, names: 0 },
  middle: { people: 1, ties: 0.24, strands: 0.5, names: 0 },
  near: { people: 1, ties: 0.28, strands: 0.46, names: 60 },
  close: { people: 1, ties: 0.34, strands: 0.4, names: 400 },
}

/**
 * What to show at a zoom, in CSS pixels for a map unit of the usual scale. Within 8 % around a threshold it stays as it was.
 *
 * @param divided a boundary is drawn: then ties that cross nothing step back
 */
export function detailAt(zoom: number, before: Level | null, divided: boolean): Detail {
  return shownAt(levelAt(zoom, before), divided)
}

/** What is shown at a level. */
export function shownAt(level: Level, divided: boolean): Detail {
  const { ties, ...rest } = shown[level]
  return { level, ...rest, ties: divided ? ties * 0.66 : ties }
}

function levelAt(zoom: number, before: Level | null): Level {
  const fresh = begins.find(([, from]) => zoom >= from)![0]
  if (before === null || before === fresh) return fresh
  const [low, high] = [zoom / (1 + SLACK), zoom * (1 + SLACK)]
  const stays = [low, high].some((near) => begins.find(([, from]) => near >= from)![0] === before)
  return stays ? before : fresh
}

/** What is shown on the way from one level to the next; names change at once. */
export function easedDetail(from: Detail, to: Detail, share: number): Detail {
  const mixed = (what: 'people' | 'ties' | 'strands') => from[what] + (to[what] - from[what]) * share
  return { ...to, people: mixed('people'), ties: mixed('ties'), strands: mixed('strands') }
}
