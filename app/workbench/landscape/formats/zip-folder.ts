import { ZipFile } from 'yazl'

/** One archive of the files, the same bytes for the same files: dates inside are fixed. */
export async function zipFolder(files: ReadonlyMap<string, string | Uint8Array>): Promise<Uint8Array> {
  const zip = new ZipFile()
  const mtime = new Date(2000, 0, 1)
  for (const [name, content] of files) {
    zip.addBuffer(Buffer.from(content), name, { mtime, forceDosTimestamp: true })
  }
  zip.end()
  const chunks: Uint8Array[] = []
  for await (const chunk of zip.outputStream) chunks.push(chunk as Uint8Array)
  return Buffer.concat(chunks)
}
