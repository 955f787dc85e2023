import type { Language } from '../../../platform/i18n/language.ts'
import type { DrawnLandscape } from '../drawn-landscape.ts'
import { onlyOf } from '../only/only.ts'
import { hiddenPeople, lensWish } from './lens.ts'
import { lensWords } from './lens-words.ts'
import { lookThrough } from './look-through.ts'

/** What a program is told of a lens and a filter: per practice what the plates on the map and the table say, and who is shown: nobody who hid. */
export function lensAnswer(
  drawn: DrawnLandscape,
  url: URL,
  asking: { language: Language; day: string; outside: boolean },
) {
  const lens = lookThrough(drawn, lensWish(url), asking, lensWords(asking.language))
  if (lens === 'no-lens') return { kind: 'refused', reason: 'no-lens', value: url.searchParams.get('lens') } as const
  const boundary = drawn.boundaries.find(({ id }) => id === url.searchParams.get('boundary')) ?? null
  const only = onlyOf(drawn, boundary, url)
  const [unknown] = only.unknown
  if (unknown !== undefined) return { kind: 'refused', reason: 'unknown-filter', value: unknown } as const
  const hidden = hiddenPeople(drawn)
  return {
    kind: 'lens',
    title: lens?.title ?? null,
    notes: lens?.notes ?? [],
    problem: lens?.problem ?? null,
    practices: [...(lens?.cells ?? [])]
      .filter(([practice]) => only.practices.has(practice))
      .map(([practice, { sign, words }]) => ({ practice, words, glyphs: sign.parts.map(({ glyph }) => glyph) })),
    shown: { practices: [...only.practices], people: [...only.people].filter((id) => !hidden.has(id)) },
  } as const
}
