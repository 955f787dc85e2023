import { createHash } from 'node:crypto'
import { renderAsync } from '@resvg/resvg-js'
import { emptiedTogether } from '../../platform/kept-in-memory.ts'
import { pictureFaces } from '../../workbench/landscape/picture/picture-faces.ts'

/** Bytes of pictures that are kept: some two hundred. */
const mostBytes = 24_000_000

/** Paints a picture as PNG, in a thread, one at a time; one that was painted before comes from memory. */
export type PaintLinkPicture = (svg: string) => Promise<Uint8Array<ArrayBuffer>>

export function linkPicturePainter(most = mostBytes): PaintLinkPicture {
  const done = new Map<string, Uint8Array<ArrayBuffer>>()
  const doing = new Map<string, Promise<Uint8Array<ArrayBuffer>>>()
  let last: Promise<unknown> = Promise.resolve()
  let bytes = 0
  // names stand on them
  emptiedTogether(() => {
    done.clear()
    bytes = 0
  })

  function keep(key: string, png: Uint8Array<ArrayBuffer>): void {
    done.set(key, png)
    bytes += png.length
    for (const [oldest, its] of done) {
      if (bytes <= most) return
      done.delete(oldest)
      bytes -= its.length
    }
  }

  return (svg) => {
    const key = createHash('sha256').update(svg).digest('base64')
    const kept = done.get(key)
    if (kept) return Promise.resolve(kept)
    const begun = doing.get(key)
    if (begun) return begun
    const painted = last
      .catch(() => {})
      .then(() => paint(svg))
      .then((png) => {
        keep(key, png)
        return png
      })
      .finally(() => doing.delete(key))
    last = painted
    doing.set(key, painted)
    return painted
  }
}

async function paint(svg: string): Promise<Uint8Array<ArrayBuffer>> {
  const image = await renderAsync(svg, {
    font: { loadSystemFonts: false, fontFiles: pictureFaces(), defaultFontFamily: 'Literata' },
  })
  return new Uint8Array(image.asPng())
}
