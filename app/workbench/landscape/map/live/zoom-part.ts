import { zoomedAt } from './camera.ts'
import type { PartOpener } from './open-map.ts'

/** How much nearer one key or button brings. */
const STEP = 1.5
const ZOOM_MS = 240

/** Nearer, farther, and all land in view: by buttons and by keys. */
export const zoomPart: PartOpener = (open) => {
  const zoom = (factor: number) => {
    const middle = { x: open.sheet.width / 2, y: open.sheet.height / 2 }
    open.glide(zoomedAt(open.goal, open.sheet, middle, factor), ZOOM_MS)
  }
  const does: Readonly<Record<string, () => void>> = {
    in: () => zoom(STEP),
    out: () => zoom(1 / STEP),
    fit: () => open.glide(open.fit(), ZOOM_MS),
  }
  const keys: Readonly<Record<string, string>> = { '+': 'in', '=': 'in', '-': 'out', '0': 'fit' }
  return {
    asked: (what) => does[what]?.(),
    key: (key) => {
      const act = does[keys[key] ?? '']
      act?.()
      return act !== undefined
    },
  }
}
