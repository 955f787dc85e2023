import { type Say, speak } from '../../../platform/i18n/catalogue.ts'
import type { Language } from '../../../platform/i18n/language.ts'
import { element, type Piece } from '../../../ui/element.ts'
import type { Typed } from '../../../ui/element-form.ts'
import type { DrawnLandscape } from '../drawn-landscape.ts'
import type { sketchWords } from '../sketch/sketch-words.ts'
import type { LandscapeTemplate } from '../templates/landscape-templates.ts'
import type { UnknownWord } from '../unknowns.ts'
import type { DeviceSketch, Step } from './device-sketch.ts'
import type { deviceWords } from './device-words.ts'

type Keys<W> = W extends (language: Language) => Say<infer K> ? K : never

/** What every screen of a sketch has: the sketch, the words, and what it may do. */
export interface Screen {
  language: Language
  sketch: DeviceSketch
  /** the empty landscape it began from, if it did and that is known here */
  template: LandscapeTemplate | null
  /** a group, a boundary or a card, where the address names one */
  part: string | null
  typed: Typed
  /** words of the sketch that the server has as well */
  say: Say<Keys<typeof sketchWords>>
  here: Say<Keys<typeof deviceWords> | UnknownWord>
  /** keeps the changed drawing and goes on */
  change: (drawn: DrawnLandscape, to: Step, part?: string) => Promise<void>
  /** shows the same screen again, with what was typed and what is wrong */
  again: (values: FormData, problems: Record<string, string>) => void
}

export type Words = Pick<Screen, 'say' | 'here' | 'language'>

/** The words that came with the page, in its language. */
export function wordsFrom(language: Language, sent: string): Words {
  const words = JSON.parse(sent) as Record<'say' | 'here', Record<string, string>>
  return { language, say: speak(language, words.say), here: speak(language, words.here) }
}

/** Where a step of a sketch is, as the address after "#" says it. */
export function addressOf(sketch: { id: string }, step: Step, part?: string): string {
  return `#${[sketch.id, step, ...(part === undefined ? [] : [part])].map(encodeURIComponent).join('/')}`
}

/** One screen: which step it is, its title, and that it stays here. */
export function step(
  { say, here }: Pick<Screen, 'say' | 'here'>,
  props: { n: number | null; title: string; lead?: string },
  ...pieces: Piece[]
): HTMLElement {
  return element(
    'div',
    { class: 'stack step' },
    props.n !== null && element('p', { class: 'caption muted' }, say('step', { n: props.n })),
    element('h1', { tabindex: -1 }, props.title),
    props.lead && element('p', { class: 'lead' }, props.lead),
    pieces,
    element('p', { class: 'caption muted only-you' }, here('only_here')),
  )
}
