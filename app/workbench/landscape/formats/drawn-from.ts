import type { DrawnLandscape } from '../drawn-landscape.ts'
import { drawGraph } from './draw-graph.ts'
import type { GraphMap } from './graph-map.ts'
import type { PlainNames } from './read-folder.ts'
import type { LandscapeFormat, ReadOptions } from './read-landscape.ts'
import type { Reading } from './reading.ts'

/** What was found in the files, and of which format they are. */
export interface Found {
  format: LandscapeFormat
  drawn: DrawnLandscape
}

/** A landscape drawn from a map of things and connections, wherever it stood. */
export function drawnFrom(
  file: string,
  map: GraphMap,
  reading: Reading,
  names: PlainNames,
  { basis, kumuTypes }: ReadOptions,
): Found | null {
  const drawn = drawGraph(file, map, reading, { name: names.landscape, basis, types: kumuTypes })
  return drawn && { format: map.format, drawn }
}
