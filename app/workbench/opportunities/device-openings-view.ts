import type { LandscapeInput } from '@ecotone/engine/network/landscape-input.ts'
import type { Opportunity } from '@ecotone/engine/opportunities/opportunity.ts'
import type { Language } from '../../platform/i18n/language.ts'
import { writeDay, writeNumber } from '../../platform/i18n/numbers.ts'
import { element, type Piece } from '../../ui/element.ts'
import { doing, message } from '../../ui/element-form.ts'
import type { DrawnLandscape } from '../landscape/drawn-landscape.ts'
import { deviceCard, deviceSummary } from './device-card.ts'
import { type DeviceReader, type DeviceReading, deviceTask } from './device-reading.ts'
import { namesFrom } from './names-from.ts'
import { type OpportunitySentences, opportunitySentences } from './opportunity-words.ts'
import { pageWords } from './page-words.ts'

/** A fact as somebody knows it better, by ids of the drawing. */
export type DeviceFact =
  | { kind: 'tie'; from: string; to: string; says: 'yes' | 'no' }
  | { kind: 'asked'; person: string; about: string | null; answered: boolean }

interface KeptReading {
  day: string
  follows: boolean
  result: DeviceReading
}

/** What is shown, and what whoever holds the sketch does with it. */
export interface DeviceOpenings {
  language: Language
  drawn: DrawnLandscape
  input: LandscapeInput
  day: string
  readings: readonly KeptReading[]
  shown: number
  card: string | null
  follows: boolean
  addressOf: (shown: number, card: string | null) => string
  keep: (reading: KeptReading) => Promise<void>
  seeDifferently: (fact: DeviceFact) => Promise<void>
  sketchSpace: (wish: { why: string; people: string[]; between: string[] }) => void
  actions: HTMLElement[]
}

export interface ShownDeviceCard {
  rank: number
  opportunity: Opportunity
  sentences: OpportunitySentences
}

/** The openings of a sketch: nothing yet, being read, a list, or one card. Reads at once when there is no reading, or a fact was changed. */
export class DeviceOpeningsView {
  readonly element = element('div', { class: 'stack openings' })
  readonly #wish: DeviceOpenings
  readonly #reader: DeviceReader
  #readings: readonly KeptReading[]

  constructor(wish: DeviceOpenings, reader: DeviceReader) {
    this.#wish = wish
    this.#reader = reader
    this.#readings = wish.readings
    if (wish.follows || (this.#readings.length === 0 && wish.drawn.people.length > 1)) void this.#read()
    else this.#show()
  }

  async #read(): Promise<void> {
    const { language, drawn, input, day, follows } = this.#wish
    const say = pageWords(language)
    const stop = new AbortController()
    const bar = element('progress', { max: 1, value: 0, 'aria-label': say('progress') })
    this.element.replaceChildren(
      element('h1', { tabindex: -1 }, say('title')),
      element(
        'section',
        { class: 'card running stack-small', 'aria-live': 'polite' },
        element('h2', {}, say('running_title')),
        element('p', { class: 'reading' }, say('running')),
        bar,
        element(
          'p',
          {},
          doing(say('stop'), 'plain', () => stop.abort()),
        ),
      ),
    )
    try {
      const result = await this.#reader.read(deviceTask(drawn, input), {
        onProgress: (done) => bar.setAttribute('value', String(done)),
        signal: stop.signal,
      })
      if (result === null) return this.#ended(say('stopped'))
      const reading = { day, follows: follows && this.#readings.length > 0, result }
      await this.#wish.keep(reading)
      this.#readings = [reading, ...this.#readings]
      // shown again, it is not read again
      if (this.element.isConnected) window.history.replaceState(null, '', this.#wish.addressOf(0, null))
      this.#show({ ...this.#wish, shown: 0, card: null })
    } catch (error) {
      console.warn('The sketch was not read:', error)
      this.#ended(say('failed'))
    }
  }

  #ended(words: string): void {
    const { language, actions } = this.#wish
    const say = pageWords(language)
    this.element.replaceChildren(
      element('h1', { tabindex: -1 }, say('title')),
      message(
        'note',
        words,
        ' ',
        doing(say('read_again'), 'plain', () => this.#read()),
      ),
      element('p', { class: 'actions' }, actions),
    )
  }

  #show(wish = this.#wish): void {
    const say = pageWords(wish.language)
    const reading = this.#readings[wish.shown]
    if (!reading) {
      this.element.replaceChildren(
        element('h1', { tabindex: -1 }, say('title')),
        message('note', say('none')),
        element('p', { class: 'actions' }, wish.actions),
      )
      return
    }
    const cards = cardsOf(reading.result, wish)
    const card = cards.find(({ opportunity }) => opportunity.key === wish.card)
    const older = wish.shown > 0 && this.#olderNote(reading)
    this.element.replaceChildren(...(card ? [deviceCard(wish, card, older)] : this.#list(wish, reading, cards, older)))
  }

  #list(wish: DeviceOpenings, reading: KeptReading, cards: ShownDeviceCard[], older: Piece): HTMLElement[] {
    const { language, day } = wish
    const say = pageWords(language)
    const { spotted, people, ties } = reading.result
    return [
      element(
        'header',
        { class: 'stack-small' },
        element('h1', { tabindex: -1 }, say('title')),
        element('p', { class: 'lead' }, say('lead')),
      ),
      element('div', { class: 'stack-small' }, older, wish.shown === 0 && this.#follows(wish, reading), [
        element(
          'p',
          { class: 'evidence' },
          element(
            'span',
            {},
            spotted.reach && `${say('reach_today', { n: writeNumber(language, spotted.reach.mean.mean * 100, 0) })} `,
            `${say('based_on', { day: writeDay(language, reading.day), people, ties })} ${say('own_sketch_note')} ${say('caution')}`,
          ),
        ),
        spotted.noEffect === 'no-ties-known' && message('note', say('no_ties')),
        cards.length === 0 && message('note', say('none')),
      ]),
      element(
        'ol',
        { class: 'opening-list' },
        cards.map((one) => element('li', {}, deviceSummary(wish, one))),
      ),
      element(
        'p',
        { class: 'actions' },
        wish.actions,
        (wish.shown === 0 || day !== reading.day) && doing(say('read_again'), 'quiet', () => this.#read()),
      ),
      element(
        'p',
        { class: 'caption muted' },
        say('made_by', {
          version: spotted.engineVersion,
          seed: String(spotted.seed),
          worlds: spotted.assumptions.worlds,
        }),
      ),
    ]
  }

  #follows({ language, addressOf }: DeviceOpenings, reading: KeptReading): Piece {
    const say = pageWords(language)
    if (!reading.follows || this.#readings.length < 2) return null
    return message('note', `${say('after')} `, element('a', { href: addressOf(1, null) }, say('see_before')))
  }

  #olderNote(reading: KeptReading): Piece {
    const say = pageWords(this.#wish.language)
    return message(
      'note',
      `${say('older', { day: writeDay(this.#wish.language, reading.day) })} `,
      element('a', { href: this.#wish.addressOf(0, null) }, say('newest')),
    )
  }
}

/** Cards whose groups and people are all still drawn. */
function cardsOf({ spotted }: DeviceReading, { drawn, language }: DeviceOpenings): ShownDeviceCard[] {
  const names = namesFrom(drawn, pageWords(language)('one_person'))
  const groups = new Set(drawn.practices.map(({ id }) => id))
  const people = new Set(drawn.people.map(({ id }) => id))
  return spotted.opportunities
    .filter(({ between }) => between.every((id) => groups.has(id)))
    .map((opportunity, nth) => {
      const there = { ...opportunity, invitees: opportunity.invitees.filter(({ person }) => people.has(person)) }
      return { rank: nth + 1, opportunity: there, sentences: opportunitySentences(there, names, language) }
    })
}
