import type { BoundaryKind } from '@ecotone/engine/network/landscape-input.ts'
import type { Language } from '../../../platform/i18n/language.ts'
import { templateWords } from './template-words.ts'

/** An empty landscape to start from: groups and boundaries that are usual in a field. Nobody is in it, and nothing is said of anybody. */
export interface LandscapeTemplate {
  id: TemplateId
  name: string
  about: string
  groups: { name: string }[]
  /** an everyday question, and its sides */
  boundaries: { name: string; kind: BoundaryKind; sides: string[] }[]
  /** what people there may care about; who does is for them to say */
  concerns: string[]
  /** what to ask whom, to begin with */
  asks: string[]
}

/** The kinds of the two boundaries of each; their words are in the catalogues. */
const kinds = {
  town: ['disciplinary', 'other'],
  river: ['geographic', 'institutional'],
  schools: ['other', 'institutional'],
  cultures: ['institutional', 'cultural'],
  research: ['disciplinary', 'other'],
} as const satisfies Record<string, readonly [BoundaryKind, BoundaryKind]>

export type TemplateId = keyof typeof kinds

/** The gallery in one language, in the order in which it is offered. */
export function landscapeTemplates(language: Language): LandscapeTemplate[] {
  return templateIds.map((id) => landscapeTemplate(id, language))
}

export const templateIds = Object.keys(kinds) as TemplateId[]

export function isTemplateId(text: string): text is TemplateId {
  return Object.hasOwn(kinds, text)
}

export function landscapeTemplate(id: TemplateId, language: Language): LandscapeTemplate {
  const say = templateWords(language)
  const list = (text: string) => text.split('|').map((one) => one.trim())
  const boundary = (text: string, kind: BoundaryKind) => {
    const [name = '', ...sides] = list(text)
    return { name, kind, sides }
  }
  return {
    id,
    name: say(`${id}_name`),
    about: say(`${id}_about`),
    groups: list(say(`${id}_groups`)).map((name) => ({ name })),
    boundaries: [boundary(say(`${id}_boundary_1`), kinds[id][0]), boundary(say(`${id}_boundary_2`), kinds[id][1])],
    concerns: list(say(`${id}_concerns`)),
    asks: list(say(`${id}_asks`)),
  }
}
