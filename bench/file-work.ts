import type { NamedFile } from '../app/workbench/landscape/formats/named-file.ts'
import { fileFromBytes } from '../app/workbench/landscape/formats/named-file.ts'
import { readLandscape } from '../app/workbench/landscape/formats/read-landscape.ts'
import { writeFolder } from '../app/workbench/landscape/formats/write-folder.ts'
import { zipFolder } from '../app/workbench/landscape/formats/zip-folder.ts'
import type { Work } from './bench.ts'
import { inventedDrawing } from './invented-drawing.ts'

const size = '20,000 people, 200,000 ties'

function folder(): Map<string, Uint8Array> {
  const written = writeFolder(inventedDrawing({ people: 20_000, ties: 200_000 }))
  return new Map([...written].map(([name, text]) => [name, Buffer.from(text)]))
}

/** Cells by the letters between commas, with no care for quotes, checks or memory. */
function plainCells(files: Map<string, Uint8Array>): number {
  let cells = 0
  for (const bytes of files.values()) {
    for (const line of Buffer.from(bytes).toString('utf8').split('\n')) cells += line.split(',').length
  }
  return cells
}

async function read(files: NamedFile[]): Promise<void> {
  const { kind } = await readLandscape(files)
  if (kind !== 'read') throw new Error('The invented files could not be read.')
}

export const fileWork: Work[] = [
  {
    what: 'reading plain files',
    size,
    prepare() {
      const files = folder()
      const named = [...files].map(([name, bytes]) => fileFromBytes(name, bytes))
      return { ours: () => read(named), plain: () => plainCells(files) }
    },
  },
  {
    what: 'reading a .zip',
    size,
    async prepare() {
      const files = folder()
      const zip = await zipFolder(files)
      return { ours: () => read([fileFromBytes('landscape.zip', zip)]), plain: () => plainCells(files) }
    },
  },
]
