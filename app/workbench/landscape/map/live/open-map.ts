import type { Spot } from '../field.ts'
import type { Frame } from '../frame.ts'
import type { Camera, Sheet } from './camera.ts'
import type { Choice } from './choice.ts'
import type { Detail } from './level-of-detail.ts'
import type { Places } from './places.ts'
import type { SentMap } from './sent-map.ts'
import type { SignsLayer } from './signs-layer.ts'

/** The living map as its parts see it: what is in view, what is chosen, and how to change both. */
export interface OpenMap {
  readonly host: HTMLElement
  readonly map: SentMap
  readonly places: Places
  readonly signs: SignsLayer
  readonly choice: Choice
  /** ends with the map: whatever a part listens for ends with it */
  readonly signal: AbortSignal
  readonly camera: Camera
  /** where the way leads that the map is on; the camera while it is on none */
  readonly goal: Camera
  readonly sheet: Sheet
  readonly detail: Detail
  /** the camera that shows all land */
  fit(): Camera
  /** Looks from somewhere else as a hand asks, with the next frame; names are set when it rests. */
  look(camera: Camera): void
  /** Looks from somewhere else at once, as a button or a key asks. */
  jump(camera: Camera): void
  /** Leads there in so many milliseconds; at once where nothing may move by itself. A hand on the map ends it. */
  glide(camera: Camera, ms: number): void
  /** Sets signs and names anew, as after something was chosen. */
  setSigns(): void
}

/** One thing that the living map can do. Parts know of the map and not of each other; whatever they leave out happens as it does without them. */
export interface MapPart {
  /** SVG under the signs and over the painted ground, each time signs are set; for the eye alone. */
  drawn?(frame: Frame): string
  /** Is a line to be drawn from here, and the map not moved? */
  takes?(from: Spot): boolean
  /** The line that it took, in pixels of the sheet; `done` at its end, with what is held down. */
  drawing?(line: readonly Spot[], done: { shift: boolean; alt: boolean } | null): void
  /** A tap where nobody stands, `reach` in pixels; true when something was done. */
  tapped?(spot: Spot, reach: number): boolean
  /** A click on something with this `data-do`, inside the map. */
  asked?(what: string): void
  /** A key that no link took; true when something was done. */
  key?(key: string): boolean
  /** Nothing moves any more. */
  settled?(): void
  /** Somebody leaves what they were at, by Escape or a tap on nothing. */
  left?(): void
}

/** Opens a part on a map. */
export type PartOpener = (open: OpenMap) => MapPart
