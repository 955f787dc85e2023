import { createHash } from 'node:crypto'
import sharp from 'sharp'
import type { ImageRefusal, MadeImage, PlainImage, WideImage } from './reencode-image.ts'

/** A file whose kind is known, and what is to be made of it: square pictures of these sides, or pictures of these widths. */
export type ImageTask = { bytes: Uint8Array } & ({ sides: readonly number[] } | { widths: readonly number[] })

export type Unpacked =
  | { kind: 'made'; squares: MadeImage[]; wides: WideImage[] }
  | { kind: 'refused'; reason: ImageRefusal }

const mostPixels = 40_000_000
const mostSide = 12_000

// The decoders of everything else are not merely unused: they cannot be reached, whatever a file says it is.
sharp.block({ operation: ['VipsForeignLoad'] })
sharp.unblock({
  operation: ['VipsForeignLoadJpeg', 'VipsForeignLoadPng', 'VipsForeignLoadWebp', 'VipsForeignLoadHeif'],
})
sharp.cache(false)
sharp.concurrency(1)

/** Unpacks a picture that somebody sent and makes it anew. Runs in `image-worker.ts`: what reads it is native code that others wrote. */
export async function unpackImage(task: ImageTask): Promise<Unpacked> {
  const bytes = Buffer.from(task.bytes)
  try {
    const refusal = await measured(bytes)
    if (refusal) return { kind: 'refused', reason: refusal }
    const squares: MadeImage[] = []
    const wides: WideImage[] = []
    if ('sides' in task) for (const side of task.sides) squares.push(await square(bytes, side))
    else for (const width of await widthsOf(bytes, task.widths)) wides.push(await wide(bytes, width))
    return { kind: 'made', squares, wides }
  } catch {
    // sharp throws for whatever cannot be read to its end; why is of no use to whoever sent it
    return { kind: 'refused', reason: 'broken' }
  }
}

/** One of our own pictures in a form that every program knows. */
export async function unpackOurs(webp: Buffer): Promise<PlainImage> {
  const { hasAlpha } = await open(webp).metadata()
  if (hasAlpha) return { type: 'image/png', bytes: await open(webp).png({ compressionLevel: 9 }).toBuffer() }
  return { type: 'image/jpeg', bytes: await open(webp).jpeg({ quality: 82, progressive: true }).toBuffer() }
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

/** None is wider than the picture came. */
async function widthsOf(bytes: Buffer, widths: readonly number[]): Promise<number[]> {
  const { autoOrient } = await open(bytes).metadata()
  return [...new Set(widths.map((width) => Math.min(width, autoOrient.width)))]
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
