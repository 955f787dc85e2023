import { createHash } from 'node:crypto'
import sharp from 'sharp'
import { turns } from '../turns.ts'
import { endOfImage, imageKind, isTwoFiles } from './image-kind.ts'

/** A picture made anew: nothing of the file it came from is in it but what one sees. */
export interface MadeImage {
  width: number
  height: number
  type: 'image/webp'
  bytes: Buffer
  /** sha256 of the bytes, in hexadecimal */
  hash: string
}

export type ImageRefusal =
  | 'too-large'
  | 'vector'
  | 'heic'
  | 'not-a-picture'
  | 'another-kind-than-it-says'
  | 'two-files-in-one'
  | 'too-many-pixels'
  | 'moving'
  | 'broken'

/** A picture made anew as it is, in one width and in both forms. The hash is that of the WebP. */
export interface WideImage {
  width: number
  height: number
  webp: Buffer
  avif: Buffer
  hash: string
}

export type Reencoded = { kind: 'made'; sizes: MadeImage[] } | { kind: 'refused'; reason: ImageRefusal }

/** The largest file that is read, in bytes, and the most pixels that are unpacked: four bytes each, so 160 MB at the very most. */
export const mostImageBytes = 12_000_000
const mostPixels = 40_000_000
const mostSide = 12_000

// The decoders of everything else are not merely unused: they cannot be reached, whatever a file says it is.
sharp.block({ operation: ['VipsForeignLoad'] })
sharp.unblock({
  operation: ['VipsForeignLoadJpeg', 'VipsForeignLoadPng', 'VipsForeignLoadWebp', 'VipsForeignLoadHeif'],
})
sharp.cache(false)
sharp.concurrency(1)

/**
 * Unpacked at the same time by this process, whoever sent them: each takes a thread of the few that also read files and compress pages, and
 * up to 160 MB.
 */
const inTurn = turns(2)

/**
 * Makes a picture anew in square sizes, as WebP: upright, in sRGB, without where and when it was taken, by whom and with what. The file is
 * known by its bytes (JPEG, PNG, WebP or AVIF); how large it would be unpacked is asked before anything is unpacked. `saidType` is the type
 * it was sent with, which must not contradict. Costs up to a second of one processor for the largest.
 */
export function reencodeImage(
  bytes: Buffer,
  { saidType, sides }: { saidType: string; sides: readonly number[] },
): Promise<Reencoded> {
  return madeAnew(bytes, saidType, async () => {
    const sizes: MadeImage[] = []
    for (const side of sides) sizes.push(await square(bytes, side))
    return sizes
  })
}

/**
 * The same for a picture that keeps its shape: in widths, none wider than it came, as WebP and as AVIF. What is seen through stays so. Costs
 * up to some five seconds of one processor for the largest.
 */
export function reencodeWide(
  bytes: Buffer,
  { saidType, widths }: { saidType: string; widths: readonly number[] },
): Promise<{ kind: 'made'; sizes: WideImage[] } | { kind: 'refused'; reason: ImageRefusal }> {
  return madeAnew(bytes, saidType, async () => {
    const { autoOrient } = await open(bytes).metadata()
    const wanted = [...new Set(widths.map((width) => Math.min(width, autoOrient.width)))]
    const sizes: WideImage[] = []
    for (const width of wanted) sizes.push(await wide(bytes, width))
    return sizes
  })
}

/** A picture in a form that every program knows. */
export interface PlainImage {
  type: 'image/jpeg' | 'image/png'
  bytes: Buffer
}

/** One of our own pictures as JPEG, or as PNG where one sees through it: for books, whose readers know neither WebP nor AVIF. */
export function plainImage(webp: Buffer): Promise<PlainImage> {
  return inTurn('pictures', async () => {
    const { hasAlpha } = await open(webp).metadata()
    if (hasAlpha) return { type: 'image/png', bytes: await open(webp).png({ compressionLevel: 9 }).toBuffer() }
    return { type: 'image/jpeg', bytes: await open(webp).jpeg({ quality: 82, progressive: true }).toBuffer() }
  })
}

async function madeAnew<Made>(
  bytes: Buffer,
  saidType: string,
  make: () => Promise<Made[]>,
): Promise<{ kind: 'made'; sizes: Made[] } | { kind: 'refused'; reason: ImageRefusal }> {
  if (bytes.length > mostImageBytes) return { kind: 'refused', reason: 'too-large' }
  const kind = imageKind(bytes)
  if (kind === 'vector' || kind === 'heic') return { kind: 'refused', reason: kind }
  if (kind === 'other') return { kind: 'refused', reason: 'not-a-picture' }
  if (contradicts(saidType, kind)) return { kind: 'refused', reason: 'another-kind-than-it-says' }
  const end = endOfImage(bytes, kind)
  if (end === null) return { kind: 'refused', reason: 'broken' }
  if (isTwoFiles(bytes, end)) return { kind: 'refused', reason: 'two-files-in-one' }
  return inTurn('pictures', () => unpacked(bytes, make))
}

async function unpacked<Made>(
  bytes: Buffer,
  make: () => Promise<Made[]>,
): Promise<{ kind: 'made'; sizes: Made[] } | { kind: 'refused'; reason: ImageRefusal }> {
  try {
    const refusal = await measured(bytes)
    if (refusal) return { kind: 'refused', reason: refusal }
    return { kind: 'made', sizes: await make() }
  } catch {
    // sharp throws for whatever cannot be read to its end; why is of no use to whoever sent it
    return { kind: 'refused', reason: 'broken' }
  }
}

function contradicts(saidType: string, kind: string): boolean {
  const said = saidType.toLowerCase().replace('image/jpg', 'image/jpeg')
  return said !== '' && said !== 'application/octet-stream' && said !== `image/${kind}`
}

function open(bytes: Buffer) {
  return sharp(bytes, { limitInputPixels: mostPixels, failOn: 'error', sequentialRead: true }).timeout({ seconds: 20 })
}

/** What the head of the file says of its size, before a pixel is read. */
async function measured(bytes: Buffer): Promise<ImageRefusal | null> {
  const { width, height, pages = 1 } = await sharp(bytes, { limitInputPixels: false, pages: 1 }).metadata()
  if (width * height > mostPixels || width > mostSide || height > mostSide) return 'too-many-pixels'
  return pages > 1 ? 'moving' : null
}

async function square(bytes: Buffer, side: number): Promise<MadeImage> {
  const made = await open(bytes)
    .autoOrient()
    .resize(side, side, { fit: 'cover', position: 'attention' })
    .flatten({ background: '#ffffff' })
    .toColourspace('srgb')
    .webp({ quality: 82 })
    .toBuffer({ resolveWithObject: true })
  const hash = createHash('sha256').update(made.data).digest('hex')
  return { width: made.info.width, height: made.info.height, type: 'image/webp', bytes: made.data, hash }
}

async function wide(bytes: Buffer, width: number): Promise<WideImage> {
  const resized = await open(bytes)
    .autoOrient()
    .resize({ width, withoutEnlargement: true })
    .toColourspace('srgb')
    .raw()
    .toBuffer({ resolveWithObject: true })
  const { width: across, height, channels } = resized.info
  const again = () => sharp(resized.data, { raw: { width: across, height, channels } })
  const webp = await again().webp({ quality: 80 }).toBuffer()
  const avif = await again().avif({ quality: 52, effort: 3 }).toBuffer()
  return { width: across, height, webp, avif, hash: createHash('sha256').update(webp).digest('hex') }
}
