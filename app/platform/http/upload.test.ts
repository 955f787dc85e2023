import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { testOrigin, testShell } from '../../../test/support/web.ts'
import { allowBody } from './body.ts'
import { readMultipart } from './multipart.ts'
import { type UploadedFile, withUpload } from './upload.ts'

interface Seen {
  sent: Record<string, unknown>
  files: (UploadedFile & { content: string })[]
}

let seen: Seen | undefined

function shell() {
  const app = testShell()
  app.post('/bring', allowBody(60_000_000), (c) =>
    withUpload(c, async ({ sent, files }) => {
      const read = files.map(async (file) => ({ ...file, content: (await readFile(file.path)).toString('latin1') }))
      seen = { sent, files: await Promise.all(read) }
      return c.text('taken')
    }),
  )
  return app
}

function bring(form: FormData): Request {
  return new Request(`${testOrigin}/bring`, { method: 'POST', body: form })
}

describe('a form with files', () => {
  test('gives the fields as text and the files on disk, and leaves nothing behind', async () => {
    const form = new FormData()
    form.set('name', 'Arrábida\r\ncoast')
    form.append('practice', 'a')
    form.append('practice', 'b')
    form.set('sheet', new Blob(['id,name\n1,Zulmira\n'], { type: 'text/csv' }), '../../etc/pessoas "1".csv')
    expect((await shell().fetch(bring(form))).status).toBe(200)
    expect(seen?.sent).toEqual({ name: 'Arrábida\ncoast', practice: ['a', 'b'] })
    expect(seen?.files).toHaveLength(1)
    expect(seen?.files[0]).toMatchObject({ field: 'sheet', name: 'pessoas "1".csv', type: 'text/csv', bytes: 18 })
    expect(existsSync(seen!.files[0]!.path)).toBe(false)
  })

  test('in which no file was chosen gives none', async () => {
    const body = '--x\r\nContent-Disposition: form-data; name="a"; filename=""\r\n\r\n\r\n--x--\r\n'
    const headers = { 'content-type': 'multipart/form-data; boundary=x' }
    await shell().fetch(new Request(`${testOrigin}/bring`, { method: 'POST', body, headers }))
    expect(seen).toEqual({ sent: {}, files: [] })
  })

  test('of 25 MB passes whole', async () => {
    const form = new FormData()
    const block = new Uint8Array(1_000_000).map((_, i) => (i * 31) % 251)
    form.set('big', new Blob(Array.from({ length: 25 }, () => block)), 'big.zip')
    await shell().fetch(bring(form))
    expect(seen?.files[0]?.bytes).toBe(25_000_000)
    expect(seen?.files[0]?.content.slice(24_999_000)).toBe(Buffer.from(block.slice(999_000)).toString('latin1'))
  })

  test.each([
    [
      'that ends early',
      'multipart/form-data; boundary=x',
      '--x\r\nContent-Disposition: form-data; name="a"\r\n\r\nhalf',
    ],
    ['without its boundary', 'multipart/form-data', 'anything'],
    ['whose part has no name', 'multipart/form-data; boundary=x', '--x\r\nContent-Type: text/plain\r\n\r\na\r\n--x--'],
    ['whose header never ends', 'multipart/form-data; boundary=x', `--x\r\n${'a'.repeat(20_000)}\r\n\r\n\r\n--x--`],
    ['that is none', 'text/plain', 'hello'],
    ['that is empty', 'multipart/form-data; boundary=x', ''],
  ])('%s is refused with 400', async (_, type, body) => {
    const request = new Request(`${testOrigin}/bring`, { method: 'POST', body, headers: { 'content-type': type } })
    expect((await shell().fetch(request)).status).toBe(400)
  })

  test('beyond what the route allows is refused with 413', async () => {
    const head = Buffer.from('--x\r\nContent-Disposition: form-data; name="a"; filename="a"\r\n\r\n')
    let sent = 0
    const endless = new ReadableStream({
      pull: (controller) => controller.enqueue(sent++ === 0 ? head : new Uint8Array(1_000_000)),
    })
    const headers = { 'content-type': 'multipart/form-data; boundary=x' }
    const request = new Request(`${testOrigin}/bring`, {
      method: 'POST',
      body: endless,
      headers,
      duplex: 'half',
    } as RequestInit)
    expect((await shell().fetch(request)).status).toBe(413)
    expect(sent).toBeLessThan(70)
  })
})

test('however the body is cut into chunks, the parts come out the same', async () => {
  const content = 'a\r\n--not the boundary\r\n-\r\n--\r\n--x'
  const body = Buffer.from(`--xyz\r\nContent-Disposition: form-data; name="f"\r\n\r\n${content}\r\n--xyz--\r\n`)
  await fc.assert(
    fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 1 }), async (sizes) => {
      const pieces: Buffer[] = []
      for await (const event of readMultipart(cut(body, sizes), 'xyz'))
        if (event.kind === 'bytes') pieces.push(Buffer.from(event.bytes))
      expect(Buffer.concat(pieces).toString()).toBe(content)
    }),
    { seed: 7, numRuns: 200 },
  )
})

async function* cut(body: Buffer, sizes: number[]): AsyncGenerator<Uint8Array> {
  for (let at = 0, i = 0; at < body.length; i++) {
    const size = sizes[i % sizes.length]!
    yield body.subarray(at, at + size)
    at += size
  }
}
