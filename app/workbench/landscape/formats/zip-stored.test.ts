import { expect, test } from 'vitest'
import { usualLimits } from './limits.ts'
import { allBytes, fileFromBytes } from './named-file.ts'
import { readZip } from './read-zip.ts'
import { startReading } from './reading.ts'
import { zipFolder } from './zip-folder.ts'
import { unzipped, zipStored } from './zip-stored.ts'

const files = new Map([
  ['people.csv', 'id,name\np001,Ana\n'],
  ['maré/águas.txt', 'ligação\n'.repeat(900)],
  ['empty.csv', ''],
])
const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes)
const texts = (found: Map<string, Uint8Array> | null) =>
  found && new Map([...found].map(([name, bytes]) => [name, text(bytes)]))

test('what is zipped in a browser is read by the server', async () => {
  const inside = await readZip(fileFromBytes('a.zip', zipStored(files)), startReading(usualLimits))
  const read = await Promise.all(
    inside!.map(async (file) => [file.name, text((await allBytes(file, 2 ** 20))!)] as const),
  )
  expect(new Map(read)).toEqual(files)
})

test('what the server zips, deflated, is read in a browser', async () => {
  const packed = new Uint8Array(await zipFolder(files))
  expect(packed.length).toBeLessThan(2000)
  expect(texts(await unzipped(packed, 2 ** 20))).toEqual(files)
  expect(texts(await unzipped(zipStored(files), 2 ** 20))).toEqual(files)
})

test('what is no archive, is damaged at any place, or is too large gives nothing', async () => {
  expect(await unzipped(new Uint8Array(100), 2 ** 20)).toBeNull()
  const packed = new Uint8Array(await zipFolder(files))
  expect(await unzipped(packed, 100)).toBeNull()
  const whole = JSON.stringify([...files])
  for (let at = 0; at < packed.length; at += 7) {
    const damaged = packed.slice()
    damaged[at] = damaged[at]! ^ 0x55
    const found = texts(await unzipped(damaged, 2 ** 20))
    // names and dates may differ; what is in the files is as it was, or nothing is given
    if (found)
      expect(JSON.stringify([...found.values()])).toBe(JSON.stringify([...files.values()].slice(0, found.size)))
  }
  expect(whole).toContain('Ana')
})
