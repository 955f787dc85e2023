import type { DrawnLandscape } from '../drawn-landscape.ts'
import { usualLimits } from '../formats/limits.ts'
import { fileFromBytes } from '../formats/named-file.ts'
import { readFolder } from '../formats/read-folder.ts'
import { startReading } from '../formats/reading.ts'
import { writeFolder } from '../formats/write-folder.ts'
import { unzipped, zipStored } from '../formats/zip-stored.ts'
import type { SketchFile } from './parts.ts'

/** Larger files are no sketch; they come in on the server, where there is room for them. */
const mostBytes = 20 * 2 ** 20

/** A sketch as our folder in one .zip: what the server brings in, and what a spreadsheet opens. */
export function writeSketchFile(drawn: DrawnLandscape): Blob {
  return new Blob([zipStored(writeFolder(drawn))], { type: 'application/zip' })
}

/** A sketch from such a file, read by the same readers as on the server. Only sketches of one's own are opened here. */
export async function readSketchFile(file: File): Promise<SketchFile> {
  if (file.size > mostBytes) return { kind: 'refused', reason: 'too-large' }
  const inside = await unzipped(new Uint8Array(await file.arrayBuffer()), mostBytes)
  if (inside === null) return { kind: 'refused', reason: 'not-ours' }
  const reading = startReading(usualLimits)
  const name = file.name.replace(/\.zip$/i, '')
  const files = [...inside].map(([path, bytes]) => fileFromBytes(path, bytes))
  const drawn = await readFolder(files, reading, { landscape: name, place: '' })
  if (drawn === null) return { kind: 'refused', reason: 'not-ours' }
  if (drawn.about.basis !== 'own-sketch') return { kind: 'refused', reason: 'not-a-sketch' }
  return { kind: 'read', drawn, refused: reading.files.reduce((sum, { refused }) => sum + refused, 0) }
}
