import type { DrawnLandscape } from '../drawn-landscape.ts'
import { ageLens } from './age-lens.ts'
import { concernLens, type Eyes } from './concern-lens.ts'
import { kindLens } from './kind-lens.ts'
import { emptyLens, type Lens, type LensWish } from './lens.ts'
import type { SayLens } from './lens-words.ts'
import { measureLens } from './measure-lens.ts'

/**
 * The landscape through the lens that is wished for, computed from the drawing as its viewer may see it; null without one, and `'no-lens'`
 * for one that is not there. At most about half a second, for a measure that nobody looked at before; the others pass over the drawing once.
 */
export function lookThrough(drawn: DrawnLandscape, wish: LensWish, eyes: Eyes, say: SayLens): Lens | null | 'no-lens' {
  switch (wish.kind) {
    case 'none':
      return null
    case 'kind':
      return kindLens(drawn, say)
    case 'age':
      return ageLens(drawn, eyes, say)
    case 'equal':
      return { ...emptyLens(say('lens_equal')), notes: [say('equal_note')], equalHills: true }
    case 'concern':
      return concernLens(drawn, wish.of, eyes, say) ?? 'no-lens'
    case 'measure':
      return measureLens(drawn, wish.of, eyes.day, say) ?? 'no-lens'
    case 'unknown':
      return 'no-lens'
  }
}
