import type { ShownWriting } from '../writing/writing.ts'

/** A part of the book with its chapters, in the order of the book. */
export interface Part {
  /** from 1 on */
  number: number
  name: string
  chapters: ShownWriting[]
}

/**
 * The screens of the workbench that a chapter may belong to, and where each is inside a landscape; null while there is none. A sketch
 * begins outside of any.
 */
export const screens = {
  home: '',
  sketch: '/sketch',
  landscape: 'landscape',
  opportunities: 'opportunities',
  listening: 'opportunities',
  spaces: 'spaces',
  people: 'people',
  legitimacy: null,
  gatherings: null,
  tables: null,
  learning: null,
  reports: null,
  closing: null,
} as const

export type Screen = keyof typeof screens

/** The screens that there are. */
export type StandingScreen = { [Name in Screen]: (typeof screens)[Name] extends null ? never : Name }[Screen]

export function isStandingScreen(name: string | null): name is StandingScreen {
  return name !== null && Object.hasOwn(screens, name) && screens[name as Screen] !== null
}

/** The chapters, which come in their order, gathered by part. A chapter without a part stands in one that has no name. */
export function partsOf(chapters: readonly ShownWriting[]): Part[] {
  const parts: Part[] = []
  for (const chapter of chapters) {
    const name = chapter.part ?? ''
    const open = parts.find((part) => part.name === name)
    if (open) open.chapters.push(chapter)
    else parts.push({ number: parts.length + 1, name, chapters: [chapter] })
  }
  return parts
}

/** The chapters before and after one, across the borders of parts. */
export function neighboursOf(
  chapters: readonly ShownWriting[],
  id: string,
): { before: ShownWriting | null; after: ShownWriting | null } {
  const at = chapters.findIndex((chapter) => chapter.id === id)
  if (at < 0) return { before: null, after: null }
  return { before: chapters[at - 1] ?? null, after: chapters[at + 1] ?? null }
}

/** How many minutes somebody who reads calmly needs: 220 words a minute, one at least. Footnotes count as words. */
export function readingMinutes(words: string): number {
  const count = words.match(/[\p{L}\p{N}]+(?:['’-][\p{L}\p{N}]+)*/gu)?.length ?? 0
  return Math.max(1, Math.round(count / 220))
}
