import { type FileHandle, mkdtemp, open, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Context } from 'hono'
import { BodyUnreadable, collectSent, type Sent } from './body.ts'
import { multipartBoundary, readMultipart } from './multipart.ts'

/** A file as it was sent, lying in a temporary folder under a name of ours. */
export interface UploadedFile {
  field: string
  /** The name it had where it came from, without folders. To be shown, never to be used as a path. */
  name: string
  type: string
  path: string
  bytes: number
}

export interface Upload {
  sent: Sent
  files: UploadedFile[]
}

const mostText = 1_000_000
const mostFiles = 100

/**
 * Reads a form with files, which are written to disk as they arrive and are gone when `work` is done. An empty file field (nothing
 * chosen) gives no file. The route says with `allowBody` how much may come; memory stays at a few chunks whatever the size.
 */
export async function withUpload<T>(c: Context, work: (upload: Upload) => Promise<T>): Promise<T> {
  const boundary = multipartBoundary(c.req.header('content-type'))
  const body = c.req.raw.body
  if (!boundary || !body) throw new BodyUnreadable('A form with files was expected, but the body is none.')
  const folder = await mkdtemp(join(tmpdir(), 'ecotone-upload-'))
  try {
    return await work(await readInto(folder, body, boundary))
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function readInto(folder: string, body: ReadableStream<Uint8Array>, boundary: string): Promise<Upload> {
  const pairs: [string, string][] = []
  const files: UploadedFile[] = []
  let text = 0
  let part: Part | undefined
  try {
    for await (const event of readMultipart(body, boundary)) {
      if (event.kind === 'part') part = await beginPart(folder, files.length, event)
      else if (event.kind === 'end of part') await endPart(part!, pairs, files)
      else if (part?.handle) part.bytes += (await part.handle.write(event.bytes)).bytesWritten
      else {
        text += event.bytes.length
        if (text > mostText) throw new BodyUnreadable('The text fields of the form are too long.')
        part?.text.push(Buffer.from(event.bytes))
      }
    }
  } finally {
    await part?.handle?.close().catch(() => undefined)
  }
  return { sent: collectSent(pairs), files }
}

interface Part {
  name: string
  fileName: string | null
  type: string
  text: Buffer[]
  path: string
  handle: FileHandle | undefined
  bytes: number
}

async function beginPart(
  folder: string,
  index: number,
  { name, fileName, type }: { name: string; fileName: string | null; type: string },
): Promise<Part> {
  if (index >= mostFiles) throw new BodyUnreadable(`The form holds more than ${mostFiles} files.`)
  const path = join(folder, String(index))
  const handle = fileName === null ? undefined : await open(path, 'w', 0o600)
  return { name, fileName, type, text: [], path, handle, bytes: 0 }
}

async function endPart(part: Part, pairs: [string, string][], files: UploadedFile[]): Promise<void> {
  if (!part.handle) {
    pairs.push([part.name, Buffer.concat(part.text).toString('utf8')])
    return
  }
  await part.handle.close()
  part.handle = undefined
  const { name: field, type, path, bytes } = part
  if (part.fileName || bytes > 0) files.push({ field, name: shownName(part.fileName ?? ''), type, path, bytes })
}

function shownName(name: string): string {
  const last = name.split(/[/\\]/).at(-1) ?? ''
  return last.replace(/\p{Cc}/gu, '').slice(0, 200) || 'file'
}
