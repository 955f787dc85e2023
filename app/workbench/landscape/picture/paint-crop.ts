import type { Assets } from '../../../platform/http/assets.ts'
import { type Painter, painter } from './paint-picture.ts'
import { pictureStyle } from './picture-style.ts'
import { resolveStyles } from './resolve-styles.ts'

/** Pixels across: as wide as the widest picture of the site. */
const across = 1600

export type PaintedCrop = { kind: 'painted'; light: Uint8Array; dark: Uint8Array } | { kind: 'own' | 'busy' | 'failed' }

/** Paints parts of maps, as on paper and as by night, one at a time for each person; in a process of its own, as all pictures. */
export function cropPainter(paints: Painter = painter()) {
  return async (assets: Assets, person: string, svg: string, signal: AbortSignal): Promise<PaintedCrop> => {
    const room = paints.roomFor(person)
    if (typeof room === 'string') return { kind: room }
    const { css, darkCss } = pictureStyle(assets)
    const paint = async (style: string) => {
      const painted = await room.paint(
        { format: 'png', svg: resolveStyles(svg, style), width: across, dotsPerInch: null },
        signal,
      )
      return painted.kind === 'painted' ? painted.bytes : null
    }
    try {
      const light = await paint(css)
      const dark = light && (await paint(darkCss))
      return light && dark ? { kind: 'painted', light, dark } : { kind: 'failed' }
    } finally {
      room.leave()
    }
  }
}
