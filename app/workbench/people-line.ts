import type { Language } from '../platform/i18n/language.ts'
import type { IconName } from '../ui/icon.tsx'
import type { Visit } from './visit.tsx'

/** The parts of the page "People" of a landscape, in their order. */
export const peopleParts = ['team', 'mapped', 'safety'] as const

/**
 * One line of the page "People": a way to something about the people of a landscape. Each part of the workbench offers its own, and
 * `app/routes.ts` hands them to the page. Null where there is nothing for this visitor.
 */
export interface PeopleLine {
  part: (typeof peopleParts)[number]
  shown(visit: Visit, language: Language): Promise<ShownLine | null> | ShownLine | null
}

export interface ShownLine {
  href: string
  icon: IconName
  title: string
  /** one sentence: what is there, and how it stands with it now */
  text: string
}
