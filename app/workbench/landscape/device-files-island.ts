import type { SketchFile } from './device/parts.ts'
import { readSketchFile as read, writeSketchFile as write } from './device/sketch-file.ts'
import type { DrawnLandscape } from './drawn-landscape.ts'

/** The part of a sketch on one's own device that writes and opens files; loaded when it is needed. */
export function writeSketchFile(drawn: DrawnLandscape): Blob {
  return write(drawn)
}

export function readSketchFile(file: File): Promise<SketchFile> {
  return read(file)
}
