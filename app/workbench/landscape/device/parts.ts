import type { LandscapeInput } from '@ecotone/engine/network/landscape-input.ts'
import type { Language } from '../../../platform/i18n/language.ts'
import type { DrawnLandscape } from '../drawn-landscape.ts'
import type { DrawnMap } from '../map/draw-map.ts'
import type { KeptReading } from './device-sketch.ts'

/** A fact as somebody knows it better, by ids of the drawing. */
export type OtherFact =
  | { kind: 'tie'; from: string; to: string; says: 'yes' | 'no' }
  | { kind: 'asked'; person: string; about: string | null; answered: boolean }

/** What a space sketched from a card begins with. */
export interface SpaceWish {
  why: string
  people: string[]
  between: string[]
}

export interface OpeningsWish {
  language: Language
  drawn: DrawnLandscape
  input: LandscapeInput
  day: string
  readings: readonly KeptReading[]
  /** the one to show, by its place in the list; 0 is the newest */
  shown: number
  /** key of the card to show; the list without it */
  card: string | null
  /** begin to read at once, after a fact was changed */
  follows: boolean
  /** where a card and an earlier reading are shown */
  addressOf: (shown: number, card: string | null) => string
  keep: (reading: KeptReading) => Promise<void>
  seeDifferently: (fact: OtherFact, why: string) => Promise<void>
  sketchSpace: (wish: SpaceWish) => void
  actions: HTMLElement[]
}

/** What the first opening says of whom to listen to. */
export interface FirstOpening {
  title: string
  sentence: string
  listen: { person: string; practice: string }[]
  clearings: { id: string; rank: number; between: string[] }[]
}

/** The three programs that are only needed further on. They come as files of their own, so that the first screen is there at once. */
export interface Parts {
  map: {
    drawMapHere: (
      drawn: DrawnLandscape,
      wish: { seed: string; boundary: string | null; language: Language; clearings: FirstOpening['clearings'] },
    ) => { wide: DrawnMap; compact: DrawnMap }
  }
  openings: {
    startReader: (worker: string) => void
    showOpenings: (wish: OpeningsWish) => HTMLElement
    firstOpening: (reading: KeptReading, drawn: DrawnLandscape, language: Language) => FirstOpening | null
  }
  files: {
    writeSketchFile: (drawn: DrawnLandscape) => Blob
    readSketchFile: (file: File) => Promise<SketchFile>
  }
}

export type SketchFile =
  | { kind: 'read'; drawn: DrawnLandscape; refused: number }
  | { kind: 'refused'; reason: 'not-ours' | 'not-a-sketch' | 'too-large' }

/** Loads each part once, and says when all are there, so that nothing more has to be asked for. */
export class PartsLoader {
  readonly #addresses: Record<keyof Parts | 'worker', string>
  readonly #loading = new Map<keyof Parts, Promise<unknown>>()

  constructor(addresses: Record<keyof Parts | 'worker', string>) {
    this.#addresses = addresses
  }

  get<Name extends keyof Parts>(name: Name): Promise<Parts[Name]> {
    const known = this.#loading.get(name) ?? this.#load(name)
    this.#loading.set(name, known)
    // one that did not come may come the next time
    known.catch(() => this.#loading.delete(name))
    return known as Promise<Parts[Name]>
  }

  async #load(name: keyof Parts): Promise<unknown> {
    const part: unknown = await import(this.#addresses[name])
    if (name === 'openings') (part as Parts['openings']).startReader(this.#addresses.worker)
    return part
  }

  async all(): Promise<void> {
    await Promise.all((['map', 'openings', 'files'] as const).map((name) => this.get(name)))
  }
}
