import { readFile } from 'node:fs/promises'
import type { Clock } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db/database.ts'
import { type ImageRefusal, mostImageBytes, reencodeWide, type WideImage } from '../../platform/files/reencode-image.ts'
import type { UploadedFile } from '../../platform/http/upload.ts'
import { uuidv7 } from '../../platform/uuid.ts'
import { slugFrom } from '../writing/writing.ts'
import { type Drawn, insertPicture, type KeptSize, replacePicture } from './pictures-queries.ts'

/** The widths a picture is made in, in pixels: a phone, a column of text, a column on a screen of twice the points. None is ever larger than it came. */
const widths = [480, 960, 1600] as const

export type MadePicture = { kind: 'made'; sizes: WideImage[] } | { kind: 'refused'; reason: ImageRefusal | 'nothing' }

/** Makes what was sent anew, before anything is asked of the database. */
export async function makePicture(file: UploadedFile | undefined): Promise<MadePicture> {
  if (!file || file.bytes === 0) return { kind: 'refused', reason: 'nothing' }
  if (file.bytes > mostImageBytes) return { kind: 'refused', reason: 'too-large' }
  return reencodeWide(await readFile(file.path), { saidType: file.type, widths })
}

/** Keeps a picture under a name made from its words, else from its file, and answers the name. */
export async function keepPicture(
  tx: Tx,
  clock: Clock,
  {
    alt,
    fileName,
    sizes,
    caption = '',
    drawn,
  }: { alt: string; fileName: string; sizes: readonly KeptSize[]; caption?: string; drawn?: Drawn },
): Promise<string> {
  const at = clock.now()
  const id = uuidv7(at.getTime())
  const plain = slugFrom((alt || fileName.replace(/\.[^.]*$/, '')).split(/\s+/).slice(0, 6).join(' '))
  for (let nth = 1; ; nth++) {
    const name = nth === 1 ? plain : `${plain}-${nth}`
    if (await insertPicture(tx, { id, name, alt, caption, ...(drawn && { drawn }), at, sizes })) return name
  }
}

/** Puts another drawing under the name and the words of a picture that was painted here; the one before is gone. */
export function drawPictureAgain(
  tx: Tx,
  id: string,
  again: { caption: string; drawn: Drawn; sizes: readonly KeptSize[] },
): Promise<void> {
  return replacePicture(tx, id, again)
}

/** A picture that the program painted itself, by day and where it has one by night, in every width. */
export async function sizesOfPainted({ light, dark }: { light: Uint8Array; dark?: Uint8Array }): Promise<KeptSize[]> {
  const made = async (png: Uint8Array, isDark: boolean) => {
    const one = await reencodeWide(Buffer.from(png), { saidType: 'image/png', widths })
    if (one.kind === 'refused') throw new Error(`a picture of ours is refused: ${one.reason}`)
    return one.sizes.map((size) => ({ ...size, dark: isDark }))
  }
  return (await Promise.all([made(light, false), ...(dark ? [made(dark, true)] : [])])).flat()
}
