import { deflateRawSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { ZipFile } from 'yazl'
import type { Limits } from './limits.ts'
import { fileFromBytes } from './named-file.ts'
import { readLandscape } from './read-landscape.ts'
import { zipFolder } from './zip-folder.ts'

const people = 'id,name\na,Ana\n'

async function read(bytes: Uint8Array, limits: Partial<Limits> = {}, name = 'export.zip') {
  const outcome = await readLandscape([fileFromBytes(name, bytes)], { limits })
  return {
    names: outcome.kind === 'read' ? outcome.drawn.people.map((one) => one.name) : null,
    told: outcome.problems.map(({ file, code }) => `${file} ${code}`),
  }
}

/** The bytes of an archive with one place in it changed, as damage or malice would. */
function changed(bytes: Uint8Array, from: string, to: string): Uint8Array {
  const text = Buffer.from(bytes).toString('latin1')
  if (!text.includes(from)) throw new Error(`The archive has no ${from}`)
  return Buffer.from(text.replaceAll(from, to), 'latin1')
}

describe('an archive', () => {
  test('of a folder is read, also when the folder itself was packed and under another name', async () => {
    const inside = await zipFolder(
      new Map([
        ['coast/people.csv', people],
        ['coast/landscape.json', about()],
      ]),
    )
    expect(await read(inside)).toEqual({ names: ['Ana'], told: [] })
    expect(await read(inside, {}, 'people.csv')).toEqual({ names: ['Ana'], told: [] })
  })

  test('says which files are none of ours, and passes over the shadows of macOS', async () => {
    const files = new Map([
      ['people.csv', people],
      ['notes.txt', 'hello'],
      ['older.zip', 'PK'],
      ['__MACOSX/._people.csv', 'x'],
      ['.DS_Store', 'x'],
      ['ties.csv', 'from,to\n'],
    ])
    expect(await read(await zipFolder(files))).toEqual({
      names: ['Ana'],
      told: ['older.zip zip-inside', 'notes.txt file-not-known', 'ties.csv only-header'],
    })
  })

  test('with a path that leads outside is not opened', async () => {
    const bytes = changed(await zipFolder(new Map([['xx/people.csv', people]])), 'xx/', '../')
    expect((await read(bytes)).told).toEqual(['export.zip zip-path'])
  })

  test('that was cut short or changed on the way is not half read', async () => {
    const bytes = await zipFolder(new Map([['people.csv', people.repeat(50)]]))
    expect((await read(bytes.subarray(0, bytes.length - 30))).told).toEqual(['export.zip zip-damaged'])
    const bent = Uint8Array.from(bytes)
    bent[45]! ^= 0xff
    expect((await read(bent)).told).toEqual(['export.zip zip-damaged'])
  })

  test('with a wrong checksum is not read', async () => {
    const bytes = Buffer.from(await zipFolder(new Map([['people.csv', people]])))
    const central = bytes.indexOf(Buffer.from('504b0102', 'hex'))
    bytes.writeUInt32LE(1, central + 16)
    expect((await read(bytes)).told).toEqual(['export.zip zip-damaged'])
  })

  test('locked with a password says so', async () => {
    const bytes = Buffer.from(await zipFolder(new Map([['people.csv', people]])))
    bytes[6]! |= 1
    bytes[bytes.indexOf(Buffer.from('504b0102', 'hex')) + 8]! |= 1
    expect((await read(bytes)).told).toEqual(['export.zip zip-encrypted'])
  })

  test('that would unpack to something far larger is stopped while unpacking', async () => {
    const zeros = await zipFolder(new Map([['people.csv', Buffer.alloc(40 * 2 ** 20)]]))
    expect(deflateRawSync(Buffer.alloc(40 * 2 ** 20)).length).toBeLessThan(60_000)
    expect((await read(zeros)).told).toEqual(['export.zip zip-bomb'])
    const many = await zipFolder(
      new Map([
        ['people.csv', people.repeat(100)],
        ['ties.csv', people.repeat(100)],
      ]),
    )
    expect((await read(many, { unpackedBytes: 2000 })).told).toEqual(['export.zip zip-bomb'])
  })

  test('of too many files or too many bytes is refused before anything is read', async () => {
    const zip = new ZipFile()
    for (let at = 0; at < 12; at++) zip.addBuffer(Buffer.from('x'), `f${at}.csv`)
    zip.end()
    const chunks: Uint8Array[] = []
    for await (const chunk of zip.outputStream) chunks.push(chunk as Uint8Array)
    expect((await read(Buffer.concat(chunks), { zipEntries: 10 })).told).toEqual(['export.zip zip-too-many'])
    expect((await read(Buffer.concat(chunks), { zipBytes: 100 })).told).toEqual(['export.zip zip-too-large'])
  })

  test('without any file has nobody in it', async () => {
    expect((await read(await zipFolder(new Map()))).names).toBeNull()
  })
})

function about(): string {
  return JSON.stringify({ format: 'ecotone-landscape/1', name: 'Coast', basis: 'fictional' })
}
