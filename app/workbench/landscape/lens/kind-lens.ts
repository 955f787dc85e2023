import { type DrawnLandscape, practiceKinds } from '../drawn-landscape.ts'
import { emptyLens, type Lens } from './lens.ts'
import type { SayLens } from './lens-words.ts'

/** Of what kind each practice is. */
export function kindLens(drawn: DrawnLandscape, say: SayLens): Lens {
  const cells = drawn.practices.map(({ id, kind }) => {
    const words = say(`kind_${kind}`)
    const sign = { parts: [{ glyph: kind, text: words, brief: '' }], sentence: say('kind_sentence', { kind }) }
    return [id, { sign, words }] as const
  })
  return {
    ...emptyLens(say('lens_kind')),
    cells: new Map(cells),
    classes: practiceKinds
      .map((kind) => ({ kind, count: drawn.practices.filter((one) => one.kind === kind).length }))
      .filter(({ count }) => count > 0)
      .map(({ kind, count }) => ({ glyph: kind, words: say('class_count', { words: say(`kind_${kind}`), count }) })),
    notes: [say('kind_note')],
  }
}
