import { deflateSync } from 'node:zlib'
import sharp from 'sharp'
import { describe, expect, test } from 'vitest'
import { type ImageRefusal, mostImageBytes, reencodeImage, unpackApart } from './reencode-image.ts'

const plain = { create: { width: 300, height: 200, channels: 3 as const, background: '#2a7' } }
const marks = 'GPS 38.4800 N, Zulmira'
const withMarks = { IFD0: { Copyright: marks, Artist: marks, ImageDescription: marks } }

const png = await sharp(plain).png().toBuffer()
const jpeg = await sharp(plain).withExif(withMarks).withIccProfile('p3').jpeg().toBuffer()
const webp = await sharp(plain).withExif(withMarks).webp().toBuffer()
const avif = await sharp(plain).withExif(withMarks).avif({ effort: 0 }).toBuffer()

const made = (bytes: Buffer, saidType = '') => reencodeImage(bytes, { saidType, sides: [96, 256] })
const refused = (reason: ImageRefusal) => ({ kind: 'refused', reason })

/** One chunk of a PNG, with a checksum that holds. */
function chunk(type: string, content: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type), content])
  const sized = Buffer.alloc(4)
  sized.writeUInt32BE(content.length)
  const sum = Buffer.alloc(4)
  sum.writeUInt32BE(crc(body))
  return Buffer.concat([sized, body, sum])
}

function crc(bytes: Buffer): number {
  let sum = ~0
  for (const byte of bytes) {
    sum ^= byte
    for (let bit = 0; bit < 8; bit++) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0)
  }
  return ~sum >>> 0
}

/** A PNG whose head says it is as large as that, with next to nothing in it. */
function saysItIs(width: number, height: number): Buffer {
  const head = Buffer.alloc(13)
  head.writeUInt32BE(width, 0)
  head.writeUInt32BE(height, 4)
  head.set([8, 2, 0, 0, 0], 8)
  return Buffer.concat([
    png.subarray(0, 8),
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(Buffer.alloc(1000))),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

describe('a picture', () => {
  test.each([
    ['JPEG', jpeg, 'image/jpeg'],
    ['JPEG under its other name', jpeg, 'image/jpg'],
    ['PNG', png, 'image/png'],
    ['WebP', webp, 'image/webp'],
    ['AVIF', avif, 'image/avif'],
    ['PNG without a type', png, ''],
  ])('D24: %s is made anew as WebP in the sizes asked for', async (_, bytes, type) => {
    const outcome = await made(bytes, type)
    if (outcome.kind !== 'made') throw new Error(outcome.reason)
    expect(outcome.sizes.map(({ width, height, type: madeType }) => [width, height, madeType])).toEqual([
      [96, 96, 'image/webp'],
      [256, 256, 'image/webp'],
    ])
    for (const one of outcome.sizes) expect((await sharp(one.bytes).metadata()).format).toBe('webp')
  })

  test('D24: loses where it was taken, by whom, its colour profile, and whatever else was in the file beside what one sees', async () => {
    for (const bytes of [jpeg, webp, avif]) {
      expect(bytes.includes('Zulmira')).toBe(true)
      const outcome = await made(bytes)
      if (outcome.kind !== 'made') throw new Error(outcome.reason)
      for (const one of outcome.sizes) {
        const { exif, icc, xmp, iptc, space } = await sharp(one.bytes).metadata()
        expect([exif, icc, xmp, iptc, space]).toEqual([undefined, undefined, undefined, undefined, 'srgb'])
        expect(one.bytes.includes('Zulmira')).toBe(false)
      }
    }
  })

  test('D24: is turned upright as its camera meant', async () => {
    const halves = await sharp({ create: { width: 200, height: 200, channels: 3, background: '#f00' } })
      .composite([{ input: { create: { width: 200, height: 100, channels: 3, background: '#00f' } }, top: 0, left: 0 }])
      .png()
      .toBuffer()
    const turned = await sharp(halves).withMetadata({ orientation: 3 }).jpeg().toBuffer()
    const outcome = await made(turned)
    if (outcome.kind !== 'made') throw new Error(outcome.reason)
    const { data } = await sharp(outcome.sizes[0]!.bytes).raw().toBuffer({ resolveWithObject: true })
    expect(data[0]! > data[2]!, 'red is on top now').toBe(true)
  })

  test('D24: of equal sight has an equal name, and of another sight another', async () => {
    const [one, again, other] = await Promise.all([png, png, saysRed()].map(async (bytes) => made(await bytes)))
    const name = (outcome: typeof one) => (outcome?.kind === 'made' ? outcome.sizes[0]!.hash : null)
    expect(name(one)).toBe(name(again))
    expect(name(one)).not.toBe(name(other))
  })
})

function saysRed(): Promise<Buffer> {
  return sharp({ create: { ...plain.create, background: '#f00' } })
    .png()
    .toBuffer()
}

const svg = '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(1)</script></svg>'
const gif = await sharp(plain).gif().toBuffer()
const page = '<!doctype html><script>alert(1)</script>'
const moving = await sharp([png, await saysRed()], { join: { animated: true } })
  .webp()
  .toBuffer()

const hostile: [string, Buffer, ImageRefusal, string?][] = [
  ['an SVG', Buffer.from(svg), 'vector', 'image/svg+xml'],
  ['an SVG that calls itself a PNG', Buffer.from(svg), 'vector', 'image/png'],
  ['an SVG behind a mark and spaces', Buffer.from(`\uFEFF \n${svg}`), 'vector'],
  [
    'XML with entities that grow',
    Buffer.from('<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><svg>&b;</svg>'),
    'vector',
  ],
  ['a web page', Buffer.from(page), 'vector', 'image/png'],
  ['a GIF', gif, 'not-a-picture', 'image/gif'],
  ['a PDF', Buffer.from('%PDF-1.7 …'), 'not-a-picture'],
  ['nothing at all', Buffer.alloc(0), 'not-a-picture'],
  ['words', Buffer.from('just words'), 'not-a-picture', 'image/jpeg'],
  ['a telephone’s HEIC', Buffer.concat([Buffer.of(0, 0, 0, 24), Buffer.from('ftypheic')]), 'heic'],
  ['a PNG that says it is a JPEG', png, 'another-kind-than-it-says', 'image/jpeg'],
  ['a JPEG that says it is an SVG', jpeg, 'another-kind-than-it-says', 'image/svg+xml'],
  ['a PNG that says it is a page', png, 'another-kind-than-it-says', 'text/html'],
  ['a bomb of 60,000 × 60,000 in a few bytes', saysItIs(60_000, 60_000), 'too-many-pixels'],
  ['a ribbon of 40,000 × 2', saysItIs(40_000, 2), 'too-many-pixels'],
  ['a picture without width', saysItIs(0, 100), 'broken'],
  ['a PNG whose pixels are missing', saysItIs(2_000, 2_000), 'broken'],
  ['a PNG that was cut off', png.subarray(0, png.length - 20), 'broken'],
  ['a JPEG that was cut off', jpeg.subarray(0, Math.floor(jpeg.length / 2)), 'broken'],
  ['a WebP that was cut off', webp.subarray(0, webp.length - 10), 'broken'],
  ['a JPEG of nothing but its beginning', Buffer.of(0xff, 0xd8, 0xff, 0xe0), 'broken'],
  ['a PNG of nothing but its beginning', png.subarray(0, 8), 'broken'],
  ['a moving WebP', moving, 'moving'],
  ['a PNG with an archive behind it', Buffer.concat([png, Buffer.from('PK\x03\x04 an archive')]), 'two-files-in-one'],
  ['a JPEG with a page behind it', Buffer.concat([jpeg, Buffer.from(page)]), 'two-files-in-one'],
  ['a WebP with a PDF behind it', Buffer.concat([webp, Buffer.from('\n%PDF-1.7')]), 'two-files-in-one'],
  [
    'a JPEG with an archive far behind it',
    Buffer.concat([jpeg, Buffer.alloc(9000), Buffer.from('PK\x05\x06')]),
    'two-files-in-one',
  ],
  ['a file beyond the limit', Buffer.concat([png, Buffer.alloc(mostImageBytes)]), 'too-large'],
]

test.each(hostile)('D24: %s is refused', async (_, bytes, reason, saidType) => {
  expect(await made(bytes, saidType)).toEqual(refused(reason))
})

test('D24: what cameras append to a picture does not matter, and does not come along', async () => {
  const outcome = await made(Buffer.concat([jpeg, Buffer.from('\0\0\0\x18ftypmp42 a little film Zulmira')]))
  if (outcome.kind !== 'made') throw new Error(outcome.reason)
  expect(outcome.sizes.some(({ bytes }) => bytes.includes('film'))).toBe(false)
})

test('D24: words hidden in a comment of a picture do not come along', async () => {
  const comment = Buffer.from('<script>alert("hidden")</script>')
  const segment = Buffer.concat([Buffer.of(0xff, 0xfe, 0, comment.length + 2), comment])
  const outcome = await made(Buffer.concat([jpeg.subarray(0, 2), segment, jpeg.subarray(2)]))
  if (outcome.kind !== 'made') throw new Error(outcome.reason)
  expect(outcome.sizes.some(({ bytes }) => bytes.includes('hidden'))).toBe(false)
})

test('D24: whatever bytes of a picture are damaged, it is made or refused, and never a crash', async () => {
  let seed = 7
  const random = () => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648
    return seed / 2_147_483_648
  }
  for (const original of [jpeg, png, webp, avif]) {
    for (let n = 0; n < 25; n++) {
      const damaged = Buffer.from(original)
      for (let at = 0; at < 4; at++) damaged[Math.floor(random() * damaged.length)] = Math.floor(random() * 256)
      expect((await reencodeImage(damaged, { saidType: '', sides: [32] })).kind).toMatch(/^(made|refused)$/)
    }
  }
})

test('D24: a file that makes the decoder fall is a broken picture, and the program goes on', async () => {
  const falling = new URL('./falling-reader.fixture.ts', import.meta.url)
  expect(await unpackApart({ bytes: png, sides: [96] }, falling)).toEqual(refused('broken'))
  expect((await made(png)).kind).toBe('made')
})

test('D24: what reads pictures knows nothing of the program: neither its settings nor its secrets', async () => {
  process.env['ECOTONE_TEST_SECRET'] = 'zq-secret'
  try {
    const telling = new URL('./telling-reader.fixture.ts', import.meta.url)
    const told = await unpackApart({ bytes: png, sides: [96] }, telling)
    expect(told).toMatchObject({ kind: 'told' })
    expect(JSON.stringify(told)).not.toMatch(/zq-secret|ECOTONE/)
  } finally {
    delete process.env['ECOTONE_TEST_SECRET']
  }
})
