import { turns } from '../turns.ts'
import { answerApart } from '../work-apart.ts'
import { endOfImage, imageKind, isTwoFiles } from './image-kind.ts'
import { type ImageTask, type Unpacked, unpackOurs } from './unpack-image.ts'

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

/** The largest file that is read, in bytes. At most 40 million pixels of it are unpacked: four bytes each, so 160 MB at the very most. */
export const mostImageBytes = 12_000_000

/** Unpacked at the same time, whoever sent them: each takes a processor and up to 160 MB. */
const inTurn = turns(2)

/**
 * Makes a picture anew in square sizes, as WebP: upright, in sRGB, without where and when it was taken, by whom and with what. The file is
 * known by its bytes (JPEG, PNG, WebP or AVIF); how large it would be unpacked is asked before anything is unpacked. `saidType` is the type
 * it was sent with, which must not contradict. Costs up to a second of one processor for the largest.
 */
export async function reencodeImage(
  bytes: Buffer,
  { saidType, sides }: { saidType: string; sides: readonly number[] },
): Promise<Reencoded> {
  const made = await madeAnew(saidType, { bytes, sides })
  return made.kind === 'made' ? { kind: 'made', sizes: made.squares } : made
}

/**
 * The same for a picture that keeps its shape: in widths, none wider than it came, as WebP and as AVIF. What is seen through stays so. Costs
 * up to some five seconds of one processor for the largest.
 */
export async function reencodeWide(
  bytes: Buffer,
  { saidType, widths }: { saidType: string; widths: readonly number[] },
): Promise<{ kind: 'made'; sizes: WideImage[] } | { kind: 'refused'; reason: ImageRefusal }> {
  const made = await madeAnew(saidType, { bytes, widths })
  return made.kind === 'made' ? { kind: 'made', sizes: made.wides } : made
}

/** A picture in a form that every program knows. */
export interface PlainImage {
  type: 'image/jpeg' | 'image/png'
  bytes: Buffer
}

/** One of our own pictures as JPEG, or as PNG where one sees through it: for books, whose readers know neither WebP nor AVIF. */
export function plainImage(webp: Buffer): Promise<PlainImage> {
  return inTurn('pictures', () => unpackOurs(webp))
}

async function madeAnew(saidType: string, task: ImageTask & { bytes: Buffer }): Promise<Unpacked> {
  const { bytes } = task
  if (bytes.length > mostImageBytes) return { kind: 'refused', reason: 'too-large' }
  const kind = imageKind(bytes)
  if (kind === 'vector' || kind === 'heic') return { kind: 'refused', reason: kind }
  if (kind === 'other') return { kind: 'refused', reason: 'not-a-picture' }
  if (contradicts(saidType, kind)) return { kind: 'refused', reason: 'another-kind-than-it-says' }
  const end = endOfImage(bytes, kind)
  if (end === null) return { kind: 'refused', reason: 'broken' }
  if (isTwoFiles(bytes, end)) return { kind: 'refused', reason: 'two-files-in-one' }
  return inTurn('pictures', () => unpackApart(task))
}

/** Milliseconds after which a picture counts as broken: some five seconds are what the largest takes. */
const mostTime = 60_000

/** In a process of its own: whoever sends a file that makes the decoder fall, or never end, takes nothing of the program with it. */
export async function unpackApart(task: ImageTask, program: URL = worker): Promise<Unpacked> {
  const answered = await answerApart<Unpacked>(program, task, { time: mostTime })
  return answered.kind === 'answered' ? answered.answer : { kind: 'refused', reason: 'broken' }
}

const worker = new URL('./image-worker.ts', import.meta.url)

function contradicts(saidType: string, kind: string): boolean {
  const said = saidType.toLowerCase().replace('image/jpg', 'image/jpeg')
  return said !== '' && said !== 'application/octet-stream' && said !== `image/${kind}`
}
